// The inner loops of Logit: small, pure functions over pointers and counts.
//
// Why C: one source is compiled once per instruction set and the right copy is chosen at run time. Swift has
// no per-function target attribute, and a Swift target built with CPU flags cannot be a versioned dependency.
// Nothing here allocates, starts a thread, reads the environment or keeps state; what to compute, and when,
// is decided in Swift.
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
  double loss;         // sum over rows of weight * loss of the row
  double correct;      // number of rows (for binary heads: of outputs) predicted correctly, not weighted
  double failed_loss;  // of a run: the loss it stopped at because it was not finite
} logit_totals;

/// How a loss follows from logits.
typedef enum {
  /// Mean over outputs of sigmoid cross-entropy, max(z,0) - z*t + log1p(exp(-|z|)) with
  /// t = label*(1-smoothing) + smoothing/2; labels: [rows, units]. An output is right when
  /// (z > threshold) == (label == 1).
  LOGIT_HEAD_BINARY = 0,
  /// Softmax cross-entropy, sum over classes of t * (logsumexp(z) - z) with t = label*(1-smoothing) +
  /// smoothing/classes; labels: [rows, units]. A row is right when the first largest logit is at the position
  /// of the first largest label.
  LOGIT_HEAD_CATEGORICAL = 1,
  /// The same with one class index per row; labels: [rows], whole numbers in 0..<units.
  LOGIT_HEAD_SPARSE_CATEGORICAL = 2,
} logit_head_kind;

typedef struct {
  logit_head_kind kind;
  float smoothing;  // the amount by which labels are smoothed; not for sparse labels
  float threshold;  // the logit above which a binary output counts as positive
} logit_head;

/// The family of an elementwise activation; see logit_activation.
typedef enum {
  /// below where x < lower, above where x > upper, middle elsewhere. A bound belongs to the middle.
  LOGIT_ACTIVATION_LINES = 0,
  /// Where x > lower: x, or clipped to 0...limit with is_limited, its derivative 0 where x > upper; elsewhere
  /// the line below, with the derivative 0 at lower itself.
  LOGIT_ACTIVATION_RECTIFIER = 1,
  /// scale * x where x > lower, elsewhere amplitude * (exp(x / divisor) - 1).
  LOGIT_ACTIVATION_EXPONENTIAL_UNIT = 2,
  LOGIT_ACTIVATION_EXPONENTIAL = 3,  // exp(x)
  LOGIT_ACTIVATION_GELU = 4,         // x * P(normal < x)
  LOGIT_ACTIVATION_GELU_TANH = 5,    // x/2 * (1 + tanh(sqrt(2/pi) * (x + 0.044715 x³)))
  LOGIT_ACTIVATION_HARD_SILU = 6,    // x * clip(x + 3, 0, 6) / 6
  LOGIT_ACTIVATION_LOG_SIGMOID = 7,  // -log(1 + exp(-x))
  LOGIT_ACTIVATION_MISH = 8,         // x * tanh(log(1 + exp(x)))
  LOGIT_ACTIVATION_SILU = 9,         // x / (1 + exp(-x))
  LOGIT_ACTIVATION_SOFTPLUS = 10,    // log(1 + exp(x))
  LOGIT_ACTIVATION_SOFTSIGN = 11,    // x / (1 + |x|)
  LOGIT_ACTIVATION_SPARSE_PLUS = 12,  // 0 up to -1, x from 1, (x + 1)²/4 between
  LOGIT_ACTIVATION_SQUAREPLUS = 13,   // (x + sqrt(x² + scale)) / 2
  LOGIT_ACTIVATION_TANH_SHRINK = 14,  // x - tanh(x)
} logit_activation_kind;

/// slope * (x + offset), or the constant where the slope is 0.
typedef struct {
  float slope, offset, constant;
} logit_line;

/// An elementwise activation with its options; which of them count depends on the kind.
typedef struct {
  logit_activation_kind kind;
  logit_line below, middle, above;
  float lower, upper, limit;
  int32_t is_limited;  // 0 or 1
  float scale, amplitude, divisor;
} logit_activation;

/// How a gradient g changes a weight w and what the rule keeps for it: its slots, in this order. All slots
/// start at 0 unless said otherwise. `rate` and `corrections` are given with each step. A weight of 0 that
/// never had a gradient stays 0.
typedef enum {
  /// w -= rate * g. No slots.
  LOGIT_RULE_SGD = 0,
  /// m = momentum*m - rate*g; w += m, or with nesterov w += momentum*m - rate*g. One slot: m.
  LOGIT_RULE_MOMENTUM = 1,
  /// m += (g-m)*(1-beta1); v += (g*g-v)*(1-beta2); w -= m*rate / (sqrt(v)+epsilon); rate is the learning rate
  /// with both bias corrections in it. Two slots: m, v.
  LOGIT_RULE_ADAM = 2,
  /// The same with the largest v so far in the root. Three slots: m, v, largest v.
  LOGIT_RULE_AMSGRAD = 3,
  /// v = beta1*v + (1-beta1)*g*g; w -= rate*g / sqrt(v+epsilon). One slot: v.
  LOGIT_RULE_RMSPROP = 4,
  /// The same step s goes into m = momentum*m + s; w -= m. Two slots: v, m.
  LOGIT_RULE_RMSPROP_MOMENTUM = 5,
  /// a = beta1*a + (1-beta1)*g; v - a*a replaces v in the root. Two slots: v, a.
  LOGIT_RULE_RMSPROP_CENTERED = 6,
  /// Both. Three slots: v, m, a.
  LOGIT_RULE_RMSPROP_CENTERED_MOMENTUM = 7,
  /// a += g*g; w -= rate*g / sqrt(a+epsilon). One slot: a, which may start anywhere above 0.
  LOGIT_RULE_ADAGRAD = 8,
  /// v = beta1*v + (1-beta1)*g*g; s = -sqrt(d+epsilon)*g / sqrt(v+epsilon); d = beta1*d + (1-beta1)*s*s; w +=
  /// rate*s. Two slots: v, d.
  LOGIT_RULE_ADADELTA = 9,
  /// m += (g-m)*(1-beta1); u = max(beta2*u, |g|); w -= rate*m / (corrections[0]*(u+epsilon)). Two slots: m,
  /// u.
  LOGIT_RULE_ADAMAX = 10,
  /// m, v as in ADAM; h = corrections[0]*m / corrections[1] + corrections[2]*g / corrections[3];
  /// w -= h*rate / (sqrt(v/corrections[4])+epsilon). Two slots: m, v.
  LOGIT_RULE_NADAM = 11,
  /// l += g + two_shrinkage*w - ((a+g*g)^power - a^power)/rate*w; a += g*g;
  /// w = (clip(l, -l1, l1) - l) / (a^power/rate + corrections[0]), and 0 where |l| is no more than l1.
  /// Two slots: a, which may start anywhere from 0, and l.
  LOGIT_RULE_FTRL = 12,
  /// w -= rate * sign(m*beta1 + g*(1-beta1)); m = m*beta2 + g*(1-beta2). One slot: m.
  LOGIT_RULE_LION = 13,
} logit_rule_kind;

/// A rule and its constants; a rule reads only those in its formula.
typedef struct {
  logit_rule_kind kind;
  float momentum;
  int32_t is_nesterov;
  float one_minus_beta1, one_minus_beta2, epsilon;
  float beta1, beta2;
  float l1, two_shrinkage, power;  // power: 0 or more
} logit_rule;

/// What changes from step to step.
typedef struct {
  float learning_rate;   // by which weights decay
  float rate;            // the step size as the rule takes it; for most the learning rate
  float corrections[5];  // as the rule says
} logit_rates;

/// What happens to gradient and weights before the rule, in this order.
typedef struct {
  float loss_scale;            // g /= loss_scale; 1 for none
  int32_t is_norm_clipped;     // then, unless 0, g = g * multiplier / divisor
  float multiplier, divisor;
  float largest;               // then g is clipped to -largest...largest; infinity for none
  float weight_decay;          // w -= w * weight_decay * learning_rate; 0 for none
} logit_adjustment;

/// One Dense layer with a loss that works from its logits, and the rows of one batch. At most 16 units.
typedef struct {
  logit_head head;
  const float *input;       // [rows, features], or whatever the indices point into
  const float *labels;      // as the head expects them
  const float *weights;     // NULL or [rows]
  const uint32_t *indices;  // NULL, or [rows]: where each row is; NULL for up to 8 features
  const float *kernel;      // [features, units]
  const float *bias;        // NULL or [units]
  float *kernel_gradient;   // [features, units]
  float *bias_gradient;     // NULL together with bias, or [units]
  float *scratch;           // logit_step_scratch_count floats, 64-byte aligned
  int64_t rows, features, units;
  float scale;  // what the gradient of the summed loss is multiplied by, usually 1/rows
} logit_step;

/// What follows the weighted sums of a single row.
typedef enum {
  LOGIT_ROW_SUMS = 0,  // nothing
  LOGIT_ROW_SIGMOID = 1,
  LOGIT_ROW_SOFTMAX = 2,
} logit_row_output;

/// A dense layer with at most 16 units, laid out for rows that come one by one.
typedef struct {
  const float *kernel;  // [units, stride]: transposed, its rows padded with zeros
  const float *bias;    // [units], zeros for none
  int64_t features, units;
  int64_t stride;  // the features, rounded up to a multiple of 16
  logit_row_output output;
} logit_dense_row;

/// Steps one after the other over a single Dense layer with at most 8 features and 16 units.
typedef struct {
  logit_head head;
  logit_rule rule;
  const float *input, *labels, *weights;  // the rows of all steps; weights may be NULL
  int64_t rows, batch_rows;               // the last batch may be short
  int64_t features, units;
  int32_t has_bias;
  int32_t slot_count;
  float *parameters;    // kernel, then bias; readable and writable up to the next multiple of 16
  float *slots;         // [slot_count, slot_stride], each like the parameters
  int64_t slot_stride;  // a multiple of 16
  const logit_rates *rates;            // [steps]
  const logit_adjustment *adjustment;  // of every step; NULL for none
} logit_run;

/// A linear model with a logistic or softmax loss, and rows of its data.
///
/// A row's linear predictors are z[k] = offset[k] + sum over j of coefficients[k][j] * (x[j] - shift[j]) *
/// scale[j], in double precision, with an intercept at j = columns where there is one. Vectors of
/// coefficients are [predictors, padded], padded being the columns, the intercept's among them, rounded up to
/// a multiple of eight; the remaining elements are 0.
typedef struct {
  const void *input;       // floats or doubles, [rows, columns]
  int64_t stride;          // elements from one row to the next
  const int32_t *classes;  // NULL, or [rows]: from 0 up to the number of classes
  const double *shares;    // of two classes, instead of classes: [rows], from 0 to 1
  const double *weights;   // NULL, or [rows], none below 0
  const double *offsets;   // NULL, or [rows, predictors]
  const double *shift;     // [padded], 0 from the columns on
  const double *scale;     // [padded], 0 from the columns on
  const double *coefficients;
  const double *direction;  // what the Hessian is multiplied by, where that is wanted
  int64_t columns;
  int64_t predictors;  // 1 for two classes, otherwise one per class
  int32_t is_double;
  int32_t has_intercept;
} logit_linear;

/// The entries of a matrix that are not 0, row by row.
typedef struct {
  const void *values;     // NULL where each is 1, or floats or doubles, [entries]
  const int32_t *places;  // [entries]: the column of each, ascending within a row
  const int64_t *starts;  // [rows + 1]: where the entries of each row begin, and where the last ones end
  int32_t is_double;
} logit_sparse;

/// The rows whose entries of a column are added one after the other; the sums of such blocks merge along a tree.
#define LOGIT_SPARSE_BLOCK 65536

/// The most sums that wait for their neighbours in that tree, for less than 2^31 rows.
#define LOGIT_SPARSE_DEPTH 18

/// What is summed up besides the number of rows, their weights and their losses.
enum {
  LOGIT_LINEAR_GRADIENT = 1,
  LOGIT_LINEAR_PRODUCT = 2,  // the Hessian times the direction
  LOGIT_LINEAR_HESSIAN = 4,
  LOGIT_LINEAR_GRAM = 32,  // one matrix for all classes, the rows weighted by their mean curvature
  // Of two classes only:
  LOGIT_LINEAR_SCORES = 64,   // the squared scores, which robust errors need
  LOGIT_LINEAR_SLOPES = 128,  // the rows times the slopes of their curvatures, which marginal effects need
};

/// Doubles before the gradient: the number of rows, the sum of their weights, of weight times loss, of two classes that
/// of w * p * (1 - p), and room.
#define LOGIT_LINEAR_TOTALS 8

/// The number of elements whose squares are added up together, for any number of threads.
#define LOGIT_SUM_BLOCK 4096

/// Rows in strips of eight, of which the last is filled up with rows of weight 0: of each strip the first column's
/// eight numbers, then the second's.
typedef struct {
  const double *x;             // [strips, columns, 8]
  const double *shares;        // [strips, 8], from 0 to 1
  const double *weights;       // [strips, 8], none below 0
  const double *offsets;       // [strips, 8]
  const double *coefficients;  // [columns]
  double *curvatures;          // [strips, 8], as the two below
  double *residuals;
  double *halves;
  int64_t columns;
} logit_firth;

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

  // MARK: Other activations. NaN stays NaN.

  /// y[i] = f(x[i]); y may equal x.
  void (*activate)(const logit_activation *f, const float *x, float *y, int64_t count);
  /// gradient[i] *= f'(input[i]), in place.
  void (*activate_gradient)(const logit_activation *f, const float *input, float *gradient, int64_t count);
  /// Each row of y is the row of x minus the logarithm of the sum of its exponentials; y may equal x.
  void (*log_softmax)(const float *x, float *y, int64_t rows, int64_t columns);
  /// Per row: gradient -= exp(output) * sum(gradient).
  void (*log_softmax_gradient)(const float *output, float *gradient, int64_t rows, int64_t columns);

  // MARK: Loss: from logits to the loss, the number right and the gradient, in one pass.

  /// logits: [rows, units]. weights: NULL or [rows]. gradient = scale * weight * d loss of the row / d
  /// logits; it may equal logits (in place). totals is overwritten.
  void (*head)(const logit_head *head, const float *logits, const float *labels, const float *weights, int64_t rows,
               int64_t units, float scale, float *gradient, logit_totals *totals);

  // MARK: Dense layer. input: [rows, features], kernel: [features, units], bias: NULL or [units],
  // output and output_gradient: [rows, units]. Every output element is summed in index order.

  /// output = input * kernel + bias.
  void (*dense_forward)(const float *input, const float *kernel, const float *bias, int64_t rows,
                        int64_t features, int64_t units, float *output);
  /// kernel_gradient = transpose(input) * output_gradient; bias_gradient (NULL or [units]) = column sums.
  void (*dense_parameter_gradient)(const float *input, const float *output_gradient, int64_t rows,
                                   int64_t features, int64_t units, float *kernel_gradient,
                                   float *bias_gradient);
  /// The same for the features from `first` up to, not including, `end` only; the other elements of
  /// kernel_gradient are left unchanged. first is a multiple of 16.
  void (*dense_parameter_gradient_of_columns)(const float *input, const float *output_gradient, int64_t rows,
                                              int64_t features, int64_t units, int64_t first, int64_t end,
                                              float *kernel_gradient, float *bias_gradient);
  /// The layer's output for one row, [units], with the bits that dense_forward and the activation have among many
  /// rows. Returns the index of the first infinity or NaN of x, [features], in which case the output means nothing; -1
  /// if there is none.
  int64_t (*dense_row)(const logit_dense_row *layer, const float *x, float *output);
  /// input_gradient = output_gradient * transpose(kernel).
  void (*dense_input_gradient)(const float *output_gradient, const float *kernel, int64_t rows,
                               int64_t features, int64_t units, float *input_gradient);

  // MARK: One whole step of a single Dense layer: forward, head and parameter gradients.
  //
  // Prepare, do all blocks in any order and on any threads, then reduce.

  /// Lays out the kernel, for the features from `first` (a multiple of 16) up to `end`.
  void (*step_prepare)(const logit_step *step, int64_t first, int64_t end);
  /// Does the blocks from `first` up to `end`.
  void (*step_blocks)(const logit_step *step, int64_t first, int64_t end);
  /// Adds up what the blocks left, for the features from `first` (a multiple of 16) up to `end`; whoever
  /// passes totals gets them, and the bias gradient is written.
  void (*step_reduce)(const logit_step *step, int64_t blocks, int64_t first, int64_t end, logit_totals *totals);

  /// Adds the losses of `steps` steps to the totals and updates the parameters after each. Stops before an
  /// update when the loss is not finite. Returns the number of steps done.
  int64_t (*run)(const logit_run *run, int64_t steps, logit_totals *totals);

  // MARK: From a gradient to new weights, each one pass over the parameters.

  /// parameters, gradient: [count]; slots: as many as the rule keeps, slot_stride apart. adjustment may be
  /// NULL.
  void (*update)(const logit_rule *rule, const logit_rates *rates, const logit_adjustment *adjustment,
                 float *parameters, float *slots, int64_t slot_stride, const float *gradient, int64_t count);
  /// The adjustment alone, in place, for rules that have no kernel.
  void (*adjust)(const logit_adjustment *adjustment, float learning_rate, float *parameters, float *gradient,
                 int64_t count);
  /// sum += gradient / loss_scale.
  void (*accumulate)(float *sum, const float *gradient, float loss_scale, int64_t count);
  /// gradient = (gradient / loss_scale + sum) / steps; sum = 0.
  void (*take_accumulated)(float *sum, float *gradient, float loss_scale, float steps, int64_t count);
  /// average = momentum * average + (1 - momentum) * values.
  void (*average)(float *average, const float *values, float momentum, int64_t count);
  /// sums[b] = the sum of the squares of x / loss_scale in block b of LOGIT_SUM_BLOCK elements, for the
  /// blocks from `first` up to `end` of the count elements.
  void (*sums_of_squares)(const float *x, float loss_scale, int64_t count, int64_t first, int64_t end, double *sums);

  // MARK: Data movement and checks.

  /// output row r = source row indices[r]; rows are `columns` floats.
  void (*gather_rows)(const float *source, const uint32_t *indices, int64_t rows, int64_t columns,
                      float *output);
  /// The index of the first infinity or NaN, or -1.
  int64_t (*first_non_finite)(const float *x, int64_t count);
  int64_t (*first_non_finite_double)(const double *x, int64_t count);

  // MARK: Sums of a linear model over rows.

  /// The sums over the rows from `first` up to `end`, of what is wanted; see logit_linear_sums_count for
  /// their order. scratch: logit_linear_scratch_count doubles. Every sum over rows is added in the order of
  /// the rows (loss and weights in eight lanes), so a caller that always cuts rows in the same places always
  /// gets the same bits.
  void (*linear_rows)(const logit_linear *problem, int32_t wanted, int64_t first, int64_t end, double *scratch,
                      double *sums);
  /// Of sparse rows from `first` up to `end`: what their losses make of their linear predictors. problem: labels,
  /// weights, offsets, the number of predictors, and coefficients that are scaled, [columns, predictors]; bases: what is
  /// added to them, [predictors]; scratch: logit_linear_scratch_count(0, 0, predictors) doubles. Leaves the residuals, [rows,
  /// predictors]; the curvatures, of two classes w * p * (1 - p), of several p, [rows, predictors]; and totals, the number of
  /// rows, their weights, losses and curvatures, then the sum of each predictor's residuals, [4 + predictors].
  void (*sparse_rows)(const logit_sparse *x, const logit_linear *problem, const double *bases, int64_t first, int64_t end,
                      double *scratch, double *residuals, double *curvatures, double *totals);
  /// Of the same rows: what their Hessians make of a direction, scaled, [columns, predictors], given the curvatures.
  /// totals: the sum of each predictor's residuals, [predictors].
  void (*sparse_directions)(const logit_sparse *x, const logit_linear *problem, const double *bases, int64_t first,
                            int64_t end, double *scratch, const double *curvatures, double *residuals, double *totals);
  /// output[j][k] = the sum over the entries of column j of value * factors[row][k], for columns from `first` up to
  /// `end`. x: the transposed matrix; stack: LOGIT_SPARSE_DEPTH * predictors doubles; output: [columns, predictors].
  void (*sparse_columns)(const logit_sparse *x, const double *factors, int64_t predictors, int64_t first, int64_t end,
                         double *stack, double *output);
  /// output[j][k] = the sum over the entries of column j of ((value - shift[j])^2 - shift[j]^2) * factors[row][k]; all else
  /// as for sparse_columns.
  void (*sparse_squares)(const logit_sparse *x, const double *factors, int64_t predictors, const double *shift,
                         int64_t first, int64_t end, double *output);
  /// sum += other.
  void (*add_doubles)(double *sum, const double *other, int64_t count);
  /// Of a few rows x, [rows, columns]: moments = the sum of their weights, then of each column the weighted mean of x -
  /// pivot, then the weighted sum of squared differences from that; [1 + 2 * columns]. weights: NULL for 1 each. Rows
  /// without weight may hold anything.
  void (*column_moments)(const void *x, int32_t is_double, int64_t columns, int64_t rows, const double *weights,
                         const double *pivot, double *moments);
  /// sum[i] += the sum over k of factors[k] * matrix[indices[k] * stride + i], for i from `first` up to `end`; each
  /// element is added in the order of k, however the elements are cut. indices, factors: [count].
  void (*add_rows)(const double *matrix, int64_t stride, const int32_t *indices, const double *factors, int64_t count,
                   int64_t first, int64_t end, double *sum);

  // MARK: Sums for Firth's penalized likelihood.

  /// Over the strips from `first` up to `end`: the log likelihood, then the lower triangle of the sum of w * x *
  /// transpose(x), row by row. Leaves w = m * p * (1 - p), m * (y - p) and 1/2 - p of each row. scratch:
  /// logit_firth_scratch_count doubles; sums: 1 + columns * (columns + 1) / 2.
  void (*firth_information)(const logit_firth *rows, int64_t first, int64_t end, double *scratch, double *sums);
  /// Of what firth_information left: the sum of m * (y - p) * x, that of h * (1/2 - p) * x with h = w * |L^-1 x|^2,
  /// and the largest |L^-1 x|^2. factor: L, [columns, columns]; inverses: of its diagonal, [columns]; sums: 2 *
  /// columns + 1.
  void (*firth_scores)(const logit_firth *rows, const double *factor, const double *inverses, int64_t first,
                       int64_t end, double *scratch, double *sums);
  /// Over the strips from `first` up to `end`: the largest |sum of coefficients * x| of a row.
  double (*firth_reach)(const logit_firth *rows, int64_t first, int64_t end);
} logit_kernels;

/// Whether logit_step and dense_row take this shape: at most 16 units.
int32_t logit_step_fits(int64_t units);

/// Whether a layer is small enough for lanes to run along the rows: at most 8 features and 16 units. Its
/// steps take no indices.
int32_t logit_is_small(int64_t features, int64_t units);

/// Whether logit_run takes batches of this shape: those of small layers that fit in one block.
int32_t logit_run_fits(int64_t batch_rows, int64_t features, int64_t units);

/// The number of blocks a step's rows are cut into.
int64_t logit_step_block_count(int64_t rows, int64_t features, int64_t units);

/// The number of floats a step needs as scratch.
int64_t logit_step_scratch_count(int64_t rows, int64_t features, int64_t units);

/// The number of doubles linear_rows leaves: LOGIT_LINEAR_TOTALS; if wanted the gradient, [predictors,
/// padded]; if wanted the product, as large; if wanted the Hessian. That is, for two classes, the upper
/// triangle of one [padded, padded] matrix, in blocks of 8 * 8, block row by block row; for several, such a
/// triangle for each pair of classes k < l, in the order (0, 1), (0, 2), ... (1, 2), ...: the sum of w *
/// p_k * p_l * x * transpose(x). The Hessian's block of classes k and l is the negative of that; the one of
/// class k with itself is the sum over all pairs with k. Then, if wanted, one more such triangle: the sum of w *
/// c * x * transpose(x), for two classes with c = p * (1 - p), for several with the sum of p_k * (1 - p_k) over
/// the number of classes less 1. Then, of two classes and if wanted, one more: the sum of r^2 * x * transpose(x) with
/// r = w * (p - t); and, if wanted, that of w * p * (1 - p) * (1 - 2 * p) * x, [padded].
int64_t logit_linear_sums_count(int64_t columns, int32_t has_intercept, int64_t predictors, int32_t wanted);

/// The number of doubles linear_rows needs as scratch.
int64_t logit_linear_scratch_count(int64_t columns, int32_t has_intercept, int64_t predictors);

/// counts[p] += 1 for each place p.
void logit_sparse_count(const int32_t *places, int64_t count, int64_t *counts);

/// Writes the entries of the columns from `first` up to `end` into the transposed matrix. next: where the next entry of
/// each column goes, [columns], which moves on.
void logit_sparse_transpose(const logit_sparse *x, int64_t rows, int32_t first, int32_t end, int64_t *next,
                            int32_t *places, void *values);

/// The weighted mean of each column from `first` up to `end`, and the weighted sum of squared differences from it, which is
/// exactly 0 of a constant column; [columns, 2]. x: the transposed matrix; weights: NULL for 1 each; total: their sum;
/// counted: the number of rows whose weight is not 0.
void logit_sparse_moments(const logit_sparse *x, int64_t first, int64_t end, const double *weights, double total,
                          int64_t counted, double *moments);

/// The number of doubles firth_information and firth_scores need as scratch.
int64_t logit_firth_scratch_count(int64_t columns);

/// A whole step on the calling thread; the tests compare the parts above with it.
void logit_step_all(const logit_kernels *kernels, const logit_step *step, logit_totals *totals);

/// The best level this processor can run.
logit_level logit_best_level(void);

/// The kernels of a level, or NULL when this processor or this build does not have it.
const logit_kernels *logit_kernels_for_level(logit_level level);

// MARK: Memory.

/// `bytes` bytes aligned to a cache line; from 4 MiB on, to pages of 2 MiB that the system is asked to use,
/// since otherwise each row visited out of order costs a walk through the page table. NULL when memory is
/// exhausted. Free with free().
void *logit_allocate(int64_t bytes);

// MARK: Double-precision elementary functions, so that the core library needs no other C module.

double logit_log1p(double x);
double logit_exp(double x);
double logit_log(double x);
double logit_pow(double x, double y);
double logit_cos(double x);

#ifdef __cplusplus
}
#endif

#endif
