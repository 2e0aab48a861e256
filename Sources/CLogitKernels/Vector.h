// Sixteen floats at a time, whatever the width of the machine's registers.
//
// Included once per instruction set, inside a region that turns the set on. Every operation rounds once, in the same
// order on every level, so results agree bit for bit wherever there is a fused multiply-add.

#include <stdint.h>

#if defined(LOGIT_AVX512)
#include <immintrin.h>
#endif

// Vectors wider than the machine's registers have no settled calling convention; every function that takes one is
// inlined, so none is needed.
#pragma clang diagnostic ignored "-Wpsabi"

typedef float v16 __attribute__((ext_vector_type(16)));
typedef float v16_unaligned __attribute__((ext_vector_type(16), aligned(4)));
typedef int32_t i16 __attribute__((ext_vector_type(16)));

#define INLINE static inline __attribute__((always_inline))

#define LANES 16

INLINE v16 splat(float x) { return (v16)x; }

INLINE v16 load(const float *p) { return *(const v16_unaligned *)p; }

INLINE void store(float *p, v16 v) { *(v16_unaligned *)p = v; }

/// The first count (0...16) floats; the other lanes are 0. Reads nothing beyond them.
INLINE v16 load_first(const float *p, int64_t count) {
#if defined(LOGIT_AVX512)
  return (v16)_mm512_maskz_loadu_ps((__mmask16)((1u << count) - 1), p);
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

/// Where the condition's bits are set a, elsewhere b.
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

/// 1 in the first count lanes, 0 in the others.
INLINE v16 first_lanes(int64_t count) {
  const i16 index = {0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15};
  return choose(index < (int32_t)count, splat(1), splat(0));
}
