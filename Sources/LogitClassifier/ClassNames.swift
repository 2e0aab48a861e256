extension [String] {
  /// The place of a class by its name, or by what a file may have in its place: `TRUE` for `true`, and `1.0`
  /// for `1` where all classes are numbers.
  ///
  /// - Parameter text: A name as it is typed.
  /// - Returns: `nil` if no class is called so, or two are.
  func placeOfClass(_ text: String) -> Int? {
    if let place = firstIndex(of: text) { return place }
    if allSatisfy({ $0 == "true" || $0 == "false" }) { return firstIndex(of: text.lowercased()) }
    guard let number = Double(text), allSatisfy({ Double($0) != nil }) else { return nil }
    let places = indices.filter { Double(self[$0]) == number }
    return places.count == 1 ? places[0] : nil
  }
}
