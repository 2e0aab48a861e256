// x86-64 with AVX2 and FMA: sixteen registers of eight floats.

#include "Levels.h"

#if defined(__x86_64__)
#include <immintrin.h>
#pragma clang fp contract(off)
#pragma clang attribute push(__attribute__((target("avx2,fma"))), apply_to = function)
#define NAME(name) name##_avx2
#define LEVEL LOGIT_LEVEL_AVX2
#define LOGIT_HAS_FMA 1
#define LOGIT_AVX2 1
#define TILE_ROWS 6
#define NARROW_TILE_ROWS 2
#define NARROW_TILE_UNITS 2
#define TILE_VECTORS 1
#define GRAM_ROWS 4
#define GRAM_STRIPS 1
#define GRADIENT_STRIPS 1
#define PRODUCT_ROWS 4
#define PRODUCT_UNITS 1
#define PRODUCT_UNITS_ROWS PRODUCT_ROWS

#include "Kernels.inc"
#pragma clang attribute pop
#endif
