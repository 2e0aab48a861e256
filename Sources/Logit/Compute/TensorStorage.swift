import CLogitKernels

#if canImport(Darwin)
import Darwin
#elseif canImport(Musl)
import Musl
#else
import Glibc
import LogitFiles
#endif

/// The buffer behind a ``Tensor``: a fixed number of scalars, 64-byte aligned so that a row of SIMD lanes
/// never straddles a cache line.
///
/// Several tensors may share one storage; a tensor that is about to write makes sure first that it is
/// the only owner (see ``Tensor/withUnsafeMutableBufferPointer(_:)``). That discipline is what makes the
/// unchecked conformance to `Sendable` sound.
@usableFromInline
final class TensorStorage<Scalar: BitwiseCopyable & Sendable>: @unchecked Sendable {
  @usableFromInline
  let elements: UnsafeMutableBufferPointer<Scalar>

  /// Creates a storage of `count` scalars whose values are unspecified until written.
  @inlinable
  init(uninitializedCount count: Int) {
    let bytes = allocateStorage(byteCount: count * MemoryLayout<Scalar>.stride)
    elements = UnsafeMutableBufferPointer(
      start: bytes.bindMemory(to: Scalar.self, capacity: count), count: count)
  }

  deinit {
    deallocateStorage(elements.baseAddress)
  }

  @inlinable
  func copy() -> TensorStorage {
    let other = TensorStorage(uninitializedCount: elements.count)
    UnsafeMutableRawBufferPointer(other.elements).copyMemory(from: UnsafeRawBufferPointer(elements))
    return other
  }
}

/// Memory aligned to a cache line, or to large pages when there is much of it.
@usableFromInline
func allocateStorage(byteCount: Int) -> UnsafeMutableRawPointer {
  guard let memory = logit_allocate(Int64(byteCount)) else {
    programmingError("There is no memory for an array of \(byteCount) bytes")
  }
  return memory
}

@usableFromInline
func deallocateStorage(_ memory: UnsafeMutableRawPointer?) { free(memory) }
