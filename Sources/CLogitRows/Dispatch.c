// Chooses the loops.

#include <stddef.h>

#include "CLogitRows.h"

extern const logit_row_loops logit_row_loops_baseline;
#if defined(__x86_64__)
extern const logit_row_loops logit_row_loops_avx2;
extern const logit_row_loops logit_row_loops_avx512;

static int has_avx2(void) { return __builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma"); }

static int has_avx512(void) {
  return has_avx2() && __builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512vl") &&
         __builtin_cpu_supports("avx512dq") && __builtin_cpu_supports("avx512bw");
}
#endif

const logit_row_loops *logit_row_loops_for_level(int32_t level) {
  switch (level) {
    case 0: return &logit_row_loops_baseline;
#if defined(__x86_64__)
    case 1: return has_avx2() ? &logit_row_loops_avx2 : NULL;
    case 2: return has_avx512() ? &logit_row_loops_avx512 : NULL;
#endif
    default: return NULL;
  }
}

const logit_row_loops *logit_best_row_loops(void) {
  for (int32_t level = 2; level > 0; level--) {
    const logit_row_loops *loops = logit_row_loops_for_level(level);
    if (loops != NULL) return loops;
  }
  return &logit_row_loops_baseline;
}
