import CLogitData
import LogitFiles

/// The bytes of a stream that have come and are not used yet.
struct StreamBuffer {
  private static let firstByteCount = 1 << 18
  private static let usualByteCount = 1 << 21
  /// How long to wait before asking whether to end, in milliseconds.
  private static let patience: Int32 = 50

  let input: ByteStream
  private let memory: MemoryLimit
  /// What makes separated values of the input, if it is one of JSON objects.
  private var records: JSONRecordText?
  private var storage = PaddedBuffer(byteCount: StreamBuffer.firstByteCount)
  /// What the last row ends with, if it has no end of line; `nil` until it is known.
  private var newline: UInt8?

  /// Where the bytes are that are not used yet.
  private(set) var unread = 0..<0
  /// Whether no more will come.
  private(set) var isAtEnd = false
  /// Whether the input ends without an end of line, which was added.
  private(set) var isEndAdded = false
  /// How many lines were used whose bytes are gone.
  private(set) var linesBefore = 0
  /// Asked while nothing comes; where it says yes, reading ends with a `CancellationError`. Never by default.
  var isInterrupted: () -> Bool = { false }

  init(_ input: ByteStream, within memory: MemoryLimit) { (self.input, self.memory) = (input, memory) }

  /// All bytes that are there; what was used before stands in front of the others.
  var bytes: UnsafeRawBufferPointer { UnsafeRawBufferPointer(storage.bytes) }
  var pointer: UnsafePointer<UInt8>? { storage.pointer }
  var capacity: Int { storage.capacity }

  /// A copy of all bytes that have come, for messages.
  var source: StoredBytes { StoredBytes(Array(bytes[..<unread.upperBound]), name: input.name) }

  var isFull: Bool { unread.upperBound >= capacity }
  /// Whether the bytes that are not used fill the buffer.
  var isFullOfUnread: Bool { isFull && unread.lowerBound == 0 }

  /// Notes that the bytes before a place are used.
  mutating func use(upTo place: Int) { unread = place..<unread.upperBound }

  /// Makes room for more; where nothing is used, the buffer grows.
  ///
  /// - Throws: `FileError.outOfMemory(source:limit:)`.
  mutating func makeRoom() throws {
    pointer.map { linesBefore += logit_data_count_lines($0, unread.lowerBound) }
    if isFullOfUnread {
      try grow()
    } else if capacity < Self.usualByteCount && isFull {
      storage = PaddedBuffer(byteCount: Self.usualByteCount, copying: storage.bytes[unread])
    } else {
      storage.moveToFront(unread)
    }
    unread = 0..<unread.count
  }

  /// Makes the buffer, of which nothing is used, twice as large.
  mutating func grow() throws {
    try memory.require(capacity * 2, for: input.name)
    storage = PaddedBuffer(byteCount: capacity * 2, copying: storage.bytes[unread])
  }

  /// Reads at least once, and continues while more is available without waiting.
  ///
  /// - Throws: `FileError.notRead(path:reason:)`, or `CancellationError`.
  mutating func fill() throws {
    while !isFull {
      while !(records?.isReady ?? false), !input.awaitBytes(milliseconds: Self.patience) {
        if isInterrupted() { throw CancellationError() }
      }
      let room = UnsafeMutableRawBufferPointer(rebasing: storage.bytes[unread.upperBound..<capacity])
      let count = try records?.read(into: room) ?? input.read(into: room)
      if count == 0 {
        isAtEnd = true
        return endLastLine()
      }
      unread = unread.lowerBound..<unread.upperBound + count
      if !(records?.isReady ?? input.isReady) { return }
    }
  }

  /// Waits for so many lines, unless the input ends before, or they fill the buffer.
  mutating func awaitLines(_ count: Int) throws {
    while !isAtEnd, !isFull, let start = pointer.map({ $0 + unread.lowerBound }),
      logit_data_count_lines(start, unread.count) < count
    {
      do { try fill() } catch is CancellationError { return }
    }
  }

  /// Says what lines end with, for the last one.
  mutating func endLines(with newline: UInt8) {
    self.newline = newline
    if isAtEnd { endLastLine() }
  }

  private mutating func endLastLine() {
    guard let newline, !unread.isEmpty, storage.bytes[unread.upperBound - 1] != newline else { return }
    isEndAdded = true
    storage.bytes[unread.upperBound] = newline
    unread = unread.lowerBound..<unread.upperBound + 1
  }

  /// Goes on with the separated values that are made of the input's objects.
  mutating func replace(by records: JSONRecordText) {
    (self.records, unread, isAtEnd) = (records, 0..<0, false)
  }
}
