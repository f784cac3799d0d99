//! Seeded damage to documents and bytes, for fuzz_tests.rs.

use serde_json::{Value, json};

/// splitmix64: small, and the same everywhere.
pub struct Rng(u64);

impl Rng {
    pub fn new(seed: u64) -> Rng {
        Rng(seed)
    }

    pub fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    /// 0 to n - 1; 0 for n = 0.
    pub fn below(&mut self, n: usize) -> usize {
        if n == 0 { 0 } else { (self.next() % n as u64) as usize }
    }

    pub fn pick<'a, T>(&mut self, from: &'a [T]) -> &'a T {
        &from[self.below(from.len())]
    }

    /// A number as its extremes have it, or any.
    pub fn number(&mut self) -> u64 {
        const EDGES: [u64; 8] = [0, 1, 2, 60, u32::MAX as u64, i64::MAX as u64, u64::MAX - 1, u64::MAX];
        if self.below(4) == 0 { self.next() } else { *self.pick(&EDGES) }
    }
}

/// Pieces that readers of JSON and of protobuf stumble over.
const PIECES: [&[u8]; 20] = [
    b"\"",
    b"\\",
    b"{",
    b"}",
    b"[",
    b"]",
    b",",
    b":",
    b"null",
    b"true",
    b"-1",
    b"1e999",
    b"18446744073709551616",
    b"\\u0000",
    b"\\ud800",
    b"\xff",
    b"\x00",
    b"\xc3\x28",
    b"\xff\xff\xff\xff\xff\xff\xff\xff\xff\x01",
    b"\x7f",
];

/// A few bytes changed, lost, doubled or come in.
pub fn damage(rng: &mut Rng, bytes: &mut Vec<u8>) {
    for _ in 0..=rng.below(3) {
        let at = rng.below(bytes.len() + 1);
        let end = bytes.len().min(at + 1 + rng.below(8));
        match rng.below(6) {
            0 if at < bytes.len() => bytes[at] ^= 1 << rng.below(8),
            1 => drop(bytes.drain(at..end)),
            2 => bytes.truncate(at),
            3 => {
                let copy = bytes[at..end].to_vec();
                bytes.splice(at..at, copy);
            }
            _ => drop(bytes.splice(at..at, rng.pick(&PIECES).iter().copied())),
        }
    }
}

/// A value that some field may not expect.
fn odd_value(rng: &mut Rng) -> Value {
    match rng.below(14) {
        0 => Value::Null,
        1 => json!(true),
        2 => json!(false),
        3 => json!([]),
        4 => json!({}),
        5 => json!(""),
        6 => json!("x".repeat(rng.below(5000))),
        7 => json!("\u{0}\u{7f}\u{2028}é"),
        8 => json!(-1),
        9 => json!(f64::from_bits(rng.next())),
        10 => json!([{"a": [null]}]),
        11 => json!(0.5),
        _ => json!(rng.number()),
    }
}

/// One place in the document gets an odd value, a field is lost, or one comes in.
pub fn disturb(rng: &mut Rng, place: &mut Value) {
    match place {
        Value::Object(fields) if !fields.is_empty() => {
            let names: Vec<String> = fields.keys().cloned().collect();
            let name = rng.pick(&names);
            match rng.below(8) {
                0 => drop(fields.remove(name)),
                1 => drop(fields.insert(format!("{name}x"), odd_value(rng))),
                2 | 3 => drop(fields.insert(name.clone(), odd_value(rng))),
                _ => disturb(rng, &mut fields[name]),
            }
        }
        Value::Array(items) if !items.is_empty() && rng.below(3) > 0 => {
            let at = rng.below(items.len());
            disturb(rng, &mut items[at]);
        }
        other => *other = odd_value(rng),
    }
}

/// The document as bytes, sound, disturbed or damaged.
pub fn variant(rng: &mut Rng, document: &Value) -> Vec<u8> {
    let mut document = document.clone();
    let kind = rng.below(8);
    if kind > 0 {
        for _ in 0..=rng.below(2) {
            disturb(rng, &mut document);
        }
    }
    let mut bytes = document.to_string().into_bytes();
    if kind > 4 {
        damage(rng, &mut bytes);
    }
    bytes
}
