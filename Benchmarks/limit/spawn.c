// Runs a command and prints what it took: wall time and processor time in seconds, peak memory in bytes.
//
// A program of its own because a process inherits the memory mark of the one that starts it, and an interpreter's
// would hide a small program's.

#define _GNU_SOURCE
#include <fcntl.h>
#include <stdio.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

int main(int count, char **arguments) {
  if (count < 2) {
    fprintf(stderr, "usage: spawn COMMAND [ARGUMENT ...]\n");
    return 64;
  }
  struct timespec start, end;
  clock_gettime(CLOCK_MONOTONIC, &start);
  pid_t child = fork();
  if (child == 0) {
    int null = open("/dev/null", O_WRONLY);
    dup2(null, 1);
    execvp(arguments[1], arguments + 1);
    perror(arguments[1]);
    _exit(127);
  }
  int status;
  struct rusage usage;
  if (child < 0 || wait4(child, &status, 0, &usage) < 0) {
    perror("spawn");
    return 1;
  }
  clock_gettime(CLOCK_MONOTONIC, &end);
  double wall = (double)(end.tv_sec - start.tv_sec) + 1e-9 * (double)(end.tv_nsec - start.tv_nsec);
  double user = (double)usage.ru_utime.tv_sec + 1e-6 * (double)usage.ru_utime.tv_usec;
  printf("{\"seconds\": %.6f, \"user_seconds\": %.6f, \"peak_rss_bytes\": %ld, \"status\": %d}\n", wall, user,
         usage.ru_maxrss * 1024, WIFEXITED(status) ? WEXITSTATUS(status) : 128);
  return 0;
}
