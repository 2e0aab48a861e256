// The pool: one generation counter that starts a region, one counter that ends it.

#include "Pool.h"

#include <pthread.h>
#include <stdatomic.h>
#include <stdlib.h>

/// How long a thread spins before it sleeps: about 100 microseconds, several steps of a small network.
#define SPIN_COUNT 20000

struct logit_pool {
  int thread_count;  // the caller's included
  pthread_t *threads;

  // The region at hand; written by the caller before it raises the generation, read by the others after.
  logit_part part;
  const void *context;
  int64_t count;
  int64_t grain;

  atomic_int is_used;
  atomic_uint generation;
  atomic_int unfinished;  // threads that have not finished the region
  atomic_int should_end;

  pthread_mutex_t mutex;  // guards going to sleep
  pthread_cond_t wake;
  atomic_int sleepers;
};

typedef struct {
  logit_pool *pool;
  int index;
} worker;

static void pause_briefly(void) {
#if defined(__x86_64__)
  __builtin_ia32_pause();
#elif defined(__aarch64__)
  __asm__ volatile("yield");
#endif
}

/// The share of thread `index`: whole grains, spread as evenly as they go.
static void run_share(const logit_pool *pool, int index) {
  int64_t grains = (pool->count + pool->grain - 1) / pool->grain;
  int64_t first = grains * index / pool->thread_count * pool->grain;
  int64_t end = grains * (index + 1) / pool->thread_count * pool->grain;
  if (end > pool->count) end = pool->count;
  if (first < end) pool->part(pool->context, first, end);
}

/// Waits for a generation other than the one seen; returns it.
static unsigned wait_for_work(logit_pool *pool, unsigned seen) {
  for (int i = 0; i < SPIN_COUNT; i++) {
    unsigned generation = atomic_load_explicit(&pool->generation, memory_order_acquire);
    if (generation != seen) return generation;
    pause_briefly();
  }
  pthread_mutex_lock(&pool->mutex);
  atomic_fetch_add(&pool->sleepers, 1);
  unsigned generation;
  while ((generation = atomic_load(&pool->generation)) == seen) pthread_cond_wait(&pool->wake, &pool->mutex);
  atomic_fetch_sub(&pool->sleepers, 1);
  pthread_mutex_unlock(&pool->mutex);
  return generation;
}

static void *worker_main(void *argument) {
  worker self = *(worker *)argument;
  free(argument);
  unsigned seen = 0;
  for (;;) {
    seen = wait_for_work(self.pool, seen);
    if (atomic_load(&self.pool->should_end)) return NULL;
    run_share(self.pool, self.index);
    atomic_fetch_sub_explicit(&self.pool->unfinished, 1, memory_order_release);
  }
}

/// Raises the generation, and wakes those that sleep. A thread on its way to sleep holds the mutex until it waits, so
/// it cannot miss the signal.
static void start_generation(logit_pool *pool) {
  atomic_fetch_add(&pool->generation, 1);
  if (atomic_load(&pool->sleepers) > 0) {
    pthread_mutex_lock(&pool->mutex);
    pthread_cond_broadcast(&pool->wake);
    pthread_mutex_unlock(&pool->mutex);
  }
}

logit_pool *logit_pool_create(int threads) {
  logit_pool *pool = calloc(1, sizeof *pool);
  if (pool == NULL) return NULL;
  pthread_mutex_init(&pool->mutex, NULL);
  pthread_cond_init(&pool->wake, NULL);
  pool->thread_count = 1;
  pool->threads = threads > 1 ? calloc((size_t)(threads - 1), sizeof *pool->threads) : NULL;
  for (int index = 1; index < threads && pool->threads != NULL; index++) {
    worker *self = malloc(sizeof *self);
    if (self == NULL) break;
    *self = (worker){pool, index};
    if (pthread_create(&pool->threads[index - 1], NULL, worker_main, self) != 0) {
      free(self);
      break;
    }
    pool->thread_count += 1;
  }
  return pool;
}

void logit_pool_destroy(logit_pool *pool) {
  if (pool == NULL) return;
  atomic_store(&pool->should_end, 1);
  start_generation(pool);
  for (int index = 1; index < pool->thread_count; index++) pthread_join(pool->threads[index - 1], NULL);
  pthread_cond_destroy(&pool->wake);
  pthread_mutex_destroy(&pool->mutex);
  free(pool->threads);
  free(pool);
}

int logit_pool_thread_count(const logit_pool *pool) { return pool->thread_count; }

void logit_pool_run(logit_pool *pool, logit_part part, const void *context, int64_t count, int64_t grain) {
  int unused = 0;
  if (pool->thread_count == 1 || count <= grain || !atomic_compare_exchange_strong(&pool->is_used, &unused, 1)) {
    if (count > 0) part(context, 0, count);
    return;
  }
  pool->part = part;
  pool->context = context;
  pool->count = count;
  pool->grain = grain;
  atomic_store_explicit(&pool->unfinished, pool->thread_count - 1, memory_order_relaxed);
  start_generation(pool);
  run_share(pool, 0);
  while (atomic_load_explicit(&pool->unfinished, memory_order_acquire) > 0) pause_briefly();
  atomic_store_explicit(&pool->is_used, 0, memory_order_release);
}
