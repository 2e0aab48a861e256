// What every processor of the architecture has.

#pragma clang fp contract(off)
#define JOINED_NAME(name, level) name##_##level
#define NAME_OF(name) JOINED_NAME(name, baseline)
#define NAME(name) NAME_OF(name)
#define LOOPS logit_row_loops_baseline

#include "Rows.inc"
