// The functions of logit.h, and what their implementation in Swift needs of C.

#ifndef CLOGIT_H
#define CLOGIT_H

#include "logit.h"

/// What a model's pointer points to. The mark tells it from other memory, and from a model that was freed
/// while its memory is not used for something else yet.
struct logit_model {
  uint64_t mark;
  void *object;
  int64_t columns;
  int64_t classes;
};

#define LOGIT_MODEL_MARK 0x6C6F6769742D6D31ull

/// Keeps what logit_last_error says to the calling thread. The texts are copied.
void logit_keep_error(int32_t status, const char *code, const char *message);

/// Memory of the calling thread of at least `size` bytes, aligned as for any type, which is there until the
/// next call or the end of the thread; NULL if there is none. So that predictions of rows that follow each
/// other allocate nothing.
void *logit_thread_memory(size_t size);

#endif
