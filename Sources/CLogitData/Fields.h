// Shared by all loops over fields.

#ifndef LOGIT_DATA_FIELDS_H
#define LOGIT_DATA_FIELDS_H

#include <string.h>

#include "CLogitData.h"

#define INLINE static inline __attribute__((always_inline))

/// A field's bytes, as they are in the file.
typedef struct {
  const uint8_t *start;
  size_t count;
} logit_field;

INLINE logit_field field_at(const logit_csv_fields *fields, size_t row) {
  uint32_t start = fields->befores[row * fields->before_stride] + 1;
  uint32_t end = fields->ends[row * fields->end_stride];
  if (fields->drops_return && end > start && fields->bytes[end - 1] == '\r') end--;
  return (logit_field){fields->bytes + start, end - start};
}

INLINE int is_blank(uint8_t byte) { return byte == ' ' || byte == '\t'; }

INLINE logit_field without_blanks(logit_field field) {
  while (field.count > 0 && is_blank(field.start[0])) field.start++, field.count--;
  while (field.count > 0 && is_blank(field.start[field.count - 1])) field.count--;
  return field;
}

INLINE int is_quoted(logit_field field) { return field.count >= 2 && field.start[0] == '"'; }

/// A field without the blanks around it, and then without its quotes.
INLINE logit_field without_quotes(logit_field field) {
  field = without_blanks(field);
  return is_quoted(field) ? (logit_field){field.start + 1, field.count - 2} : field;
}

/// Whether a field without its quotes stands for a missing value.
INLINE int is_missing(const logit_csv_words *words, logit_field field) {
  if (field.count == 0) return words->has_empty;
  uint8_t first = field.start[0];
  if ((words->firsts[first >> 6] >> (first & 63) & 1) == 0) return 0;
  for (uint32_t i = 0; i < words->count; i++) {
    size_t count = words->offsets[i + 1] - words->offsets[i];
    if (count == field.count && memcmp(words->bytes + words->offsets[i], field.start, count) == 0) return 1;
  }
  return 0;
}

INLINE uint64_t load64(const uint8_t *bytes) {
  uint64_t word;
  memcpy(&word, bytes, 8);
#if defined(__BYTE_ORDER__) && __BYTE_ORDER__ == __ORDER_BIG_ENDIAN__
  word = __builtin_bswap64(word);
#endif
  return word;
}

#define EACH_BYTE(x) (0x0101010101010101u * (uint64_t)(x))

/// Whether all bytes are at most 9.
INLINE int are_digits(uint64_t word) { return (((word + EACH_BYTE(0x76)) | word) & EACH_BYTE(0x80)) == 0; }

/// The number that eight digits (0 to 9, the first in the lowest byte) make.
INLINE uint64_t eight_digits(uint64_t word) {
  word = word * 10 + (word >> 8);
  uint64_t outer = (word & 0x000000FF000000FFu) * (100 + (1000000ull << 32));
  uint64_t inner = (word >> 16 & 0x000000FF000000FFu) * (1 + (10000ull << 32));
  return (outer + inner) >> 32;
}

/// The bit 0x80 of each byte that is 0.
INLINE uint64_t zero_bytes(uint64_t word) {
  return ~(((word & EACH_BYTE(0x7F)) + EACH_BYTE(0x7F)) | word | EACH_BYTE(0x7F));
}

/// Which of sixty-four bytes are separators, the usual ends of line, quotes, and the other end of line.
typedef struct {
  uint64_t separators, newlines, quotes, others;
} found_marks;

extern const double logit_powers_of_ten[23];

/// Whether a text is a whole number of any length; -0 is none.
int logit_is_whole(const uint8_t *text, size_t count, int allows_zeros);

/// Reads a whole number; returns 0 if the text is not one, does not fit, or is -0.
int logit_parse_integer(const uint8_t *text, size_t count, int allows_zeros, int64_t *value);

extern const logit_data_kernels logit_data_kernels_baseline;
#if defined(__x86_64__)
extern const logit_data_kernels logit_data_kernels_avx2;
extern const logit_data_kernels logit_data_kernels_avx512;
#endif

#endif
