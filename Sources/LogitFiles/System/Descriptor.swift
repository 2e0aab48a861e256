#if canImport(Darwin)
import Darwin
#elseif canImport(Musl)
import Musl
#else
import Glibc
#endif

/// Why the system refused a call.
package struct SystemError: Error, Equatable, Sendable {
  /// The value of `errno`.
  package let code: Int32

  /// The error of a number.
  package init(code: Int32) { self.code = code }

  /// That the disk is full.
  package static let noSpaceLeft = SystemError(code: ENOSPC)

  /// That nobody reads the other end of a pipe any more.
  package static let brokenPipe = SystemError(code: EPIPE)

  /// That a device does not do what it should.
  static let ioError = SystemError(code: EIO)

  static let alreadyExists = SystemError(code: EEXIST)

  /// That links lead in a circle.
  static let tooManyLinks = SystemError(code: ELOOP)

  /// The error of the call that has just failed.
  static var last: SystemError { SystemError(code: errno) }

  /// The system's words for it, such as "No such file or directory".
  package var reason: String { String(cString: strerror(code)) }
}

/// A file that the system has open, by its number. It says nothing about who closes it.
package struct Descriptor: Sendable, Equatable {
  /// What a file is opened for.
  enum Purpose {
    /// To be read; a pipe without a writer is waited for, or is not.
    case reading(waitsForWriter: Bool)
    /// To be written, under a name that nothing has yet, not even a link; for its owner alone or as the
    /// process's mask says.
    case creating(isPrivate: Bool)
    /// To be written behind its end, emptied first or not, or made if it is not there.
    case appending(emptied: Bool)

    fileprivate var flags: Int32 {
      switch self {
      case .reading(let waitsForWriter): O_RDONLY | (waitsForWriter ? 0 : O_NONBLOCK)
      case .creating: O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW
      case .appending(let emptied): O_WRONLY | O_CREAT | O_APPEND | (emptied ? O_TRUNC : 0)
      }
    }

    /// Who may use a file that is made; the process's mask takes from it.
    fileprivate var permissions: mode_t {
      if case .creating(isPrivate: true) = self { 0o600 } else { 0o666 }
    }
  }

  package static let standardInput = Descriptor(STDIN_FILENO)
  package static let standardOutput = Descriptor(STDOUT_FILENO)
  package static let standardError = Descriptor(STDERR_FILENO)

  /// The system's number for it.
  package let number: Int32

  /// A file that is open already.
  package init(_ number: Int32) { self.number = number }

  /// Opens a file.
  init(opening path: String, for purpose: Purpose) throws(SystemError) {
    number = open(path, purpose.flags | O_CLOEXEC, purpose.permissions)
    guard number >= 0 else { throw .last }
  }

  /// Opens something in the place of standard input, output and error where they are closed, so that no file
  /// opened later gets their numbers and is then taken for them. Using them fails as if they were closed:
  /// what is opened cannot be read, or written.
  ///
  /// Called before anything else is opened.
  package static func openMissingStandardFiles() {
    for file in [standardInput, standardOutput, standardError] where fcntl(file.number, F_GETFD) < 0 {
      // The system gives the lowest free number.
      _ = open("/dev/null", file == standardInput ? O_WRONLY : O_RDONLY)
    }
  }

  /// What is open.
  func kind() throws(SystemError) -> FileKind { try status().kind }

  /// What the system says of the open file.
  package func status() throws(SystemError) -> FileStatus {
    var status = stat()
    guard fstat(number, &status) == 0 else { throw .last }
    return FileStatus(status)
  }

  /// Gives the open file the owner and permissions of another, as far as this process may.
  func take(ownerAndPermissionsOf other: FileStatus) {
    let isOwned = fchown(number, other.owner, other.group) == 0
    if !isOwned { _ = fchown(number, .max, other.group) }
    // Rights that come with the owner are not given to another one.
    _ = fchmod(number, other.permissions & (isOwned ? 0o7777 : 0o777))
  }

  /// Whether it is a terminal.
  package var isTerminal: Bool { isatty(number) == 1 }

  /// Whether a read would return at once.
  ///
  /// - Parameter milliseconds: How long to wait for that.
  func isReady(within milliseconds: Int32) -> Bool {
    var request = pollfd(fd: number, events: Int16(POLLIN), revents: 0)
    return poll(&request, 1, milliseconds) == 1
  }

  /// Reads the bytes that come next, as many as are there and fit, waiting for the first.
  ///
  /// - Returns: How many they are; 0 at the end.
  func read(into buffer: UnsafeMutableRawBufferPointer) throws(SystemError) -> Int {
    try Self.repeated { systemRead(number, buffer.baseAddress, buffer.count) }
  }

  /// Reads bytes from a place on, as many as the system gives at once.
  func read(into buffer: UnsafeMutableRawBufferPointer, at offset: Int) throws(SystemError) -> Int {
    try Self.repeated { pread(number, buffer.baseAddress, buffer.count, off_t(offset)) }
  }

  /// Writes some of a buffer's bytes to an open file, and returns how many.
  package typealias SystemWrite =
    (_ file: Descriptor, _ buffer: UnsafeRawBufferPointer) throws(SystemError) -> Int

  /// The system's own call for it.
  package static func writeSome(
    _ file: Descriptor, _ buffer: UnsafeRawBufferPointer
  ) throws(SystemError) -> Int {
    try repeated { systemWrite(file.number, buffer.baseAddress, buffer.count) }
  }

  /// The calls that bring a file to the disk: the system's own, or others in tests, such as those of a disk
  /// that is full.
  package struct WritingCalls {
    package typealias Call = (_ file: Descriptor) throws(SystemError) -> Void

    let write: SystemWrite
    let synchronize: Call
    let close: Call

    /// Takes the calls that are not to be the system's own.
    package init(
      write: @escaping SystemWrite = Descriptor.writeSome,
      synchronize: @escaping Call = { (file) throws(SystemError) in try file.synchronize() },
      close: @escaping Call = { (file) throws(SystemError) in try file.close() }
    ) {
      (self.write, self.synchronize, self.close) = (write, synchronize, close)
    }
  }

  /// Writes all bytes.
  ///
  /// - Parameters:
  ///   - buffer: The bytes.
  ///   - write: The system call; another one in tests, such as that of a disk that is full.
  func write(_ buffer: UnsafeRawBufferPointer, using write: SystemWrite = Self.writeSome) throws(SystemError)
  {
    var written = 0
    while written < buffer.count {
      let count = try write(self, UnsafeRawBufferPointer(rebasing: buffer[written...]))
      // A device that takes nothing and says no reason would be asked for ever.
      guard count > 0 else { throw .ioError }
      written += count
    }
  }

  /// Waits until all that was written is on the disk.
  package func synchronize() throws(SystemError) {
    guard fsync(number) == 0 else { throw .last }
  }

  /// Closes the file. Its number may be that of another file afterwards, even if an error is thrown.
  package func close() throws(SystemError) {
    guard systemClose(number) == 0 else { throw .last }
  }

  /// Makes a call that returns a count, again when a signal interrupted it.
  private static func repeated(_ call: () -> Int) throws(SystemError) -> Int {
    while true {
      let count = call()
      if count >= 0 { return count }
      if errno != EINTR { throw .last }
    }
  }
}

// The calls whose names the methods above use themselves.
private let systemRead = read
private let systemWrite = write
private let systemClose = close
