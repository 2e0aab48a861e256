// The number that a text represents, to the last bit.

#if !defined(_GNU_SOURCE)
#define _GNU_SOURCE  // strtod_l
#endif
#include <locale.h>
#include <stdlib.h>
#if defined(__APPLE__)
#include <xlocale.h>
#endif

#include "Decimal.h"
#include "Fields.h"

const double logit_powers_of_ten[23] = {1e0,  1e1,  1e2,  1e3,  1e4,  1e5,  1e6,  1e7,  1e8,  1e9,  1e10, 1e11,
                                        1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18, 1e19, 1e20, 1e21, 1e22};

const uint64_t logit_powers_of_five[LARGEST_POWER - SMALLEST_POWER + 1][2] = {
#include "PowersOfFive.inc"
};

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

static int equals_ignoring_case(const uint8_t *text, size_t count, const char *word) {
  for (size_t i = 0; i < count; i++) {
    if (word[i] == 0 || (text[i] | 0x20) != word[i]) return 0;
  }
  return word[count] == 0;
}

int logit_parse_number(const uint8_t *text, size_t count, uint8_t decimal, int allows_zeros, double *value) {
  logit_field field = without_blanks((logit_field){text, count});
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
  } else if (!scale_digits(digits, power, &result) || (is_cut && (!scale_digits(digits + 1, power, &next) || next != result))) {
    return *value = standard_number(field.start, field.count, decimal), 1;
  }
  return *value = negative ? -result : result, 1;
}

/// The digits of a whole number, without blanks and sign; empty if it has none, or leading zeros that it may not have.
static logit_field whole_digits(const uint8_t *text, size_t count, int allows_zeros, int *negative) {
  logit_field field = without_blanks((logit_field){text, count});
  *negative = field.count > 0 && *field.start == '-';
  if (field.count > 0 && (*field.start == '-' || *field.start == '+')) field.start++, field.count--;
  if (!allows_zeros && field.count > 1 && *field.start == '0') field.count = 0;
  return field;
}

int logit_is_whole(const uint8_t *text, size_t count, int allows_zeros) {
  int negative, is_zero = 1;
  logit_field digits = whole_digits(text, count, allows_zeros, &negative);
  if (digits.count == 0) return 0;
  for (const uint8_t *p = digits.start; p < digits.start + digits.count; p++) {
    if (!is_digit(*p)) return 0;
    is_zero &= *p == '0';
  }
  return !(negative && is_zero);
}

int logit_parse_integer(const uint8_t *text, size_t count, int allows_zeros, int64_t *value) {
  int negative;
  logit_field digits = whole_digits(text, count, allows_zeros, &negative);
  if (digits.count == 0) return 0;
  uint64_t number = 0;
  for (const uint8_t *p = digits.start; p < digits.start + digits.count; p++) {
    if (!is_digit(*p)) return 0;
    if (__builtin_mul_overflow(number, 10, &number) || __builtin_add_overflow(number, *p - '0', &number)) return 0;
  }
  // The smallest number marks a missing value.
  if (number > INT64_MAX || (negative && number == 0)) return 0;
  return *value = negative ? -(int64_t)number : (int64_t)number, 1;
}
