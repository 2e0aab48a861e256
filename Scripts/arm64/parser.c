// Every loop over the bytes of data files.

#include "check.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define COLUMNS 5
#define ROWS 700

typedef struct {
  uint8_t *bytes;  // with the padding before and behind
  size_t count;
} text;

static text new_text(size_t capacity) {
  uint8_t *memory = reserve(capacity + 2 * LOGIT_DATA_PADDING, 1);
  memset(memory, 0, capacity + 2 * LOGIT_DATA_PADDING);
  return (text){memory + LOGIT_DATA_PADDING, 0};
}

static void put(text *t, const char *bytes) {
  size_t count = strlen(bytes);
  memcpy(t->bytes + t->count, bytes, count);
  t->count += count;
}

/// A number text of a kind drawn: short, long, with an exponent, beyond the range, whole.
static void put_number(text *t, int kind) {
  char field[80];
  uint64_t digits = (uint64_t)draw() << 32 | draw();
  int whole = (int)(draw() % 20000) - 10000;
  switch (kind) {
    case 0: snprintf(field, sizeof field, "%d", whole); break;
    case 1: snprintf(field, sizeof field, "%d.%03u", whole, draw() % 1000); break;
    case 2: snprintf(field, sizeof field, "0.%016llu", (unsigned long long)(digits % 10000000000000000u)); break;
    case 3: snprintf(field, sizeof field, "%llu", (unsigned long long)digits); break;
    case 4:
      snprintf(field, sizeof field, "-%llu.%llue%d", (unsigned long long)(digits >> 20), (unsigned long long)(digits & 0xFFFFF),
               (int)(draw() % 640) - 330);
      break;
    default: snprintf(field, sizeof field, "%llu%llu%u", (unsigned long long)digits, (unsigned long long)digits, draw()); break;
  }
  put(t, field);
}

static void put_field(text *t, uint32_t kind) {
  static const char *words[] = {"",      "NA",  "true", "FALSE", "\"a, \"\"b\"\"\"", "\"line\nline\"", " 1 ",  "inf",
                                "1e400", "007", "-0",   "é",     "\"\"",             "9223372036854775807", "1,5", "x"};
  uint32_t choice = draw() % 24;
  if (kind == 0 || choice >= 16) put_number(t, (int)(draw() % 6));
  else put(t, words[choice]);
}

static text table(uint32_t kind, const char *end) {
  text t = new_text(ROWS * COLUMNS * 120);
  for (int row = 0; row < ROWS; row++) {
    for (int column = 0; column < COLUMNS; column++) {
      if (column > 0) put(&t, ";");
      put_field(&t, column == 0 ? 0 : kind);
    }
    put(&t, end);
  }
  return t;
}

static logit_csv_words words(void) {
  static const uint32_t offsets[] = {0, 2, 5};
  logit_csv_words words = {(const uint8_t *)"NAnan", offsets, 2, 1, 1, {0}};
  words.firsts['N' >> 6] |= 1ull << ('N' & 63);
  words.firsts['n' >> 6] |= 1ull << ('n' & 63);
  return words;
}

/// Finds the rows of a text tile by tile and reads every column in every way.
static void read_table(const logit_data_kernels *k, text t, uint8_t newline) {
  logit_csv_words missing = words();
  uint32_t capacity = 64;
  uint32_t *befores = reserve(capacity, sizeof(uint32_t));
  uint32_t *ends = reserve(capacity * COLUMNS + LOGIT_CSV_SLACK, sizeof(uint32_t));
  logit_csv_rows rows = {.bytes = t.bytes, .count = t.count, .position = 0, .limit = SIZE_MAX, .columns = COLUMNS,
                         .row_capacity = capacity, .separator = ';', .newline = newline, .befores = befores, .ends = ends};
  logit_texts *texts = logit_texts_create();
  for (;;) {
    logit_csv_status status = k->index_rows(&rows);
    uint64_t found[] = {(uint64_t)status, rows.rows, rows.position};
    add(found, sizeof found);
    add(befores, rows.rows * sizeof(uint32_t));
    add(ends, rows.rows * COLUMNS * sizeof(uint32_t));
    for (int column = 0; column < COLUMNS; column++) {
      for (int decimal = 0; decimal < 2; decimal++) {
        logit_csv_fields fields = {
            .bytes = t.bytes, .befores = column == 0 ? befores : ends + column - 1, .ends = ends + column,
            .before_stride = column == 0 ? 1 : COLUMNS, .end_stride = COLUMNS,
            .drops_return = newline == '\n' && column == COLUMNS - 1, .decimal = decimal ? ',' : '.',
            .allows_zeros = (uint8_t)(column % 2), .words = &missing};
        size_t row = 0;
        while (row < rows.rows) {
          double numbers[64];
          int64_t integers[64];
          uint8_t booleans[64];
          int32_t codes[64];
          size_t number_end = k->numbers(&fields, row, rows.rows, numbers);
          size_t integer_end = k->integers(&fields, row, rows.rows, integers);
          size_t boolean_end = logit_csv_booleans(&fields, row, rows.rows, booleans);
          size_t text_end = logit_csv_texts(&fields, row, rows.rows, texts, 1, codes);
          uint64_t places[] = {number_end, integer_end, boolean_end, text_end,
                               logit_csv_skip_missing(&fields, row, rows.rows), logit_csv_classify(&fields, row),
                               logit_csv_skip_whole(&fields, row, rows.rows),
                               logit_csv_skip_representable(&fields, row, number_end, numbers)};
          add(places, sizeof places);
          add_doubles(numbers + row, (int64_t)(number_end - row));
          add(integers + row, (integer_end - row) * sizeof(int64_t));
          add(booleans + row, boolean_end - row);
          add(codes + row, (text_end - row) * sizeof(int32_t));
          // What the loops stop at, they go on behind.
          row = number_end + 1;
        }
      }
    }
    if (status != LOGIT_CSV_FULL || rows.rows == 0) break;
  }
  uint32_t count = logit_texts_count(texts);
  add(&count, sizeof count);
  for (uint32_t code = 0; code < count; code++) {
    size_t length;
    const uint8_t *bytes = logit_texts_get(texts, code, &length);
    add(bytes, length);
  }
  logit_texts_destroy(texts);
}

static void numbers(void) {
  seed(22);
  float narrow[6];
  for (int i = 0; i < 60000; i++) {
    text t = new_text(120);
    put_number(&t, i % 6);
    double value = 0;
    int is_number = logit_parse_number(t.bytes, t.count, '.', 1, &value);
    add(&is_number, sizeof is_number);
    int keeps_digits = is_number && logit_keeps_digits(t.bytes, t.count, '.', value);
    add(&keeps_digits, sizeof keeps_digits);
    add_doubles(&value, 1);
    double values[6] = {value, -value, value / 3, value * 1e-30, value * 1e30, 0};
    int fits = logit_data_narrow(values, 6, narrow);
    add(&fits, sizeof fits);
    add_floats(narrow, 6);
    free(t.bytes - LOGIT_DATA_PADDING);
  }
}

static void bytes(void) {
  seed(23);
  for (int i = 0; i < 3000; i++) {
    size_t count = draw() % 300;
    text t = new_text(count);
    for (size_t j = 0; j < count; j++) t.bytes[j] = (uint8_t)(draw() % 4 == 0 ? draw() >> 24 : 'a' + draw() % 20);
    uint64_t found[] = {logit_utf8_prefix(t.bytes, count), logit_data_count_lines(t.bytes, count)};
    add(found, sizeof found);
    free(t.bytes - LOGIT_DATA_PADDING);
  }
}

void check_parser(const logit_data_kernels *k) {
  static const struct {
    const char *name, *end;
    uint32_t kind;
  } tables[] = {
      {"table of numbers, LF", "\n", 0}, {"table of numbers, CRLF", "\r\n", 0}, {"mixed table, LF", "\n", 1},
      {"mixed table, CRLF", "\r\n", 1},  {"mixed table, CR", "\r", 1},
  };
  for (size_t i = 0; i < sizeof tables / sizeof tables[0]; i++) {
    seed(20 + (uint32_t)i);
    read_table(k, table(tables[i].kind, tables[i].end), (uint8_t)tables[i].end[strlen(tables[i].end) - 1]);
    finish(tables[i].name);
  }
  numbers();
  finish("number texts");
  bytes();
  finish("UTF-8 and lines counted");
}
