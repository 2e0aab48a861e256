// Texts by code, and codes by text.

#include <stdlib.h>

#include "Fields.h"

struct logit_texts {
  uint8_t *bytes;     // all texts, one after another, and padding
  size_t byte_count, byte_capacity;
  size_t *offsets;    // count + 1
  uint32_t *hashes;
  uint32_t count, capacity;
  uint32_t *slots;    // open addressing; code + 1, or 0 for an empty slot
  uint32_t mask;
  uint8_t *scratch;   // for texts whose "" are replaced by "
  size_t scratch_capacity;
};

static void *checked(void *memory) {
  if (memory == NULL) abort();
  return memory;
}

logit_texts *logit_texts_create(void) {
  logit_texts *texts = checked(calloc(1, sizeof *texts));
  texts->capacity = 64;
  texts->mask = 127;
  texts->byte_capacity = 1024;
  texts->bytes = checked(calloc(texts->byte_capacity + LOGIT_DATA_PADDING, 1));
  texts->offsets = checked(calloc(texts->capacity + 1, sizeof *texts->offsets));
  texts->hashes = checked(calloc(texts->capacity, sizeof *texts->hashes));
  texts->slots = checked(calloc((size_t)texts->mask + 1, sizeof *texts->slots));
  return texts;
}

void logit_texts_destroy(logit_texts *texts) {
  if (texts == NULL) return;
  free(texts->bytes);
  free(texts->offsets);
  free(texts->hashes);
  free(texts->slots);
  free(texts->scratch);
  free(texts);
}

uint32_t logit_texts_count(const logit_texts *texts) { return texts->count; }

const uint8_t *logit_texts_get(const logit_texts *texts, uint32_t code, size_t *count) {
  *count = texts->offsets[code + 1] - texts->offsets[code];
  return texts->bytes + texts->offsets[code];
}

INLINE uint64_t mixed(uint64_t hash, uint64_t word) {
  unsigned __int128 product = (unsigned __int128)(hash ^ word) * 0x9E3779B97F4A7C15u;
  return (uint64_t)product ^ (uint64_t)(product >> 64);
}

INLINE uint32_t hash_of(const uint8_t *bytes, size_t count) {
  uint64_t hash = 0x243F6A8885A308D3u + count;
  for (; count >= 8; bytes += 8, count -= 8) hash = mixed(hash, load64(bytes));
  if (count > 0) hash = mixed(hash, load64(bytes) << (64 - 8 * count));
  return (uint32_t)(hash ^ hash >> 32);
}

static void grow_slots(logit_texts *texts) {
  free(texts->slots);
  texts->mask = texts->mask * 2 + 1;
  texts->slots = checked(calloc((size_t)texts->mask + 1, sizeof *texts->slots));
  for (uint32_t code = 0; code < texts->count; code++) {
    uint32_t slot = texts->hashes[code] & texts->mask;
    while (texts->slots[slot] != 0) slot = (slot + 1) & texts->mask;
    texts->slots[slot] = code + 1;
  }
}

static int32_t append(logit_texts *texts, const uint8_t *bytes, size_t count, uint32_t hash, uint32_t slot) {
  if (texts->count == INT32_MAX) abort();
  if (texts->count == texts->capacity) {
    texts->capacity *= 2;
    texts->offsets = checked(realloc(texts->offsets, ((size_t)texts->capacity + 1) * sizeof *texts->offsets));
    texts->hashes = checked(realloc(texts->hashes, texts->capacity * sizeof *texts->hashes));
  }
  if (texts->byte_capacity - texts->byte_count < count) {
    texts->byte_capacity = (texts->byte_capacity + count) * 2;
    texts->bytes = checked(realloc(texts->bytes, texts->byte_capacity + LOGIT_DATA_PADDING));
  }
  memcpy(texts->bytes + texts->byte_count, bytes, count);
  texts->byte_count += count;
  uint32_t code = texts->count++;
  texts->offsets[code + 1] = texts->byte_count;
  texts->hashes[code] = hash;
  texts->slots[slot] = code + 1;
  if (texts->count * 2ull > texts->mask) grow_slots(texts);
  return (int32_t)code;
}

/// The code of a text, or -1 if it is new; then *slot is where it goes.
INLINE int32_t find(const logit_texts *texts, const uint8_t *bytes, size_t count, uint32_t hash, uint32_t *slot) {
  for (uint32_t place = hash & texts->mask;; place = (place + 1) & texts->mask) {
    uint32_t entry = texts->slots[place];
    if (entry == 0) {
      *slot = place;
      return -1;
    }
    size_t start = texts->offsets[entry - 1];
    if (texts->hashes[entry - 1] == hash && texts->offsets[entry] - start == count &&
        memcmp(texts->bytes + start, bytes, count) == 0) {
      return (int32_t)(entry - 1);
    }
  }
}

int32_t logit_texts_code(logit_texts *texts, const uint8_t *bytes, size_t count) {
  uint32_t slot = 0, hash = hash_of(bytes, count);
  int32_t code = find(texts, bytes, count, hash, &slot);
  return code >= 0 ? code : append(texts, bytes, count, hash, slot);
}

void logit_texts_merge(logit_texts *to, const logit_texts *from, int32_t *codes) {
  for (uint32_t i = 0; i < from->count; i++) {
    const uint8_t *bytes = from->bytes + from->offsets[i];
    size_t count = from->offsets[i + 1] - from->offsets[i];
    uint32_t slot = 0;
    int32_t code = find(to, bytes, count, from->hashes[i], &slot);
    codes[i] = code >= 0 ? code : append(to, bytes, count, from->hashes[i], slot);
  }
}

void logit_texts_recode(int32_t *codes, size_t count, const int32_t *map) {
  for (size_t i = 0; i < count; i++) codes[i] = codes[i] < 0 ? codes[i] : map[codes[i]];
}

size_t logit_utf8_prefix(const uint8_t *bytes, size_t count) {
  size_t i = 0;
  while (i < count) {
    while (count - i >= 8) {
      uint64_t word = load64(bytes + i);
      if ((word & EACH_BYTE(0x80)) != 0 || zero_bytes(word) != 0) break;
      i += 8;
    }
    if (i == count) break;
    uint8_t first = bytes[i];
    if (first != 0 && first < 0x80) {
      i++;
      continue;
    }
    // The smallest second byte rules out overlong forms, the largest one surrogates and characters beyond
    // U+10FFFF (Unicode 15, table 3-7).
    size_t more = first >= 0xF0 ? 3 : first >= 0xE0 ? 2 : 1;
    uint8_t smallest = first == 0xE0 ? 0xA0 : first == 0xF0 ? 0x90 : 0x80;
    uint8_t largest = first == 0xED ? 0x9F : first == 0xF4 ? 0x8F : 0xBF;
    if (first < 0xC2 || first > 0xF4 || count - i <= more) return i;
    if (bytes[i + 1] < smallest || bytes[i + 1] > largest) return i;
    for (size_t k = 2; k <= more; k++) {
      if ((bytes[i + k] & 0xC0) != 0x80) return i;
    }
    i += more + 1;
  }
  return count;
}

/// The text without the first of two bytes wherever it is one of these.
static logit_field unescaped(logit_texts *texts, logit_field field, uint8_t quote, uint8_t escape) {
  if (memchr(field.start, quote, field.count) == NULL && memchr(field.start, escape, field.count) == NULL) {
    return field;
  }
  if (texts->scratch_capacity < field.count) {
    free(texts->scratch);
    texts->scratch_capacity = field.count * 2;
    texts->scratch = checked(calloc(texts->scratch_capacity + LOGIT_DATA_PADDING, 1));
  }
  size_t count = 0;
  for (size_t i = 0; i < field.count; i++) {
    if ((field.start[i] == quote || field.start[i] == escape) && i + 1 < field.count) i++;
    texts->scratch[count++] = field.start[i];
  }
  return (logit_field){texts->scratch, count};
}

size_t logit_csv_texts(const logit_csv_fields *fields, size_t first, size_t end, logit_texts *texts, int utf8,
                       int32_t *output) {
  const uint8_t escape = fields->escape;
  for (size_t row = first; row < end; row++) {
    logit_field field = without_blanks(field_at(fields, row));
    // A word for missing values may itself begin with an escape, as \N does.
    int missing = escape != 0 && is_missing(fields->words, field);
    if (is_quoted(field)) {
      field = unescaped(texts, without_quotes(field), '"', escape != 0 ? escape : '"');
    } else if (escape != 0) {
      field = unescaped(texts, field, escape, escape);
    }
    if (missing || is_missing(fields->words, field)) {
      output[row] = -1;
      continue;
    }
    uint32_t slot = 0, hash = hash_of(field.start, field.count);
    int32_t code = find(texts, field.start, field.count, hash, &slot);
    if (code < 0) {
      if (utf8 ? logit_utf8_prefix(field.start, field.count) < field.count
               : memchr(field.start, 0, field.count) != NULL) {
        return row;
      }
      code = append(texts, field.start, field.count, hash, slot);
    }
    output[row] = code;
  }
  return end;
}
