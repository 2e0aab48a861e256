#if canImport(Darwin)
import Darwin
#elseif canImport(Musl)
import Musl
#else
import Glibc
#endif

/// Numbers that are 0 at first, of which only those that are touched take up memory: the system gives pages of
/// zeros when they are first written to.
struct SumStorage: @unchecked Sendable {
  // A value: whoever writes has a copy of their own.
  private final class Memory {
    let base: UnsafeMutablePointer<Double>
    let count: Int

    /// - Throws: ``LogitError/invalidOption(name:value:expected:)`` if there is no room.
    init(count: Int) throws(LogitError) {
      guard let memory = calloc(max(count, 1), MemoryLayout<Double>.stride) else {
        throw .invalidOption(
          name: "The number of sums", value: "\(count)", expected: "fewer, since memory has no room for them")
      }
      base = memory.assumingMemoryBound(to: Double.self)
      self.count = count
    }

    deinit { free(base) }
  }

  private var memory: Memory

  init(count: Int) throws(LogitError) { memory = try Memory(count: count) }

  /// Where the numbers are, as long as the storage lives and nobody asks for ``writable()``.
  var pointer: UnsafePointer<Double> { UnsafePointer(memory.base) }

  /// Where the numbers are, to write them; valid until the next call of any method.
  mutating func writable() throws(LogitError) -> UnsafeMutablePointer<Double> {
    if !isKnownUniquelyReferenced(&memory) { try copy(count: memory.count) }
    return memory.base
  }

  /// Adds zeros behind the numbers.
  mutating func grow(to count: Int) throws(LogitError) { try copy(count: count) }

  private mutating func copy(count: Int) throws(LogitError) {
    let larger = try Memory(count: max(count, memory.count))
    larger.base.update(from: memory.base, count: memory.count)
    memory = larger
  }
}
