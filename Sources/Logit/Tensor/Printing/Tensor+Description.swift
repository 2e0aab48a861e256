extension Tensor: CustomStringConvertible {
  /// The tensor as NumPy prints the same array with its default options.
  ///
  ///     print(try Tensor<Float>(rows: [[1, 2.5], [-0.125, 10]]))
  ///     // [[ 1.     2.5  ]
  ///     //  [-0.125 10.   ]]
  ///
  /// Numbers have at most 8 digits after the point, and an exponent if their magnitudes differ too much;
  /// lines break before the 75th character; above 1000 elements only the first and last three along each
  /// dimension are shown.
  public var description: String {
    guard count > 0 else { return "[]" }
    let outline = TensorOutline(shape: shape)
    let shown = outline.shownPositions.map { storage.elements[$0] }
    return outline.text(words: Self.words(for: shown, isSingleNumber: shape.isEmpty))
  }

  /// The texts of the elements shown, padded to equal width.
  private static func words(for elements: [Scalar], isSingleNumber: Bool) -> [String] {
    switch elements {
    case let numbers as [Double]: floatingWords(numbers, isSingleNumber)
    case let numbers as [Float]: floatingWords(numbers, isSingleNumber)
    case let flags as [Bool]:
      flags.map { $0 ? (isSingleNumber ? "True" : " True") : "False" }
    default: padded(elements.map { "\($0)" })
    }
  }

  private static func floatingWords<Number: PrintableFloatingPoint>(
    _ numbers: [Number], _ isSingleNumber: Bool
  ) -> [String] {
    if isSingleNumber { return numbers.map { FloatingFormat.single($0) } }
    let format = FloatingFormat(numbers)
    return numbers.map { format.text($0) }
  }

  private static func padded(_ words: [String]) -> [String] {
    let width = words.map(\.utf8.count).max() ?? 0
    return words.map { String(repeating: " ", count: width - $0.utf8.count) + $0 }
  }
}
