// The limit: what this machine needs for the workloads if nothing stands between the data and its arithmetic.
//
//   limit DIRECTORY
//
// Speaks the protocol of the rivals. The small trainings are done for real, on the data that the benchmark wrote to
// DIRECTORY as float32: x by columns, y by columns, first weights. For the large workloads it reads as many bytes, or
// does as many multiplications with additions, as any program must.

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

static double seconds_now(void) {
  struct timespec now;
  clock_gettime(CLOCK_MONOTONIC, &now);
  return (double)now.tv_sec + 1e-9 * (double)now.tv_nsec;
}

#include "vector.h"
#include "steps.h"
#include "machine.h"

static const char *directory;

static float *aligned(int64_t count) {
  float *p = aligned_alloc(64, ((size_t)count * sizeof(float) + 63) / 64 * 64);
  if (p == NULL) {
    fprintf(stderr, "limit: out of memory\n");
    exit(1);
  }
  for (int64_t i = 0; i < count; i++) p[i] = 0;
  return p;
}

static float *read_floats(const char *name, int64_t count) {
  char path[4096];
  snprintf(path, sizeof path, "%s/%s.bin", directory, name);
  float *p = aligned(count);
  FILE *file = fopen(path, "rb");
  if (file == NULL || fread(p, sizeof(float), (size_t)count, file) != (size_t)count) {
    fprintf(stderr, "limit: cannot read %lld floats from %s\n", (long long)count, path);
    exit(1);
  }
  fclose(file);
  return p;
}

// MARK: - Small trainings

static double logistic_loss(const float *x1, const float *x2, const float *y, const float *p, int features, int rows) {
  double sum = 0;
  for (int i = 0; i < rows; i++) {
    double z = features == 1 ? x1[i] * (double)p[0] + p[1] : x1[i] * (double)p[0] + x2[i] * (double)p[1] + p[2];
    sum += fmax(z, 0) - z * y[i] + log1p(exp(-fabs(z)));
  }
  return sum / rows;
}

static double run_1d(int counts, double *loss) {
  static float *data;
  enum { ROWS = 2000 };
  if (data == NULL) data = read_floats("tutorial-1d", 2 * ROWS + 2);
  const float *y = data + ROWS, *p = data + 2 * ROWS;
  totals result = {0, 0};
  double start = seconds_now();
  __m128 w = _mm_setr_ps(p[0], p[1], 0, 0);
  w = counts ? logistic(data, NULL, y, w, 1, 1, 1, 0.01, 30, ROWS, 32, &result)
             : logistic(data, NULL, y, w, 1, 1, 0, 0.01, 30, ROWS, 32, &result);
  double seconds = seconds_now() - start;
  float trained[4];
  _mm_storeu_ps(trained, w);
  *loss = logistic_loss(data, NULL, y, trained, 1, ROWS);
  sink = (float)result.loss + (float)result.correct;
  return seconds;
}

static double run_2d(int counts, double *loss) {
  static float *data;
  enum { ROWS = 2000 };
  if (data == NULL) data = read_floats("tutorial-2d", 3 * ROWS + 3);
  const float *y = data + 2 * ROWS, *p = data + 3 * ROWS;
  totals result = {0, 0};
  double start = seconds_now();
  __m128 w = _mm_setr_ps(p[0], p[1], p[2], 0);
  w = counts ? logistic(data, data + ROWS, y, w, 2, 0, 1, 0.1, 50, ROWS, 32, &result)
             : logistic(data, data + ROWS, y, w, 2, 0, 0, 0.1, 50, ROWS, 32, &result);
  double seconds = seconds_now() - start;
  float trained[4];
  _mm_storeu_ps(trained, w);
  *loss = logistic_loss(data, data + ROWS, y, trained, 2, ROWS);
  sink = (float)result.loss;
  return seconds;
}

static double run_softmax(int counts, double *loss) {
  enum { ROWS = 300, BATCH = 100, STRIDE = 112, PADDED = 336 };
  static float *data, *padded;
  if (data == NULL) {
    data = read_floats("tutorial-softmax", 5 * ROWS + 9);
    padded = aligned(6 * PADDED);  // x1, x2, y1, y2, y3, mask
    for (int row = 0; row < ROWS; row++) {
      int place = row / BATCH * STRIDE + row % BATCH;
      for (int column = 0; column < 5; column++) padded[column * PADDED + place] = data[column * ROWS + row];
      padded[5 * PADDED + place] = 1;
    }
  }
  const float *w = data + 5 * ROWS;
  totals result = {0, 0};
  double start = seconds_now();
  __m128 p[3] = {_mm_loadu_ps(w), _mm_loadu_ps(w + 4), _mm_set_ss(w[8])};
  const float *x2 = padded + PADDED, *y = padded + 2 * PADDED, *mask = padded + 5 * PADDED;
  if (counts) {
    softmax(padded, x2, y, mask, p, 1, 0.01, 50, ROWS, BATCH, STRIDE, &result);
  } else {
    softmax(padded, x2, y, mask, p, 0, 0.01, 50, ROWS, BATCH, STRIDE, &result);
  }
  double seconds = seconds_now() - start;
  float t[12];
  for (int i = 0; i < 3; i++) _mm_storeu_ps(t + 4 * i, p[i]);
  double sum = 0;
  for (int row = 0; row < ROWS; row++) {
    double total = 0, chosen = 0;
    for (int c = 0; c < 3; c++) {
      double z = data[row] * (double)t[c] + data[ROWS + row] * (double)t[3 + c] + t[6 + c];
      total += exp(z);
      chosen += data[(2 + c) * ROWS + row] * z;
    }
    sum += log(total) - chosen;
  }
  *loss = sum / ROWS;
  sink = (float)result.loss;
  return seconds;
}

// MARK: - Large workloads

static double read_time(int64_t count, int64_t outputs_each, int threads) {
  static stream s;
  if (s.count != count) {
    free((void *)s.input);
    free(s.output);
    s = (stream){aligned(count), outputs_each > 0 ? aligned(count / outputs_each) : NULL, count, outputs_each};
  }
  return time_of(read_stream, &s, threads);
}

static double fma_time(int64_t count, int threads) { return time_of(multiply_and_add, &count, threads); }

__attribute__((noinline)) static float predict_row(const float *x, const float *w) {
  // 28 features, padded to 32.
  vector sum = splat(0);
  for (int i = 0; i < 32; i += LANES) sum = fma(load(x + i), load(w + i), sum);
  vector z = splat(fold(sum));
  vector e = exponential(negated_magnitude(z));
  return _mm_cvtss_f32(fold_to_four(divide(choose_negative(z, e, splat(1)), add(e, splat(1)))));
}

static double run_predict_row(void) {
  enum { CALLS = 1000000 };
  float x[32] = {1, 2, 3}, w[32] = {0.1f, 0.2f, -0.2f};
  double start = seconds_now();
  for (int i = 0; i < CALLS; i++) {
    __asm__ volatile("" : : "r"(x), "r"(w) : "memory");  // the compiler cannot know that the row is the same
    sink = predict_row(x, w);
  }
  return (seconds_now() - start) / CALLS;
}

static double run(const char *workload, int counts, double *loss) {
  int threads = processor_count();
  if (strcmp(workload, "tutorial-1d") == 0) return run_1d(counts, loss);
  if (strcmp(workload, "tutorial-2d") == 0) return run_2d(counts, loss);
  if (strcmp(workload, "tutorial-softmax") == 0) return run_softmax(counts, loss);
  if (strcmp(workload, "softmax-784") == 0) return read_time(60000LL * 784, 0, threads);
  // Forward and kernel gradient of both layers, input gradient of the second.
  if (strcmp(workload, "mlp-784") == 0) return fma_time(60000LL * (2 * 784 * 128 + 3 * 128 * 10), threads);
  if (strcmp(workload, "predict-1m") == 0) return read_time(28000000LL, 28, threads);
  if (strcmp(workload, "predict-one") == 0) return run_predict_row();
  return -1;
}

// MARK: - Protocol

static void report_peaks(void) {
  enum { FLOATS = 1 << 28 };
  int all = processor_count();
  double read1 = 1e9, read_all = 1e9, fma1 = 1e9, fma_all = 1e9;
  for (int round = 0; round < 5; round++) {
    read1 = fmin(read1, read_time(FLOATS, 0, 1));
    read_all = fmin(read_all, read_time(FLOATS, 0, all));
    fma1 = fmin(fma1, fma_time(1LL << 32, 1));
    fma_all = fmin(fma_all, fma_time(1LL << 32, all));
  }
  printf("{\"isa\": \"%s\", \"threads\": %d, \"read_one\": %g, \"read_all\": %g, \"flops_one\": %g, \"flops_all\": %g}\n",
         ISA, all, 4.0 * FLOATS / read1, 4.0 * FLOATS / read_all, 0x1p33 / fma1, 0x1p33 / fma_all);
}

static long peak_memory(void) {
  char line[256];
  long kilobytes = 0;
  FILE *file = fopen("/proc/self/status", "r");
  while (file != NULL && fgets(line, sizeof line, file)) sscanf(line, "VmHWM: %ld", &kilobytes);
  if (file != NULL) fclose(file);
  return kilobytes * 1024;
}

int main(int count, char **arguments) {
  if (count != 2) {
    fprintf(stderr, "usage: limit DIRECTORY\n");
    return 64;
  }
  directory = arguments[1];
  char line[1024];
  while (fgets(line, sizeof line, stdin) != NULL) {
    char workload[64] = "";
    int repeat = 1;
    const char *name = strstr(line, "\"workload\": \""), *number = strstr(line, "\"repeat\": ");
    if (name != NULL) sscanf(name, "\"workload\": \"%63[^\"]", workload);
    if (number != NULL) sscanf(number, "\"repeat\": %d", &repeat);
    int counts = strstr(line, "\"counts\": true") != NULL;
    if (strcmp(workload, "peaks") == 0) {
      report_peaks();
    } else {
      double loss = NAN;
      double seconds = run(workload, counts, &loss);
      if (seconds < 0) {
        printf("{\"unsupported\": true}\n");
      } else {
        printf("{\"seconds\": [%.9g", seconds);
        for (int i = 1; i < repeat; i++) printf(", %.9g", run(workload, counts, &loss));
        if (isnan(loss)) {
          printf("], \"loss\": null, \"peak_rss_bytes\": %ld}\n", peak_memory());
        } else {
          printf("], \"loss\": %.9g, \"peak_rss_bytes\": %ld}\n", loss, peak_memory());
        }
      }
    }
    fflush(stdout);
  }
  return 0;
}
