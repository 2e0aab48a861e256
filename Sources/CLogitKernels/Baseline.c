// Any machine: plain C vectors, no fused multiply-add.

#include "Levels.h"


#pragma clang fp contract(off)

#define NAME(name) name##_baseline
#define LEVEL LOGIT_LEVEL_BASELINE
#define TILE_ROWS 2
#define NARROW_TILE_ROWS 1
#define NARROW_TILE_UNITS 2
#define TILE_VECTORS 1
#define GRAM_ROWS 2
#define GRAM_STRIPS 1
#define GRADIENT_STRIPS 1
#define PRODUCT_ROWS 2
#define PRODUCT_UNITS 1
#define PRODUCT_UNITS_ROWS PRODUCT_ROWS

#include "Kernels.inc"

