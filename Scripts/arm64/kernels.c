// Every loop over numbers.

#include "check.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

static const int64_t counts[] = {0, 1, 15, 16, 17, 50, 1000};
#define COUNTS (sizeof counts / sizeof counts[0])

// MARK: Elementwise functions

typedef void elementwise(const float *, float *, int64_t);

static void elementwise_group(const char *name, elementwise *function) {
  seed(1);
  float scales[] = {1e-6f, 1, 20, 120, 1e30f};
  for (int s = 0; s < 5; s++) {
    for (size_t c = 0; c < COUNTS; c++) {
      float *x = floats(counts[c], scales[s]), *y = floats(counts[c], 1);
      function(x, y, counts[c]);
      add_floats(y, counts[c]);
    }
  }
  float special[] = {0, -0.0f, INFINITY, -INFINITY, NAN, 1e-45f, -1e-45f, 88.72f, -103.9f, 3.4e38f, -3.4e38f};
  float y[11];
  function(special, y, 11);
  add_floats(y, 11);
  finish(name);
}

typedef void derivative(const float *, float *, int64_t);

static void derivative_group(const char *name, derivative *function) {
  seed(2);
  for (size_t c = 0; c < COUNTS; c++) {
    float *output = floats(counts[c], 1), *gradient = floats(counts[c], 3);
    function(output, gradient, counts[c]);
    add_floats(gradient, counts[c]);
  }
  finish(name);
}

typedef void rowwise(const float *, float *, int64_t, int64_t);

static void rowwise_group(const char *name, rowwise *function) {
  seed(3);
  for (int64_t columns = 1; columns < 70; columns += 3) {
    float *x = floats(9 * columns, 10), *y = floats(9 * columns, 1);
    function(x, y, 9, columns);
    add_floats(y, 9 * columns);
  }
  finish(name);
}

static void activations(const logit_kernels *k) {
  for (int kind = LOGIT_ACTIVATION_LINES; kind <= LOGIT_ACTIVATION_TANH_SHRINK; kind++) {
    seed(4);
    logit_activation f = {
        .kind = (logit_activation_kind)kind, .below = {0, 0, -1}, .middle = {0.2f, 2.5f, 0}, .above = {1, 0.25f, 0},
        .lower = -0.5f, .upper = 1.5f, .limit = 2, .is_limited = 1, .scale = 1.05f, .amplitude = 1.67f, .divisor = 0.9f};
    for (size_t c = 0; c < COUNTS; c++) {
      for (float scale = 1; scale < 1000; scale *= 10) {
        float *x = floats(counts[c], scale), *y = floats(counts[c], 1), *gradient = floats(counts[c], 2);
        k->activate(&f, x, y, counts[c]);
        k->activate_gradient(&f, x, gradient, counts[c]);
        add_floats(y, counts[c]);
        add_floats(gradient, counts[c]);
      }
    }
    char name[40];
    snprintf(name, sizeof name, "activation %d", kind);
    finish(name);
  }
}

// MARK: Layers and losses

static float *label_array(logit_head_kind kind, int64_t rows, int64_t units) {
  if (kind == LOGIT_HEAD_BINARY) return labels(rows * units, 2);
  if (kind == LOGIT_HEAD_SPARSE_CATEGORICAL) return labels(rows, (uint32_t)units);
  float *classes = labels(rows, (uint32_t)units), *y = reserve((size_t)(rows * units), sizeof(float));
  for (int64_t i = 0; i < rows * units; i++) y[i] = classes[i / units] == (float)(i % units);
  return y;
}

static void add_totals(logit_totals totals) {
  double values[] = {totals.loss, totals.correct};
  add_doubles(values, 2);
}

static void heads(const logit_kernels *k) {
  static const char *names[] = {"head binary", "head categorical", "head sparse"};
  for (int kind = 0; kind < 3; kind++) {
    seed(5);
    for (int64_t units = kind == 0 ? 1 : 2; units < 40; units += units < 5 ? 1 : 7) {
      for (int64_t rows = 1; rows < 100; rows += 11) {
        logit_head head = {(logit_head_kind)kind, kind == 2 ? 0 : 0.1f, 0.2f};
        float *logits = floats(rows * units, 8), *y = label_array(head.kind, rows, units);
        float *weights = floats(rows, 1), *gradient = floats(rows * units, 1);
        logit_totals totals;
        k->head(&head, logits, y, weights, rows, units, 0.01f, gradient, &totals);
        add_floats(gradient, rows * units);
        add_totals(totals);
        k->head(&head, logits, y, NULL, rows, units, 0.01f, gradient, &totals);
        add_floats(gradient, rows * units);
        add_totals(totals);
      }
    }
    finish(names[kind]);
  }
}

static const int64_t shapes[][3] = {
    {1, 1, 2},   {15, 1, 3},   {32, 1, 2},   {100, 2, 3}, {33, 3, 4},   {17, 4, 3},   {31, 5, 8},   {32, 8, 2},
    {12, 3, 20}, {50, 7, 10},  {20, 9, 3},   {48, 28, 2}, {140, 530, 5}, {7, 16, 16},  {40, 17, 10}, {64, 33, 31},
    {9, 100, 33}, {130, 20, 70}, {3000, 4, 3}, {300, 65, 1},
};
#define SHAPES (sizeof shapes / sizeof shapes[0])

static void dense(const logit_kernels *k) {
  seed(6);
  for (size_t s = 0; s < SHAPES; s++) {
    int64_t rows = shapes[s][0], features = shapes[s][1], units = shapes[s][2];
    float *x = floats(rows * features, 1), *w = floats(features * units, 1), *b = floats(units, 1);
    float *g = floats(rows * units, 1), *output = floats(rows * units, 1);
    float *kernel_gradient = floats(features * units, 1), *bias_gradient = floats(units, 1);
    float *input_gradient = floats(rows * features, 1);
    k->dense_forward(x, w, b, rows, features, units, output);
    add_floats(output, rows * units);
    if (logit_step_fits(units)) {
      int64_t stride = (features + 15) / 16 * 16;
      float *kernel = floats(units * stride, 1);
      memset(kernel, 0, (size_t)(units * stride) * sizeof(float));
      for (int64_t j = 0; j < units; j++) {
        for (int64_t i = 0; i < features; i++) kernel[j * stride + i] = w[i * units + j];
      }
      for (int row_output = LOGIT_ROW_SUMS; row_output <= LOGIT_ROW_SOFTMAX; row_output++) {
        logit_dense_row layer = {kernel, b, features, units, stride, (logit_row_output)row_output};
        k->dense_row(&layer, x, output);
        add_floats(output, units);
      }
    }
    k->dense_parameter_gradient(x, g, rows, features, units, kernel_gradient, bias_gradient);
    add_floats(kernel_gradient, features * units);
    add_floats(bias_gradient, units);
    k->dense_parameter_gradient_of_columns(x, g, rows, features, units, 0, features, kernel_gradient, NULL);
    add_floats(kernel_gradient, features * units);
    k->dense_input_gradient(g, w, rows, features, units, input_gradient);
    add_floats(input_gradient, rows * features);
  }
  finish("dense");
}

static void steps(const logit_kernels *k) {
  static const char *names[] = {"step binary", "step categorical", "step sparse"};
  for (int kind = 0; kind < 3; kind++) {
    seed(7);
    for (size_t s = 0; s < SHAPES; s++) {
      int64_t rows = shapes[s][0], features = shapes[s][1], units = kind == 0 ? 1 : shapes[s][2];
      if (!logit_step_fits(units)) continue;
      for (int with_indices = 0; with_indices <= (features > 8); with_indices++) {
        uint32_t *indices = reserve((size_t)rows, sizeof(uint32_t));
        for (int64_t i = 0; i < rows; i++) indices[i] = draw() % (uint32_t)rows;
        logit_step step = {
            .head = {(logit_head_kind)kind, kind == 2 ? 0 : 0.1f, 0}, .input = floats(rows * features, 1),
            .labels = label_array((logit_head_kind)kind, rows, units), .weights = floats(rows, 1),
            .indices = with_indices ? indices : NULL, .kernel = floats(features * units, 1), .bias = floats(units, 1),
            .kernel_gradient = floats(features * units, 1), .bias_gradient = floats(units, 1),
            .scratch = floats(logit_step_scratch_count(rows, features, units), 1), .rows = rows,
            .features = features, .units = units, .scale = 1 / (float)rows};
        logit_totals totals;
        logit_step_all(k, &step, &totals);
        add_floats(step.kernel_gradient, features * units);
        add_floats(step.bias_gradient, units);
        add_totals(totals);
      }
    }
    finish(names[kind]);
  }
}

// MARK: Rules

static const int32_t slot_counts[] = {0, 1, 2, 3, 1, 2, 2, 3, 1, 2, 2, 2, 2, 1};

static logit_rule rule_of(int kind) {
  return (logit_rule){.kind = (logit_rule_kind)kind, .momentum = 0.9f, .is_nesterov = kind % 2, .one_minus_beta1 = 0.1f,
                      .one_minus_beta2 = 0.001f, .epsilon = 1e-7f, .beta1 = 0.9f, .beta2 = 0.999f, .l1 = 0.01f,
                      .two_shrinkage = 0.1f, .power = 0.4f};
}

static const logit_rates rates = {0.01f, 0.01f, {0.5f, 0.6f, 0.7f, 0.8f, 0.9f}};
static const logit_adjustment adjustment = {3, 1, 0.7f, 0.9f, 0.2f, 0.1f};

static float *slots_of(int64_t slots, int64_t stride) {
  float *values = floats(slots * stride, 1);
  // Means of squares that are larger than the squares of means.
  for (int64_t i = 0; i < slots * stride; i++) values[i] = fabsf(values[i]) + (i < stride ? 2 : 0.01f);
  return values;
}

static void rules(const logit_kernels *k) {
  for (int kind = LOGIT_RULE_SGD; kind <= LOGIT_RULE_LION; kind++) {
    seed(8);
    logit_rule rule = rule_of(kind);
    for (size_t c = 0; c < COUNTS; c++) {
      int64_t stride = (counts[c] + 15) / 16 * 16;
      float *w = floats(stride, 1), *slots = slots_of(3, stride);
      for (int step = 0; step < 3; step++) {
        k->update(&rule, &rates, step == 1 ? &adjustment : NULL, w, slots, stride, floats(stride, 1), counts[c]);
      }
      add_floats(w, counts[c]);
      for (int slot = 0; slot < slot_counts[kind]; slot++) add_floats(slots + slot * stride, counts[c]);
    }
    char name[40];
    snprintf(name, sizeof name, "rule %d", kind);
    finish(name);
  }
}

static void runs(const logit_kernels *k) {
  seed(9);
  for (int kind = LOGIT_RULE_SGD; kind <= LOGIT_RULE_LION; kind++) {
    for (int head = 0; head < 3; head++) {
      int64_t rows = 100, features = 1 + kind % 8, units = head == 0 ? 1 : 2 + kind % 5, batch = 32, steps = 8;
      if (!logit_run_fits(batch, features, units)) continue;
      int64_t stride = ((features + 1) * units + 15) / 16 * 16;
      logit_rates many[8];
      for (int i = 0; i < 8; i++) many[i] = rates;
      float *parameters = floats(stride, 1);
      memset(parameters + (features + 1) * units, 0, (size_t)(stride - (features + 1) * units) * sizeof(float));
      logit_run run = {
          .head = {(logit_head_kind)head, head == 2 ? 0 : 0.1f, 0}, .rule = rule_of(kind), .input = floats(rows * features, 1),
          .labels = label_array((logit_head_kind)head, rows, units), .weights = floats(rows, 1), .rows = rows,
          .batch_rows = batch, .features = features, .units = units, .has_bias = 1, .slot_count = slot_counts[kind],
          .parameters = parameters, .slots = slots_of(3, stride), .slot_stride = stride, .rates = many,
          .adjustment = kind % 3 == 0 ? &adjustment : NULL};
      for (int64_t i = 0; i < rows; i++) ((float *)run.weights)[i] = fabsf(run.weights[i]);
      logit_totals totals = {0};
      int64_t done = k->run(&run, rows / batch + 1 < steps ? rows / batch + 1 : steps, &totals);
      add(&done, sizeof done);
      add_floats(run.parameters, (features + 1) * units);
      add_totals(totals);
    }
  }
  finish("runs");
}

static void surroundings(const logit_kernels *k) {
  seed(10);
  int64_t sizes[] = {1, 17, 5000, 12345};
  for (int s = 0; s < 4; s++) {
    int64_t count = sizes[s], blocks = (count + LOGIT_SUM_BLOCK - 1) / LOGIT_SUM_BLOCK;
    float *x = floats(count, 1), *y = floats(count, 1), *sum = floats(count, 1), *gradient = floats(count, 1);
    double *sums = doubles(blocks, 1);
    k->sums_of_squares(x, 3, count, 0, blocks, sums);
    add_doubles(sums, blocks);
    k->average(x, y, 0.9f, count);
    k->accumulate(sum, y, 2, count);
    add_floats(x, count);
    add_floats(sum, count);
    k->take_accumulated(sum, gradient, 2, 3, count);
    add_floats(gradient, count);
    k->adjust(&adjustment, 0.01f, x, gradient, count);
    add_floats(x, count);
    add_floats(gradient, count);
  }
  finish("sums, averages, adjustments");
}

static void movement(const logit_kernels *k) {
  seed(11);
  for (int64_t columns = 1; columns < 40; columns += 4) {
    uint32_t indices[] = {9, 0, 3, 3, 7};
    float *source = floats(10 * columns, 1), *output = floats(5 * columns, 1);
    k->gather_rows(source, indices, 5, columns, output);
    add_floats(output, 5 * columns);
    source[3 * columns] = NAN;
    int64_t place = k->first_non_finite(source, 10 * columns);
    add(&place, sizeof place);
    double *numbers = doubles(10 * columns, 1e300);
    numbers[7 * columns] = INFINITY;
    place = k->first_non_finite_double(numbers, 10 * columns);
    add(&place, sizeof place);
  }
  finish("rows gathered, numbers examined");
}

// MARK: Linear models

static double *vector(int64_t count, int64_t padded, double scale) {
  double *values = doubles(padded, scale);
  for (int64_t i = count; i < padded; i++) values[i] = 0;
  return values;
}

static double *vectors(int64_t predictors, int64_t count, int64_t padded) {
  double *values = doubles(predictors * padded, 1);
  for (int64_t i = 0; i < predictors * padded; i++) {
    if (i % padded >= count) values[i] = 0;
  }
  return values;
}

static void linear(const logit_kernels *k) {
  static const int64_t predictor_counts[] = {1, 3, 9};
  for (int p = 0; p < 3; p++) {
    seed(12);
    int64_t predictors = predictor_counts[p];
    for (int64_t columns = 1; columns < 45; columns += 6) {
      for (int64_t rows = 1; rows < 210; rows += 67) {
        int32_t wanted = LOGIT_LINEAR_GRADIENT | LOGIT_LINEAR_PRODUCT | LOGIT_LINEAR_HESSIAN;
        int64_t padded = (columns + 8) / 8 * 8, count = logit_linear_sums_count(columns, 1, predictors, wanted);
        int32_t *classes = reserve((size_t)rows, sizeof(int32_t));
        for (int64_t i = 0; i < rows; i++) classes[i] = (int32_t)((draw() >> 16) % (predictors > 1 ? predictors : 2));
        double *weights = doubles(rows, 1);
        for (int64_t i = 0; i < rows; i++) weights[i] = fabs(weights[i]);
        logit_linear problem = {
            .stride = columns, .classes = classes, .weights = weights, .offsets = doubles(rows * predictors, 30),
            .shift = vector(columns, padded, 1), .scale = vector(columns, padded, 2),
            .coefficients = vectors(predictors, columns + 1, padded), .direction = vectors(predictors, columns + 1, padded),
            .columns = columns, .predictors = predictors, .has_intercept = 1};
        double *scratch = doubles(logit_linear_scratch_count(columns, 1, predictors), 1), *sums = doubles(count, 1);
        for (problem.is_double = 0; problem.is_double < 2; problem.is_double++) {
          problem.input = problem.is_double ? (void *)doubles(rows * columns, 1) : (void *)floats(rows * columns, 1);
          k->linear_rows(&problem, wanted, 0, rows, scratch, sums);
          add_doubles(sums, count);
        }
        k->add_doubles(sums, doubles(count, 1), count);
        add_doubles(sums, count);
      }
    }
    char name[40];
    snprintf(name, sizeof name, "linear model, %d predictors", (int)predictors);
    finish(name);
  }
}

/// The functions of the C library that training and features call.
static void library(void) {
  seed(13);
  for (int i = 0; i < 200000; i++) {
    double x = ((double)draw() * 0x1p-32 + (double)draw() * 0x1p-64 - 0.5) * (i % 3 == 0 ? 1400 : 8);
    double values[] = {logit_exp(x), logit_log(fabs(x)), logit_log1p(fabs(x)), logit_cos(x),
                       logit_pow(fabs(x), 0.5 + (double)(i % 7) * 0.3)};
    add_doubles(values, 5);
  }
  finish("functions of the C library");
}

void check_kernels(const logit_kernels *k) {
  elementwise_group("exponential", k->exponential);
  elementwise_group("log1p", k->log1p);
  elementwise_group("sigmoid", k->sigmoid);
  elementwise_group("hyperbolic tangent", k->hyperbolic_tangent);
  elementwise_group("relu", k->relu);
  derivative_group("sigmoid gradient", k->sigmoid_gradient);
  derivative_group("hyperbolic tangent gradient", k->hyperbolic_tangent_gradient);
  derivative_group("relu gradient", k->relu_gradient);
  rowwise_group("softmax", k->softmax);
  rowwise_group("softmax gradient", k->softmax_gradient);
  rowwise_group("log softmax", k->log_softmax);
  rowwise_group("log softmax gradient", k->log_softmax_gradient);
  activations(k);
  heads(k);
  dense(k);
  steps(k);
  rules(k);
  runs(k);
  surroundings(k);
  movement(k);
  linear(k);
  library();
}
