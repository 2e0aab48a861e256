// One row, byte by byte: the fallback of the fast loop for a row that is not plain.

#ifndef LOGIT_DATA_CAREFUL_ROW_H
#define LOGIT_DATA_CAREFUL_ROW_H

#include "CLogitData.h"

typedef enum {
  CAREFUL_ROW,      // written to tile->ends; tile->position advanced
  CAREFUL_SKIPPED,  // blank or a comment; tile->position advanced
  CAREFUL_MORE,
  CAREFUL_RAGGED,
  CAREFUL_TEXT_AFTER_QUOTE,
} logit_careful;

/// Reads the row at tile->position as row tile->rows.
logit_careful logit_csv_careful_row(logit_csv_rows *tile);

#endif
