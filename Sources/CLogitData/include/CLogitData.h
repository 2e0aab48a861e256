/* The loops that go over every byte of a data file. C, so that one binary can carry several instruction sets. */
#ifndef CLOGIT_DATA_H
#define CLOGIT_DATA_H

#include <stddef.h>
#include <stdint.h>

/* The number of bytes equal to `byte` among `count` from `bytes` on. */
size_t logit_data_count_byte(const uint8_t *bytes, size_t count, uint8_t byte);

#endif
