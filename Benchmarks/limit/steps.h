// The tutorial's three trainings with everything in registers, without shuffling. Each takes its data as columns,
// padded to whole vectors, and runs the steps with or without counting loss and right answers.

typedef struct {
  double loss;
  long correct;
} totals;

/// Adam on four parameters. `rate` holds the bias corrections.
static inline __m128 adam4(__m128 w, __m128 *first, __m128 *second, __m128 g, float rate) {
  *first = _mm_fmadd_ps(_mm_sub_ps(g, *first), _mm_set1_ps(0.1f), *first);
  *second = _mm_fmadd_ps(_mm_fmsub_ps(g, g, *second), _mm_set1_ps(0.001f), *second);
  __m128 step = _mm_mul_ps(*first, _mm_set1_ps(rate));
  return _mm_sub_ps(w, _mm_div_ps(step, _mm_add_ps(_mm_sqrt_ps(*second), _mm_set1_ps(1e-7f))));
}

/// The learning rate of each Adam step; powers by multiplication.
typedef struct {
  double power1, power2, learning_rate;
} adam_clock;

static inline float next_rate(adam_clock *clock) {
  clock->power1 *= 0.9;
  clock->power2 *= 0.999;
  return (float)(clock->learning_rate * __builtin_sqrt(1 - clock->power2) / (1 - clock->power1));
}

/// Logistic regression with one or two features. Parameters: {w1, b} or {w1, w2, b}.
static inline __m128 logistic(const float *x1, const float *x2, const float *y, __m128 parameters, const int features,
                              const int is_adam, const int counts, double learning_rate, int epochs, int rows,
                              int batch, totals *result) {
  __m128 first = _mm_setzero_ps(), second = _mm_setzero_ps();
  adam_clock clock = {1, 1, learning_rate};
  for (int epoch = 0; epoch < epochs; epoch++) {
    vector losses = splat(0);
    long correct = 0;
    for (int start = 0; start < rows; start += batch) {
      int end = start + batch < rows ? start + batch : rows;
      vector w1 = broadcast(parameters, 0), w2 = broadcast(parameters, 1);
      vector bias = features == 1 ? w2 : broadcast(parameters, 2);
      vector sum1 = splat(0), sum2 = splat(0), sum_bias = splat(0);
      // All batches are whole vectors: 32 rows, and 16 at the end.
      for (int row = start; row < end; row += LANES) {
        vector a = load(x1 + row), label = load(y + row);
        vector z = fma(a, w1, bias);
        if (features == 2) z = fma(load(x2 + row), w2, z);
        vector e = exponential(negated_magnitude(z));
        vector p = divide(choose_negative(z, e, splat(1)), add(e, splat(1)));
        vector g = subtract(p, label);
        sum1 = fma(a, g, sum1);
        if (features == 2) sum2 = fma(load(x2 + row), g, sum2);
        sum_bias = add(sum_bias, g);
        if (counts) {
          vector loss = subtract(maximum(z, splat(0)), multiply(z, label));
          losses = add(losses, add(loss, log1p_of_fraction(e)));
          correct += count_equal(choose_negative(z, splat(0), splat(1)), label);
        }
      }
      __m128 g = features == 1 ? fold4(sum1, sum_bias, splat(0), splat(0)) : fold4(sum1, sum2, sum_bias, splat(0));
      float share = end - start == 32 ? 1.0f / 32 : 1.0f / (float)(end - start);
      g = _mm_mul_ps(g, _mm_set1_ps(share));
      parameters = is_adam ? adam4(parameters, &first, &second, g, next_rate(&clock))
                           : _mm_fnmadd_ps(_mm_set1_ps((float)learning_rate), g, parameters);
    }
    if (counts) *result = (totals){(double)fold(losses) / rows, correct};
  }
  return parameters;
}

/// Softmax regression with two features and three classes. `y` holds a column a class, `mask` is 1 for real rows;
/// each batch is padded to `stride` rows. Parameters: {w11, w12, w13, w21}, {w22, w23, b1, b2}, {b3}.
static inline void softmax(const float *x1, const float *x2, const float *y, const float *mask, __m128 p[3],
                           const int counts, double learning_rate, int epochs, int rows, int batch, int stride,
                           totals *result) {
  __m128 first[3], second[3];
  for (int i = 0; i < 3; i++) first[i] = second[i] = _mm_setzero_ps();
  adam_clock clock = {1, 1, learning_rate};
  int padded = rows / batch * stride;
  for (int epoch = 0; epoch < epochs; epoch++) {
    vector losses = splat(0), logs = splat(0);
    long correct = 0;
    for (int start = 0; start < padded; start += stride) {
      vector w[2][3] = {{broadcast(p[0], 0), broadcast(p[0], 1), broadcast(p[0], 2)},
                        {broadcast(p[0], 3), broadcast(p[1], 0), broadcast(p[1], 1)}};
      vector b[3] = {broadcast(p[1], 2), broadcast(p[1], 3), broadcast(p[2], 0)};
      vector sum[2][3], bias_sum[3];
      for (int c = 0; c < 3; c++) sum[0][c] = sum[1][c] = bias_sum[c] = splat(0);
      for (int row = start; row < start + stride; row += LANES) {
        vector a = load(x1 + row), d = load(x2 + row), real = load(mask + row), z[3], t[3], e[3];
        for (int c = 0; c < 3; c++) {
          z[c] = fma(d, w[1][c], fma(a, w[0][c], b[c]));
          t[c] = load(y + c * padded + row);
        }
        vector largest = maximum(z[0], maximum(z[1], z[2]));
        for (int c = 0; c < 3; c++) e[c] = exponential(subtract(z[c], largest));
        vector total = add(e[0], add(e[1], e[2]));
        vector share = divide(real, total);
        for (int c = 0; c < 3; c++) {
          vector g = subtract(multiply(e[c], share), t[c]);
          sum[0][c] = fma(a, g, sum[0][c]);
          sum[1][c] = fma(d, g, sum[1][c]);
          bias_sum[c] = add(bias_sum[c], g);
        }
        if (counts) {
          // total is in 1...3: log(total) = log(3) + log(total / 3), by halves log1p covers 0...1.
          vector chosen = fma(t[0], z[0], fma(t[1], z[1], multiply(t[2], z[2])));
          vector big = subtract(total, splat(2));
          vector scaled = choose_negative(big, total, multiply(total, splat(0.5f)));
          vector offset = choose_negative(big, splat(0), splat(0.693147181f));
          logs = fma(real, add(log1p_of_fraction(subtract(scaled, splat(1))), offset), logs);
          losses = fma(real, subtract(largest, chosen), losses);
          correct += count_equal(fma(real, largest, subtract(real, splat(1))), chosen);
        }
      }
      __m128 g[3] = {fold4(sum[0][0], sum[0][1], sum[0][2], sum[1][0]),
                     fold4(sum[1][1], sum[1][2], bias_sum[0], bias_sum[1]),
                     fold4(bias_sum[2], splat(0), splat(0), splat(0))};
      float rate = next_rate(&clock);
      for (int i = 0; i < 3; i++) {
        p[i] = adam4(p[i], &first[i], &second[i], _mm_mul_ps(g[i], _mm_set1_ps(1.0f / (float)batch)), rate);
      }
    }
    if (counts) *result = (totals){((double)fold(losses) + (double)fold(logs)) / rows, correct};
  }
}
