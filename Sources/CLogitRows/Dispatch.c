// Chooses the loops, by the levels of the kernels.

#include <stddef.h>

#include "CLogitKernels.h"
#include "CLogitRows.h"

extern const logit_row_loops logit_row_loops_baseline;
#if defined(__x86_64__)
extern const logit_row_loops logit_row_loops_avx2;
extern const logit_row_loops logit_row_loops_avx512;
#endif

const logit_row_loops *logit_row_loops_for_level(int32_t level) {
  if (logit_kernels_for_level((logit_level)level) == NULL) return NULL;
  switch (level) {
#if defined(__x86_64__)
    case LOGIT_LEVEL_AVX2: return &logit_row_loops_avx2;
    case LOGIT_LEVEL_AVX512: return &logit_row_loops_avx512;
#endif
    // On arm64 what every processor has is NEON.
    default: return &logit_row_loops_baseline;
  }
}

const logit_row_loops *logit_best_row_loops(void) { return logit_row_loops_for_level(logit_best_level()); }
