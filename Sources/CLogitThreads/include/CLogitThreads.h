// A pool of threads that divides kernel calls among them.
//
// Why C: handing a region of 50 microseconds to another thread through Dispatch or a task group costs as much
// as the region itself; threads that spin for a moment before they sleep take it over in a fraction of a
// microsecond, and C's atomics are available on every system the package supports.
//
// Work is divided so that each element of the result is computed by one thread exactly as one thread alone
// would compute it. The number of threads therefore never shows in the result.

#ifndef CLOGITTHREADS_H
#define CLOGITTHREADS_H

#include <CLogitKernels.h>

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

/// Divides `count` items among the threads, in runs that are multiples of `grain` items, and returns when all
/// are done.
void logit_pool_run(logit_pool *pool, logit_part part, const void *context, int64_t count, int64_t grain);

/// Hands one piece of work, part(context, 0, 1), to another thread and returns at once. Returns 0 when no
/// thread is free to take it; nothing has then been started. The pool is the caller's until
/// logit_pool_finish.
int logit_pool_start(logit_pool *pool, logit_part part, const void *context);

/// Returns when the work handed over is done; if no thread has begun it, does it now, or drops it if
/// should_run is 0.
void logit_pool_finish(logit_pool *pool, int should_run);

// The kernels of the same names, divided among the pool's threads; see CLogitKernels.h for what they compute.
// While another caller uses the pool, the calling thread does all the work itself.

void logit_pool_dense_forward(logit_pool *pool, const logit_kernels *kernels, const float *input, const float *kernel,
                              const float *bias, int64_t rows, int64_t features, int64_t units, float *output);

void logit_pool_dense_parameter_gradient(logit_pool *pool, const logit_kernels *kernels, const float *input,
                                         const float *output_gradient, int64_t rows, int64_t features, int64_t units,
                                         float *kernel_gradient, float *bias_gradient);

void logit_pool_dense_input_gradient(logit_pool *pool, const logit_kernels *kernels, const float *output_gradient,
                                     const float *kernel, int64_t rows, int64_t features, int64_t units,
                                     float *input_gradient);

/// A whole step; see logit_step_all.
void logit_pool_step(logit_pool *pool, const logit_kernels *kernels, const logit_step *step, logit_totals *totals);

void logit_pool_update(logit_pool *pool, const logit_kernels *kernels, const logit_rule *rule,
                       const logit_rates *rates, const logit_adjustment *adjustment, float *parameters, float *slots,
                       int64_t slot_stride, const float *gradient, int64_t count);

void logit_pool_accumulate(logit_pool *pool, const logit_kernels *kernels, float *sum, const float *gradient,
                           float loss_scale, int64_t count);

void logit_pool_take_accumulated(logit_pool *pool, const logit_kernels *kernels, float *sum, float *gradient,
                                 float loss_scale, float steps, int64_t count);

void logit_pool_average(logit_pool *pool, const logit_kernels *kernels, float *average, const float *values,
                        float momentum, int64_t count);

/// All blocks of the count elements; sums: one for each.
void logit_pool_sums_of_squares(logit_pool *pool, const logit_kernels *kernels, const float *x, float loss_scale,
                                int64_t count, double *sums);

void logit_pool_gather_rows(logit_pool *pool, const logit_kernels *kernels, const float *source,
                            const uint32_t *indices, int64_t rows, int64_t columns, float *output);

#ifdef __cplusplus
}
#endif

#endif
