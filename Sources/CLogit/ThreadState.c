// The last error of each thread, and memory that a thread uses again and again.
//
// Why C: Swift has no variables of a thread of its own, and these are read on every call.

#include "CLogit.h"

#include <pthread.h>
#include <stdlib.h>
#include <string.h>

typedef struct {
  int32_t status;
  char *code;
  char *message;
  void *memory;
  size_t size;
} thread_state;

static _Thread_local thread_state *own;
static pthread_key_t key;
static int has_key;
static pthread_once_t once = PTHREAD_ONCE_INIT;

static void free_state(void *argument) {
  thread_state *state = argument;
  free(state->code);
  free(state->message);
  free(state->memory);
  free(state);
  // A destructor of another library may still call.
  own = NULL;
}

static void make_key(void) { has_key = pthread_key_create(&key, free_state) == 0; }

/// The state of the calling thread; NULL if there is no memory for it.
static thread_state *state(void) {
  if (own != NULL) return own;
  pthread_once(&once, make_key);
  own = calloc(1, sizeof *own);
  // Where the system has no place for it, the state stays after the thread, which is all there is to lose.
  if (own != NULL && has_key) pthread_setspecific(key, own);
  return own;
}

void logit_keep_error(int32_t status, const char *code, const char *message) {
  thread_state *kept = state();
  if (kept == NULL) return;
  free(kept->code);
  free(kept->message);
  kept->status = status;
  kept->code = strdup(code);
  kept->message = strdup(message);
}

const char *logit_last_error(void) { return own != NULL && own->message != NULL ? own->message : ""; }

const char *logit_last_error_code(void) { return own != NULL && own->code != NULL ? own->code : ""; }

int32_t logit_last_error_status(void) { return own != NULL ? own->status : LOGIT_OK; }

void *logit_thread_memory(size_t size) {
  thread_state *kept = state();
  if (kept == NULL) return NULL;
  if (kept->size >= size) return kept->memory;
  free(kept->memory);
  kept->memory = malloc(size);
  kept->size = kept->memory != NULL ? size : 0;
  return kept->memory;
}

int32_t logit_abi_version(void) { return LOGIT_ABI_VERSION; }

void logit_free_text(char *text) { free(text); }
