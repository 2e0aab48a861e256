// arm64: thirty-two registers of four floats; fused multiply-add is always there.

#include "Levels.h"

#if defined(__aarch64__)
#pragma clang fp contract(off)

#define NAME(name) name##_neon
#define LEVEL LOGIT_LEVEL_NEON
#define LOGIT_HAS_FMA 1
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
#endif
