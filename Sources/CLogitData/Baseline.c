// Any machine: plain C vectors.

#include "CarefulRow.h"
#include "Decimal.h"
#include "Fields.h"

#define NAME(name) name##_baseline

// Only ever inlined, so that no calling convention is needed.
#pragma clang diagnostic ignored "-Wpsabi"

typedef uint8_t u8x64 __attribute__((ext_vector_type(64)));
typedef _Bool b64 __attribute__((ext_vector_type(64)));

INLINE uint64_t bits(u8x64 bytes, uint8_t byte) {
  b64 equal = __builtin_convertvector(bytes == (u8x64)byte, b64);
  uint64_t mask;
  memcpy(&mask, &equal, 8);
  return mask;
}

INLINE found_marks find_marks_baseline(const uint8_t *p, uint8_t separator, uint8_t newline, uint8_t other) {
  u8x64 bytes;
  memcpy(&bytes, p, 64);
  return (found_marks){bits(bytes, separator), bits(bytes, newline), bits(bytes, '"'), bits(bytes, other)};
}

#include "Kernels.inc"
