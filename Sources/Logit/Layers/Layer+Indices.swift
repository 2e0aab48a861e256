/// A number as an index below a count, if it is one.
@inline(__always)
func wholeIndex(_ value: Float, count: Int) -> Int? {
  guard value >= 0, value < Float(count) else { return nil }
  let index = Int(value)
  return Float(index) == value ? index : nil
}

extension Layer {
  /// Throws unless every finite number is an index below a count.
  ///
  /// - Throws: ``LogitError/indexOutOfRange(operation:index:position:count:)`` for an index out of range, or
  ///   ``LogitError/valueNotRepresentable(value:position:type:)`` for a number that is not whole.
  func requireIndices(_ input: Span<Float>, count: Int) throws {
    for i in input.indices where wholeIndex(input[i], count: count) == nil && input[i].isFinite {
      let value = input[i]
      guard value == value.rounded(), abs(value) < 0x1p62 else {
        throw LogitError.valueNotRepresentable(
          value: "\(value)", position: i, type: "a whole number, which \(label) takes")
      }
      throw LogitError.indexOutOfRange(operation: label, index: Int(value), position: i, count: count)
    }
  }
}
