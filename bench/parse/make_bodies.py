#!/usr/bin/env python3
"""Writes the bodies of the parser benchmark into a folder: one shaped like Temporal Cloud's endpoint, its next scrapes, and
hostile ones of about the same size. The same seed gives the same bytes."""
import os
import random
import sys

TIME = 1765894320
REGIONS = ["aws-us-east-1", "aws-us-east-2", "aws-eu-central-1", "gcp-europe-west3"]
OPERATIONS = ["StartWorkflowExecution", "SignalWorkflowExecution", "PollWorkflowTaskQueue", "CompletionStats",
              "RespondWorkflowTaskCompleted", "RespondActivityTaskCompleted", "QueryWorkflow", "RecordActivityTaskHeartbeat"]
FAMILIES = [
    ("temporal_cloud_v1_total_action_count", "is_background namespace_mode"),
    ("temporal_cloud_v1_service_request_count", "operation region"),
    ("temporal_cloud_v1_operations_count", "is_background namespace_mode operation region"),
    ("temporal_cloud_v1_workflow_success_count", "operation region temporal_task_queue temporal_workflow_type"),
    ("temporal_cloud_v1_service_latency_p99", "operation region"),
    ("temporal_cloud_v1_resource_exhausted_error_count", "operation region resource_exhausted_cause"),
]


def temporal(seed, series=30000):
    """FACTS of the endpoint: labels in alphabetical order, full namespace ids, three decimals, one minute for all."""
    rng = random.Random(seed)
    out = []
    per_family = series // len(FAMILIES)
    shape = random.Random(1)  # the series do not depend on the seed, only their values do
    for name, extra in FAMILIES:
        out.append(f"# TYPE {name} gauge\n# HELP {name} The rate per second over one minute.\n")
        for i in range(per_family):
            choice = {
                "is_background": shape.choice(["true", "false"]), "namespace_mode": shape.choice(["active", "standby"]),
                "operation": OPERATIONS[i % len(OPERATIONS)], "region": shape.choice(REGIONS),
                "temporal_task_queue": f"queue-{shape.randrange(500)}", "temporal_workflow_type": f"Workflow{shape.randrange(300)}Type",
                "resource_exhausted_cause": "RpsLimit",
            }
            labels = {key: choice[key] for key in extra.split()}
            labels["temporal_account"] = "l2c4n"
            labels["temporal_namespace"] = f"orders-{'prod' if i % 3 else 'staging'}-{i:05d}.l2c4n"
            text = ",".join(f'{key}="{value}"' for key, value in sorted(labels.items()))
            out.append(f"{name}{{{text}}} {rng.expovariate(0.01):.3f} {TIME + 60 * (seed - 1)}\n")
    return "".join(out) + "# EOF\n"


def escapes(size):
    lines = []
    total = 0
    while total < size:
        i = len(lines)
        lines.append(f'a{{n="{i}",path="C:\\\\DIR\\\\{i}\\\\FILE\\"{i}\\"\\n\\\\\\\\x\\n\\n\\\\"}} {i}.5 {TIME}\n')
        total += len(lines[-1])
    return "".join(lines) + "# EOF\n"


def tiny(size):
    return "".join(f'a{{b="{i}"}} 1\n' for i in range(size // 15)) + "# EOF\n"


def names(size):
    return "".join(f"m{i} 1\n" for i in range(size // 9)) + "# EOF\n"


def wide(size):
    lines = []
    total = 0
    while total < size:
        i = len(lines)
        lines.append("a{" + ",".join(f'label_{k}="value_{i * k % 977}"' for k in range(10000)) + f',n="{i}"}} {i} {TIME}\n')
        total += len(lines[-1])
    return "".join(lines) + "# EOF\n"


def exemplars(size):
    out = ["# TYPE a counter\n"]
    total = 0
    while total < size:
        i = len(out)
        out.append(f'a_total{{path="/api/v1/items/{i}",method="GET"}} {i}.0 {TIME} # {{trace_id="{i * 7919:032x}",span_id="{i:016x}"}} '
                   f'{i % 97 / 100} {TIME - 1}.123\n')
        total += len(out[-1])
    return "".join(out) + "# EOF\n"


def floats(size):
    rng = random.Random(7)
    texts = ["1.7976931348623157e308", "4.9406564584124654e-324", "2.2250738585072014e-308", "-9007199254740993",
             "0.1000000000000000055511151231257827021181583404541015625"]
    lines = []
    total = 0
    while total < size:
        i = len(lines)
        value = texts[i % 8] if i % 8 < len(texts) else repr(rng.uniform(-1e300, 1e300))
        lines.append(f'a{{b="{i}"}} {value} {TIME}.{i % 1000000000:09d}\n')
        total += len(lines[-1])
    return "".join(lines) + "# EOF\n"


def histograms(size):
    out = ["# TYPE h_seconds histogram\n# UNIT h_seconds seconds\n"]
    total = 0
    bounds = ["0.005", "0.01", "0.025", "0.05", "0.1", "0.25", "0.5", "1.0", "2.5", "5.0", "10.0", "+Inf"]
    while total < size:
        i = len(out)
        text = "".join(f'h_seconds_bucket{{handler="/api/{i}",le="{b}"}} {i + k}\n' for k, b in enumerate(bounds))
        text += f'h_seconds_count{{handler="/api/{i}"}} {i + 11}\nh_seconds_sum{{handler="/api/{i}"}} {i * 3.25}\n'
        out.append(text)
        total += len(text)
    return "".join(out) + "# EOF\n"


def unicode(size):
    return "".join(f'a{{n="{i}",city="Zürich-東京-Ελλάδα-{i % 83}",who="😀 größe"}} {i}.25 {TIME}\n' for i in range(size // 95)) + "# EOF\n"


def main():
    folder = sys.argv[1]
    os.makedirs(folder, exist_ok=True)
    size = 6 << 20
    bodies = {"temporal-1": temporal(1), "temporal-2": temporal(2), "temporal-3": temporal(3), "escapes": escapes(size),
              "tiny": tiny(size), "names": names(size), "wide": wide(size), "exemplars": exemplars(size), "floats": floats(size),
              "histograms": histograms(size), "unicode": unicode(size)}
    for name, text in bodies.items():
        with open(os.path.join(folder, name + ".txt"), "w", encoding="utf-8", newline="") as file:
            file.write(text)


if __name__ == "__main__":
    main()
