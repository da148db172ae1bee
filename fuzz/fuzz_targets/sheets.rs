//! Bytes of a register: separated values, read and recognised.
#![no_main]

use jiheng_fuzz::{mutate, targets};

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| targets::sheets(bytes));
libfuzzer_sys::fuzz_mutator!(|data: &mut [u8], size: usize, room: usize, seed: u32| {
    mutate::text(data, size, room, seed)
});
