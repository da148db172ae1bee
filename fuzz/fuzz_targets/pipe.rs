//! Bytes of what a worker says to its parent.
#![no_main]

use jiheng_fuzz::{mutate, targets};

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| targets::pipe(bytes));
libfuzzer_sys::fuzz_mutator!(|data: &mut [u8], size: usize, room: usize, seed: u32| {
    mutate::pipe(data, size, room, seed)
});
