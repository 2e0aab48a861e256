/// Compressed bytes that are fetched piece by piece, as an ``Inflater`` wants them.
///
/// The decoder looks up to eight bytes ahead. So that it needs no special case at the end, the input goes on
/// with zeros there; whoever takes more than there was finds ``isOverrun``.
package final class CompressedInput {
  /// Fills the front of a buffer with the bytes that follow, and returns how many they are; 0 at the end.
  package typealias Source = (UnsafeMutableRawBufferPointer) throws -> Int

  private static let capacity = 1 << 18
  /// What stays readable behind the end.
  private static let margin = 64

  /// What the bytes come from, for messages.
  package let name: String
  private let source: Source
  let bytes: UnsafeMutablePointer<UInt8>
  /// Where the next byte is.
  var position = 0
  /// One past the last byte fetched.
  private(set) var end = 0
  private(set) var isComplete = false
  /// How many bytes were there before the first that is still kept.
  private var forgotten = 0

  package init(name: String, source: @escaping Source) {
    self.name = name
    self.source = source
    bytes = .allocate(capacity: Self.capacity + Self.margin)
    bytes.initialize(repeating: 0, count: Self.capacity + Self.margin)
  }

  /// Reads from memory, which must stay as it is until the last byte was read.
  package convenience init(name: String, memory: UnsafeRawBufferPointer) {
    var rest = memory[...]
    self.init(name: name) { buffer in
      let count = min(buffer.count, rest.count)
      buffer.copyMemory(from: UnsafeRawBufferPointer(rebasing: rest.prefix(count)))
      rest = rest.dropFirst(count)
      return count
    }
  }

  deinit { bytes.deallocate() }

  /// The place of the next byte, counted from 1.
  package var place: Int { forgotten + position + 1 }

  /// The last position from which eight bytes can be read without fetching more.
  var lastSafePosition: Int { isComplete ? end + Self.margin - 16 : end - 8 }

  /// Whether more was taken than there was.
  var isOverrun: Bool { position > end }

  /// Makes sure that eight bytes can be read, if there are as many, fetching more.
  ///
  /// - Throws: ``FileError/damaged(source:item:expected:found:remedy:)`` if the input has ended long since.
  func refill() throws {
    while position > lastSafePosition {
      guard !isComplete else { throw truncated() }
      // Bytes that the decoder has looked at may be given back, so eight of them stay.
      let kept = max(position - 8, 0)
      bytes.update(from: bytes + kept, count: end - kept)
      forgotten += kept
      position -= kept
      end -= kept
      let count = try source(UnsafeMutableRawBufferPointer(start: bytes + end, count: Self.capacity - end))
      isComplete = count == 0
      end += count
      if isComplete { (bytes + end).update(repeating: 0, count: Self.margin) }
    }
  }

  /// The next byte; `nil` at the end.
  package func next() throws -> UInt8? {
    try refill()
    guard position < end else { return nil }
    defer { position += 1 }
    return bytes[position]
  }

  /// Copies bytes that follow: as many as are there already, at least one.
  func take(into destination: UnsafeMutablePointer<UInt8>, atMost count: Int) throws -> Int {
    try refill()
    let taken = min(count, end - position)
    guard taken > 0 else { throw truncated() }
    destination.update(from: bytes + position, count: taken)
    position += taken
    return taken
  }

  func truncated() -> FileError {
    .damaged(
      source: name, item: "the compressed data", expected: "complete",
      found: "cut off after \(forgotten + end) bytes", remedy: "fetch or make the file again")
  }
}
