// Operations on one field at a time, outside the fast paths.

#include "Fields.h"

/// 1 for true, 0 for false in any case, otherwise -1.
static int truth(logit_field field) {
  const char *word = field.count == 4 ? "true" : field.count == 5 ? "false" : NULL;
  if (word == NULL) return -1;
  for (size_t i = 0; i < field.count; i++) {
    if ((field.start[i] | 0x20) != word[i]) return -1;
  }
  return field.count == 4;
}

size_t logit_csv_booleans(const logit_csv_fields *fields, size_t first, size_t end, uint8_t *output) {
  for (size_t row = first; row < end; row++) {
    logit_field field = without_quotes(field_at(fields, row));
    int value = is_missing(fields->words, field) ? 255 : truth(field);
    if (value < 0) return row;
    output[row] = (uint8_t)value;
  }
  return end;
}

size_t logit_csv_skip_missing(const logit_csv_fields *fields, size_t first, size_t end) {
  while (first < end && is_missing(fields->words, without_quotes(field_at(fields, first)))) first++;
  return first;
}

size_t logit_csv_skip_whole(const logit_csv_fields *fields, size_t first, size_t end) {
  for (size_t row = first; row < end; row++) {
    logit_field field = without_quotes(field_at(fields, row));
    if (!is_missing(fields->words, field) && !logit_is_whole(field.start, field.count, fields->allows_zeros)) {
      return row;
    }
  }
  return end;
}

/// Whether a text that was read as an infinity is a number with digits rather than the word.
static int has_digits(logit_field field) {
  for (size_t i = 0; i < field.count; i++) {
    if ((uint8_t)(field.start[i] - '0') <= 9) return 1;
  }
  return 0;
}

size_t logit_csv_skip_representable(const logit_csv_fields *fields, size_t first, size_t end, const double *numbers) {
  int64_t any = 0;  // as wide as a number, for the vectorizer
  for (size_t row = first; row < end; row++) any |= __builtin_fabs(numbers[row]) == __builtin_inf();
  for (size_t row = first; any && row < end; row++) {
    if (__builtin_fabs(numbers[row]) != __builtin_inf()) continue;
    if (has_digits(without_quotes(field_at(fields, row)))) return row;
  }
  return end;
}

logit_field_kind logit_csv_classify(const logit_csv_fields *fields, size_t row) {
  logit_field field = without_quotes(field_at(fields, row));
  int64_t integer;
  double number;
  if (is_missing(fields->words, field)) return LOGIT_FIELD_MISSING;
  if (logit_parse_integer(field.start, field.count, fields->allows_zeros, &integer)) return LOGIT_FIELD_INTEGER;
  if (logit_is_whole(field.start, field.count, fields->allows_zeros)) return LOGIT_FIELD_WHOLE;
  if (logit_parse_number(field.start, field.count, fields->decimal, fields->allows_zeros, &number)) {
    // A number that double precision does not hold would become an infinity: it stays a text.
    return __builtin_fabs(number) == __builtin_inf() && has_digits(field) ? LOGIT_FIELD_TEXT : LOGIT_FIELD_NUMBER;
  }
  return truth(field) >= 0 ? LOGIT_FIELD_BOOLEAN : LOGIT_FIELD_TEXT;
}

size_t logit_data_count_lines(const uint8_t *bytes, size_t count) {
  // 32 counters of 8 bits each, which are added up before they can overflow; every level has vectors of
  // bytes.
  typedef uint8_t counts __attribute__((ext_vector_type(32)));
  size_t found = 0, i = 0;
  while (count - i >= sizeof(counts)) {
    size_t blocks = (count - i) / sizeof(counts);
    if (blocks > UINT8_MAX) blocks = UINT8_MAX;
    counts sums = 0;
    for (size_t end = i + blocks * sizeof(counts); i < end; i += sizeof(counts)) {
      counts values, next;
      memcpy(&values, bytes + i, sizeof values);
      memcpy(&next, bytes + i + 1, sizeof next);
      sums -= (counts)((values == '\n') | ((values == '\r') & (next != '\n')));
    }
    for (size_t lane = 0; lane < sizeof(counts); lane++) found += sums[lane];
  }
  for (; i < count; i++) found += bytes[i] == '\n' || (bytes[i] == '\r' && bytes[i + 1] != '\n');
  return found;
}

int logit_data_narrow(const double *numbers, size_t count, float *output) {
  int64_t beyond = 0;  // as wide as a number, for the vectorizer
  for (size_t i = 0; i < count; i++) {
    output[i] = (float)numbers[i];
    double size = __builtin_fabs(numbers[i]);
    beyond |= (size > __FLT_MAX__) & (size < __builtin_inf());
    beyond |= (size < __FLT_MIN__) & (size > 0);
  }
  return !beyond;
}
