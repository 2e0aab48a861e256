/* The loops that process every byte of a data file. They are in C so that one binary can contain several
   instruction sets.

   A text file is read in two steps. `index_rows` finds where fields end, sixty-four bytes at a time, for a
   tile of rows that fits into the nearest cache. Then the loop for its kind turns each column of the tile
   into values, so that no loop has to test what kind a field is. Blanks (spaces and tabs) around a field do
   not belong to it, those within its quotes do. All buffers of text must be readable
   LOGIT_DATA_PADDING bytes before their beginning and past their end. */
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
  LOGIT_CSV_RAGGED,           /* a row has the wrong number of fields */
  LOGIT_CSV_TEXT_AFTER_QUOTE, /* a closing quote is followed by neither separator nor end of line */
} logit_csv_status;

/* The positions of rows and fields. */
typedef struct {
  const uint8_t *bytes;
  size_t count;           /* at most 2^32 - 65 */
  size_t position;        /* where a row begins; advances past the last row found */
  size_t limit;           /* rows that begin here or later are not read */
  uint32_t columns;       /* fields that each row must have, at least 1 */
  uint32_t row_capacity;
  uint8_t separator;
  uint8_t newline;        /* the usual end of line: '\n', before which a '\r' is part of it, or '\r';
                             the other one ends a line too */
  uint8_t comment;        /* lines that begin with it are skipped; 0 for none */
  uint8_t escape;         /* the byte after it has no meaning of its own; 0 for none */
  uint8_t may_lack_last;  /* whether a row may lack its last field, with the separator before it */
  uint32_t *befores;      /* out, row_capacity: the position before each row's first byte (modulo 2^32) */
  uint32_t *ends;         /* out, row_capacity * columns + LOGIT_CSV_SLACK: the position after each field */
  uint32_t rows;          /* out */
  size_t problem;         /* out, RAGGED: row; TEXT_AFTER_QUOTE: text; MORE: open quote, or SIZE_MAX */
  uint32_t fields;        /* out, RAGGED: the fields found; TEXT_AFTER_QUOTE: the fields before it */
  size_t resume;          /* out, RAGGED and TEXT_AFTER_QUOTE: where the next line begins */
} logit_csv_rows;

/* The words that stand for a missing value, one after another. */
typedef struct {
  const uint8_t *bytes;
  const uint32_t *offsets;  /* count + 1 */
  uint32_t count;
  uint8_t has_empty;        /* whether the empty text is one of them */
  uint8_t has_number;       /* whether one of them could be read as a number */
  uint64_t firsts[4];       /* the set of their first bytes, as bits */
} logit_csv_words;

/* One column of some rows. */
typedef struct {
  const uint8_t *bytes;
  const uint32_t *befores;  /* the position before the field of row r is befores[r * before_stride] */
  const uint32_t *ends;     /* the position after it is ends[r * end_stride] */
  size_t before_stride;
  size_t end_stride;
  uint8_t drops_return;     /* whether a '\r' at the end belongs to the end of line */
  uint8_t decimal;          /* '.' or ',' */
  uint8_t allows_zeros;     /* whether 007 is a number rather than a text */
  uint8_t escape;           /* as in logit_csv_rows */
  const logit_csv_words *words;
} logit_csv_fields;

typedef enum {
  LOGIT_FIELD_MISSING,
  LOGIT_FIELD_INTEGER,
  LOGIT_FIELD_WHOLE, /* a whole number of more than 64 bits */
  LOGIT_FIELD_NUMBER,
  LOGIT_FIELD_BOOLEAN,
  LOGIT_FIELD_TEXT,
} logit_field_kind;

/* Distinct texts, in order of first appearance. */
typedef struct logit_texts logit_texts;

typedef struct {
  /* Finds the rows of a tile. */
  logit_csv_status (*index_rows)(logit_csv_rows *tile);
  /* Each of these reads the rows from `first` up to `end` until one does not hold such a value, and
     returns that row or `end`. The value of row r goes to output[r]. Missing values are NaN and INT64_MIN. */
  size_t (*numbers)(const logit_csv_fields *fields, size_t first, size_t end, double *output);
  size_t (*integers)(const logit_csv_fields *fields, size_t first, size_t end, int64_t *output);
} logit_data_kernels;

typedef enum {
  LOGIT_DATA_BASELINE,
  LOGIT_DATA_AVX2,
  LOGIT_DATA_AVX512,
} logit_data_level;

/* The loops for a level, or NULL if this machine or build lacks it. */
const logit_data_kernels *logit_data_kernels_for_level(logit_data_level level);

/* The loops for the best level of this machine. */
const logit_data_kernels *logit_data_best_kernels(void);

/* As above. A missing value is 255. */
size_t logit_csv_booleans(const logit_csv_fields *fields, size_t first, size_t end, uint8_t *output);

/* As above, with codes from `texts`, which grows; `""` in quotes stands for one quote. Also stops at a new text that contains a byte 0 or, if
   `utf8` is not 0, is not UTF-8. A missing value is -1. */
size_t logit_csv_texts(const logit_csv_fields *fields, size_t first, size_t end, logit_texts *texts, int utf8,
                       int32_t *output);

/* The first row from `first` on that is neither missing nor a whole number, of however many digits, or `end`. */
size_t logit_csv_skip_whole(const logit_csv_fields *fields, size_t first, size_t end);

/* The first row from `first` on whose text is a finite number beyond double precision, or `end`; `numbers` are
   what its rows were read as. */
size_t logit_csv_skip_representable(const logit_csv_fields *fields, size_t first, size_t end, const double *numbers);

/* The first row from `first` on that is not missing, or `end`. */
size_t logit_csv_skip_missing(const logit_csv_fields *fields, size_t first, size_t end);

/* The kind of value that a field looks like. */
logit_field_kind logit_csv_classify(const logit_csv_fields *fields, size_t row);

/* The number that a text represents, the same to the last bit as from strtod in the C locale. Accepts
   decimal numbers with optional sign, fraction and exponent, and infinities; surrounding spaces are
   allowed. Returns 0 if the text is not a number. */
int logit_parse_number(const uint8_t *text, size_t count, uint8_t decimal, int allows_zeros, double *value);

/* Whether the number that was read from a text, with or without quotes and blanks around it, rounded to as many
   digits as the text has, has the text's digits. Otherwise the text says more than the number. */
int logit_keeps_digits(const uint8_t *text, size_t count, uint8_t decimal, double value);

logit_texts *logit_texts_create(void);
void logit_texts_destroy(logit_texts *texts);
uint32_t logit_texts_count(const logit_texts *texts);
const uint8_t *logit_texts_get(const logit_texts *texts, uint32_t code, size_t *count);
/* The code of a text, which is appended if it is new. LOGIT_DATA_PADDING more bytes must be readable. */
int32_t logit_texts_code(logit_texts *texts, const uint8_t *bytes, size_t count);
/* The codes in `to` of all texts of `from`, in the order of `from`; new texts are added. */
void logit_texts_merge(logit_texts *to, const logit_texts *from, int32_t *codes);
/* codes[i] = map[codes[i]], except for missing values. */
void logit_texts_recode(int32_t *codes, size_t count, const int32_t *map);

/* The length of the longest prefix that is UTF-8 without a byte 0. */
size_t logit_utf8_prefix(const uint8_t *bytes, size_t count);

/* Rounds numbers to single precision. Returns 0 if one is beyond its range: too large, or so small that digits
   are lost. */
int logit_data_narrow(const double *numbers, size_t count, float *output);

/* The number of lines that end among `count` bytes: at '\n', at '\r' and at "\r\n". The byte after them is
   looked at. */
size_t logit_data_count_lines(const uint8_t *bytes, size_t count);

/* Returns the pages of freed memory to the system. Takes milliseconds for a large heap. */
void logit_data_return_freed_memory(void);

#ifdef __cplusplus
}
#endif

#endif
