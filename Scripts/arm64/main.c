// Prints a checksum of what each group of loops computes from made-up data, for one instruction set:
//
//     check avx2 | avx512 | neon | baseline
//
// Scripts/check-arm64 runs it on this machine and, compiled for arm64, in an emulator, and compares the lines.

#include "check.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static uint32_t state = 1;

void seed(uint32_t number) { state = number * 2654435761u | 1; }

uint32_t draw(void) {
  state = state * 1664525u + 1013904223u;
  return state;
}

/// Memory that is never given back: the process is short.
void *reserve(size_t count, size_t size) {
  void *memory = NULL;
  if (posix_memalign(&memory, 64, count * size + 64) != 0) exit(1);
  memset(memory, 0xFF, count * size + 64);
  return memory;
}

float *floats(int64_t count, float scale) {
  float *values = reserve((size_t)count, sizeof(float));
  for (int64_t i = 0; i < count; i++) values[i] = ((float)(draw() >> 8) * 0x1p-23f - 1) * scale;
  return values;
}

double *doubles(int64_t count, double scale) {
  double *values = reserve((size_t)count, sizeof(double));
  for (int64_t i = 0; i < count; i++) values[i] = ((double)(draw() >> 8) * 0x1p-23 - 1) * scale;
  return values;
}

float *labels(int64_t count, uint32_t classes) {
  float *values = reserve((size_t)count, sizeof(float));
  for (int64_t i = 0; i < count; i++) values[i] = (float)((draw() >> 16) % classes);
  return values;
}

static uint64_t hash = 0xCBF29CE484222325u;

void add(const void *bytes, size_t count) {
  const uint8_t *p = bytes;
  for (size_t i = 0; i < count; i++) hash = (hash ^ p[i]) * 0x100000001B3u;
}

// Not-a-number has many bit patterns, and machines make different ones; none is ever written to a file.
void add_floats(const float *values, int64_t count) {
  for (int64_t i = 0; i < count; i++) {
    float value = values[i] == values[i] ? values[i] : __builtin_nanf("");
    add(&value, sizeof value);
  }
}

void add_doubles(const double *values, int64_t count) {
  for (int64_t i = 0; i < count; i++) {
    double value = values[i] == values[i] ? values[i] : __builtin_nan("");
    add(&value, sizeof value);
  }
}

void finish(const char *group) {
  printf("%-36s %016llx\n", group, (unsigned long long)hash);
  hash = 0xCBF29CE484222325u;
}

int main(int count, char **arguments) {
  static const struct {
    const char *name;
    logit_level level;
    logit_data_level data;
  } levels[] = {
      {"baseline", LOGIT_LEVEL_BASELINE, LOGIT_DATA_BASELINE},
      {"avx2", LOGIT_LEVEL_AVX2, LOGIT_DATA_AVX2},
      {"avx512", LOGIT_LEVEL_AVX512, LOGIT_DATA_AVX512},
      {"neon", LOGIT_LEVEL_NEON, LOGIT_DATA_BASELINE},
  };
  for (size_t i = 0; i < sizeof levels / sizeof levels[0]; i++) {
    if (count != 2 || strcmp(arguments[1], levels[i].name) != 0) continue;
    const logit_kernels *kernels = logit_kernels_for_level(levels[i].level);
    const logit_data_kernels *data = logit_data_kernels_for_level(levels[i].data);
    if (kernels == NULL || data == NULL) return 2;
    check_kernels(kernels);
    check_parser(data);
    return 0;
  }
  return 64;
}
