// Two functions of Swift's runtime for what is linked statically.
//
// The runtime's own find their way by /proc when a program starts: one parses the map of the whole memory to
// find the arguments, the other looks for a program that prints backtraces. Where there is no /proc, as in an
// empty chroot, there are then no arguments, and the process ends. The C library knows the arguments, and
// what is linked statically goes where there is no such program.

static int count;
static char **arguments;

__attribute__((constructor)) static void keep_arguments(int found_count, char **found, char **environment) {
  (void)environment;
  count = found_count;
  arguments = found;
}

char **_swift_stdlib_getUnsafeArgvArgc(int *found_count);
void _swift_stdlib_overrideUnsafeArgvArgc(char **others, int other_count);
char *swift_copyAuxiliaryExecutablePath(const char *name);

char **_swift_stdlib_getUnsafeArgvArgc(int *found_count) {
  static char *none[] = {0};
  *found_count = arguments ? count : 0;
  return arguments ? arguments : none;
}

void _swift_stdlib_overrideUnsafeArgvArgc(char **others, int other_count) {
  arguments = others;
  count = other_count;
}

char *swift_copyAuxiliaryExecutablePath(const char *name) {
  (void)name;
  return 0;
}
