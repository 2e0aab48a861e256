// x86-64 with AVX-512: sixty-four bytes at a time.

#include "CarefulRow.h"
#include "Decimal.h"
#include "Fields.h"

#if defined(__x86_64__)
#include <immintrin.h>
#pragma clang attribute push(__attribute__((target("avx2,bmi,bmi2,lzcnt,popcnt,avx512f,avx512bw,avx512vl,avx512dq,avx512cd"))), apply_to = function)
#define NAME(name) name##_avx512

INLINE uint64_t bits(__m512i bytes, uint8_t byte) {
  return _mm512_cmpeq_epi8_mask(bytes, _mm512_set1_epi8((char)byte));
}

INLINE found_marks find_marks_avx512(const uint8_t *p, uint8_t separator, uint8_t newline, uint8_t other) {
  __m512i bytes = _mm512_loadu_si512(p);
  return (found_marks){bits(bytes, separator), bits(bytes, newline), bits(bytes, '"'), bits(bytes, other)};
}

#define HAS_WIDE_NUMBERS
static size_t numbers_avx512(const logit_csv_fields *fields, size_t first, size_t end, double *output);

#include "Kernels.inc"

/// A word with its decimal point removed, and the number of digits after the point.
typedef struct {
  __m512i word, fraction;
  __mmask8 has_point;
} pointless;

/// Bytes of eight words that equal `byte`, as 0x80.
INLINE __m512i equal_bytes(__m512i words, __m512i byte) {
  return _mm512_and_si512(_mm512_movm_epi8(_mm512_cmpeq_epi8_mask(words, byte)), _mm512_set1_epi8((char)0x80));
}

INLINE pointless without_point(__m512i word, __m512i point) {
  __m512i above = _mm512_lzcnt_epi64(equal_bytes(word, point));
  __mmask8 has_point = _mm512_cmplt_epu64_mask(above, _mm512_set1_epi64(64));
  __m512i lower = _mm512_srlv_epi64(_mm512_set1_epi64(INT64_MAX >> 7), above);
  __m512i up_to = _mm512_or_si512(_mm512_slli_epi64(lower, 8), _mm512_set1_epi64(0xFF));
  __m512i moved = _mm512_or_si512(_mm512_slli_epi64(_mm512_and_si512(word, lower), 8),
                                  _mm512_andnot_si512(up_to, word));
  return (pointless){_mm512_mask_mov_epi64(word, has_point, moved), _mm512_srli_epi64(above, 3), has_point};
}

/// The number that the eight digits of each word make.
INLINE __m512i eight_digits_wide(__m512i words) {
  __m512i pairs = _mm512_maddubs_epi16(words, _mm512_set1_epi16(0x010A));
  __m512i fours = _mm512_madd_epi16(pairs, _mm512_set1_epi32(0x00010064));
  return _mm512_add_epi64(_mm512_mul_epu32(fours, _mm512_set1_epi64(10000)), _mm512_srli_epi64(fours, 32));
}

/// Lanes all of whose bytes are at most 9.
INLINE __mmask8 are_digits_wide(__m512i words) {
  __m512i wrong = _mm512_movm_epi8(_mm512_cmpgt_epu8_mask(words, _mm512_set1_epi8(9)));
  return _mm512_testn_epi64_mask(wrong, wrong);
}

/// Eight rows at a time: a field's last byte is the top byte of its word, and a field of nine to sixteen
/// bytes has two words.
static size_t numbers_avx512(const logit_csv_fields *fields, size_t first, size_t end, double *output) {
  if (fields->words->has_number) return each_number_avx512(fields, first, end, output);
  const uint8_t *bytes = fields->bytes;
  const __m256i lanes = _mm256_setr_epi32(0, 1, 2, 3, 4, 5, 6, 7);
  const __m256i before_places = _mm256_mullo_epi32(lanes, _mm256_set1_epi32((int)fields->before_stride));
  const __m256i end_places = _mm256_mullo_epi32(lanes, _mm256_set1_epi32((int)fields->end_stride));
  const __m512i zeros = _mm512_set1_epi8('0'), ones = _mm512_set1_epi64(-1), eight = _mm512_set1_epi64(8);
  const __m512i point = _mm512_set1_epi8((char)(fields->decimal ^ '0'));
  const __m512i low_byte = _mm512_set1_epi64(0xFF), minus = _mm512_set1_epi64('-' ^ '0');
  const __m512d powers = _mm512_loadu_pd(logit_powers_of_ten), more_powers = _mm512_loadu_pd(logit_powers_of_ten + 8);

  size_t row = first;
  for (; row + 8 <= end; row += 8) {
    __m256i starts = _mm256_add_epi32(
        _mm256_i32gather_epi32((const int *)(fields->befores + row * fields->before_stride), before_places, 4),
        _mm256_set1_epi32(1));
    __m256i stops = _mm256_i32gather_epi32((const int *)(fields->ends + row * fields->end_stride), end_places, 4);
    if (fields->drops_return) {
      __m256i last = _mm256_i32gather_epi32((const int *)(bytes - 4), stops, 1);
      __mmask8 is_return = _mm256_cmpeq_epi32_mask(_mm256_srli_epi32(last, 24), _mm256_set1_epi32('\r')) &
                           _mm256_cmpgt_epi32_mask(stops, starts);
      stops = _mm256_mask_sub_epi32(stops, is_return, stops, _mm256_set1_epi32(1));
    }
    __m512i lengths = _mm512_cvtepu32_epi64(_mm256_sub_epi32(stops, starts));
    __m512i high = _mm512_xor_si512(_mm512_i32gather_epi64(stops, bytes - 8, 1), zeros);
    __mmask8 is_long = _mm512_cmpgt_epu64_mask(lengths, eight);
    __mmask8 good = _mm512_cmple_epu64_mask(lengths, _mm512_set1_epi64(16));
    if (good == 0) {
      // Numbers with all their digits.
      size_t odd = each_number_avx512(fields, row, row + 8, output);
      if (odd < row + 8) return odd;
      continue;
    }
    __m512i low = _mm512_setzero_si512();
    // The bits of the word below the field.
    __m512i below = _mm512_slli_epi64(_mm512_sub_epi64(eight, lengths), 3);
    __m512i head = _mm512_srlv_epi64(high, below);
    if (is_long != 0) {
      low = _mm512_maskz_mov_epi64(is_long,
                                   _mm512_xor_si512(_mm512_i32gather_epi64(stops, bytes - 16, 1), zeros));
      __m512i low_below = _mm512_add_epi64(below, _mm512_set1_epi64(64));
      __m512i joined = _mm512_or_si512(
          _mm512_srlv_epi64(low, low_below),
          _mm512_sllv_epi64(high, _mm512_sub_epi64(_mm512_set1_epi64(64), low_below)));
      head = _mm512_mask_mov_epi64(head, is_long, joined);
    }
    __mmask8 negative = _mm512_cmpeq_epi64_mask(_mm512_and_si512(head, low_byte), minus);
    head = _mm512_mask_srli_epi64(head, negative, head, 8);
    lengths = _mm512_mask_add_epi64(lengths, negative, lengths, ones);
    below = _mm512_mask_add_epi64(below, negative, below, eight);

    // A 0 followed by another digit: a text.
    __m512i second = _mm512_and_si512(_mm512_srli_epi64(head, 8), low_byte);
    __mmask8 padded = _mm512_testn_epi64_mask(head, low_byte) &
                      _mm512_cmple_epu64_mask(second, _mm512_set1_epi64(9)) &
                      _mm512_cmpgt_epu64_mask(lengths, _mm512_set1_epi64(1));
    if (!fields->allows_zeros) good &= (__mmask8)~padded;

    __m512i digits, fraction;
    __mmask8 has_point;
    if (is_long == 0) {
      high = _mm512_and_si512(high, _mm512_sllv_epi64(ones, below));
      pointless plain = without_point(high, point);
      good &= are_digits_wide(plain.word);
      digits = eight_digits_wide(plain.word);
      has_point = plain.has_point;
      fraction = plain.fraction;
    } else {
      __m512i low_below = _mm512_add_epi64(below, _mm512_set1_epi64(64));
      high = _mm512_mask_and_epi64(high, (__mmask8)~is_long, high, _mm512_sllv_epi64(ones, below));
      low = _mm512_and_si512(low, _mm512_sllv_epi64(ones, low_below));
      pointless above = without_point(high, point), under = without_point(low, point);
      // A point in the upper word moves the lower word's last digit up.
      __m512i carried = _mm512_or_si512(above.word, _mm512_srli_epi64(low, 56));
      high = _mm512_mask_mov_epi64(above.word, above.has_point, carried);
      low = _mm512_mask_slli_epi64(under.word, above.has_point, low, 8);
      good &= are_digits_wide(high) & are_digits_wide(low);
      digits = _mm512_add_epi64(_mm512_mul_epu32(eight_digits_wide(low), _mm512_set1_epi64(100000000)),
                                eight_digits_wide(high));
      has_point = above.has_point | under.has_point;
      fraction = _mm512_mask_mov_epi64(_mm512_add_epi64(under.fraction, eight), above.has_point, above.fraction);
      good &= _mm512_cmple_epu64_mask(digits, _mm512_set1_epi64(1ll << 53));
    }
    // At least one digit.
    good &= _mm512_cmpgt_epu64_mask(lengths, _mm512_maskz_set1_epi64(has_point, 1));

    __m512d divisors = _mm512_maskz_permutex2var_pd(has_point, powers, fraction, more_powers);
    divisors = _mm512_mask_mov_pd(_mm512_set1_pd(1), has_point, divisors);
    __m512d values = _mm512_div_pd(_mm512_cvtepi64_pd(digits), divisors);
    values = _mm512_mask_or_pd(values, negative, values, _mm512_set1_pd(-0.0));
    if (fields->words->has_empty) {
      __mmask8 empty = _mm512_testn_epi64_mask(lengths, lengths) & (__mmask8)~negative;
      values = _mm512_mask_mov_pd(values, empty, _mm512_set1_pd(__builtin_nan("")));
      good |= empty;
    }
    _mm512_storeu_pd(output + row, values);
    for (unsigned bad = (unsigned)(__mmask8)~good; bad != 0; bad &= bad - 1) {
      size_t odd = row + (size_t)__builtin_ctz(bad);
      if (each_number_avx512(fields, odd, odd + 1, output) == odd) return odd;
    }
  }
  return each_number_avx512(fields, row, end, output);
}
#pragma clang attribute pop
#endif
