//! The calls that tcb_rpc_cancel can reach, by tag.

use parking_lot::Mutex;
use std::{collections::HashMap, sync::Arc};
use tokio_util::sync::CancellationToken;

#[derive(Default)]
pub struct Cancellable {
    tokens: Mutex<HashMap<u64, CancellationToken>>,
}

impl Cancellable {
    /// Known by its tag for as long as the registration lives.
    pub fn register(self: &Arc<Self>, tag: u64, token: CancellationToken) -> Registration {
        self.tokens.lock().insert(tag, token);
        Registration { among: Arc::clone(self), tag }
    }

    /// A tag that is not known is no error: its event may be on the way.
    pub fn cancel(&self, tag: u64) {
        if let Some(token) = self.tokens.lock().get(&tag) {
            token.cancel();
        }
    }

    #[cfg(test)]
    pub fn is_empty(&self) -> bool {
        self.tokens.lock().is_empty()
    }
}

pub struct Registration {
    among: Arc<Cancellable>,
    tag: u64,
}

impl Drop for Registration {
    fn drop(&mut self) {
        self.among.tokens.lock().remove(&self.tag);
    }
}
