//! Client profiles from the environment and the TOML file that all Temporal tools share.

use crate::{
    ffi::{Status, TcbBuf, TcbSlice, guard, put},
    json::{self, to_base64},
};
use serde::Deserialize;
use serde_json::{Value, json};
use std::collections::HashMap;
use temporalio_client::envconfig::{ClientConfigProfile, DataSource, LoadClientConfigProfileOptions};
use temporalio_common::envconfig::{ClientConfigTLS, load_client_config_profile};

const DEFAULT_ADDRESS: &str = "localhost:7233";

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct EnvconfigDocument {
    config_file: Option<String>,
    config_data: Option<String>,
    profile: Option<String>,
    strict: Option<bool>,
    disable_file: Option<bool>,
    disable_env: Option<bool>,
}

fn load(options: &[u8], env: Option<&HashMap<String, String>>) -> Result<Value, String> {
    let document: EnvconfigDocument = json::parse("envconfig options", options)?;
    let source = match (document.config_file, document.config_data) {
        (Some(_), Some(_)) => {
            return Err("envconfig options: give config_file or config_data, not both".into());
        }
        (Some(path), None) => Some(DataSource::Path(path)),
        (None, Some(text)) => Some(DataSource::Data(text.into_bytes())),
        (None, None) => None,
    };
    let options = LoadClientConfigProfileOptions::builder()
        .maybe_config_source(source)
        .maybe_config_file_profile(document.profile)
        .maybe_config_file_strict(document.strict)
        .maybe_disable_file(document.disable_file)
        .maybe_disable_env(document.disable_env)
        .build();
    render(load_client_config_profile(options, env).map_err(|e| format!("client profile: {e}"))?)
}

fn render(profile: ClientConfigProfile) -> Result<Value, String> {
    let target_url = target_url(&profile);
    Ok(json!({
        "address": profile.address,
        "namespace": profile.namespace,
        "api_key": profile.api_key,
        "target_url": target_url,
        "tls": profile.tls.map(render_tls).transpose()?,
        "codec": profile.codec.map(|c| json!({ "endpoint": c.endpoint, "auth": c.auth })),
        "grpc_meta": profile.grpc_meta,
    }))
}

/// The address with a scheme; TLS is on when the profile has a tls section that does not say disabled, or an api key.
fn target_url(profile: &ClientConfigProfile) -> String {
    let address = profile.address.as_deref().unwrap_or(DEFAULT_ADDRESS);
    if address.contains("://") {
        return address.to_owned();
    }
    let tls = match &profile.tls {
        Some(tls) => tls.disabled != Some(true),
        None => profile.api_key.is_some(),
    };
    format!("{}://{address}", if tls { "https" } else { "http" })
}

fn render_tls(tls: ClientConfigTLS) -> Result<Value, String> {
    Ok(json!({
        "disabled": tls.disabled.unwrap_or(false),
        "server_name": tls.server_name,
        "server_root_ca_cert": pem("server_ca_cert", tls.server_ca_cert)?,
        "client_cert": pem("client_cert", tls.client_cert)?,
        "client_private_key": pem("client_key", tls.client_key)?,
        "disable_host_verification": tls.disable_host_verification,
    }))
}

fn pem(field: &str, source: Option<DataSource>) -> Result<Option<String>, String> {
    let bytes = match source {
        None => return Ok(None),
        Some(DataSource::Data(bytes)) => bytes,
        Some(DataSource::Path(path)) => std::fs::read(&path)
            .map_err(|e| format!("client profile: tls {field} in {path} cannot be read: {e}"))?,
        Some(_) => {
            return Err(format!("client profile: tls {field} has a source that this bridge does not know"));
        }
    };
    Ok(Some(to_base64(&bytes)))
}

#[unsafe(no_mangle)]
pub unsafe extern "C" fn tcb_envconfig_load(
    options_json: TcbSlice,
    profile_json: *mut TcbBuf,
    error: *mut TcbBuf,
) -> Status {
    let body = || {
        // SAFETY: a slice for this call; NULL or writable.
        unsafe {
            let profile = load(options_json.bytes(), None)?;
            put(profile_json, profile.to_string().into_bytes());
        }
        Ok(())
    };
    // SAFETY: error is NULL or writable.
    unsafe { guard("tcb_envconfig_load", error, body) }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn from_env(pairs: &[(&str, &str)]) -> Value {
        let env = pairs.iter().map(|(k, v)| (k.to_string(), v.to_string())).collect();
        load(br#"{"disable_file": true}"#, Some(&env)).unwrap()
    }

    #[test]
    fn the_environment_is_read_and_the_scheme_follows_from_it() {
        let plain = from_env(&[("TEMPORAL_ADDRESS", "h:1"), ("TEMPORAL_NAMESPACE", "n")]);
        assert_eq!(
            (plain["target_url"].as_str(), plain["namespace"].as_str()),
            (Some("http://h:1"), Some("n"))
        );
        assert!(plain["tls"].is_null());
        let keyed = from_env(&[("TEMPORAL_ADDRESS", "h:1"), ("TEMPORAL_API_KEY", "k")]);
        assert_eq!(
            (keyed["target_url"].as_str(), keyed["api_key"].as_str()),
            (Some("https://h:1"), Some("k"))
        );
    }

    #[test]
    fn a_file_gives_pem_data_and_headers() {
        let options = json!({
            "config_data": "[profile.default]\naddress = \"h:1\"\n[profile.default.tls]\nclient_cert_data = \"CERT\"\n\
                            client_key_data = \"KEY\"\n[profile.default.grpc_meta]\nX_Team = \"a\"\n",
            "disable_env": true,
        });
        let profile = load(options.to_string().as_bytes(), None).unwrap();
        assert_eq!(profile["tls"]["client_cert"], to_base64(b"CERT"));
        assert_eq!(profile["grpc_meta"]["x-team"], "a");
        assert_eq!(profile["target_url"], "https://h:1");
    }

    #[test]
    fn errors_name_what_is_wrong() {
        for (options, expected) in [
            (json!({"config_file": "a", "config_data": "b"}), "not both"),
            (json!({"file": "a"}), "unknown field `file`"),
            (
                json!({"config_data": "[profile.default.tls]\nserver_ca_cert_path = \"/no/ca.pem\"", "disable_env": true}),
                "/no/ca.pem",
            ),
            (json!({"config_data": "", "profile": "absent", "disable_env": true}), "absent"),
        ] {
            let error = load(options.to_string().as_bytes(), None).unwrap_err();
            assert!(error.contains(expected), "{options}: {error}");
        }
    }
}
