//! Sound option documents with every field, which fuzz_tests.rs disturbs.

use serde_json::{Value, json};

pub fn runtime_document() -> Value {
    json!({"worker_threads": 1, "heartbeat_interval_ms": 60000, "environment_info": true, "runtime_version": "clang 19",
           "log": {"core_level": "info", "other_level": "warn", "backlog_max": 64},
           "metrics": {"prometheus": {"bind_address": "127.0.0.1:0", "global_tags": {"tag": "v"},
                                      "counters_total_suffix": false, "unit_suffix": false,
                                      "use_seconds_for_durations": true,
                                      "histogram_bucket_overrides": {"m": [1.0, 2.0]}},
                       "prefix": "temporal_", "attach_service_name": true, "task_queue_label": "normal"}})
}

pub fn connection_document(url: &str) -> Value {
    json!({"target_url": url, "identity": "1@h", "client_name": "n", "client_version": "1",
           "tls": {"server_root_ca_cert": "YQ==", "domain": "d", "client_cert": "YQ==", "client_private_key": "YQ=="},
           "api_key": "k", "headers": {"name": "value"}, "binary_headers": {"name-bin": "YQ=="},
           "retry": {"initial_interval_ms": 100, "randomization_factor": 0.2, "multiplier": 1.7,
                     "max_interval_ms": 5000, "max_elapsed_ms": 10000, "max_retries": 10},
           "keep_alive": {"interval_ms": 30000, "timeout_ms": 15000},
           "dns_load_balancing": {"resolution_interval_ms": 30000}, "connect_timeout_ms": 10000,
           "compression": "gzip", "override_origin": "https://name", "disable_error_code_metric_tags": false,
           "skip_get_system_info": true})
}

pub fn headers_document() -> Value {
    json!({"headers": {"name": "value", "other": ""}, "binary_headers": {"name-bin": "YQ=="}})
}

pub fn worker_document() -> Value {
    json!({"namespace": "default", "task_queue": "q",
           "task_types": {"workflows": true, "local_activities": true, "remote_activities": true},
           "versioning": {"deployment": {"deployment_name": "d", "build_id": "b", "use_worker_versioning": true,
                                         "default_behavior": "pinned"}},
           "identity": "i", "max_cached_workflows": 1000,
           "slots": {"workflow": {"fixed": 100}, "local_activity": {"fixed": 100},
                     "activity": {"resource_based": {"min": 1, "max": 100, "ramp_throttle_ms": 50}},
                     "resource_targets": {"memory": 0.8, "cpu": 0.9, "memory_p_gain": 5.0, "cpu_d_gain": 1.0}},
           "workflow_pollers": {"simple_maximum": 5},
           "activity_pollers": {"autoscaling": {"minimum": 1, "maximum": 100, "initial": 5}},
           "nonsticky_to_sticky_poll_ratio": 0.2, "sticky_schedule_to_start_timeout_ms": 10000,
           "max_heartbeat_throttle_ms": 60000, "default_heartbeat_throttle_ms": 30000, "graceful_shutdown_ms": 0,
           "local_timeout_buffer_ms": 5000, "max_worker_activities_per_second": 50.0,
           "max_task_queue_activities_per_second": 500.0, "max_eager_activity_reservations": 3,
           "fetching_concurrency": 5, "ignore_evicts_on_shutdown": false, "nondeterminism_fails_workflow": false,
           "nondeterminism_fails_workflow_types": ["A"], "skip_client_worker_set_check": true,
           "disable_payload_error_limit": false})
}
