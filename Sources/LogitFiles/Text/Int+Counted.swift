extension Int {
  /// The number with commas between groups of three digits.
  package var grouped: String {
    var digits = String(magnitude)
    var groups: [String] = []
    while digits.count > 3 {
      groups.insert(String(digits.suffix(3)), at: 0)
      digits.removeLast(3)
    }
    return (self < 0 ? "-" : "") + ([digits] + groups).joined(separator: ",")
  }

  /// The number with its noun, such as `1 row` or `1,000 rows`.
  ///
  /// - Parameters:
  ///   - noun: The noun in the singular.
  ///   - plural: The plural; the noun with an `s` by default.
  /// - Returns: The text, with digits grouped by thousands.
  package func counted(_ noun: String, plural: String? = nil) -> String {
    "\(grouped) \(self == 1 ? noun : plural ?? noun + "s")"
  }
}
