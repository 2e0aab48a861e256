// Whether a number keeps the digits of its text.

#include <stdio.h>

#include "Fields.h"

#define LONGEST 800  // a double has at most 767 significant digits

int logit_keeps_digits(const uint8_t *text, size_t count, uint8_t decimal, double value) {
  // The significant digits of the text: without zeros before the first and after the last.
  char digits[LONGEST];
  size_t length = 0, significant = 0;
  for (size_t i = 0; i < count; i++) {
    uint8_t byte = text[i];
    if (byte == decimal || byte == '-' || byte == '+' || byte == ' ' || byte == '\t' || byte == '"') continue;
    if (byte < '0' || byte > '9') break;  // an exponent, or a word such as inf
    if (length == 0 && byte == '0') continue;
    if (length == LONGEST) return 0;
    digits[length++] = (char)byte;
    if (byte != '0') significant = length;
  }
  // Fifteen digits fit into every double (IEEE 754), except beside its limits.
  if (significant == 0) return 1;
  if (value == 0 || value - value != 0) return 0;
  if (significant <= 15 && __builtin_fabs(value) >= 1e-292) return 1;

  char printed[LONGEST + 16];
  snprintf(printed, sizeof printed, "%.*e", (int)significant - 1, value);
  const char *p = printed;
  for (size_t i = 0; i < significant; i++) {
    while (*p < '0' || *p > '9') p++;  // the sign, and the decimal point of whatever locale
    if (*p++ != digits[i]) return 0;
  }
  return 1;
}
