// Counts the calling thread's memory allocations, so that a test can prove that code makes none.

#ifndef CALLOCATIONCOUNTER_H
#define CALLOCATIONCOUNTER_H

#include <stdint.h>

/// Whether allocations can be counted in this build: glibc, and no sanitizer that brings its own malloc.
int allocation_counter_is_available(void);

/// The number of allocations the calling thread has made so far.
int64_t allocation_counter_current(void);

#endif
