#pragma once

// Compiles a function for several generations of x86-64 and picks the best one when the program starts. Not under
// sanitizers, whose run-time is not there yet when that choice is made.
#if defined(__x86_64__) && defined(__clang__) && !__has_feature(address_sanitizer) && \
    !__has_feature(thread_sanitizer) && !__has_feature(memory_sanitizer)
#define HEADROOM_MANY_TARGETS __attribute__((target_clones("arch=x86-64-v4", "arch=x86-64-v3", "default")))
#else
#define HEADROOM_MANY_TARGETS
#endif

// A piece of such a function: it must not stay behind in the oldest generation.
#define HEADROOM_PIECE [[gnu::always_inline]] inline
