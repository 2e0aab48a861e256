// A pool of threads that share work.
//
// Why C: handing a region of 50 microseconds to another thread through Dispatch or a task group costs as much
// as the region itself; threads that spin for a moment before they sleep take it over in a fraction of a
// microsecond, and C's atomics are available on every system the package supports.
//
// Work is divided so that each element of the result is computed by one thread exactly as one thread alone
// would compute it. The number of threads therefore never shows in the result.

#ifndef CLOGITTHREADS_H
#define CLOGITTHREADS_H

#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

typedef struct logit_pool logit_pool;

/// Creates a pool that uses `threads` threads, the caller's among them; NULL when memory is exhausted. If the
/// system refuses to create a thread, the pool works without it.
logit_pool *logit_pool_create(int threads);

/// Ends the pool's threads and frees it. No call may be in progress.
void logit_pool_destroy(logit_pool *pool);

/// The number of threads the pool uses, the caller's among them.
int logit_pool_thread_count(const logit_pool *pool);

/// A part of a region: does the items from `first` up to, not including, `end`.
typedef void (*logit_part)(const void *context, int64_t first, int64_t end);

/// Divides `count` items among the threads, in runs that are multiples of `grain` items, and returns when all are done.
/// While another caller uses the pool, the calling thread does all of them itself.
void logit_pool_run(logit_pool *pool, logit_part part, const void *context, int64_t count, int64_t grain);

/// Hands one piece of work, part(context, 0, 1), to another thread and returns at once. Returns 0 when no
/// thread is free to take it; nothing has then been started. The pool is the caller's until
/// logit_pool_finish.
int logit_pool_start(logit_pool *pool, logit_part part, const void *context);

/// Returns when the work handed over is done; if no thread has begun it, does it now, or drops it if
/// should_run is 0.
void logit_pool_finish(logit_pool *pool, int should_run);

#ifdef __cplusplus
}
#endif

#endif
