import LogitFiles

/// Memory for a known number of floats, handed out in slices once and used again in every step.
///
/// Each slice starts on a 64-byte boundary. Slices live as long as the workspace.
final class Workspace {
  typealias Slice = UnsafeMutableBufferPointer<Float>

  private let storage: TensorStorage<Float>
  private var used = 0

  /// Reserves room for slices of the given lengths.
  init(reserving counts: [Int]) {
    storage = TensorStorage(uninitializedCount: counts.reduce(0) { $0 + Self.rounded($1) })
    storage.elements.initialize(repeating: 0)
  }

  /// The next slice; lengths must be asked for in the order they were reserved in.
  func slice(_ count: Int) -> Slice {
    let end = used + Self.rounded(count)
    guard end <= storage.elements.count else {
      programmingError("A workspace slice of \(count) floats was not reserved")
    }
    defer { used = end }
    return Slice(rebasing: storage.elements[used..<used + count])
  }

  private static func rounded(_ count: Int) -> Int { count.roundedUp(to: 16) }
}

extension UnsafeMutableBufferPointer {
  /// The first elements, as a buffer of their own.
  func first(_ count: Int) -> Self { Self(rebasing: self[..<count]) }
}
