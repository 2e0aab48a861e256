// x86-64 with AVX2: thirty-two bytes at a time.

#include "CarefulRow.h"
#include "Decimal.h"
#include "Fields.h"

#if defined(__x86_64__)
#include <immintrin.h>
#pragma clang attribute push(__attribute__((target("avx2,bmi,bmi2,lzcnt,popcnt"))), apply_to = function)
#define NAME(name) name##_avx2

INLINE uint64_t bits(__m256i low, __m256i high, uint8_t byte) {
  __m256i all = _mm256_set1_epi8((char)byte);
  return (uint32_t)_mm256_movemask_epi8(_mm256_cmpeq_epi8(low, all)) |
         (uint64_t)(uint32_t)_mm256_movemask_epi8(_mm256_cmpeq_epi8(high, all)) << 32;
}

INLINE found_marks find_marks_avx2(const uint8_t *p, uint8_t separator, uint8_t newline, uint8_t other) {
  __m256i low = _mm256_loadu_si256((const __m256i *)p), high = _mm256_loadu_si256((const __m256i *)(p + 32));
  return (found_marks){bits(low, high, separator), bits(low, high, newline), bits(low, high, '"'),
                       bits(low, high, other)};
}

#include "Kernels.inc"
#pragma clang attribute pop
#endif
