// Predicts rows with a model, by liblogit.
//
//     cc predict.c -llogit -o predict
//     ./predict model.safetensors 5.1 3.5 1.4 0.2
//
// The numbers are those of a row, one for each column; more are more rows. What is no number is missing.

#include <logit.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>

/// Prints why the last call failed, and returns the exit status.
static int failed(void) {
  fprintf(stderr, "%s (%s)\n", logit_last_error(), logit_last_error_code());
  return 1;
}

int main(int count, char **arguments) {
  if (count < 2) {
    fprintf(stderr, "Usage: predict MODEL [NUMBER ...]\n");
    return 64;
  }
  if (logit_abi_version() < LOGIT_ABI_VERSION) {
    fprintf(stderr, "liblogit %s is older than this program\n", logit_version());
    return 1;
  }
  logit_model *model = logit_load(arguments[1]);
  if (model == NULL) return failed();

  const int64_t columns = logit_column_count(model), classes = logit_class_count(model);
  const int64_t rows = columns > 0 ? (count - 2) / columns : 0;
  if (rows < 1 || (count - 2) % columns != 0) {
    fprintf(stderr, "The columns are");
    for (int64_t i = 0; i < columns; i++) fprintf(stderr, " %s", logit_column_name(model, i));
    fprintf(stderr, "; give a number for each.\n");
    logit_free(model);
    return 64;
  }
  double *x = malloc((size_t)(rows * columns) * sizeof *x);
  float *probabilities = malloc((size_t)(rows * classes) * sizeof *probabilities);
  int32_t *found = malloc((size_t)rows * sizeof *found);
  int status = 1;
  if (x != NULL && probabilities != NULL && found != NULL) {
    for (int64_t i = 0; i < rows * columns; i++) {
      char *end;
      x[i] = strtod(arguments[2 + i], &end);
      // As a missing value in a table: the model knows what to make of it, or refuses it.
      if (*end != 0 || end == arguments[2 + i]) x[i] = NAN;
    }
    // One row: logit_predict_row(model, x, columns, probabilities, classes) returns its class.
    if (logit_predict_rows(model, x, rows, columns, 0, probabilities, classes, found) == LOGIT_OK) {
      for (int64_t row = 0; row < rows; row++) {
        printf("%s", logit_class_name(model, found[row]));
        for (int64_t i = 0; i < classes; i++) printf(" %.9g", probabilities[row * classes + i]);
        printf("\n");
      }
      status = 0;
    } else {
      failed();
    }
  }
  free(x);
  free(probabilities);
  free(found);
  logit_free(model);
  return status;
}
