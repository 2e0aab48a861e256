/* The loops that go over every byte of a data file. C, so that one binary can carry several instruction sets.

   A text file is read in two steps. `index_rows` finds where fields end, sixty-four bytes at a time, for a tile of
   rows that fits the nearest cache; then each column of the tile is turned into values by the loop for its kind, so
   that no loop asks what kind a field is. All buffers of text can be read LOGIT_DATA_PADDING bytes before their beginning and past
   their end. */
#ifndef CLOGIT_DATA_H
#define CLOGIT_DATA_H

#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

#define LOGIT_DATA_PADDING 64

/* Entries that `ends` needs beyond one for each field of a full tile. */
#define LOGIT_CSV_SLACK 144

typedef enum {
  LOGIT_CSV_FULL,             /* as many rows as there is room for */
  LOGIT_CSV_LIMIT,            /* the next row begins at or beyond the limit */
  LOGIT_CSV_MORE,             /* the bytes end within a row, or where one would begin */
  LOGIT_CSV_RAGGED,           /* a row has another number of fields */
  LOGIT_CSV_TEXT_AFTER_QUOTE, /* a closing quote is followed by neither separator nor end of line */
} logit_csv_status;

/* Where rows and fields lie. */
typedef struct {
  const uint8_t *bytes;
  size_t count;           /* at most 2^32 - 65 */
  size_t position;        /* where a row begins; moves on to the row behind the last one found */
  size_t limit;           /* rows that begin here or later are left alone */
  uint32_t columns;       /* fields that each row must have, at least 1 */
  uint32_t row_capacity;
  uint8_t separator;
  uint8_t newline;        /* '\n', before which a '\r' is part of the end of line, or '\r' */
  uint8_t comment;        /* lines that begin with it are left out; 0 for none */
  uint32_t *befores;      /* out, row_capacity: the place before each row's first byte (modulo 2^32) */
  uint32_t *ends;         /* out, row_capacity * columns + LOGIT_CSV_SLACK: the place behind each field */
  uint32_t rows;          /* out */
  size_t problem;         /* out, RAGGED: the row; TEXT_AFTER_QUOTE: the text; MORE: an open quote, or SIZE_MAX */
  uint32_t fields;        /* out, RAGGED: the fields found; TEXT_AFTER_QUOTE: the fields before it */
} logit_csv_rows;

/* Texts that stand for a missing value, one after the other. */
typedef struct {
  const uint8_t *bytes;
  const uint32_t *offsets;  /* count + 1 */
  uint32_t count;
  uint8_t has_empty;        /* whether nothing at all is one of them */
  uint8_t has_number;       /* whether one of them could be read as a number */
  uint64_t firsts[4];       /* the bits of the bytes that they begin with */
} logit_csv_words;

/* One column of some rows. */
typedef struct {
  const uint8_t *bytes;
  const uint32_t *befores;  /* the place before the field of row r is befores[r * before_stride] */
  const uint32_t *ends;     /* the place behind it is ends[r * end_stride] */
  size_t before_stride;
  size_t end_stride;
  uint8_t drops_return;     /* whether a '\r' at the end belongs to the end of line */
  uint8_t decimal;          /* '.' or ',' */
  uint8_t allows_zeros;     /* whether 007 is a number rather than a text */
  const logit_csv_words *words;
} logit_csv_fields;

typedef enum {
  LOGIT_FIELD_MISSING,
  LOGIT_FIELD_INTEGER,
  LOGIT_FIELD_NUMBER,
  LOGIT_FIELD_BOOLEAN,
  LOGIT_FIELD_TEXT,
} logit_field_kind;

/* Texts, each once, in the order they first came. */
typedef struct logit_texts logit_texts;

typedef struct {
  /* Finds the rows of a tile. */
  logit_csv_status (*index_rows)(logit_csv_rows *tile);
  /* Each of these does the rows from `first` up to `end` until one does not hold such a value, and returns that row or
     `end`. The value of row r goes to output[r]. Missing values: NaN, INT64_MIN. */
  size_t (*numbers)(const logit_csv_fields *fields, size_t first, size_t end, double *output);
  size_t (*integers)(const logit_csv_fields *fields, size_t first, size_t end, int64_t *output);
} logit_data_kernels;

typedef enum {
  LOGIT_DATA_BASELINE,
  LOGIT_DATA_AVX2,
  LOGIT_DATA_AVX512,
} logit_data_level;

/* The loops for a level, or NULL when this machine or build has not got it. */
const logit_data_kernels *logit_data_kernels_for_level(logit_data_level level);

/* The loops for the best level of this machine. */
const logit_data_kernels *logit_data_best_kernels(void);

/* As above. Missing: 255. */
size_t logit_csv_booleans(const logit_csv_fields *fields, size_t first, size_t end, uint8_t *output);

/* As above, with codes from `texts`, which grows. Stops also at a text that is new, and contains a byte 0 or, if
   `utf8` is not 0, is not UTF-8. Missing: -1. */
size_t logit_csv_texts(const logit_csv_fields *fields, size_t first, size_t end, logit_texts *texts, int utf8,
                       int32_t *output);

/* The first row from `first` on that is not missing, or `end`. */
size_t logit_csv_skip_missing(const logit_csv_fields *fields, size_t first, size_t end);

/* What a field is by its looks. */
logit_field_kind logit_csv_classify(const logit_csv_fields *fields, size_t row);

/* The place and length of a field's text without its quotes; `*escaped` tells whether "" in it stands for ". */
const uint8_t *logit_csv_text(const logit_csv_fields *fields, size_t row, size_t *count, int *escaped);

/* The number a text stands for, as strtod in the C locale would say it to the last bit. Takes decimal numbers with
   optional sign, fraction and exponent, and infinities; blanks around them are allowed. Returns 0 if it is none. */
int logit_parse_number(const uint8_t *text, size_t count, uint8_t decimal, int allows_zeros, double *value);

logit_texts *logit_texts_create(void);
void logit_texts_destroy(logit_texts *texts);
uint32_t logit_texts_count(const logit_texts *texts);
const uint8_t *logit_texts_get(const logit_texts *texts, uint32_t code, size_t *count);
/* The code of a text, which becomes the last one if it is new. Of the bytes, LOGIT_DATA_PADDING more can be read. */
int32_t logit_texts_code(logit_texts *texts, const uint8_t *bytes, size_t count);
/* The codes in `to` of all texts of `from`, in their order, adding what is new. */
void logit_texts_merge(logit_texts *to, const logit_texts *from, int32_t *codes);
/* codes[i] = map[codes[i]], but for missing ones. */
void logit_texts_recode(int32_t *codes, size_t count, const int32_t *map);

/* The length of the part of some bytes that is UTF-8 without a byte 0. */
size_t logit_utf8_prefix(const uint8_t *bytes, size_t count);

void logit_data_narrow(const double *numbers, size_t count, float *output);

/* The number of bytes equal to `byte` among `count` from `bytes` on. */
size_t logit_data_count_byte(const uint8_t *bytes, size_t count, uint8_t byte);

/* Hands the pages of freed memory back to the system. Takes milliseconds for a large heap. */
void logit_data_return_freed_memory(void);

#ifdef __cplusplus
}
#endif

#endif
