// x86-64 with AVX-512: thirty-two registers of sixteen floats.

#include "Levels.h"

#if defined(__x86_64__)
#include <immintrin.h>
#pragma clang fp contract(off)
#pragma clang attribute push(__attribute__((target("avx2,fma,avx512f,avx512vl,avx512dq,avx512bw"))), apply_to = function)
#define NAME(name) name##_avx512
#define LEVEL LOGIT_LEVEL_AVX512
#define LOGIT_HAS_FMA 1
#define LOGIT_AVX512 1
#define TILE_ROWS 8
#define NARROW_TILE_ROWS 4
#define NARROW_TILE_UNITS 4
#define TILE_VECTORS 2
#define GRAM_ROWS 8
#define GRAM_STRIPS 3
#define GRADIENT_STRIPS 4
#define PRODUCT_ROWS 8
#define PRODUCT_UNITS 5
#define PRODUCT_UNITS_ROWS 4

#include "Kernels.inc"
#pragma clang attribute pop
#endif
