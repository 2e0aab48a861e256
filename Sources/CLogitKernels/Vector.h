// Sixteen floats at a time, whatever the width of the machine's registers.
//
// Included once per instruction set, inside a region that turns the set on. Every operation rounds once, in
// the same order on every level, so results agree bit for bit wherever there is a fused multiply-add.

#include <stdint.h>

#if defined(LOGIT_AVX512) || defined(LOGIT_AVX2)
#include <immintrin.h>
#endif

// Vectors wider than the machine's registers have no established calling convention; every function that
// takes one is inlined, so none is needed.
#pragma clang diagnostic ignored "-Wpsabi"

typedef float v16 __attribute__((ext_vector_type(16)));
typedef float v16_unaligned __attribute__((ext_vector_type(16), aligned(4)));
typedef int32_t i16 __attribute__((ext_vector_type(16)));
typedef double d16 __attribute__((ext_vector_type(16)));
typedef int64_t l16 __attribute__((ext_vector_type(16)));

#define INLINE static inline __attribute__((always_inline))

#define LANES 16

INLINE v16 splat(float x) { return (v16)x; }

INLINE v16 load(const float *p) { return *(const v16_unaligned *)p; }

INLINE void store(float *p, v16 v) { *(v16_unaligned *)p = v; }

#if defined(LOGIT_AVX2)
typedef float v8 __attribute__((ext_vector_type(8)));

/// All bits of the first count of eight lanes, for instructions that touch no memory behind them. A copy of a number of bytes
/// that is not known calls a function, and what is loaded after it has to wait for its single stores.
INLINE __m256i first_of_eight(int64_t count) {
  return _mm256_cmpgt_epi32(_mm256_set1_epi32((int32_t)count), _mm256_setr_epi32(0, 1, 2, 3, 4, 5, 6, 7));
}
#endif

/// The first count (0...16) floats; the other lanes are 0. Reads nothing beyond them.
INLINE v16 load_first(const float *p, int64_t count) {
#if defined(LOGIT_AVX512)
  return (v16)_mm512_maskz_loadu_ps((__mmask16)((1u << count) - 1), p);
#elif defined(LOGIT_AVX2)
  v16 v;
  v.lo = (v8)_mm256_maskload_ps(p, first_of_eight(count));
  v.hi = (v8)_mm256_maskload_ps(p + 8, first_of_eight(count - 8));
  return v;
#else
  v16 v = splat(0);
  __builtin_memcpy(&v, p, (size_t)count * sizeof(float));
  return v;
#endif
}

/// Writes the first count (0...16) lanes and nothing beyond them.
INLINE void store_first(float *p, v16 v, int64_t count) {
#if defined(LOGIT_AVX512)
  _mm512_mask_storeu_ps(p, (__mmask16)((1u << count) - 1), (__m512)v);
#elif defined(LOGIT_AVX2)
  _mm256_maskstore_ps(p, first_of_eight(count), (__m256)v.lo);
  _mm256_maskstore_ps(p + 8, first_of_eight(count - 8), (__m256)v.hi);
#else
  __builtin_memcpy(p, &v, (size_t)count * sizeof(float));
#endif
}

/// a * b + c, rounded once where the machine can.
INLINE v16 fma16(v16 a, v16 b, v16 c) {
#if defined(LOGIT_HAS_FMA)
  return __builtin_elementwise_fma(a, b, c);
#else
  return a * b + c;
#endif
}

/// a where the condition's bits are set, b elsewhere.
INLINE v16 choose(i16 condition, v16 a, v16 b) {
  return (v16)(((i16)a & condition) | ((i16)b & ~condition));
}

INLINE v16 absolute(v16 x) { return (v16)((i16)x & 0x7FFFFFFF); }

INLINE v16 square_root(v16 x) { return __builtin_elementwise_sqrt(x); }

/// The sum of all lanes, always added in this order.
INLINE float fold(v16 v) {
  float __attribute__((ext_vector_type(8))) a = v.lo + v.hi;
  float __attribute__((ext_vector_type(4))) b = a.lo + a.hi;
  float __attribute__((ext_vector_type(2))) c = b.lo + b.hi;
  return c.x + c.y;
}

INLINE v16 evens(v16 a, v16 b) {
  return __builtin_shufflevector(a, b, 0, 2, 4, 6, 8, 10, 12, 14, 16, 18, 20, 22, 24, 26, 28, 30);
}

INLINE v16 odds(v16 a, v16 b) {
  return __builtin_shufflevector(a, b, 1, 3, 5, 7, 9, 11, 13, 15, 17, 19, 21, 23, 25, 27, 29, 31);
}

/// The sums of all lanes of up to sixteen vectors, one per lane; each sum is added in the order of `fold`.
INLINE v16 fold_all(const v16 *v, const int count) {
  v16 halves[8], quarters[4], pairs[2];
  v16 zero = splat(0);
  for (int i = 0; 2 * i < count; i++) {
    v16 a = v[2 * i], b = 2 * i + 1 < count ? v[2 * i + 1] : zero;
    halves[i] = __builtin_shufflevector(a, b, 0, 1, 2, 3, 4, 5, 6, 7, 16, 17, 18, 19, 20, 21, 22, 23) +
                __builtin_shufflevector(a, b, 8, 9, 10, 11, 12, 13, 14, 15, 24, 25, 26, 27, 28, 29, 30, 31);
  }
  for (int i = 0; 4 * i < count; i++) {
    v16 a = halves[2 * i], b = 4 * i + 2 < count ? halves[2 * i + 1] : zero;
    quarters[i] = __builtin_shufflevector(a, b, 0, 1, 2, 3, 8, 9, 10, 11, 16, 17, 18, 19, 24, 25, 26, 27) +
                  __builtin_shufflevector(a, b, 4, 5, 6, 7, 12, 13, 14, 15, 20, 21, 22, 23, 28, 29, 30, 31);
  }
  for (int i = 0; 8 * i < count; i++) {
    v16 a = quarters[2 * i], b = 8 * i + 4 < count ? quarters[2 * i + 1] : zero;
    pairs[i] = __builtin_shufflevector(a, b, 0, 1, 4, 5, 8, 9, 12, 13, 16, 17, 20, 21, 24, 25, 28, 29) +
               __builtin_shufflevector(a, b, 2, 3, 6, 7, 10, 11, 14, 15, 18, 19, 22, 23, 26, 27, 30, 31);
  }
  v16 a = pairs[0], b = count > 8 ? pairs[1] : zero;
  return evens(a, b) + odds(a, b);
}

/// Rows become columns: four rounds of a perfect shuffle.
INLINE void transpose16(v16 *m) {
  for (int round = 0; round < 4; round++) {
    v16 t[LANES];
    for (int i = 0; i < LANES / 2; i++) {
      v16 a = m[i], b = m[i + LANES / 2];
      t[2 * i] = __builtin_shufflevector(a, b, 0, 16, 1, 17, 2, 18, 3, 19, 4, 20, 5, 21, 6, 22, 7, 23);
      t[2 * i + 1] = __builtin_shufflevector(a, b, 8, 24, 9, 25, 10, 26, 11, 27, 12, 28, 13, 29, 14, 30, 15, 31);
    }
    for (int i = 0; i < LANES; i++) m[i] = t[i];
  }
}

INLINE int64_t smaller(int64_t a, int64_t b) { return a < b ? a : b; }

/// 1 in the first count lanes, 0 in the others.
INLINE v16 first_lanes(int64_t count) {
  const i16 index = {0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15};
  return choose(index < (int32_t)count, splat(1), splat(0));
}
