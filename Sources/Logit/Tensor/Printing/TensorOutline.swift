/// Which elements of a tensor are printed and how their texts are set: brackets, line breaks, ellipses.
///
/// The rules are those of NumPy's `array2string` (numpy/_core/arrayprint.py).
struct TensorOutline {
  let shape: [Int]

  /// How many elements are shown in full.
  private static let fullCount = 1000
  /// How many entries are shown at either end of a dimension that is cut.
  private static let edgeCount = 3
  private static let lineWidth = 75

  private var isCut: Bool { (shape.elementCount ?? 0) > Self.fullCount }

  private func isCut(_ axis: Int) -> Bool { isCut && shape[axis] > 2 * Self.edgeCount }

  /// The indices shown along an axis.
  private func shownIndices(_ axis: Int) -> [Int] {
    guard isCut(axis) else { return Array(0..<shape[axis]) }
    return Array(0..<Self.edgeCount) + Array(shape[axis] - Self.edgeCount..<shape[axis])
  }

  /// The row-major positions of the elements shown, in order.
  var shownPositions: [Int] {
    var positions = [0]
    for axis in shape.indices {
      let indices = shownIndices(axis)
      let length = shape[axis]
      positions = positions.flatMap { position in indices.map { position * length + $0 } }
    }
    return positions
  }

  /// The printed tensor, given the texts of the elements shown.
  func text(words: [String]) -> String {
    var remaining = words[...]
    return text(axis: 0, indent: " ", lineWidth: Self.lineWidth, words: &remaining)
  }

  private func text(axis: Int, indent: String, lineWidth: Int, words: inout ArraySlice<String>) -> String {
    guard axis < shape.count else { return words.removeFirst() }
    let body =
      axis == shape.count - 1
      ? wrapped(axis: axis, indent: indent, lineWidth: lineWidth, words: &words)
      : stacked(axis: axis, indent: indent, lineWidth: lineWidth, words: &words)
    return "[" + body + "]"
  }

  /// Rows below one another; the first starts right after the bracket, the others under it.
  private func stacked(
    axis: Int, indent: String, lineWidth: Int, words: inout ArraySlice<String>
  ) -> String {
    let separator = String(repeating: "\n", count: shape.count - axis - 1) + indent
    var rows: [String] = []
    for (position, _) in shownIndices(axis).enumerated() {
      if isCut(axis) && position == Self.edgeCount { rows.append("...") }
      rows.append(text(axis: axis + 1, indent: indent + " ", lineWidth: lineWidth - 1, words: &words))
    }
    return rows.joined(separator: separator)
  }

  /// The words of the last axis, in as many lines as it takes.
  private func wrapped(
    axis: Int, indent: String, lineWidth: Int, words: inout ArraySlice<String>
  ) -> String {
    let count = shownIndices(axis).count
    var entries = Array(words.prefix(count))
    words = words.dropFirst(count)
    if isCut(axis) { entries.insert("...", at: Self.edgeCount) }

    var lines: [String] = []
    var line = indent
    for entry in entries {
      // The bracket that may follow takes a character. A line of one word is never broken.
      let isFull = line.utf8.count + entry.utf8.count > lineWidth - 1
      if isFull && line.utf8.count > indent.utf8.count {
        lines.append(line.trimmingTrailingSpaces())
        line = indent
      }
      line += entry + " "
    }
    line.removeLast()
    lines.append(line)
    return String(lines.joined(separator: "\n").dropFirst(indent.count))
  }
}

extension String {
  fileprivate func trimmingTrailingSpaces() -> String {
    guard let last = lastIndex(where: { $0 != " " }) else { return "" }
    return String(self[...last])
  }
}
