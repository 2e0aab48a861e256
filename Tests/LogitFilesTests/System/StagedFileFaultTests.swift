import Foundation
import Testing

@testable import LogitFiles

/// What a fault leaves behind at any moment of writing a file: the old file, no other, no open descriptor,
/// and the first error.
@Suite struct StagedFileFaultTests {
  /// Calls that fail from some moment on, and what was asked of them.
  private final class Calls {
    /// A call, and what of it is done.
    enum Moment: Equatable { case write(after: Int), synchronize, close }

    private(set) var closed: [Descriptor] = []
    private var faults: [SystemError]
    private let moment: Moment
    private var written = 0
    /// How many bytes are taken at once.
    private let portion: Int

    init(failing moment: Moment, with faults: [SystemError], portion: Int) {
      (self.moment, self.faults, self.portion) = (moment, faults, portion)
    }

    /// The next of the faults; the last for ever.
    private func fail() throws(SystemError) {
      throw faults.count > 1 ? faults.removeFirst() : faults[0]
    }

    var calls: Descriptor.WritingCalls {
      Descriptor.WritingCalls(
        write: { (file, buffer) throws(SystemError) in
          var count = min(buffer.count, self.portion)
          if case .write(let room) = self.moment {
            count = min(count, room - self.written)
            if count == 0 { try self.fail() }
          }
          count = try Descriptor.writeSome(file, UnsafeRawBufferPointer(rebasing: buffer.prefix(count)))
          self.written += count
          return count
        },
        synchronize: { (file) throws(SystemError) in
          if self.moment == .synchronize { try self.fail() }
          try file.synchronize()
        },
        close: { (file) throws(SystemError) in
          self.closed.append(file)
          // As network file systems do that have no room for what they took: the descriptor is closed
          // nevertheless.
          try file.close()
          if self.moment == .close { try self.fail() }
        })
    }
  }

  /// A folder with an old file in it.
  private final class Folder {
    let path = FileSystem.temporaryPath("")
    var file: String { "\(path)/a.txt" }

    init() throws {
      try FileSystem.createDirectory(path)
      try StagedFile.write(Array("old".utf8), to: file)
    }

    deinit {
      for name in FileSystem.names(in: path) { FileSystem.removeFile("\(path)/\(name)") }
      FileSystem.removeDirectoryIfEmpty(path)
    }

    /// The files in the folder that the process has open.
    var openFiles: [String] {
      FileSystem.names(in: "/proc/self/fd").compactMap { number in
        try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/fd/\(number)")
      }.filter { $0.hasPrefix(path + "/") }
    }

    func expectUntouched(_ comment: Comment) throws {
      #expect(FileSystem.names(in: path) == ["a.txt"], comment)
      #expect(try StoredBytes(path: file).prefix(.max) == Array("old".utf8), comment)
      #expect(openFiles.isEmpty, comment)
    }
  }

  private static let pieces = ["first ", "second, longer ", "third"].map { Array($0.utf8) }
  private static let size = pieces.reduce(0) { $0 + $1.count }
  private static let faults = [SystemError.noSpaceLeft, .ioError, .brokenPipe, SystemError(code: EDQUOT)]

  /// Every moment at which something can fail.
  private static let moments: [Calls.Moment] =
    (0..<size).map { .write(after: $0) } + [.synchronize, .close]

  @Test(arguments: [1, 4, 1000])
  func `a fault at any moment leaves the old file and nothing else, and is the one that is told`(
    portion: Int
  ) throws {
    for (index, moment) in Self.moments.enumerated() {
      let folder = try Folder()
      // Later faults are others.
      let faults = (0..<4).map { Self.faults[(index + $0) % 4] }
      let calls = Calls(failing: moment, with: faults, portion: portion)
      let first = FileError.notWritten(path: folder.file, reason: faults[0].reason)
      let comment = Comment(rawValue: "\(moment)")
      do {
        let file = try StagedFile(folder.file, using: calls.calls)
        #expect(throws: first, comment) {
          for piece in Self.pieces { try file.write(piece) }
          try file.commit()
        }
        // Whoever goes on all the same is told why it was in vain, and never gets a file with a hole.
        for _ in 0..<2 {
          #expect(throws: first, comment) { try file.write(Self.pieces[0]) }
          #expect(throws: first, comment) { try file.finish() }
          #expect(throws: first, comment) { try file.commit() }
        }
        #expect(try StoredBytes(path: folder.file).prefix(.max) == Array("old".utf8), comment)
      }
      #expect(calls.closed.count == 1, comment)
      try folder.expectUntouched(comment)
    }
  }

  @Test func `a file that is given up, finished or committed is closed once`() throws {
    let folder = try Folder()
    for steps in 0..<4 {
      let calls = Calls(failing: .write(after: .max), with: Self.faults, portion: 7)
      do {
        let file = try StagedFile(folder.file, using: calls.calls)
        if steps > 0 { try file.write("old") }
        if steps > 1 { for _ in 0..<2 { try file.finish() } }
        if steps > 2 { try file.commit() }
        #expect(calls.closed.count == (steps > 1 ? 1 : 0))
      }
      #expect(calls.closed.count == 1, "\(steps) steps")
      try folder.expectUntouched("\(steps) steps")
    }
  }

  @Test func `the number of a closed file may be another's, which stays open`() throws {
    let folder = try Folder()
    for moment in [Calls.Moment.close, .write(after: .max)] {
      var others: [InputFile] = []
      do {
        let calls = Calls(failing: moment, with: Self.faults, portion: 100)
        let file = try StagedFile(folder.file, using: calls.calls)
        try file.write("old")
        try? file.finish()
        // One of these gets its number, unless another thread was faster.
        for _ in 0..<20 { others.append(try InputFile(path: folder.file)) }
      }
      var byte: [UInt8] = [0]
      for other in others { try byte.withUnsafeMutableBytes { try other.read(into: $0, at: 2) } }
      #expect(byte == Array("d".utf8))
    }
  }

  @Test(arguments: 0..<4)
  func `of several files none gets its name if one has a fault, and its fault is the one that is told`(
    faulty: Int
  ) throws {
    for moment in [Calls.Moment.write(after: 3), .synchronize, .close] {
      let folder = try Folder()
      let names = ["a.txt", "b.txt", "c.txt", "d.txt"].map { "\(folder.path)/\($0)" }
      let fault = FileError.notWritten(path: names[faulty], reason: SystemError.noSpaceLeft.reason)
      do {
        let files = try names.enumerated().map { index, name in
          let calls = Calls(
            failing: index == faulty ? moment : .write(after: .max), with: [.noSpaceLeft, .ioError],
            portion: 2)
          return try StagedFile(name, using: calls.calls)
        }
        for file in files { try? file.write("new text") }
        for _ in 0..<2 { #expect(throws: fault) { try StagedFile.commit(files) } }
      }
      try folder.expectUntouched("\(moment)")
    }
  }

  @Test func `a compressed file tells the first fault, too, and does not appear`() throws {
    // Bytes that cannot be compressed.
    var state: UInt64 = 1
    let bytes = (0..<300_000).map { _ -> UInt8 in
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return UInt8(truncatingIfNeeded: state >> 56)
    }
    for room in [0, 1, 9, 10, 5000, 100_000] {
      let folder = try Folder()
      let calls = Calls(failing: .write(after: room), with: [.noSpaceLeft, .ioError], portion: 4096)
      let first = FileError.notWritten(path: folder.file, reason: SystemError.noSpaceLeft.reason)
      do {
        let file = try StagedFile(folder.file, using: calls.calls)
        let sink = GzipSink(file)
        #expect(throws: first) {
          try sink.write(bytes)
          try sink.finish()
        }
        #expect(throws: first) { try sink.write(bytes) }
        #expect(throws: first) { try sink.finish() }
        #expect(throws: first) { try file.commit() }
      }
      try folder.expectUntouched("\(room) bytes")
    }
  }

  @Test func `bytes that pile up are passed on once, and after a fault not again`() throws {
    let folder = try Folder()
    let calls = Calls(failing: .write(after: 5), with: [.noSpaceLeft, .ioError], portion: 2)
    let first = FileError.notWritten(path: folder.file, reason: SystemError.noSpaceLeft.reason)
    do {
      let file = try StagedFile(folder.file, using: calls.calls)
      var output = ByteOutput(to: file)
      output.append(contentsOf: Array("new text".utf8))
      for _ in 0..<2 { #expect(throws: first) { try output.flush() } }
      #expect(throws: first) { try file.commit() }
    }
    try folder.expectUntouched("after a fault")
  }

  @Test func `what cannot be opened as it should leaves no descriptor open`() throws {
    let folder = try Folder()
    #expect(throws: FileError.notRead(path: folder.path, reason: "it is a directory")) {
      try InputFile(path: folder.path)
    }
    #expect(throws: FileError.notWritten(path: folder.path, reason: "Is a directory")) {
      try LogFile(path: folder.path, append: true)
    }
    #expect(throws: FileError.notWritten(path: "\(folder.path)/no/b", reason: "No such file or directory")) {
      try StagedFile("\(folder.path)/no/b")
    }
    let open = FileSystem.names(in: "/proc/self/fd").compactMap { number in
      try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/fd/\(number)")
    }
    #expect(!open.contains(folder.path))
    try folder.expectUntouched("nothing was opened")
  }

  @Test(.enabled(if: FileSystem.exists("/dev/full")))
  func `a device that is full is a fault of a log`() throws {
    let log = try LogFile(path: "/dev/full", append: true)
    for _ in 0..<2 {
      #expect(throws: FileError.notWritten(path: "/dev/full", reason: "No space left on device")) {
        try log.write("line\n")
      }
    }
  }
}
