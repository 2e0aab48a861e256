// The tables of the levels this build contains.

#ifndef LOGIT_LEVELS_H
#define LOGIT_LEVELS_H

#include "CLogitKernels.h"

extern const logit_kernels logit_kernels_baseline;
#if defined(__x86_64__)
extern const logit_kernels logit_kernels_avx2;
extern const logit_kernels logit_kernels_avx512;
#endif
#if defined(__aarch64__)
extern const logit_kernels logit_kernels_neon;
#endif

#endif
