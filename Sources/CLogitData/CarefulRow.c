#include "CarefulRow.h"

#include <string.h>

static logit_careful skip_line(logit_csv_rows *tile) {
  const uint8_t *start = tile->bytes + tile->position;
  const uint8_t *end = memchr(start, tile->newline, tile->count - tile->position);
  if (end == NULL) return CAREFUL_MORE;
  tile->position = (size_t)(end - tile->bytes) + 1;
  return CAREFUL_SKIPPED;
}

/// Whether the line holds only spaces and tabs.
static int is_blank_line(const logit_csv_rows *tile) {
  size_t p = tile->position;
  const uint8_t *bytes = tile->bytes;
  while (p < tile->count && (bytes[p] == ' ' || bytes[p] == '\t') && bytes[p] != tile->separator) p++;
  if (tile->newline == '\n' && p + 1 < tile->count && bytes[p] == '\r' && bytes[p + 1] == '\n') p++;
  return p < tile->count && bytes[p] == tile->newline;
}

/// The position after the closing quote of the field that opens at `open`, or SIZE_MAX if the bytes end
/// before it is certain.
static size_t end_of_quoted(const logit_csv_rows *tile, size_t open) {
  size_t p = open + 1;
  for (;;) {
    const uint8_t *quote = p < tile->count ? memchr(tile->bytes + p, '"', tile->count - p) : NULL;
    if (quote == NULL) return SIZE_MAX;
    p = (size_t)(quote - tile->bytes) + 1;
    if (p >= tile->count) return SIZE_MAX;
    if (tile->bytes[p] != '"') return p;
    p++;
  }
}

logit_careful logit_csv_careful_row(logit_csv_rows *tile) {
  const uint8_t *bytes = tile->bytes;
  const size_t start = tile->position, count = tile->count;
  tile->problem = SIZE_MAX;
  if (tile->comment != 0 && start < count && bytes[start] == tile->comment) return skip_line(tile);
  if (is_blank_line(tile)) return skip_line(tile);

  uint32_t *ends = tile->ends + (size_t)tile->rows * tile->columns;
  uint32_t fields = 0;
  size_t p = start;
  for (;;) {
    if (p < count && bytes[p] == '"') {
      size_t open = p;
      p = end_of_quoted(tile, open);
      if (p == SIZE_MAX) {
        tile->problem = open;
        return CAREFUL_MORE;
      }
      if (tile->newline == '\n' && bytes[p] == '\r') {
        if (p + 1 >= count) return CAREFUL_MORE;
        if (bytes[p + 1] == '\n') p++;
      }
      if (bytes[p] != tile->separator && bytes[p] != tile->newline) {
        const uint8_t *line = memchr(bytes + p, tile->newline, count - p);
        if (line == NULL) return CAREFUL_MORE;
        tile->resume = (size_t)(line - bytes) + 1;
        tile->problem = p;
        tile->fields = fields;
        return CAREFUL_TEXT_AFTER_QUOTE;
      }
    } else {
      while (p < count && bytes[p] != tile->separator && bytes[p] != tile->newline) p++;
      if (p >= count) return CAREFUL_MORE;
    }
    if (fields < tile->columns) ends[fields] = (uint32_t)p;
    fields++;
    if (bytes[p++] == tile->newline) break;
  }
  if (fields != tile->columns) {
    tile->problem = start;
    tile->fields = fields;
    tile->resume = p;
    return CAREFUL_RAGGED;
  }
  tile->befores[tile->rows] = (uint32_t)start - 1;
  tile->position = p;
  return CAREFUL_ROW;
}
