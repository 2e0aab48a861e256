// From decimal digits to the nearest double.

#ifndef LOGIT_DATA_DECIMAL_H
#define LOGIT_DATA_DECIMAL_H

#include "Fields.h"

#define SMALLEST_POWER (-342)
#define LARGEST_POWER 308

/// 5^q for q from SMALLEST_POWER to LARGEST_POWER: the 128 most significant bits, high and low word.
extern const uint64_t logit_powers_of_five[LARGEST_POWER - SMALLEST_POWER + 1][2];

INLINE double double_from_bits(uint64_t bits) {
  double value;
  memcpy(&value, &bits, 8);
  return value;
}

/// digits * 10^power rounded to the nearest double, or 0 if 128 bits of the power do not determine it.
///
/// D. Lemire, "Number parsing at a gigabyte per second", Software: Practice and Experience 51 (2021), with
/// the ranges of N. Mushtak and D. Lemire, "Fast number parsing without fallback" (2023).
INLINE int scale_digits(uint64_t digits, int64_t power, double *value) {
  if (digits == 0 || power < SMALLEST_POWER) return *value = 0, 1;
  if (power > LARGEST_POWER) return *value = __builtin_inf(), 1;
  int zeros = __builtin_clzll(digits);
  digits <<= zeros;
  const uint64_t *five = logit_powers_of_five[power - SMALLEST_POWER];
  unsigned __int128 product = (unsigned __int128)digits * five[0];
  uint64_t high = (uint64_t)(product >> 64), low = (uint64_t)product;
  // If the nine bits below the 55 significant ones are all set, the power's other word may carry into them.
  if ((high & 0x1FF) == 0x1FF) {
    uint64_t more = (uint64_t)((unsigned __int128)digits * five[1] >> 64);
    low += more;
    if (low < more) high++;
  }
  if (low == UINT64_MAX && (power < -27 || power > 55)) return 0;

  int top = (int)(high >> 63);
  int shift = top + 9;
  uint64_t mantissa = high >> shift;  // 53 bits and one for rounding
  // floor(power * log2(10)) by a fraction that is exact over the range.
  int64_t exponent = ((217706 * power) >> 16) + 63 + top - zeros + 1023;
  if (exponent <= 0) {
    if (1 - exponent >= 64) return *value = 0, 1;
    mantissa >>= 1 - exponent;
    mantissa = (mantissa + (mantissa & 1)) >> 1;
    return *value = double_from_bits(mantissa), 1;  // a carry into bit 52 makes it the smallest normal number
  }
  // Exactly between two numbers: round to the even one.
  if (low <= 1 && power >= -4 && power <= 23 && (mantissa & 3) == 1 && mantissa << shift == high) mantissa &= ~1ull;
  mantissa = (mantissa + (mantissa & 1)) >> 1;
  if (mantissa >= 1ull << 53) {
    mantissa = 1ull << 52;
    exponent++;
  }
  if (exponent >= 0x7FF) return *value = __builtin_inf(), 1;
  return *value = double_from_bits((mantissa & ~(1ull << 52)) | (uint64_t)exponent << 52), 1;
}

#endif
