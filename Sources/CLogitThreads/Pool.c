// The pool: a generation counter that opens a region, a claim for each of its parts, and a count of those
// that are done.
//
// Each thread begins with the parts that were its own in the regions before, whose data its cache still
// holds, and then helps with the others. No thread waits for one that has not begun: only parts that were
// claimed are waited for, so on a busy machine a thread that gets no processor costs nothing.

#include "CLogitThreads.h"

#include <pthread.h>
#include <sched.h>
#include <stdatomic.h>
#include <stdlib.h>

/// How long a thread spins before it sleeps, and the caller before it yields its processor.
#define SPIN_COUNT 20000
#define YIELD_COUNT 2000

/// Parts per thread: enough for others to help a late thread, few enough to cost nothing.
#define PARTS_PER_THREAD 4

struct logit_pool {
  int thread_count;  // the caller's included
  pthread_t *threads;

  // The current region. Written while no part can be claimed, read only by whoever has claimed one.
  logit_part part;
  const void *context;
  int64_t count;
  int64_t part_size;

  atomic_int part_count;  // parts that are not empty; where threads begin, so a stale value does no harm

  atomic_uint generation;
  atomic_uint *claims;  // for each part, the generation in which it was last claimed
  atomic_int done;      // parts of this generation that are done
  atomic_int is_used;
  unsigned started;  // the generation of the region begun by logit_pool_start
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

/// Claims and does parts, the thread's own first, until all are claimed. When a generation is over, every
/// part has been claimed, so a late thread does nothing.
static void do_parts(logit_pool *pool, int index, unsigned generation, int should_run) {
  int claim_count = pool->thread_count * PARTS_PER_THREAD;
  int start = atomic_load_explicit(&pool->part_count, memory_order_relaxed) * index / pool->thread_count;
  for (int i = 0; i < claim_count; i++) {
    int number = (start + i) % claim_count;
    unsigned claim = atomic_load_explicit(&pool->claims[number], memory_order_relaxed);
    int is_claimed = (int)(claim - generation) >= 0;
    if (is_claimed || !atomic_compare_exchange_strong(&pool->claims[number], &claim, generation)) continue;
    int64_t first = number * pool->part_size;
    int64_t end = first + pool->part_size < pool->count ? first + pool->part_size : pool->count;
    if (first < end && should_run) pool->part(pool->context, first, end);
    atomic_fetch_add_explicit(&pool->done, 1, memory_order_release);
  }
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
    do_parts(self.pool, self.index, seen, 1);
  }
}

/// Opens the next generation, and wakes sleeping threads. A thread on its way to sleep holds the mutex until
/// it waits, so it cannot miss the signal.
static unsigned open_generation(logit_pool *pool) {
  unsigned generation = atomic_fetch_add(&pool->generation, 1) + 1;
  if (atomic_load(&pool->sleepers) > 0) {
    pthread_mutex_lock(&pool->mutex);
    pthread_cond_broadcast(&pool->wake);
    pthread_mutex_unlock(&pool->mutex);
  }
  return generation;
}

logit_pool *logit_pool_create(int threads) {
  logit_pool *pool = calloc(1, sizeof *pool);
  if (pool == NULL) return NULL;
  pthread_mutex_init(&pool->mutex, NULL);
  pthread_cond_init(&pool->wake, NULL);
  pool->threads = calloc((size_t)threads, sizeof *pool->threads);
  pool->claims = calloc((size_t)threads * PARTS_PER_THREAD, sizeof *pool->claims);
  pool->thread_count = 1;
  if (pool->threads == NULL || pool->claims == NULL) return pool;
  for (int index = 1; index < threads; index++) {
    worker *self = malloc(sizeof *self);
    if (self == NULL) break;
    *self = (worker){pool, index};
    if (pthread_create(&pool->threads[index], NULL, worker_main, self) != 0) {
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
  open_generation(pool);
  for (int index = 1; index < pool->thread_count; index++) pthread_join(pool->threads[index], NULL);
  pthread_cond_destroy(&pool->wake);
  pthread_mutex_destroy(&pool->mutex);
  free(pool->claims);
  free(pool->threads);
  free(pool);
}

int logit_pool_thread_count(const logit_pool *pool) { return pool->thread_count; }

/// Sets up a region for the thread that holds the pool.
static void set_region(logit_pool *pool, logit_part part, const void *context, int64_t count, int64_t grain) {
  int claim_count = pool->thread_count * PARTS_PER_THREAD;
  int64_t grains = (count + grain - 1) / grain;
  pool->part = part;
  pool->context = context;
  pool->count = count;
  pool->part_size = (grains + claim_count - 1) / claim_count * grain;
  int part_count = (int)((count + pool->part_size - 1) / pool->part_size);
  atomic_store_explicit(&pool->part_count, part_count, memory_order_relaxed);
  atomic_store_explicit(&pool->done, 0, memory_order_relaxed);
}

/// Waits until all parts are done, and gives the pool back.
static void end_region(logit_pool *pool) {
  int claim_count = pool->thread_count * PARTS_PER_THREAD;
  for (int spins = 0; atomic_load_explicit(&pool->done, memory_order_acquire) < claim_count; spins++) {
    if (spins < YIELD_COUNT) {
      pause_briefly();
    } else {
      sched_yield();
    }
  }
  atomic_store_explicit(&pool->is_used, 0, memory_order_release);
}

static int take_pool(logit_pool *pool) {
  int unused = 0;
  return pool != NULL && pool->thread_count > 1 && atomic_compare_exchange_strong(&pool->is_used, &unused, 1);
}

void logit_pool_run(logit_pool *pool, logit_part part, const void *context, int64_t count, int64_t grain) {
  if (count <= grain || !take_pool(pool)) {
    if (count > 0) part(context, 0, count);
    return;
  }
  set_region(pool, part, context, count, grain);
  do_parts(pool, 0, open_generation(pool), 1);
  end_region(pool);
}

int logit_pool_start(logit_pool *pool, logit_part part, const void *context) {
  if (!take_pool(pool)) return 0;
  set_region(pool, part, context, 1, 1);
  pool->started = open_generation(pool);
  return 1;
}

void logit_pool_finish(logit_pool *pool, int should_run) {
  do_parts(pool, 0, pool->started, should_run);
  end_region(pool);
}
