// Chooses the level, and holds the few scalar functions in double precision.

#include <math.h>

#include "Levels.h"

#if defined(__x86_64__)
static int has_avx2(void) { return __builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma"); }

static int has_avx512(void) {
  return has_avx2() && __builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512vl") &&
         __builtin_cpu_supports("avx512dq") && __builtin_cpu_supports("avx512bw");
}
#endif

const logit_kernels *logit_kernels_for_level(logit_level level) {
  switch (level) {
    case LOGIT_LEVEL_BASELINE: return &logit_kernels_baseline;
#if defined(__x86_64__)
    case LOGIT_LEVEL_AVX2: return has_avx2() ? &logit_kernels_avx2 : NULL;
    case LOGIT_LEVEL_AVX512: return has_avx512() ? &logit_kernels_avx512 : NULL;
#endif
#if defined(__aarch64__)
    case LOGIT_LEVEL_NEON: return &logit_kernels_neon;
#endif
    default: return NULL;
  }
}

logit_level logit_best_level(void) {
  const logit_level order[] = {LOGIT_LEVEL_AVX512, LOGIT_LEVEL_AVX2, LOGIT_LEVEL_NEON};
  for (int i = 0; i < 3; i++) {
    if (logit_kernels_for_level(order[i]) != NULL) return order[i];
  }
  return LOGIT_LEVEL_BASELINE;
}

// The shape of a step's scratch, the same for all levels.
#define INLINE static inline
#define LANES 16
#include "StepShape.inc"
#include "PanelShape.inc"

int32_t logit_step_fits(int64_t units) { return units >= 1 && units <= NARROW_UNITS; }

int32_t logit_is_small(int64_t features, int64_t units) { return has_few(features, units); }

int32_t logit_run_fits(int64_t batch_rows, int64_t features, int64_t units) {
  return has_few(features, units) && step_block_rows(batch_rows, features, units) >= batch_rows;
}

int64_t logit_step_block_count(int64_t rows, int64_t features, int64_t units) {
  int64_t block_rows = step_block_rows(rows, features, units);
  return (rows + block_rows - 1) / block_rows;
}

int64_t logit_step_scratch_count(int64_t rows, int64_t features, int64_t units) {
  return padded(features) * units + logit_step_block_count(rows, features, units) * step_block_floats(features, units);
}

void logit_step_all(const logit_kernels *kernels, const logit_step *step, logit_totals *totals) {
  int64_t blocks = logit_step_block_count(step->rows, step->features, step->units);
  kernels->step_prepare(step, 0, step->features);
  kernels->step_blocks(step, 0, blocks);
  kernels->step_reduce(step, blocks, 0, step->features, totals);
}

int64_t logit_linear_sums_count(int64_t columns, int32_t has_intercept, int64_t predictors, int32_t wanted) {
  int64_t strips = strip_count(columns, has_intercept), vector = predictors * strips * DOUBLES;
  int64_t triangles = predictors == 1 ? 1 : predictors * (predictors - 1) / 2;
  int64_t count = LOGIT_LINEAR_TOTALS;
  if (wanted & LOGIT_LINEAR_GRADIENT) count += vector;
  if (wanted & LOGIT_LINEAR_PRODUCT) count += vector;
  if (wanted & LOGIT_LINEAR_HESSIAN) count += triangles * triangle_count(strips) * DOUBLES * DOUBLES;
  if (wanted & LOGIT_LINEAR_GRAM) count += triangle_count(strips) * DOUBLES * DOUBLES;
  if (wanted & LOGIT_LINEAR_SCORES) count += triangle_count(strips) * DOUBLES * DOUBLES;
  if (wanted & LOGIT_LINEAR_SLOPES) count += strips * DOUBLES;
  return count;
}

int64_t logit_firth_scratch_count(int64_t columns) {
  // The weighted columns of 16 strips and a triangle of sums; the scores need less.
  return 8 * (16 * columns + columns * (columns + 1) / 2);
}

int64_t logit_linear_scratch_count(int64_t columns, int32_t has_intercept, int64_t predictors) {
  return (strip_count(columns, has_intercept) + 1) * PANEL_STRIP + (4 * predictors + 3) * PANEL_ROWS;
}

double logit_log1p(double x) { return log1p(x); }
double logit_exp(double x) { return exp(x); }
double logit_log(double x) { return log(x); }
double logit_pow(double x, double y) { return pow(x, y); }
double logit_cos(double x) { return cos(x); }
