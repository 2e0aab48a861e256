#if canImport(Darwin)
import Darwin
#elseif canImport(Musl)
import Musl
#else
import Glibc
#endif

/// Another program.
package enum ChildProcess {
  /// Runs a program, found along `PATH`, and waits for its end. It takes signals as if this process did
  /// nothing special with them.
  ///
  /// - Parameters:
  ///   - program: The program's name.
  ///   - arguments: Its arguments.
  /// - Returns: Whether it ended without an error of its own.
  /// - Throws: ``SystemError`` if it cannot be started or waited for.
  package static func run(_ program: String, _ arguments: [String]) throws(SystemError) -> Bool {
    var words: [UnsafeMutablePointer<CChar>?] = ([program] + arguments).map { strdup($0) } + [nil]
    defer { words.forEach { free($0) } }
    #if canImport(Darwin)
    var child: pid_t = 0
    #else
    var child = pid_t()
    #endif
    #if canImport(Darwin)
    var attributes: posix_spawnattr_t?
    #else
    var attributes = posix_spawnattr_t()
    #endif
    posix_spawnattr_init(&attributes)
    defer { posix_spawnattr_destroy(&attributes) }
    var signals = sigset_t()
    sigemptyset(&signals)
    posix_spawnattr_setsigmask(&attributes, &signals)
    for ignored in [SIGPIPE, SIGXFSZ] { sigaddset(&signals, ignored) }
    posix_spawnattr_setsigdefault(&attributes, &signals)
    posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF))
    let status = posix_spawnp(&child, program, nil, &attributes, &words, environ)
    guard status == 0 else { throw SystemError(code: status) }
    var result: Int32 = 0
    while waitpid(child, &result, 0) < 0 {
      // A signal ended the waiting, not the program.
      guard errno == EINTR else { throw .last }
    }
    return result == 0
  }
}
