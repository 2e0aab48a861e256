// From rows of numbers, as a caller has them in memory, to the features of a model.
//
// Why C: one binary carries the loop for several instruction sets. Every operation rounds as IEEE 754 says,
// without contraction, so that all sets give the same bits.

#ifndef CLOGITROWS_H
#define CLOGITROWS_H

#include <stdint.h>

#ifdef __clang__
// So that Swift can call the loops without asking whether they are there.
#pragma clang diagnostic push
#pragma clang diagnostic ignored "-Wnullability-completeness"
#define LOGIT_NONNULL _Nonnull
#else
#define LOGIT_NONNULL
#endif

#ifdef __cplusplus
extern "C" {
#endif

/// What becomes of the columns of a row: y = ((x - high) - low) / divisor where |y| <= largest. Beyond that,
/// a column that is normalized counts as +-2^60 at most, and another one's number is too large. What is not
/// finite is missing.
typedef struct {
  int64_t columns;             // numbers in a row
  int64_t width;               // features in a row
  const double *high;          // [columns], as the next four
  const double *low;
  const double *divisor;       // infinity where all numbers learned from are the same
  const double *largest;
  const double *replacement;   // what goes in the place of a missing number, scaled
  const uint8_t *normalized;   // [columns], whether the column is normalized
  const int32_t *place;        // [columns], the place of each one's feature; NULL where feature i is column i
  const uint8_t *indicator;    // [columns], whether a feature follows that is 1 where the number is missing, else 0
} logit_row_rules;

/// What was found in rows.
enum {
  LOGIT_ROW_MISSING = 1,    // a number is missing
  LOGIT_ROW_TOO_LARGE = 2,  // a number that counts as it is, is larger than single precision holds
};

/// Writes the features of `rows` rows that stand one after the other, and returns what was found in them.
///
/// - x: [rows, columns], each row `stride` numbers after the one before.
/// - features: [rows, width].
typedef int32_t (*logit_rows_of_doubles)(const logit_row_rules *rules, const double *x, int64_t stride, int64_t rows,
                                         float *features);
/// The same for numbers in single precision.
typedef int32_t (*logit_rows_of_floats)(const logit_row_rules *rules, const float *x, int64_t stride, int64_t rows,
                                        float *features);
/// The same with features in double precision.
typedef int32_t (*logit_precise_rows_of_doubles)(const logit_row_rules *rules, const double *x, int64_t stride,
                                                 int64_t rows, double *features);
/// The same from numbers in single precision.
typedef int32_t (*logit_precise_rows_of_floats)(const logit_row_rules *rules, const float *x, int64_t stride,
                                                int64_t rows, double *features);

/// The loops for an instruction set. None is NULL.
typedef struct {
  logit_rows_of_doubles LOGIT_NONNULL doubles;
  logit_rows_of_floats LOGIT_NONNULL floats;
  logit_precise_rows_of_doubles LOGIT_NONNULL precise_doubles;
  logit_precise_rows_of_floats LOGIT_NONNULL precise_floats;
} logit_row_loops;

/// The loops for the best instruction set of this processor.
const logit_row_loops *LOGIT_NONNULL logit_best_row_loops(void);

/// Those for a level of CLogitKernels, a logit_level; NULL where it cannot run.
const logit_row_loops *logit_row_loops_for_level(int32_t level);

#ifdef __cplusplus
}
#endif

#ifdef __clang__
#pragma clang diagnostic pop
#endif

#endif
