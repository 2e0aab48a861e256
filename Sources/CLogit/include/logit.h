// logit.h: predictions of Logit's models from C and whatever calls C.
//
//     logit_model *model = logit_load("model.safetensors");
//     if (model == NULL) { fprintf(stderr, "%s\n", logit_last_error()); return 1; }
//     double row[4] = {5.1, 3.5, 1.4, 0.2};
//     float probabilities[3];
//     int32_t class_index = logit_predict_row(model, row, 4, probabilities, 3);
//     printf("%s\n", logit_class_name(model, class_index));
//     logit_free(model);
//
// Link with -llogit. The library needs nothing but the C library.
//
// Rows. A row of numbers has one number for each of the model's columns, in the order of logit_column_name;
// NaN and infinities count as missing. What a model makes of raw columns (scaling, categories, missing
// values) is part of the model, so numbers go in as they stand in a table. Columns of text go in as JSON,
// with logit_predict_json.
//
// Probabilities are between 0 and 1, one for each class in the order of logit_class_name, in single
// precision; those of a row sum to one. They are the bits that `logit predict` and Classifier.predict give
// for the same row.
//
// Threads. Every function may be called from any number of threads at once, and a model is never changed, so
// that any number of threads may use the same one. logit_free is the exception: no other call with that model
// may be running, or come after it.
//
// Errors. A function that fails says so by its value (NULL or a negative status), and leaves a code and a
// sentence with what was expected, what was found, where, and what to do: logit_last_error_code and
// logit_last_error, which are the calling thread's own. What was to be written is then undefined. No input
// ends the process: pointers that are NULL and sizes that do not fit are errors. A pointer to something else,
// or to less memory than is said, cannot be noticed.
//
// Memory. Predicting a row of numbers by a logistic or softmax regression whose columns all hold numbers, and
// which has no formula, allocates none. Other models, and calls for many rows, take some, and give it back
// before they return. Texts that functions return belong to the library, and live as long as their description
// says; those of logit_describe and logit_predict_json are the caller's to free.

#ifndef LOGIT_H
#define LOGIT_H

#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

/// The version of the functions in this header. It grows by one when a function is added; the library's name
/// changes (liblogit.so.1, liblogit.so.2) only when one is taken away or means something else.
#define LOGIT_ABI_VERSION 1

/// The version of the functions that the library has. One that is at least LOGIT_ABI_VERSION has all that are
/// declared here.
int32_t logit_abi_version(void);

/// Logit's version, such as "0.1.0". The text lives as long as the process.
const char *logit_version(void);

/// Why a function failed.
enum {
  LOGIT_OK = 0,
  LOGIT_INVALID_ARGUMENT = -1,  // a pointer is NULL, a size does not fit, or this is no model
  LOGIT_INVALID_MODEL = -2,     // the file cannot be read, or is no model that gives probabilities
  LOGIT_INVALID_ROW = -3,       // a row that the model refuses: a missing value, a text that is no number, ...
  LOGIT_FAILED = -4,            // anything else; the sentence says what
};

/// What went wrong in the last call of this thread that failed, in a sentence of UTF-8; "" if none did. Calls
/// that succeed leave it as it is. The text lives until the next call of this thread that fails.
const char *logit_last_error(void);

/// The kind of that error in a word that later versions keep, such as "file-not-read" or
/// "data-missing-values"; "" if none. The text lives as long as that of logit_last_error.
const char *logit_last_error_code(void);

/// The status of that error; LOGIT_OK if there is none. For functions that return a pointer.
int32_t logit_last_error_status(void);

// Models

/// A model, with everything it knows about the columns.
typedef struct logit_model logit_model;

/// Loads a model from a file, known by its first bytes: one that `logit fit` or `logit regress` wrote, or one
/// of another tool that gives probabilities, as `logit predict` takes it: of Keras (.keras, .h5), ONNX, PMML,
/// PyTorch's weights with their architecture, or a linear model as JSON. Nothing in the file is run. The
/// columns of another tool's model have the names in the file, or else x0, x1, ...
///
/// - path: The file, a text of UTF-8 that ends with 0.
/// Returns the model, to be freed by logit_free, or NULL.
logit_model *logit_load(const char *path);

/// Loads a model from the bytes of such a file, which are copied.
///
/// - bytes: The whole file, `count` bytes.
/// - name: What messages call it, a text that ends with 0; NULL for "the model".
/// Returns the model, to be freed by logit_free, or NULL.
logit_model *logit_load_bytes(const void *bytes, size_t count, const char *name);

/// Frees a model; nothing for NULL. The texts of its names go with it.
void logit_free(logit_model *model);

/// The number of columns of a row, or a negative status.
int64_t logit_column_count(const logit_model *model);

/// The name of a column, counted from 0, or NULL. The text lives as long as the model.
const char *logit_column_name(const logit_model *model, int64_t column);

/// The number of classes, at least 2, or a negative status.
int64_t logit_class_count(const logit_model *model);

/// The name of a class, counted from 0, or NULL. The text lives as long as the model.
const char *logit_class_name(const logit_model *model, int64_t class_index);

/// What is known of the model, as a JSON object on one line: "inputs" with the name and kind of each column,
/// "notes" on a model of another tool, and what `logit summary --json` prints ("target", "classes",
/// "columns", "features", "weights", "coefficients", "decision", "provenance", ...).
///
/// Returns a text to be freed by logit_free_text, or NULL.
char *logit_describe(const logit_model *model);

/// Frees a text that logit_describe or logit_predict_json returned; nothing for NULL.
void logit_free_text(char *text);

// One row

/// Predicts a row of numbers.
///
/// - row: `columns` numbers, as many as logit_column_count.
/// - probabilities: Room for `classes` numbers, as many as logit_class_count; NULL with 0 if they are not
///   wanted.
/// Returns the number of the class that is decided on, counted from 0: the most probable one, unless the
/// model has a threshold or costs. Otherwise a negative status.
int32_t logit_predict_row(const logit_model *model, const double *row, int64_t columns, float *probabilities,
                          int64_t classes);

/// The same for numbers in single precision.
int32_t logit_predict_row_f32(const logit_model *model, const float *row, int64_t columns, float *probabilities,
                              int64_t classes);

// Many rows

/// Predicts rows of numbers that stand one after the other.
///
/// - x: [rows, columns], row by row.
/// - rows: Any number, 0 too; then nothing is written, and x may be NULL.
/// - threads: The most threads that share the work: 1 for the calling one alone, 0 for as many as there are
///   processors. They are those of the library, one set for the process (LOGIT_NUM_THREADS says how many).
///   While another call uses them, this one does its work alone. A model with a formula, or with columns of
///   other kinds than numbers, uses all of them whatever this says. The number of threads never shows in a
///   result.
/// - probabilities: Room for [rows, classes]; NULL with 0 classes if they are not wanted.
/// - class_indices: Room for [rows], the class of each row; NULL if they are not wanted.
/// Returns LOGIT_OK, or a negative status; an error about a row names it, counted from 1.
int32_t logit_predict_rows(const logit_model *model, const double *x, int64_t rows, int64_t columns, int32_t threads,
                           float *probabilities, int64_t classes, int32_t *class_indices);

/// The same for numbers in single precision.
int32_t logit_predict_rows_f32(const logit_model *model, const float *x, int64_t rows, int64_t columns,
                               int32_t threads, float *probabilities, int64_t classes, int32_t *class_indices);

/// The kinds of numbers of logit_predict_strided.
enum {
  LOGIT_FLOAT64 = 0,  // double
  LOGIT_FLOAT32 = 1,  // float
};

/// Predicts rows of numbers that stand anywhere, such as the columns of a table, every second row, or rows in
/// reverse order.
///
/// - x: The first number of the first row.
/// - type: LOGIT_FLOAT64 or LOGIT_FLOAT32.
/// - row_stride: How many bytes a row begins after the one before; may be negative or 0.
/// - column_stride: How many bytes a number of a row stands after the one before; may be negative or 0.
/// The rest is as in logit_predict_rows.
int32_t logit_predict_strided(const logit_model *model, const void *x, int32_t type, int64_t rows, int64_t columns,
                              int64_t row_stride, int64_t column_stride, int32_t threads, float *probabilities,
                              int64_t classes, int32_t *class_indices);

/// Predicts rows of any values from JSON: an object of values by column, a list of such objects, or lists of
/// values in the order of the columns. Values are texts, numbers, true, false, or null for a missing one; a
/// column that an object lacks is missing, too.
///
/// - text: UTF-8 of `count` bytes, at most 1 GiB.
/// Returns a JSON list with an object for each row: "predicted" has the class's name, "probabilities" one
/// number for each class, and "missing", "unknown" and "out_of_range" the columns without a value, with a
/// category that was not in training, and with a number beyond those in training. The text ends with 0 and is
/// to be freed by logit_free_text. NULL if any row is refused.
char *logit_predict_json(const logit_model *model, const char *text, size_t count);

#ifdef __cplusplus
}
#endif

#endif
