// Kernels divided among the threads of a pool.

#include <stddef.h>

#include "CLogitThreads.h"

/// Rows, features or parameters are handed out in multiples of this many: whole tiles and whole cache lines.
#define GRAIN 16

/// One part per thread, for work in which each part has to pack a matrix first.
static int64_t whole_share(const logit_pool *pool, int64_t count) {
  int64_t share = (count + logit_pool_thread_count(pool) - 1) / logit_pool_thread_count(pool);
  return (share + GRAIN - 1) / GRAIN * GRAIN;
}

typedef struct {
  const logit_kernels *kernels;
  const float *input, *kernel, *bias;
  float *output;
  int64_t rows, features, units;
} product;

// MARK: Forward, over rows

static void forward_part(const void *context, int64_t first, int64_t end) {
  const product *p = context;
  p->kernels->dense_forward(p->input + first * p->features, p->kernel, p->bias, end - first, p->features, p->units,
                            p->output + first * p->units);
}

void logit_pool_dense_forward(logit_pool *pool, const logit_kernels *kernels, const float *input, const float *kernel,
                              const float *bias, int64_t rows, int64_t features, int64_t units, float *output) {
  product p = {kernels, input, kernel, bias, output, rows, features, units};
  logit_pool_run(pool, forward_part, &p, rows, whole_share(pool, rows));
}

// MARK: Parameter gradient, over features: each thread reads its columns of all rows

typedef struct {
  const logit_kernels *kernels;
  const float *input, *output_gradient;
  float *kernel_gradient, *bias_gradient;
  int64_t rows, features, units;
} parameter_gradient;

static void parameter_gradient_part(const void *context, int64_t first, int64_t end) {
  const parameter_gradient *p = context;
  p->kernels->dense_parameter_gradient_of_columns(p->input, p->output_gradient, p->rows, p->features, p->units, first,
                                                  end, p->kernel_gradient, first == 0 ? p->bias_gradient : NULL);
}

void logit_pool_dense_parameter_gradient(logit_pool *pool, const logit_kernels *kernels, const float *input,
                                         const float *output_gradient, int64_t rows, int64_t features, int64_t units,
                                         float *kernel_gradient, float *bias_gradient) {
  parameter_gradient p = {kernels, input, output_gradient, kernel_gradient, bias_gradient, rows, features, units};
  logit_pool_run(pool, parameter_gradient_part, &p, features, whole_share(pool, features));
}

// MARK: Input gradient, over rows

static void input_gradient_part(const void *context, int64_t first, int64_t end) {
  const product *p = context;
  p->kernels->dense_input_gradient(p->input + first * p->units, p->kernel, end - first, p->features, p->units,
                                   p->output + first * p->features);
}

void logit_pool_dense_input_gradient(logit_pool *pool, const logit_kernels *kernels, const float *output_gradient,
                                     const float *kernel, int64_t rows, int64_t features, int64_t units,
                                     float *input_gradient) {
  product p = {kernels, output_gradient, kernel, NULL, input_gradient, rows, features, units};
  logit_pool_run(pool, input_gradient_part, &p, rows, whole_share(pool, rows));
}

// MARK: A whole step, over blocks of rows; then adding up what they left, over features

typedef struct {
  const logit_kernels *kernels;
  const logit_step *step;
  logit_totals *totals;
  int64_t blocks;
} whole_step;

static void prepare_part(const void *context, int64_t first, int64_t end) {
  const whole_step *s = context;
  s->kernels->step_prepare(s->step, first, end);
}

static void step_part(const void *context, int64_t first, int64_t end) {
  const whole_step *s = context;
  s->kernels->step_blocks(s->step, first, end);
}

static void reduce_part(const void *context, int64_t first, int64_t end) {
  const whole_step *s = context;
  s->kernels->step_reduce(s->step, s->blocks, first, end, first == 0 ? s->totals : NULL);
}

void logit_pool_step(logit_pool *pool, const logit_kernels *kernels, const logit_step *step, logit_totals *totals) {
  int64_t blocks = logit_step_block_count(step->rows, step->features, step->units);
  whole_step s = {kernels, step, totals, blocks};
  // Each thread lays out, adds up and (in logit_pool_update) updates the same features as before, since what
  // it wrote is in its own cache.
  int64_t share = whole_share(pool, step->features);
  logit_pool_run(pool, prepare_part, &s, step->features, share);
  logit_pool_run(pool, step_part, &s, blocks, 1);
  logit_pool_run(pool, reduce_part, &s, step->features, share);
}

// MARK: Updating, over parameters

/// Fewer floats than this are not worth a separate part.
#define STREAM_GRAIN (64 * GRAIN)

typedef struct {
  const logit_kernels *kernels;
  const logit_rule *rule;
  const logit_rates *rates;
  const logit_adjustment *adjustment;
  float *parameters, *slots;
  int64_t slot_stride;
  const float *gradient;
} updating;

static void update_part(const void *context, int64_t first, int64_t end) {
  const updating *u = context;
  float *slots = u->slots == NULL ? NULL : u->slots + first;
  u->kernels->update(u->rule, u->rates, u->adjustment, u->parameters + first, slots, u->slot_stride,
                     u->gradient + first, end - first);
}

void logit_pool_update(logit_pool *pool, const logit_kernels *kernels, const logit_rule *rule,
                       const logit_rates *rates, const logit_adjustment *adjustment, float *parameters, float *slots,
                       int64_t slot_stride, const float *gradient, int64_t count) {
  updating u = {kernels, rule, rates, adjustment, parameters, slots, slot_stride, gradient};
  logit_pool_run(pool, update_part, &u, count, whole_share(pool, count));
}

// MARK: Around an update: what is kept from step to step, and the numbers it is changed by

typedef struct {
  const logit_kernels *kernels;
  float *kept, *gradient;
  const float *values;
  float a, b;
  int64_t count;
  double *sums;
} stream;

static void accumulate_part(const void *context, int64_t first, int64_t end) {
  const stream *s = context;
  s->kernels->accumulate(s->kept + first, s->values + first, s->a, end - first);
}

void logit_pool_accumulate(logit_pool *pool, const logit_kernels *kernels, float *sum, const float *gradient,
                           float loss_scale, int64_t count) {
  stream s = {.kernels = kernels, .kept = sum, .values = gradient, .a = loss_scale};
  logit_pool_run(pool, accumulate_part, &s, count, STREAM_GRAIN);
}

static void take_accumulated_part(const void *context, int64_t first, int64_t end) {
  const stream *s = context;
  s->kernels->take_accumulated(s->kept + first, s->gradient + first, s->a, s->b, end - first);
}

void logit_pool_take_accumulated(logit_pool *pool, const logit_kernels *kernels, float *sum, float *gradient,
                                 float loss_scale, float steps, int64_t count) {
  stream s = {.kernels = kernels, .kept = sum, .gradient = gradient, .a = loss_scale, .b = steps};
  logit_pool_run(pool, take_accumulated_part, &s, count, STREAM_GRAIN);
}

static void average_part(const void *context, int64_t first, int64_t end) {
  const stream *s = context;
  s->kernels->average(s->kept + first, s->values + first, s->a, end - first);
}

void logit_pool_average(logit_pool *pool, const logit_kernels *kernels, float *average, const float *values,
                        float momentum, int64_t count) {
  stream s = {.kernels = kernels, .kept = average, .values = values, .a = momentum};
  logit_pool_run(pool, average_part, &s, count, STREAM_GRAIN);
}

static void sums_of_squares_part(const void *context, int64_t first, int64_t end) {
  const stream *s = context;
  s->kernels->sums_of_squares(s->values, s->a, s->count, first, end, s->sums);
}

void logit_pool_sums_of_squares(logit_pool *pool, const logit_kernels *kernels, const float *x, float loss_scale,
                                int64_t count, double *sums) {
  stream s = {.kernels = kernels, .values = x, .a = loss_scale, .count = count, .sums = sums};
  logit_pool_run(pool, sums_of_squares_part, &s, (count + LOGIT_SUM_BLOCK - 1) / LOGIT_SUM_BLOCK, 2);
}

// MARK: Gathering, over rows

typedef struct {
  const logit_kernels *kernels;
  const float *source;
  const uint32_t *indices;
  float *output;
  int64_t columns;
} gathering;

static void gather_part(const void *context, int64_t first, int64_t end) {
  const gathering *g = context;
  g->kernels->gather_rows(g->source, g->indices + first, end - first, g->columns, g->output + first * g->columns);
}

void logit_pool_gather_rows(logit_pool *pool, const logit_kernels *kernels, const float *source,
                            const uint32_t *indices, int64_t rows, int64_t columns, float *output) {
  gathering g = {kernels, source, indices, output, columns};
  logit_pool_run(pool, gather_part, &g, rows, GRAIN);
}
