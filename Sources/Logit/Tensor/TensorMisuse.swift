import LogitFiles

// The ends of the program that misuse of tensors comes to. They are functions of their own and are never
// inlined: what is inlined into a program's loops holds a comparison and a call, and no text.

/// Ends the program over an element that does not exist.
@usableFromInline @inline(never)
func indexIsOutside(_ index: Int, count: Int) -> Never {
  programmingError("Index \(index) is outside 0..<\(count)")
}

/// Ends the program over a row that does not exist.
@usableFromInline @inline(never)
func rowIsOutside(_ row: Int, shape: [Int]) -> Never {
  guard let count = shape.first else {
    programmingError("A tensor without dimensions has no rows")
  }
  programmingError("Row \(row) is outside 0..<\(count)")
}

/// Ends the program over an element of a matrix that does not exist.
@usableFromInline @inline(never)
func elementIsOutside(row: Int, column: Int, shape: [Int]) -> Never {
  guard shape.count == 2 else {
    programmingError("Two subscripts need a matrix; this tensor has shape \(shape)")
  }
  if row < 0 || row >= shape[0] { rowIsOutside(row, shape: shape) }
  programmingError("Column \(column) is outside 0..<\(shape[1])")
}

/// Ends the program over a column that does not exist.
@usableFromInline @inline(never)
func columnIsOutside(_ column: Int, shape: [Int]) -> Never {
  guard shape.count == 2 else {
    programmingError("Only a matrix has columns; this tensor has shape \(shape)")
  }
  programmingError("Column \(column) is outside 0..<\(shape[1])")
}

/// Ends the program over a shape that no tensor can have, or that does not fit into memory.
@usableFromInline @inline(never)
func shapeIsImpossible(_ shape: [Int]) -> Never {
  programmingError(
    "There is no tensor of shape \(shape): lengths must be at least 0, and the elements must fit into memory")
}

/// Ends the program over what a random generator cannot do.
@usableFromInline @inline(never)
func needsDimensions(_ operation: String) -> Never {
  programmingError("A tensor without dimensions cannot be \(operation)")
}

/// Ends the program over a range of rows or columns that are not all there.
@usableFromInline @inline(never)
func rangeIsOutside(_ range: String, count: Int, _ name: StaticString) -> Never {
  programmingError("\(name) \(range) are outside 0..<\(count)")
}

extension RangeExpression where Bound == Int {
  /// The indices that a range means of those below `count`; ends the program unless all of them are there.
  ///
  /// The standard library's own `relative(to:)` checks, too, but says nothing in release builds.
  ///
  /// - Parameters:
  ///   - count: How many there are.
  ///   - name: What they are, for the message.
  @inlinable @inline(__always)
  func indices(below count: Int, _ name: StaticString) -> Range<Int> {
    let range: Range<Int>? =
      switch self {
      case let range as Range<Int>: range
      case let range as ClosedRange<Int>: range.upperBound < count ? Range(range) : nil
      case let range as PartialRangeFrom<Int>: range.lowerBound <= count ? range.lowerBound..<count : nil
      case let range as PartialRangeUpTo<Int>: range.upperBound >= 0 ? 0..<range.upperBound : nil
      case let range as PartialRangeThrough<Int>:
        range.upperBound >= -1 && range.upperBound < count ? 0..<range.upperBound + 1 : nil
      default: relative(to: 0..<count)
      }
    guard let range, range.lowerBound >= 0, range.upperBound <= count else {
      rangeIsOutside(text, count: count, name)
    }
    return range
  }

  /// The range as it is written in code.
  @usableFromInline
  var text: String {
    switch self {
    case let range as PartialRangeFrom<Int>: "\(range.lowerBound)..."
    case let range as PartialRangeUpTo<Int>: "..<\(range.upperBound)"
    case let range as PartialRangeThrough<Int>: "...\(range.upperBound)"
    default: "\(self)"
    }
  }
}
