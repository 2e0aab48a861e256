// How a region of work is handed to the pool's threads.

#ifndef LOGIT_POOL_H
#define LOGIT_POOL_H

#include "CLogitThreads.h"

/// A part of a region: does the items from `first` up to, not including, `end`.
typedef void (*logit_part)(const void *context, int64_t first, int64_t end);

/// Divides `count` items among the threads, in runs that are multiples of `grain` items, and returns when all are done.
void logit_pool_run(logit_pool *pool, logit_part part, const void *context, int64_t count, int64_t grain);

#endif
