// What sparse matrices need besides arithmetic. The same on every level.

#include <stddef.h>

#include "CLogitKernels.h"

void logit_sparse_count(const int32_t *places, int64_t count, int64_t *counts) {
  for (int64_t i = 0; i < count; i++) counts[places[i]]++;
}

/// Where an entry of the other matrix goes, and its value.
#define TRANSPOSE(type)                                                                      \
  static void transpose_##type(const type *values, const int32_t *places, const int64_t *starts, int64_t rows, \
                               int32_t first, int32_t end, int64_t *next, int32_t *to_places, type *to_values) { \
    for (int64_t row = 0; row < rows; row++) {                                               \
      for (int64_t i = starts[row]; i < starts[row + 1]; i++) {                              \
        const int32_t column = places[i];                                                    \
        if (column < first || column >= end) continue;                                       \
        const int64_t at = next[column]++;                                                   \
        to_places[at] = (int32_t)row;                                                        \
        to_values[at] = values == NULL ? 1 : values[i];                                      \
      }                                                                                      \
    }                                                                                        \
  }

TRANSPOSE(float)
TRANSPOSE(double)

void logit_sparse_transpose(const logit_sparse *x, int64_t rows, int32_t first, int32_t end, int64_t *next,
                            int32_t *places, void *values) {
  if (x->is_double) {
    transpose_double(x->values, x->places, x->starts, rows, first, end, next, places, values);
  } else {
    transpose_float(x->values, x->places, x->starts, rows, first, end, next, places, values);
  }
}

void logit_sparse_moments(const logit_sparse *x, int64_t first, int64_t end, const double *weights, double total,
                          int64_t counted, double *moments) {
  for (int64_t j = first; j < end; j++) {
    double weight = 0, sum = 0, least = 0, largest = 0;
    int64_t count = 0;
    for (int64_t i = x->starts[j]; i < x->starts[j + 1]; i++) {
      const double w = weights == NULL ? 1 : weights[x->places[i]];
      if (w == 0) continue;
      const double value = x->values == NULL      ? 1
                           : x->is_double ? ((const double *)x->values)[i]
                                          : (double)((const float *)x->values)[i];
      least = count == 0 || value < least ? value : least;
      largest = count == 0 || value > largest ? value : largest;
      weight += w;
      sum += w * value;
      count++;
    }
    // The rows without an entry have 0.
    if (count < counted) {
      least = least < 0 ? least : 0;
      largest = largest > 0 ? largest : 0;
    }
    const double mean = least == largest ? least : sum / total;
    double squares = 0;
    if (least != largest) {
      for (int64_t i = x->starts[j]; i < x->starts[j + 1]; i++) {
        const double w = weights == NULL ? 1 : weights[x->places[i]];
        const double value = x->values == NULL      ? 1
                             : x->is_double ? ((const double *)x->values)[i]
                                            : (double)((const float *)x->values)[i];
        squares += w * ((value - mean) * (value - mean));
      }
      if (count < counted && total > weight) squares += (total - weight) * (mean * mean);
    }
    // A column that varies too little for its squares is told from a constant one.
    if (least != largest && squares == 0) squares = 5e-324;
    moments[2 * j] = mean;
    moments[2 * j + 1] = squares;
  }
}
