#if canImport(Darwin)
import Darwin
#elseif canImport(Musl)
import Musl
#else
import Glibc
#endif

extension ChildProcess {
  /// How a program ended.
  package enum Ending: Equatable, Sendable {
    /// By itself, with a status.
    case status(Int32)
    /// By a signal.
    case signal(Int32)
    /// It was ended because it took too long.
    case tooLong
  }

  /// The programs that run, each in a process group of its own, so that none goes on when a signal ends this
  /// process. They are started and waited for under one lock, so that none of these numbers is another program's.
  private static let running = Locked<Set<pid_t>>([])

  /// Runs a program with nothing to read, keeps what it writes in files, and ends it and its own children
  /// after some time, or when a signal ends this process.
  ///
  /// - Parameters:
  ///   - program: The program's path or name, which is looked for along `PATH`.
  ///   - arguments: Its arguments.
  ///   - output: The file for its standard output, which is made or emptied.
  ///   - errors: The file for its standard error, likewise.
  ///   - seconds: How long it may take.
  /// - Returns: How it ended.
  /// - Throws: ``SystemError`` if it cannot be started or waited for.
  package static func run(
    _ program: String, _ arguments: [String], output: String, errors: String, seconds: Double
  ) throws(SystemError) -> Ending {
    let child = try running.withLock { (running) throws(SystemError) in
      let child = try start(program, arguments, output: output, errors: errors)
      running.insert(child)
      return child
    }
    var waited = 0.0
    // Short at first, since most programs take some milliseconds.
    var pause = 0.0005
    while true {
      let found = try running.withLock { (running) throws(SystemError) in
        try ended(child, among: &running, isTooLong: waited >= seconds)
      }
      if let found { return found }
      usleep(UInt32(pause * 1e6))
      waited += pause
      pause = min(pause * 1.5, 0.05)
    }
  }

  /// How a program ended; `nil` if it still runs.
  ///
  /// - Parameter isTooLong: Whether it is ended now if it still runs.
  private static func ended(
    _ child: pid_t, among running: inout Set<pid_t>, isTooLong: Bool
  ) throws(SystemError) -> Ending? {
    var result: Int32 = 0
    let found = waitpid(child, &result, WNOHANG)
    if found == child {
      running.remove(child)
      return ending(result)
    }
    guard found == 0 || errno == EINTR else {
      let error = SystemError.last
      running.remove(child)
      throw error
    }
    guard isTooLong else { return nil }
    kill(-child, SIGKILL)
    while waitpid(child, &result, 0) < 0 && errno == EINTR {}
    running.remove(child)
    return .tooLong
  }

  /// Ends the programs that run, before this process ends: what they write later would be left behind.
  ///
  /// - Parameter end: Ends this process; meanwhile no other program is started.
  static func endAll(_ end: () -> Never) -> Never {
    running.withLock { (running) -> Never in
      for child in running { kill(-child, SIGTERM) }
      // Time enough to remove their own unfinished files.
      for _ in 0..<1000 where !running.isEmpty {
        running = running.filter { waitpid($0, nil, WNOHANG) == 0 }
        usleep(1000)
      }
      for child in running {
        kill(-child, SIGKILL)
        waitpid(child, nil, 0)
      }
      end()
    }
  }

  /// What `wait` says of a process that has ended.
  private static func ending(_ result: Int32) -> Ending {
    let signal = result & 0x7F
    return signal == 0 ? .status((result >> 8) & 0xFF) : .signal(signal)
  }

  /// Starts a program in a process group of its own.
  private static func start(
    _ program: String, _ arguments: [String], output: String, errors: String
  ) throws(SystemError) -> pid_t {
    var words: [UnsafeMutablePointer<CChar>?] = ([program] + arguments).map { strdup($0) } + [nil]
    defer { words.forEach { free($0) } }
    #if canImport(Darwin)
    var attributes: posix_spawnattr_t?
    var actions: posix_spawn_file_actions_t?
    #else
    var attributes = posix_spawnattr_t()
    var actions = posix_spawn_file_actions_t()
    #endif
    posix_spawnattr_init(&attributes)
    posix_spawn_file_actions_init(&actions)
    defer {
      posix_spawnattr_destroy(&attributes)
      posix_spawn_file_actions_destroy(&actions)
    }
    posix_spawn_file_actions_addopen(&actions, STDIN_FILENO, "/dev/null", O_RDONLY, 0)
    posix_spawn_file_actions_addopen(&actions, STDOUT_FILENO, output, O_WRONLY | O_CREAT | O_TRUNC, 0o600)
    posix_spawn_file_actions_addopen(&actions, STDERR_FILENO, errors, O_WRONLY | O_CREAT | O_TRUNC, 0o600)
    var signals = sigset_t()
    sigemptyset(&signals)
    posix_spawnattr_setsigmask(&attributes, &signals)
    for ignored in [SIGPIPE, SIGXFSZ] { sigaddset(&signals, ignored) }
    posix_spawnattr_setsigdefault(&attributes, &signals)
    posix_spawnattr_setpgroup(&attributes, 0)
    posix_spawnattr_setflags(
      &attributes, Int16(POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF | POSIX_SPAWN_SETPGROUP))
    var child = pid_t()
    let status = posix_spawnp(&child, program, &actions, &attributes, &words, environ)
    guard status == 0 else { throw SystemError(code: status) }
    return child
  }
}
