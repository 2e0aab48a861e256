import LogitData

extension Finding {
  /// What is said of the signs of coefficients that grow for ever.
  ///
  /// - Parameter areDetermined: Whether each sign is that of all directions that separate; `nil` if it is not known.
  static func wordsOfSigns(_ areDetermined: [Bool?]) -> String {
    if areDetermined.contains(nil) { return ", for instance with these signs" }
    return areDetermined.contains(false) ? " (± where either sign separates)" : ""
  }
}
