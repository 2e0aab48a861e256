/// Where the numbers of chunks belong in a dataset.
struct HDF5ChunkGrid {
  /// The lengths of the dataset, without those of the last dimensions that each chunk has whole: these are
  /// taken together with the one before.
  private let shape: [Int]
  /// Those of a chunk, likewise.
  private let chunk: [Int]
  /// The numbers of the dimensions that were taken together with the last one that is left.
  private let foldedCount: Int
  private let elementSize: Int
  private let byteCount: Int

  init(_ layout: HDF5ChunkLayout, of shape: [Int]) {
    var (lengths, chunk, folded) = (shape, layout.shape, 1)
    while chunk.count > 1, chunk.last == lengths.last {
      let length = chunk.removeLast()
      lengths.removeLast()
      folded *= length
    }
    lengths[lengths.count - 1] *= folded
    chunk[chunk.count - 1] *= folded
    (self.shape, self.chunk, foldedCount) = (lengths, chunk, folded)
    (elementSize, byteCount) = (layout.elementSize, layout.byteCount)
  }

  /// Copies bytes that follow each other in a chunk to their places, as far as they belong to the dataset.
  ///
  /// - Parameters:
  ///   - bytes: Some of a chunk's.
  ///   - offset: How many there are before them in the chunk.
  ///   - isShuffled: Whether the chunk has all first bytes of its numbers, then all second ones, and so on.
  ///   - start: The place of the chunk's first number in the dataset, one for each dimension.
  ///   - values: The bytes of the dataset.
  func copy(
    _ bytes: UnsafeRawBufferPointer, from offset: Int, isShuffled: Bool, at start: [Int],
    into values: UnsafeMutableRawBufferPointer
  ) {
    // A row is what lies side by side: all its bytes, or of each of its numbers one.
    let step = isShuffled ? elementSize : 1
    let last = chunk.count - 1
    let rowLength = chunk[last] * elementSize / step
    let kept = min(chunk[last], shape[last] - start[last] * foldedCount) * elementSize / step
    var done = 0
    while done < bytes.count {
      let (plane, place) = (offset + done).quotientAndRemainder(dividingBy: byteCount / step)
      let (row, column) = place.quotientAndRemainder(dividingBy: rowLength)
      let count = min(rowLength - column, bytes.count - done)
      let wanted = min(count, kept - column)
      if wanted > 0, let rowStart = firstByte(ofRow: row, at: start) {
        let first = rowStart + column * step + plane
        if step == 1 {
          UnsafeMutableRawBufferPointer(rebasing: values[first..<first + wanted]).copyMemory(
            from: UnsafeRawBufferPointer(rebasing: bytes[done..<done + wanted]))
        } else {
          for index in 0..<wanted { values[first + index * step] = bytes[done + index] }
        }
      }
      done += count
    }
  }

  /// Where a chunk's row begins in the dataset; `nil` for one beyond its edges.
  private func firstByte(ofRow row: Int, at start: [Int]) -> Int? {
    let last = chunk.count - 1
    var (rest, place, size) = (row, start[last] * foldedCount, shape[last])
    for axis in (0..<last).reversed() {
      let (next, index) = rest.quotientAndRemainder(dividingBy: chunk[axis])
      guard start[axis] + index < shape[axis] else { return nil }
      place += (start[axis] + index) * size
      size *= shape[axis]
      rest = next
    }
    return place * elementSize
  }
}
