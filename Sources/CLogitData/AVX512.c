// x86-64 with AVX-512: sixty-four bytes at a time.

#include "CarefulRow.h"
#include "Fields.h"

#if defined(__x86_64__)
#include <immintrin.h>
#pragma clang attribute push(__attribute__((target("avx2,bmi,bmi2,lzcnt,popcnt,avx512f,avx512bw,avx512vl"))), apply_to = function)
#define NAME(name) name##_avx512

INLINE uint64_t bits(__m512i bytes, uint8_t byte) {
  return _mm512_cmpeq_epi8_mask(bytes, _mm512_set1_epi8((char)byte));
}

INLINE found_marks find_marks_avx512(const uint8_t *p, uint8_t separator, uint8_t newline) {
  __m512i bytes = _mm512_loadu_si512(p);
  return (found_marks){bits(bytes, separator), bits(bytes, newline), bits(bytes, '"'), bits(bytes, '\r')};
}

#include "Kernels.inc"
#pragma clang attribute pop
#endif
