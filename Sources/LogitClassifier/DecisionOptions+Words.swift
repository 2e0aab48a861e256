import Logit
import LogitData
import LogitStatistics

// The options as the names and texts in a model file.

extension DecisionOptions {
  /// Adds names and texts, as they are typed.
  func addWords(_ add: (String, String) -> Void) {
    if let calibration { add("calibrate", calibration.rawValue) }
    if let threshold { add("threshold", threshold.text) }
    if !costs.isEmpty { add("cost", costs.map(\.text.quotedInList).joined(separator: ",")) }
    if !prior.isEmpty {
      let shares = prior.sorted { $0.key < $1.key }
      add("prior", shares.map { "\($0.key)=\($0.value)".quotedInList }.joined(separator: ","))
    }
  }

  /// Reads what ``addWords(_:)`` adds.
  ///
  /// - Throws: `LogitError.invalidConfiguration(object:reason:)`.
  init(_ fields: inout JSONFields) throws {
    self.init()
    calibration = try fields.optionalWord("calibrate", "platt, isotonic or temperature") {
      ProbabilityCalibration.Method(rawValue: $0)
    }
    threshold = try fields.optionalWord("threshold", "a probability as text, or the name of a metric") {
      Threshold(text: $0)
    }
    costs =
      try fields.optionalWord("cost", "pairs of classes with their costs") { text in
        guard let items = text.splitList() else { return nil }
        let costs = items.compactMap { ErrorCost(text: $0) }
        return costs.count == items.count ? costs : nil
      } ?? []
    prior =
      try fields.optionalWord("prior", "classes with their shares") { Self.prior($0) } ?? [:]
  }

  /// Reads a list of classes with their shares; `nil` for anything else, such as a class that is there twice.
  package static func prior(_ text: String) -> [String: Double]? {
    guard let items = text.splitList() else { return nil }
    var shares: [String: Double] = [:]
    for item in items {
      // A class may have = in its name, a number does not.
      guard let mark = item.lastIndex(of: "="), let share = Double(item[item.index(after: mark)...]),
        shares.updateValue(share, forKey: String(item[..<mark])) == nil
      else { return nil }
    }
    return shares
  }
}
