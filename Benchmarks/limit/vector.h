// Sixteen lanes of AVX-512, or eight of AVX2: just what limit.c needs.

#include <immintrin.h>

#ifdef __AVX512F__

#define ISA "AVX-512"
enum { LANES = 16 };
typedef __m512 vector;
#define add _mm512_add_ps
#define subtract _mm512_sub_ps
#define multiply _mm512_mul_ps
#define divide _mm512_div_ps
#define fma _mm512_fmadd_ps
#define maximum _mm512_max_ps
#define splat _mm512_set1_ps
#define load _mm512_loadu_ps
#define store _mm512_storeu_ps
static inline vector negated_magnitude(vector x) {
  return _mm512_castsi512_ps(_mm512_or_si512(_mm512_castps_si512(x), _mm512_set1_epi32((int)0x80000000)));
}
/// Lanes where `x` is negative come from `yes`.
static inline vector choose_negative(vector x, vector yes, vector no) {
  return _mm512_mask_blend_ps(_mm512_movepi32_mask(_mm512_castps_si512(x)), no, yes);
}
static inline int count_equal(vector a, vector b) {
  return __builtin_popcount(_mm512_cmp_ps_mask(a, b, _CMP_EQ_OQ));
}
static inline vector round_to_whole(vector x) { return _mm512_roundscale_ps(x, 8); }
static inline vector times_power_of_two(vector x, vector n) { return _mm512_scalef_ps(x, n); }
static inline vector broadcast(__m128 x, const int lane) {
  return _mm512_broadcastss_ps(_mm_castsi128_ps(
      lane == 0   ? _mm_castps_si128(x)
      : lane == 1 ? _mm_shuffle_epi32(_mm_castps_si128(x), 0x55)
      : lane == 2 ? _mm_shuffle_epi32(_mm_castps_si128(x), 0xAA)
                  : _mm_shuffle_epi32(_mm_castps_si128(x), 0xFF)));
}
static inline __m128 fold_to_four(vector x) {
  __m256 half = _mm256_add_ps(_mm512_castps512_ps256(x), _mm512_extractf32x8_ps(x, 1));
  return _mm_add_ps(_mm256_castps256_ps128(half), _mm256_extractf128_ps(half, 1));
}

#else

#define ISA "AVX2"
enum { LANES = 8 };
typedef __m256 vector;
#define add _mm256_add_ps
#define subtract _mm256_sub_ps
#define multiply _mm256_mul_ps
#define divide _mm256_div_ps
#define fma _mm256_fmadd_ps
#define maximum _mm256_max_ps
#define splat _mm256_set1_ps
#define load _mm256_loadu_ps
#define store _mm256_storeu_ps
static inline vector negated_magnitude(vector x) { return _mm256_or_ps(x, splat(-0.0f)); }
static inline vector choose_negative(vector x, vector yes, vector no) { return _mm256_blendv_ps(no, yes, x); }
static inline int count_equal(vector a, vector b) {
  return __builtin_popcount((unsigned)_mm256_movemask_ps(_mm256_cmp_ps(a, b, _CMP_EQ_OQ)));
}
static inline vector round_to_whole(vector x) { return _mm256_round_ps(x, 8); }
static inline vector times_power_of_two(vector x, vector n) {
  n = maximum(n, splat(-126.0f));
  __m256i exponent = _mm256_slli_epi32(_mm256_add_epi32(_mm256_cvtps_epi32(n), _mm256_set1_epi32(127)), 23);
  return multiply(x, _mm256_castsi256_ps(exponent));
}
static inline vector broadcast(__m128 x, const int lane) {
  return _mm256_broadcastss_ps(lane == 0   ? x
                               : lane == 1 ? _mm_permute_ps(x, 0x55)
                               : lane == 2 ? _mm_permute_ps(x, 0xAA)
                                           : _mm_permute_ps(x, 0xFF));
}
static inline __m128 fold_to_four(vector x) {
  return _mm_add_ps(_mm256_castps256_ps128(x), _mm256_extractf128_ps(x, 1));
}

#endif

/// The sums of four vectors, side by side.
static inline __m128 fold4(vector a, vector b, vector c, vector d) {
  __m128 fa = fold_to_four(a), fb = fold_to_four(b), fc = fold_to_four(c), fd = fold_to_four(d);
  __m128 ab = _mm_add_ps(_mm_unpacklo_ps(fa, fb), _mm_unpackhi_ps(fa, fb));
  __m128 cd = _mm_add_ps(_mm_unpacklo_ps(fc, fd), _mm_unpackhi_ps(fc, fd));
  return _mm_add_ps(_mm_movelh_ps(ab, cd), _mm_movehl_ps(cd, ab));
}

static inline float fold(vector x) { return _mm_cvtss_f32(fold4(x, x, x, x)); }

/// e to the x for x of at most 0, to 1 unit in the last place or so.
static inline vector exponential(vector x) {
  x = maximum(x, splat(-87.0f));
  vector n = round_to_whole(multiply(x, splat(1.44269504088896341f)));
  vector r = fma(n, splat(-0.693359375f), x);
  r = fma(n, splat(2.12194440e-4f), r);
  vector r2 = multiply(r, r);
  vector low = fma(splat(1.6666665459e-1f), r, splat(5.0000001201e-1f));
  vector middle = fma(splat(8.3334519073e-3f), r, splat(4.1665795894e-2f));
  vector high = fma(splat(1.9875691500e-4f), r, splat(1.3981999507e-3f));
  vector p = add(fma(fma(fma(high, r2, middle), r2, low), r2, r), splat(1.0f));
  return times_power_of_two(p, n);
}

/// log(1 + x) for x in 0...1: 2 atanh(x / (2 + x)).
static inline vector log1p_of_fraction(vector x) {
  vector s = divide(x, add(x, splat(2.0f)));
  vector t = multiply(s, s);
  vector p = fma(splat(2.0f / 13), t, splat(2.0f / 11));
  p = fma(p, t, splat(2.0f / 9));
  p = fma(p, t, splat(2.0f / 7));
  p = fma(p, t, splat(2.0f / 5));
  p = fma(p, t, splat(2.0f / 3));
  p = fma(p, t, splat(2.0f));
  return multiply(p, s);
}
