import LogitFiles

#if canImport(Darwin)
  import Darwin
#elseif canImport(Musl)
  import Musl
#else
  import Glibc
#endif

/// Bytes that can be read from any place on, by several threads at once.
protocol ByteSource: Sendable {
  /// What to call it in messages.
  var name: String { get }
  /// The number of bytes.
  var size: Int { get }
  /// Fills a buffer as far as there are bytes, and returns how many.
  func read(into buffer: UnsafeMutableRawBufferPointer, at offset: Int) throws -> Int
}

/// Bytes in memory.
struct MemorySource: ByteSource {
  let name: String
  let bytes: [UInt8]

  var size: Int { bytes.count }

  func read(into buffer: UnsafeMutableRawBufferPointer, at offset: Int) -> Int {
    let count = max(0, min(buffer.count, bytes.count - offset))
    if count > 0 {
      bytes.withUnsafeBytes {
        buffer.copyMemory(from: UnsafeRawBufferPointer(rebasing: $0[offset..<offset + count]))
      }
    }
    return count
  }
}

/// A plain file.
///
/// Read with `pread` into small buffers rather than mapped: a block that is copied into the second-level cache and parsed
/// from there costs no more than page faults do, the file never counts as the process's memory, and a file that somebody
/// cuts off meanwhile ends early where a mapped one would kill the process (SIGBUS).
final class FileSource: ByteSource, Sendable {
  let name: String
  let size: Int
  private let descriptor: Int32

  /// Takes over a descriptor of a plain file.
  init(name: String, descriptor: Int32, size: Int) {
    self.name = name
    self.descriptor = descriptor
    self.size = size
  }

  deinit { close(descriptor) }

  func read(into buffer: UnsafeMutableRawBufferPointer, at offset: Int) throws -> Int {
    var done = 0
    let wanted = min(buffer.count, size - offset)
    while done < wanted {
      let count = pread(descriptor, buffer.baseAddress.map { $0 + done }, wanted - done, off_t(offset + done))
      if count < 0 && errno == EINTR { continue }
      guard count > 0 else {
        throw FileError.notRead(
          path: name,
          reason: count == 0
            ? "it ends at byte \(offset + done), sooner than when opened" : String(cString: strerror(errno)))
      }
      done += count
    }
    return max(done, 0)
  }
}

/// Where a reader gets its bytes.
enum ByteSources {
  /// The file at a path; pipes and devices are read to their end.
  ///
  /// - Throws: ``FileError/notRead(path:reason:)``.
  static func open(path: String) throws -> any ByteSource {
    let descriptor = openForReading(path)
    var status = stat()
    guard descriptor >= 0, fstat(descriptor, &status) == 0 else {
      let reason = String(cString: strerror(errno))
      if descriptor >= 0 { close(descriptor) }
      throw FileError.notRead(path: path, reason: reason)
    }
    switch status.st_mode & S_IFMT {
    case S_IFDIR:
      close(descriptor)
      throw FileError.notRead(path: path, reason: "it is a directory")
    case S_IFREG where status.st_size > 0:
      return FileSource(name: path, descriptor: descriptor, size: Int(status.st_size))
    default:
      // Also plain files of size 0: those in /proc have contents nevertheless.
      defer { close(descriptor) }
      return MemorySource(name: path, bytes: try bytes(of: descriptor, name: path))
    }
  }

  /// All bytes a descriptor has to give.
  static func bytes(of descriptor: Int32, name: String) throws -> [UInt8] {
    var bytes: [UInt8] = []
    var capacity = 1 << 16
    while true {
      var ended = false
      let block = try [UInt8](unsafeUninitializedCapacity: capacity) { buffer, count in
        while count < buffer.count {
          let got = Glue.read(descriptor, buffer.baseAddress.map { $0 + count }, buffer.count - count)
          if got < 0 && errno == EINTR { continue }
          guard got >= 0 else {
            throw FileError.notRead(path: name, reason: String(cString: strerror(errno)))
          }
          if got == 0 {
            ended = true
            return
          }
          count += got
        }
      }
      bytes += block
      if ended { return bytes }
      capacity = min(capacity * 2, 1 << 24)
    }
  }

  private static func openForReading(_ path: String) -> Int32 {
    Glue.open(path, O_RDONLY | O_CLOEXEC)
  }
}

extension ByteSources {
  /// What a source holds, decompressed if it begins like a gzip file.
  ///
  /// - Parameter limit: The most bytes to make.
  static func decompressed(_ source: any ByteSource, limit: Int) throws -> any ByteSource {
    var beginning = [UInt8](repeating: 0, count: 3)
    let count = try beginning.withUnsafeMutableBytes { try source.read(into: $0, at: 0) }
    guard Gzip.isGzip(beginning.prefix(count)) else { return source }
    var place = 0
    let input = CompressedInput(name: source.name) { buffer in
      let count = try source.read(into: buffer, at: place)
      place += count
      return count
    }
    let bytes = try Gzip.contents(
      of: GzipStream(input), limit: limit, expecting: min(4 * source.size, 1 << 28), name: source.name)
    return MemorySource(name: source.name, bytes: bytes)
  }
}

/// The system's functions whose names the types here use themselves.
enum Glue {
  static func read(_ descriptor: Int32, _ buffer: UnsafeMutableRawPointer?, _ count: Int) -> Int {
    #if canImport(Darwin)
      Darwin.read(descriptor, buffer, count)
    #elseif canImport(Musl)
      Musl.read(descriptor, buffer, count)
    #else
      Glibc.read(descriptor, buffer, count)
    #endif
  }

  static func open(_ path: String, _ flags: Int32) -> Int32 {
    #if canImport(Darwin)
      Darwin.open(path, flags)
    #elseif canImport(Musl)
      Musl.open(path, flags)
    #else
      Glibc.open(path, flags)
    #endif
  }
}
