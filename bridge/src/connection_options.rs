//! The "connection" document of README.md, and the headers document that calls share with it.

use crate::json::{self, Base64, Toggle, millis};
use serde::Deserialize;
use std::{collections::HashMap, time::Duration};
use temporalio_client::{
    ClientKeepAliveOptions, ClientTlsOptions, ConnectionOptions, DnsLoadBalancingOptions, GrpcCompression,
    HttpConnectProxyOptions, RetryOptions, TlsOptions,
};
use temporalio_common::telemetry::metrics::TemporalMeter;
use url::Url;

const CLIENT_NAME: &str = "temporal-cpp";
const CONNECT_TIMEOUT_DEFAULT: Duration = Duration::from_secs(10);

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct ConnectionDocument {
    target_url: String,
    identity: Option<String>,
    client_name: Option<String>,
    client_version: Option<String>,
    tls: Option<TlsDocument>,
    api_key: Option<String>,
    headers: Option<HashMap<String, String>>,
    binary_headers: Option<HashMap<String, Base64>>,
    retry: Option<RetryDocument>,
    #[serde(default)]
    keep_alive: Toggle<KeepAliveDocument>,
    http_connect_proxy: Option<ProxyDocument>,
    #[serde(default)]
    dns_load_balancing: Toggle<DnsDocument>,
    connect_timeout_ms: Option<u64>,
    compression: Option<Compression>,
    override_origin: Option<String>,
    disable_error_code_metric_tags: Option<bool>,
    skip_get_system_info: Option<bool>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct TlsDocument {
    server_root_ca_cert: Option<Base64>,
    domain: Option<String>,
    client_cert: Option<Base64>,
    client_private_key: Option<Base64>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RetryDocument {
    initial_interval_ms: Option<u64>,
    randomization_factor: Option<f64>,
    multiplier: Option<f64>,
    max_interval_ms: Option<u64>,
    max_elapsed_ms: Option<u64>,
    max_retries: Option<usize>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct KeepAliveDocument {
    interval_ms: Option<u64>,
    timeout_ms: Option<u64>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct DnsDocument {
    resolution_interval_ms: Option<u64>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct ProxyDocument {
    address: String,
    user: Option<String>,
    password: Option<String>,
}

#[derive(Deserialize, Clone, Copy)]
#[serde(rename_all = "snake_case")]
enum Compression {
    Gzip,
    None,
}

/// Headers of one call, or new ones of a connection.
#[derive(Deserialize, Default)]
#[serde(deny_unknown_fields)]
pub struct HeadersDocument {
    pub headers: Option<HashMap<String, String>>,
    pub binary_headers: Option<HashMap<String, Base64>>,
}

impl HeadersDocument {
    pub fn parse(bytes: &[u8]) -> Result<HeadersDocument, String> {
        json::parse("headers", bytes)
    }
}

pub fn parse(bytes: &[u8], meter: Option<TemporalMeter>) -> Result<ConnectionOptions, String> {
    let document: ConnectionDocument = json::parse("connection options", bytes)?;
    document.build(meter).map_err(|e| format!("connection options: {e}"))
}

impl ConnectionDocument {
    fn build(self, meter: Option<TemporalMeter>) -> Result<ConnectionOptions, String> {
        let target = parse_target(&self.target_url)?;
        let tls = match (self.tls, target.scheme()) {
            (Some(_), "http") => {
                return Err(format!(
                    "target_url {target} says http, but tls is given; write https or leave tls out"
                ));
            }
            (Some(tls), _) => Some(tls.build()?),
            (None, "https") => Some(TlsOptions::default()),
            (None, _) => None,
        };
        let origin =
            self.override_origin.map(|o| o.parse().map_err(|e| format!("override_origin is \"{o}\": {e}")));
        let dns = match self.dns_load_balancing {
            Toggle::On(_) if self.http_connect_proxy.is_some() => {
                return Err("dns_load_balancing and http_connect_proxy exclude each other; choose one".into());
            }
            Toggle::Off => None,
            Toggle::Default if self.http_connect_proxy.is_some() => None,
            Toggle::Default => Some(DnsLoadBalancingOptions::default()),
            Toggle::On(dns) => Some(
                DnsLoadBalancingOptions::builder()
                    .maybe_resolution_interval(millis(dns.resolution_interval_ms))
                    .build(),
            ),
        };
        let keep_alive = match self.keep_alive {
            Toggle::Default => Some(ClientKeepAliveOptions::default()),
            Toggle::Off => None,
            Toggle::On(k) => Some(
                ClientKeepAliveOptions::builder()
                    .maybe_interval(millis(k.interval_ms))
                    .maybe_timeout(millis(k.timeout_ms))
                    .build(),
            ),
        };
        let connect_timeout = match self.connect_timeout_ms {
            None => Some(CONNECT_TIMEOUT_DEFAULT),
            Some(0) => None,
            ms => millis(ms),
        };
        let compression = self.compression.map(|c| match c {
            Compression::Gzip => GrpcCompression::Gzip,
            Compression::None => GrpcCompression::None,
        });
        Ok(ConnectionOptions::new(target)
            .identity(self.identity.unwrap_or_else(default_identity))
            .client_name(self.client_name.unwrap_or_else(|| CLIENT_NAME.to_owned()))
            .client_version(self.client_version.unwrap_or_else(|| env!("CARGO_PKG_VERSION").to_owned()))
            .maybe_metrics_meter(meter)
            .maybe_tls_options(tls)
            .maybe_api_key(self.api_key)
            .maybe_headers(self.headers)
            .maybe_binary_headers(self.binary_headers.map(decoded))
            .retry_options(self.retry.map(RetryDocument::build).transpose()?.unwrap_or_default())
            .keep_alive(keep_alive)
            .maybe_http_connect_proxy(self.http_connect_proxy.map(ProxyDocument::build).transpose()?)
            .dns_load_balancing(dns)
            .maybe_connect_timeout(connect_timeout)
            .maybe_grpc_compression(compression)
            .maybe_override_origin(origin.transpose()?)
            .disable_error_code_metric_tags(self.disable_error_code_metric_tags.unwrap_or(false))
            .skip_get_system_info(self.skip_get_system_info.unwrap_or(false))
            .build())
    }
}

fn parse_target(text: &str) -> Result<Url, String> {
    let expected = "expected http://host:port or https://host:port";
    let url = Url::parse(text).map_err(|e| format!("target_url is \"{text}\" ({e}); {expected}"))?;
    if !matches!(url.scheme(), "http" | "https") || url.host().is_none() {
        return Err(format!("target_url is \"{text}\"; {expected}"));
    }
    Ok(url)
}

pub fn decoded(headers: HashMap<String, Base64>) -> HashMap<String, Vec<u8>> {
    headers.into_iter().map(|(name, value)| (name, value.0)).collect()
}

impl TlsDocument {
    fn build(self) -> Result<TlsOptions, String> {
        let client = match (self.client_cert, self.client_private_key) {
            (Some(cert), Some(key)) => {
                Some(ClientTlsOptions::builder().client_cert(cert.0).client_private_key(key.0).build())
            }
            (None, None) => None,
            _ => return Err("tls has one of client_cert and client_private_key; mTLS needs both".into()),
        };
        Ok(TlsOptions::builder()
            .maybe_server_root_ca_cert(self.server_root_ca_cert.map(|c| c.0))
            .maybe_domain(self.domain)
            .maybe_client_tls_options(client)
            .build())
    }
}

impl RetryDocument {
    fn build(self) -> Result<RetryOptions, String> {
        if self.multiplier.is_some_and(|m| !m.is_finite() || m < 1.0) {
            return Err("retry.multiplier must be a number of at least 1".into());
        }
        if self.randomization_factor.is_some_and(|r| !(0.0..=1.0).contains(&r)) {
            return Err("retry.randomization_factor must be between 0 and 1".into());
        }
        let mut options = RetryOptions::builder()
            .maybe_initial_interval(millis(self.initial_interval_ms))
            .maybe_randomization_factor(self.randomization_factor)
            .maybe_multiplier(self.multiplier)
            .maybe_max_interval(millis(self.max_interval_ms))
            .maybe_max_retries(self.max_retries)
            .build();
        match self.max_elapsed_ms {
            None => {}
            Some(0) => options.max_elapsed_time = None,
            ms => options.max_elapsed_time = millis(ms),
        }
        Ok(options)
    }
}

impl ProxyDocument {
    fn build(self) -> Result<HttpConnectProxyOptions, String> {
        let auth = match (self.user, self.password) {
            (Some(user), Some(password)) => Some((user, password)),
            (None, None) => None,
            _ => return Err("http_connect_proxy has one of user and password; basic auth needs both".into()),
        };
        Ok(HttpConnectProxyOptions::new(self.address).maybe_basic_auth(auth).build())
    }
}

/// pid@hostname, the form that every Temporal SDK uses.
fn default_identity() -> String {
    let mut name = [0u8; 256];
    // SAFETY: a buffer of our own and its length less the final zero.
    let failed = unsafe { libc::gethostname(name.as_mut_ptr().cast(), name.len() - 1) } != 0;
    let host = if failed { "unknown".into() } else { String::from_utf8_lossy(&name) };
    format!("{}@{}", std::process::id(), host.split('\0').next().unwrap_or("unknown"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn built(text: &str) -> Result<ConnectionOptions, String> {
        parse(text.as_bytes(), None)
    }

    #[test]
    fn bad_documents_are_refused_with_the_field_and_what_was_expected() {
        let with = |rest: &str| format!(r#"{{"target_url": "http://h:1", {rest}}}"#);
        for (text, expected) in [
            ("{}".to_owned(), "missing field `target_url`"),
            (r#"{"target_url": "h:7233"}"#.to_owned(), "expected http://host:port"),
            (r#"{"target_url": "localhost"}"#.to_owned(), "expected http://host:port"),
            (with(r#""tls": {}"#), "says http, but tls is given"),
            (with(r#""nonsense": 1"#), "unknown field `nonsense`, expected one of `target_url`"),
            (with(r#""retry": {"max_retry": 1}"#), "unknown field `max_retry`"),
            (with(r#""retry": {"multiplier": 0.5}"#), "at least 1"),
            (with(r#""keep_alive": {"interval": 1}"#), "unknown field `interval`"),
            (with(r#""http_connect_proxy": {"address": "p:1", "user": "u"}"#), "basic auth needs both"),
            (
                with(r#""http_connect_proxy": {"address": "p:1"}, "dns_load_balancing": {}"#),
                "exclude each other",
            ),
            (with(r#""binary_headers": {"a-bin": "?"}"#), "not base64"),
            (
                r#"{"target_url": "https://h:1", "tls": {"client_cert": "YQ=="}}"#.to_owned(),
                "mTLS needs both",
            ),
        ] {
            let error = built(&text).err().unwrap_or_default();
            assert!(error.starts_with("connection options: ") && error.contains(expected), "{text}: {error}");
        }
    }

    #[test]
    fn defaults_are_the_documented_ones() {
        let options = built(r#"{"target_url": "http://127.0.0.1:7233"}"#).unwrap();
        assert!(options.identity.starts_with(&format!("{}@", std::process::id())));
        assert_eq!(options.get_client_name(), "temporal-cpp");
        assert_eq!(options.connect_timeout, Some(Duration::from_secs(10)));
        assert_eq!(options.retry_options, RetryOptions::default());
        assert!(options.tls_options.is_none() && options.keep_alive.is_some());
        assert!(options.dns_load_balancing.is_some());
    }

    #[test]
    fn https_turns_tls_on_and_zero_or_false_turn_things_off() {
        let options = built(
            r#"{"target_url": "https://h:7233", "api_key": "k", "keep_alive": false, "dns_load_balancing": false,
                "connect_timeout_ms": 0, "retry": {"max_elapsed_ms": 0}}"#,
        )
        .unwrap();
        assert!(options.tls_options.is_some() && options.api_key.as_deref() == Some("k"));
        assert!(options.keep_alive.is_none() && options.dns_load_balancing.is_none());
        assert!(options.connect_timeout.is_none() && options.retry_options.max_elapsed_time.is_none());
    }
}
