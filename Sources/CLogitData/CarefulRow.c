#include "CarefulRow.h"

#include <string.h>

#include "Fields.h"

static int ends_line(uint8_t byte) { return byte == '\n' || byte == '\r'; }

/// The position after the end of line that begins at `p`, or SIZE_MAX if the bytes end before it is certain.
static size_t after_line_end(const logit_csv_rows *tile, size_t p) {
  if (tile->bytes[p] == '\r' && tile->newline == '\n') {
    if (p + 1 >= tile->count) return SIZE_MAX;
    if (tile->bytes[p + 1] == '\n') return p + 2;
  }
  return p + 1;
}

static logit_careful skip_line(logit_csv_rows *tile) {
  size_t p = tile->position;
  while (p < tile->count && !ends_line(tile->bytes[p])) p++;
  size_t after = p < tile->count ? after_line_end(tile, p) : SIZE_MAX;
  if (after == SIZE_MAX) return CAREFUL_MORE;
  tile->position = after;
  return CAREFUL_SKIPPED;
}

/// The first position from `p` on that holds no blank; separators are none.
static size_t after_blanks(const logit_csv_rows *tile, size_t p) {
  while (p < tile->count && is_blank(tile->bytes[p]) && tile->bytes[p] != tile->separator) p++;
  return p;
}

/// The position after the closing quote of the field that opens at `open`, or SIZE_MAX if the bytes end
/// before it is certain.
static size_t end_of_quoted(const logit_csv_rows *tile, size_t open) {
  for (size_t p = open + 1; p < tile->count; p++) {
    uint8_t byte = tile->bytes[p];
    if (tile->escape != 0 && byte == tile->escape) {
      p++;
    } else if (byte == '"') {
      if (p + 1 >= tile->count) return SIZE_MAX;
      if (tile->bytes[p + 1] != '"') return p + 1;
      p++;
    }
  }
  return SIZE_MAX;
}

/// The position after the unquoted field that begins at `p`; at least tile->count if the bytes end before.
static size_t end_of_plain(const logit_csv_rows *tile, size_t p) {
  for (; p < tile->count; p++) {
    uint8_t byte = tile->bytes[p];
    if (byte == tile->separator || ends_line(byte)) break;
    if (tile->escape != 0 && byte == tile->escape) p++;
  }
  return p;
}

logit_careful logit_csv_careful_row(logit_csv_rows *tile) {
  const uint8_t *bytes = tile->bytes;
  const size_t start = tile->position, count = tile->count;
  tile->problem = SIZE_MAX;
  if (tile->comment != 0 && start < count && bytes[start] == tile->comment) return skip_line(tile);
  size_t p = after_blanks(tile, start);
  if (p < count && ends_line(bytes[p])) return skip_line(tile);

  uint32_t *ends = tile->ends + (size_t)tile->rows * tile->columns;
  uint32_t fields = 0;
  size_t after = SIZE_MAX;
  for (p = start;; p++) {
    size_t open = after_blanks(tile, p);
    if (open < count && bytes[open] == '"') {
      p = end_of_quoted(tile, open);
      if (p == SIZE_MAX) {
        tile->problem = open;
        return CAREFUL_MORE;
      }
      p = after_blanks(tile, p);
      if (p < count && bytes[p] != tile->separator && !ends_line(bytes[p])) {
        size_t line = p;
        while (line < count && !ends_line(bytes[line])) line++;
        after = line < count ? after_line_end(tile, line) : SIZE_MAX;
        if (after == SIZE_MAX) return CAREFUL_MORE;
        tile->resume = after;
        tile->problem = p;
        tile->fields = fields;
        return CAREFUL_TEXT_AFTER_QUOTE;
      }
    } else {
      p = end_of_plain(tile, open);
    }
    if (p >= count) return CAREFUL_MORE;
    if (fields < tile->columns) ends[fields] = (uint32_t)p;
    fields++;
    if (bytes[p] == tile->separator) continue;
    after = after_line_end(tile, p);
    if (after == SIZE_MAX) return CAREFUL_MORE;
    break;
  }
  if (tile->may_lack_last && fields + 1 == tile->columns) ends[fields++] = (uint32_t)p;
  if (fields != tile->columns) {
    tile->problem = start;
    tile->fields = fields;
    tile->resume = after;
    return CAREFUL_RAGGED;
  }
  tile->befores[tile->rows] = (uint32_t)start - 1;
  tile->position = after;
  return CAREFUL_ROW;
}
