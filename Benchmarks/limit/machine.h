// What the machine can do at best: read memory, multiply and add, with one thread or with all.

#include <pthread.h>
#include <stdatomic.h>
#include <stdint.h>
#include <unistd.h>

enum { MOST_THREADS = 64 };

// Without it GCC keeps the sums in memory.
#if defined(__GNUC__) && !defined(__clang__)
#define UNROLL _Pragma("GCC unroll 16")
#else
#define UNROLL
#endif

typedef void work(int64_t part, int64_t parts, void *context);

typedef struct {
  work *body;
  void *context;
  int64_t part, parts;
  atomic_int *ready, *go;
} share;

static void *run_share(void *argument) {
  share *s = argument;
  atomic_fetch_add(s->ready, 1);
  while (!atomic_load_explicit(s->go, memory_order_acquire)) _mm_pause();
  s->body(s->part, s->parts, s->context);
  return NULL;
}

static int processor_count(void) {
  long count = sysconf(_SC_NPROCESSORS_ONLN);
  return count < 1 ? 1 : count > MOST_THREADS ? MOST_THREADS : (int)count;
}

/// Seconds that `threads` threads take, from when all are awake to when the last is done.
static double time_of(work *body, void *context, int threads) {
  pthread_t handles[MOST_THREADS];
  share shares[MOST_THREADS];
  atomic_int ready = 0, go = 0;
  for (int i = 0; i < threads; i++) shares[i] = (share){body, context, i, threads, &ready, &go};
  for (int i = 1; i < threads; i++) {
    if (pthread_create(&handles[i], NULL, run_share, &shares[i]) != 0) {
      fprintf(stderr, "limit: cannot start a thread\n");
      exit(1);
    }
  }
  while (atomic_load(&ready) < threads - 1) _mm_pause();
  double start = seconds_now();
  atomic_store_explicit(&go, 1, memory_order_release);
  body(0, threads, context);
  for (int i = 1; i < threads; i++) pthread_join(handles[i], NULL);
  return seconds_now() - start;
}

typedef struct {
  const float *input;
  float *output;  // a float for each `row` floats of input, or NULL
  int64_t count, row;
} stream;

static volatile float sink;

static void read_stream(int64_t part, int64_t parts, void *context) {
  stream *s = context;
  const int64_t unit = 16 * LANES;
  int64_t units = s->count / unit, first = units * part / parts, last = units * (part + 1) / parts;
  vector sums[16];
  for (int i = 0; i < 16; i++) sums[i] = splat(0);
  for (int64_t u = first; u < last; u++) {
    const float *p = s->input + u * unit;
    UNROLL
    for (int i = 0; i < 16; i++) sums[i] = add(sums[i], load(p + i * LANES));
  }
  for (int i = 1; i < 16; i++) sums[0] = add(sums[0], sums[i]);
  sink = fold(sums[0]);
  if (s->output == NULL) return;
  int64_t outputs = s->count / s->row / LANES;
  for (int64_t i = outputs * part / parts; i < outputs * (part + 1) / parts; i++) {
    store(s->output + i * LANES, sums[0]);
  }
}

/// Does its part of `*context` multiplications with additions.
static void multiply_and_add(int64_t part, int64_t parts, void *context) {
  int64_t rounds = *(int64_t *)context / LANES / 16 / parts;
  vector sums[16], a = splat(1.0001f + (float)part * 1e-6f), b = splat(1e-6f);
  for (int i = 0; i < 16; i++) sums[i] = splat((float)i);
  for (int64_t round = 0; round < rounds; round++) {
    UNROLL
    for (int i = 0; i < 16; i++) sums[i] = fma(sums[i], a, b);
  }
  for (int i = 1; i < 16; i++) sums[0] = add(sums[0], sums[i]);
  sink = fold(sums[0]);
}
