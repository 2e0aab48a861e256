// Chooses among the instruction sets.

#include "Fields.h"

const logit_data_kernels *logit_data_kernels_for_level(logit_data_level level) {
  switch (level) {
    case LOGIT_DATA_BASELINE: return &logit_data_kernels_baseline;
#if defined(__x86_64__)
    case LOGIT_DATA_AVX2:
      return __builtin_cpu_supports("avx2") && __builtin_cpu_supports("bmi2") ? &logit_data_kernels_avx2 : NULL;
    case LOGIT_DATA_AVX512:
      return __builtin_cpu_supports("avx512bw") && __builtin_cpu_supports("avx512vl") &&
                     __builtin_cpu_supports("avx512dq") && __builtin_cpu_supports("avx512cd") &&
                     __builtin_cpu_supports("bmi2")
                 ? &logit_data_kernels_avx512
                 : NULL;
#endif
    default: return NULL;
  }
}

const logit_data_kernels *logit_data_best_kernels(void) {
  for (int level = LOGIT_DATA_AVX512; level > LOGIT_DATA_BASELINE; level--) {
    const logit_data_kernels *kernels = logit_data_kernels_for_level((logit_data_level)level);
    if (kernels != NULL) return kernels;
  }
  return &logit_data_kernels_baseline;
}
