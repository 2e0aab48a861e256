/// The buffer behind a ``Tensor``: a fixed number of scalars, 64-byte aligned so that a row of SIMD lanes
/// never straddles a cache line.
///
/// Several tensors may share one storage; a tensor that is about to write makes sure first that it is
/// the only owner (see ``Tensor/withUnsafeMutableBufferPointer(_:)``). That discipline is what makes the
/// unchecked conformance to `Sendable` sound.
@usableFromInline
final class TensorStorage<Scalar: BitwiseCopyable & Sendable>: @unchecked Sendable {
  @inlinable
  static var alignment: Int { 64 }

  @usableFromInline
  let elements: UnsafeMutableBufferPointer<Scalar>

  /// Creates a storage of `count` scalars whose values are unspecified until written.
  @inlinable
  init(uninitializedCount count: Int) {
    let bytes = UnsafeMutableRawPointer.allocate(
      byteCount: Swift.max(count, 1) * MemoryLayout<Scalar>.stride, alignment: Self.alignment)
    elements = UnsafeMutableBufferPointer(
      start: bytes.bindMemory(to: Scalar.self, capacity: count), count: count)
  }

  deinit {
    UnsafeMutableRawPointer(mutating: elements.baseAddress)?.deallocate()
  }

  @inlinable
  func copy() -> TensorStorage {
    let other = TensorStorage(uninitializedCount: elements.count)
    UnsafeMutableRawBufferPointer(other.elements).copyMemory(from: UnsafeRawBufferPointer(elements))
    return other
  }
}
