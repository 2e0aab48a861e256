#include "CLogitData.h"

#if defined(__GLIBC__)
#include <malloc.h>
#endif

/* glibc keeps what is freed in the middle of its heap. A table that is given back piece by piece would stay in memory
   beside the matrix made of it; malloc_trim hands every whole free page back. Elsewhere allocators do so by themselves. */
void logit_data_return_freed_memory(void) {
#if defined(__GLIBC__)
  malloc_trim(0);
#endif
}
