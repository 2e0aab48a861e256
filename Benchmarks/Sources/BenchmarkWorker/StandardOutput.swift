#if canImport(Darwin)
import Darwin
#else
import Glibc
#endif

/// Standard output, which carries replies and, for a while, may be a terminal.
enum StandardOutput {
  /// Runs `body` with standard output connected to the terminal at `path`, or unchanged without a path.
  static func connected(to path: String?, _ body: () throws -> Void) throws {
    guard let path else { return try body() }
    let terminal = open(path, O_RDWR | O_NOCTTY)
    guard terminal >= 0 else { throw TerminalNotOpened(path: path) }
    let saved = dup(STDOUT_FILENO)
    dup2(terminal, STDOUT_FILENO)
    close(terminal)
    defer {
      dup2(saved, STDOUT_FILENO)
      close(saved)
    }
    try body()
  }

  struct TerminalNotOpened: Error {
    var path: String
  }
}
