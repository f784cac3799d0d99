//! Reading option documents: strict, with errors that name the document and the field.

use base64::{Engine, prelude::BASE64_STANDARD};
use serde::{Deserialize, Deserializer, de::DeserializeOwned, de::Error as _};
use std::time::Duration;

/// Parses a document; `what` names it in errors ("worker options"). An empty document stands for `{}`.
pub fn parse<T: DeserializeOwned>(what: &str, bytes: &[u8]) -> Result<T, String> {
    let bytes = if bytes.is_empty() { b"{}" } else { bytes };
    serde_json::from_slice(bytes).map_err(|e| format!("{what}: {e}; bridge/README.md lists the fields"))
}

/// Bytes written as standard base64.
#[derive(Clone, Default, PartialEq)]
pub struct Base64(pub Vec<u8>);

impl<'de> Deserialize<'de> for Base64 {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        // The text may be a private key: the error does not repeat it.
        BASE64_STANDARD.decode(&text).map(Base64).map_err(|e| D::Error::custom(format!("not base64: {e}")))
    }
}

pub fn to_base64(bytes: &[u8]) -> String {
    BASE64_STANDARD.encode(bytes)
}

/// A group of options that is on with defaults when absent, and off when written as `false`.
#[derive(Debug, Default, PartialEq)]
pub enum Toggle<T> {
    #[default]
    Default,
    Off,
    On(T),
}

impl<'de, T: DeserializeOwned> Deserialize<'de> for Toggle<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        match serde_json::Value::deserialize(deserializer)? {
            serde_json::Value::Null => Ok(Toggle::Default),
            serde_json::Value::Bool(false) => Ok(Toggle::Off),
            serde_json::Value::Bool(true) => Ok(Toggle::Default),
            // serde's untagged enums would say only that nothing matched.
            value => T::deserialize(value).map(Toggle::On).map_err(D::Error::custom),
        }
    }
}

/// A hundred years: as good as no limit, and within what every clock and header below can count (tonic panics beyond
/// 99,999,999 hours).
const MILLIS_MAX: u64 = 100 * 365 * 24 * 3_600_000;

pub fn millis(ms: Option<u64>) -> Option<Duration> {
    ms.map(|ms| Duration::from_millis(ms.min(MILLIS_MAX)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[derive(Deserialize, Debug, PartialEq)]
    #[serde(deny_unknown_fields)]
    struct Inner {
        a: Option<u32>,
    }

    #[test]
    fn a_toggle_is_default_off_or_given() {
        let parse = |text: &str| serde_json::from_str::<Toggle<Inner>>(text);
        assert_eq!(parse("false").unwrap(), Toggle::Off);
        assert_eq!(parse("true").unwrap(), Toggle::Default);
        assert_eq!(parse("null").unwrap(), Toggle::Default);
        assert_eq!(parse(r#"{"a": 1}"#).unwrap(), Toggle::On(Inner { a: Some(1) }));
        let error = parse(r#"{"b": 1}"#).unwrap_err().to_string();
        assert!(error.contains("unknown field `b`, expected `a`"), "{error}");
    }

    #[test]
    fn bad_base64_is_refused_without_repeating_the_secret() {
        let error = serde_json::from_str::<Base64>(r#""secret!""#).err().unwrap().to_string();
        assert!(error.contains("not base64") && !error.contains("secret"), "{error}");
    }
}
