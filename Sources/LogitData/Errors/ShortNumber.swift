extension BinaryFloatingPoint where Self: CustomStringConvertible {
  /// The shortest text that reads back as the number; whole numbers without a fraction.
  package var shortText: String {
    let text = description
    return text.hasSuffix(".0") ? String(text.dropLast(2)) : text
  }
}
