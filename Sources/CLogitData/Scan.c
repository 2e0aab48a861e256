#include "CLogitData.h"

size_t logit_data_count_byte(const uint8_t *bytes, size_t count, uint8_t byte) {
  size_t found = 0;
  for (size_t i = 0; i < count; i++) found += bytes[i] == byte;
  return found;
}
