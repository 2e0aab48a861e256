// Shared by the checks.

#ifndef CHECK_H
#define CHECK_H

#include "CLogitData.h"
#include "CLogitKernels.h"

/// Begins the numbers that follow anew.
void seed(uint32_t number);
uint32_t draw(void);
void *reserve(size_t count, size_t size);
/// Numbers from -scale up to scale.
float *floats(int64_t count, float scale);
double *doubles(int64_t count, double scale);
/// Whole numbers below `classes`.
float *labels(int64_t count, uint32_t classes);

/// Adds results to the checksum of the group.
void add(const void *bytes, size_t count);
void add_floats(const float *values, int64_t count);
void add_doubles(const double *values, int64_t count);
/// Prints the checksum of a group.
void finish(const char *group);

void check_kernels(const logit_kernels *kernels);
void check_parser(const logit_data_kernels *kernels);

#endif
