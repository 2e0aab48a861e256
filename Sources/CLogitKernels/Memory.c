// Memory for large arrays.

#include <stdlib.h>

#include "CLogitKernels.h"

#if defined(__linux__)
#include <sys/mman.h>
#endif

#define CACHE_LINE 64
#define LARGE_PAGE (2 << 20)

void *logit_allocate(int64_t bytes) {
  int is_large = bytes >= 2 * LARGE_PAGE;
  void *memory = NULL;
  if (posix_memalign(&memory, is_large ? LARGE_PAGE : CACHE_LINE, bytes > 0 ? (size_t)bytes : 1) != 0) return NULL;
#if defined(__linux__) && defined(MADV_HUGEPAGE)
  // Whole large pages only, so that no more memory becomes resident than the array needs.
  if (is_large) madvise(memory, (size_t)bytes / LARGE_PAGE * LARGE_PAGE, MADV_HUGEPAGE);
#endif
  return memory;
}
