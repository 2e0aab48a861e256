// x86-64 with AVX2.

#include <math.h>
#include <stddef.h>
#include <stdint.h>

#if defined(__x86_64__)
#pragma clang fp contract(off)
#pragma clang attribute push(__attribute__((target("avx2,fma"))), apply_to = function)
#define JOINED_NAME(name, level) name##_##level
#define NAME_OF(name) JOINED_NAME(name, avx2)
#define NAME(name) NAME_OF(name)
#define LOOPS logit_row_loops_avx2

#include "Rows.inc"
#pragma clang attribute pop
#endif
