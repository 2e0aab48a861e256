import CLogitKernels

/// The names of the instruction sets that this processor can run.
let logitLevels: [String] = [
  ("baseline", LOGIT_LEVEL_BASELINE), ("avx2", LOGIT_LEVEL_AVX2), ("avx512", LOGIT_LEVEL_AVX512),
  ("neon", LOGIT_LEVEL_NEON),
].filter { logit_kernels_for_level($0.1) != nil }.map(\.0)
