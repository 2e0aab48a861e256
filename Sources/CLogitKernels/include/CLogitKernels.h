// The inner loops of Logit: small, pure functions over pointers and counts.
//
// Why C: one source is compiled once per instruction set and the right copy is chosen at run time. Swift
// has no per-function target attribute, and a Swift target built with CPU flags can be no versioned
// dependency. Nothing here allocates, starts a thread, reads the environment or keeps state; what to
// compute, and when, is decided in Swift.
//
// Same bytes: reductions over rows run in 16 virtual lanes that are folded in one fixed order, and sums
// over features run in feature order, so every level that has fused multiply-add gives the same bits.
// LOGIT_LEVEL_BASELINE has no fused multiply-add and differs from the others in the last bits.
//
// All matrices are dense and row-major. `restrict`-like rules hold throughout: outputs do not overlap
// inputs unless a comment says "in place".

#ifndef CLOGITKERNELS_H
#define CLOGITKERNELS_H

#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

/// An instruction set the kernels are compiled for.
typedef enum {
  LOGIT_LEVEL_BASELINE = 0,  // x86-64 without fused multiply-add, or portable C elsewhere
  LOGIT_LEVEL_AVX2 = 1,      // AVX2 and FMA
  LOGIT_LEVEL_AVX512 = 2,    // AVX-512 F, VL, DQ, BW
  LOGIT_LEVEL_NEON = 3,      // arm64
} logit_level;

/// Sums over the rows of one batch.
typedef struct {
  double loss;     // sum over rows of weight * loss of the row
  double correct;  // number of rows (for binary heads: of outputs) predicted right, not weighted
} logit_totals;

/// The kernels of one level.
typedef struct {
  logit_level level;

  // MARK: Elementwise functions, at most 2 ulp, y may equal x.

  /// y[i] = exp(x[i]); overflows to infinity, underflows through the subnormals to 0, NaN stays NaN.
  void (*exponential)(const float *x, float *y, int64_t count);
  /// y[i] = log(1 + x[i]).
  void (*log1p)(const float *x, float *y, int64_t count);
  /// y[i] = 1 / (1 + exp(-x[i])).
  void (*sigmoid)(const float *x, float *y, int64_t count);
  /// y[i] = tanh(x[i]).
  void (*hyperbolic_tangent)(const float *x, float *y, int64_t count);
  /// y[i] = max(x[i], 0); NaN stays NaN.
  void (*relu)(const float *x, float *y, int64_t count);
  /// Each row of y is softmax of the row of x, shifted by the row's maximum.
  void (*softmax)(const float *x, float *y, int64_t rows, int64_t columns);

  // MARK: Derivatives from the activation's output. gradient[i] *= f'(x[i]), in place.

  void (*sigmoid_gradient)(const float *output, float *gradient, int64_t count);
  void (*hyperbolic_tangent_gradient)(const float *output, float *gradient, int64_t count);
  void (*relu_gradient)(const float *output, float *gradient, int64_t count);
  /// Per row: gradient = output * (gradient - dot(output, gradient)).
  void (*softmax_gradient)(const float *output, float *gradient, int64_t rows, int64_t columns);

  // MARK: Loss heads: from logits to the loss, the number right and the gradient, in one pass.
  // weights is NULL or [rows]. gradient may equal logits (in place).
  // gradient = scale * weight * d loss_of_row / d logits. totals is overwritten.

  /// Mean over columns of sigmoid cross-entropy: max(z,0) - z*t + log1p(exp(-|z|)) with
  /// t = label*(1-smoothing) + smoothing/2. An output is right when (z > threshold) == (label == 1).
  /// labels: [rows, columns] as given, unsmoothed.
  void (*binary_head)(const float *logits, const float *labels, const float *weights, int64_t rows,
                      int64_t columns, float smoothing, float threshold, float scale, float *gradient,
                      logit_totals *totals);
  /// Softmax cross-entropy: sum over classes of t * (logsumexp(z) - z) with
  /// t = label*(1-smoothing) + smoothing/classes. A row is right when the first largest logit stands
  /// where the first largest label does. The gradient is scale * weight * (softmax(z)*sum(t) - t).
  /// labels: [rows, classes].
  void (*categorical_head)(const float *logits, const float *labels, const float *weights, int64_t rows,
                           int64_t classes, float smoothing, float scale, float *gradient,
                           logit_totals *totals);
  /// Softmax cross-entropy with a class index per row: logsumexp(z) - z[label].
  /// labels: [rows], whole numbers in 0..<classes.
  void (*sparse_categorical_head)(const float *logits, const float *labels, const float *weights,
                                  int64_t rows, int64_t classes, float scale, float *gradient,
                                  logit_totals *totals);

  // MARK: Dense layer. input: [rows, features], kernel: [features, units], bias: NULL or [units],
  // output and output_gradient: [rows, units]. Every output element is summed in index order.

  /// output = input * kernel + bias.
  void (*dense_forward)(const float *input, const float *kernel, const float *bias, int64_t rows,
                        int64_t features, int64_t units, float *output);
  /// kernel_gradient = transpose(input) * output_gradient; bias_gradient (NULL or [units]) = column sums.
  void (*dense_parameter_gradient)(const float *input, const float *output_gradient, int64_t rows,
                                   int64_t features, int64_t units, float *kernel_gradient,
                                   float *bias_gradient);
  /// The same for the features from `first` up to, not including, `end` only; the other elements of kernel_gradient are
  /// left alone. first is a multiple of 16.
  void (*dense_parameter_gradient_of_columns)(const float *input, const float *output_gradient, int64_t rows,
                                              int64_t features, int64_t units, int64_t first, int64_t end,
                                              float *kernel_gradient, float *bias_gradient);
  /// input_gradient = output_gradient * transpose(kernel).
  void (*dense_input_gradient)(const float *output_gradient, const float *kernel, int64_t rows,
                               int64_t features, int64_t units, float *input_gradient);

  // MARK: One whole step of a single Dense layer: forward, head and parameter gradients.
  // scratch: [rows, units]. bias and bias_gradient: NULL together or [units].

  /// Dense(1) with sigmoid cross-entropy. kernel: [features], labels: [rows].
  void (*binary_step)(const float *input, const float *labels, const float *weights, const float *kernel,
                      const float *bias, int64_t rows, int64_t features, float smoothing, float threshold,
                      float scale, float *kernel_gradient, float *bias_gradient, float *scratch,
                      logit_totals *totals);
  /// Dense(classes) with softmax cross-entropy; labels one-hot [rows, classes].
  void (*categorical_step)(const float *input, const float *labels, const float *weights,
                           const float *kernel, const float *bias, int64_t rows, int64_t features,
                           int64_t classes, float smoothing, float scale, float *kernel_gradient,
                           float *bias_gradient, float *scratch, logit_totals *totals);
  /// Dense(classes) with softmax cross-entropy; labels a class index per row.
  void (*sparse_categorical_step)(const float *input, const float *labels, const float *weights,
                                  const float *kernel, const float *bias, int64_t rows, int64_t features,
                                  int64_t classes, float scale, float *kernel_gradient,
                                  float *bias_gradient, float *scratch, logit_totals *totals);

  // MARK: Optimizer updates, one pass over the parameters. All pointers: [count].

  /// w -= rate * g.
  void (*sgd_update)(float *parameters, const float *gradient, int64_t count, float rate);
  /// m = momentum*m - rate*g; w += m, or with nesterov w += momentum*m - rate*g.
  void (*momentum_update)(float *parameters, float *velocity, const float *gradient, int64_t count,
                          float rate, float momentum, int32_t nesterov);
  /// m += (g-m)*(1-beta1); v += (g*g-v)*(1-beta2); w -= m*alpha / (sqrt(v)+epsilon).
  /// alpha is the learning rate with both bias corrections in it.
  void (*adam_update)(float *parameters, float *first_moment, float *second_moment, const float *gradient,
                      int64_t count, float alpha, float one_minus_beta1, float one_minus_beta2,
                      float epsilon);

  // MARK: Data movement and checks.

  /// output row r = source row indices[r]; rows are `columns` floats.
  void (*gather_rows)(const float *source, const uint32_t *indices, int64_t rows, int64_t columns,
                      float *output);
  /// The index of the first infinity or NaN, or -1.
  int64_t (*first_non_finite)(const float *x, int64_t count);
} logit_kernels;

/// The best level this processor can run.
logit_level logit_best_level(void);

/// The kernels of a level, or NULL when this processor or this build does not have it.
const logit_kernels *logit_kernels_for_level(logit_level level);

// MARK: Double-precision elementary functions, so that the core library needs no other C module.

double logit_log1p(double x);
double logit_exp(double x);
double logit_log(double x);

#ifdef __cplusplus
}
#endif

#endif
