// The number that a text represents, to the last bit.

#if !defined(_GNU_SOURCE)
#define _GNU_SOURCE  // strtod_l
#endif
#include <locale.h>
#include <stdlib.h>
#if defined(__APPLE__)
#include <xlocale.h>
#endif

#include "Fields.h"

const double logit_powers_of_ten[23] = {1e0,  1e1,  1e2,  1e3,  1e4,  1e5,  1e6,  1e7,  1e8,  1e9,  1e10, 1e11,
                                        1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18, 1e19, 1e20, 1e21, 1e22};

#define SMALLEST_POWER (-342)
#define LARGEST_POWER 308

static const uint64_t powers_of_five[][2] = {
#include "PowersOfFive.inc"
};

static double from_bits(uint64_t bits) {
  double value;
  memcpy(&value, &bits, 8);
  return value;
}

/// digits * 10^power rounded to the nearest double, or 0 if 128 bits of the power do not determine it.
///
/// D. Lemire, "Number parsing at a gigabyte per second", Software: Practice and Experience 51 (2021), with
/// the ranges of N. Mushtak and D. Lemire, "Fast number parsing without fallback" (2023).
static int scale(uint64_t digits, int64_t power, double *value) {
  if (digits == 0 || power < SMALLEST_POWER) return *value = 0, 1;
  if (power > LARGEST_POWER) return *value = __builtin_inf(), 1;
  int zeros = __builtin_clzll(digits);
  digits <<= zeros;
  const uint64_t *five = powers_of_five[power - SMALLEST_POWER];
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
    return *value = from_bits(mantissa), 1;  // a carry into bit 52 makes it the smallest normal number
  }
  // Exactly between two numbers: round to the even one.
  if (low <= 1 && power >= -4 && power <= 23 && (mantissa & 3) == 1 && mantissa << shift == high) mantissa &= ~1ull;
  mantissa = (mantissa + (mantissa & 1)) >> 1;
  if (mantissa >= 1ull << 53) {
    mantissa = 1ull << 52;
    exponent++;
  }
  if (exponent >= 0x7FF) return *value = __builtin_inf(), 1;
  return *value = from_bits((mantissa & ~(1ull << 52)) | (uint64_t)exponent << 52), 1;
}

/// The last resort: the system's strtod, in the C locale whatever the locale of the process.
static double standard_number(const uint8_t *text, size_t count, uint8_t decimal) {
  char small[128];
  char *copy = count < sizeof small ? small : malloc(count + 1);
  if (copy == NULL) abort();
  memcpy(copy, text, count);
  copy[count] = 0;
  if (decimal != '.') {
    char *point = memchr(copy, decimal, count);
    if (point != NULL) *point = '.';
  }
#if defined(__GLIBC__) || defined(__APPLE__)
  // Never freed: one for the process.
  static _Atomic(locale_t) shared = (locale_t)0;
  locale_t locale = shared;
  if (locale == (locale_t)0) {
    locale_t made = newlocale(LC_ALL_MASK, "C", (locale_t)0);
    if (__c11_atomic_compare_exchange_strong(&shared, &locale, made, __ATOMIC_SEQ_CST, __ATOMIC_SEQ_CST)) {
      locale = made;
    } else {
      freelocale(made);
    }
  }
  double value = strtod_l(copy, NULL, locale);
#else
  double value = strtod(copy, NULL);
#endif
  if (copy != small) free(copy);
  return value;
}

static int is_digit(uint8_t byte) { return (uint8_t)(byte - '0') <= 9; }
static int is_blank(uint8_t byte) { return byte == ' ' || byte == '\t'; }

static logit_field trimmed(const uint8_t *text, size_t count) {
  while (count > 0 && is_blank(text[0])) text++, count--;
  while (count > 0 && is_blank(text[count - 1])) count--;
  return (logit_field){text, count};
}

static int equals_ignoring_case(const uint8_t *text, size_t count, const char *word) {
  for (size_t i = 0; i < count; i++) {
    if (word[i] == 0 || (text[i] | 0x20) != word[i]) return 0;
  }
  return word[count] == 0;
}

int logit_parse_number(const uint8_t *text, size_t count, uint8_t decimal, int allows_zeros, double *value) {
  logit_field field = trimmed(text, count);
  const uint8_t *p = field.start, *end = p + field.count;
  int negative = p < end && *p == '-';
  if (p < end && (*p == '-' || *p == '+')) p++;
  if (p == end) return 0;
  if (!is_digit(*p) && *p != decimal) {
    size_t left = (size_t)(end - p);
    if (!equals_ignoring_case(p, left, "inf") && !equals_ignoring_case(p, left, "infinity")) return 0;
    return *value = negative ? -__builtin_inf() : __builtin_inf(), 1;
  }
  if (!allows_zeros && *p == '0' && end - p > 1 && is_digit(p[1])) return 0;

  // Nineteen digits fit in a word; of further ones it only matters whether there are any.
  uint64_t digits = 0;
  int64_t power = 0;
  int taken = 0, is_cut = 0, any = 0, fraction = 0;
  for (; p < end; p++) {
    while (end - p >= 8 && taken <= 11) {
      uint64_t word = load64(p) ^ EACH_BYTE('0');
      if (!are_digits(word)) break;
      digits = digits * 100000000 + eight_digits(word);
      taken += digits != 0 ? 8 : 0;
      power -= fraction * 8;
      any = 1;
      p += 8;
    }
    if (p == end) break;
    if (is_digit(*p)) {
      any = 1;
      if (taken < 19) {
        digits = digits * 10 + (uint64_t)(*p - '0');
        taken += digits != 0;
        power -= fraction;
      } else {
        is_cut |= *p != '0';
        power += !fraction;
      }
    } else if (*p == decimal && !fraction) {
      fraction = 1;
    } else {
      break;
    }
  }
  if (!any) return 0;
  if (p < end && (*p | 0x20) == 'e') {
    p++;
    int downwards = p < end && *p == '-';
    if (p < end && (*p == '-' || *p == '+')) p++;
    if (p == end) return 0;
    int64_t exponent = 0;
    for (; p < end && is_digit(*p); p++) {
      if (exponent < 1000000000000) exponent = exponent * 10 + (*p - '0');
    }
    power += downwards ? -exponent : exponent;
  }
  if (p != end) return 0;

  double result, next;
  if (!is_cut && digits <= 1ull << 53 && power >= -22 && power <= 22) {
    // Both are exact, so the division or multiplication rounds once (Clinger, 1990).
    result = power < 0 ? (double)digits / logit_powers_of_ten[-power] : (double)digits * logit_powers_of_ten[power];
  } else if (!scale(digits, power, &result) || (is_cut && (!scale(digits + 1, power, &next) || next != result))) {
    return *value = standard_number(field.start, field.count, decimal), 1;
  }
  return *value = negative ? -result : result, 1;
}

int logit_parse_integer(const uint8_t *text, size_t count, int allows_zeros, int64_t *value) {
  logit_field field = trimmed(text, count);
  const uint8_t *p = field.start, *end = p + field.count;
  int negative = p < end && *p == '-';
  if (p < end && (*p == '-' || *p == '+')) p++;
  if (p == end || (!allows_zeros && *p == '0' && end - p > 1)) return 0;
  uint64_t number = 0;
  for (; p < end; p++) {
    if (!is_digit(*p)) return 0;
    if (__builtin_mul_overflow(number, 10, &number) || __builtin_add_overflow(number, *p - '0', &number)) return 0;
  }
  // The smallest number marks a missing value.
  if (number > INT64_MAX || (negative && number == 0)) return 0;
  return *value = negative ? -(int64_t)number : (int64_t)number, 1;
}
