#include "CLogitData.h"

#if defined(__GLIBC__)
#include <malloc.h>
#endif

/* glibc keeps memory that is freed in the middle of its heap. A table that is freed chunk by chunk would
   stay in memory beside the matrix made from it; malloc_trim returns every whole free page. Other
   allocators do so by themselves. */
void logit_data_return_freed_memory(void) {
#if defined(__GLIBC__)
  malloc_trim(0);
#endif
}
