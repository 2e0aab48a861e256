import Logit
import LogitData
import LogitStatistics

// What the options mean for classes that are known.

extension DecisionOptions {
  /// Which class is predicted, as far as it is known before anything is learned.
  ///
  /// - Parameter names: The classes, in the order of the probabilities.
  /// - Throws: `LogitError.invalidOption(name:value:expected:)` for a threshold with three classes or more,
  ///   or costs that decide nothing; `DataError.unknownClassName(_:purpose:nearest:known:)` for the cost of a
  ///   class that does not exist.
  func rule(_ names: [String]) throws -> DecisionRule {
    if let threshold, names.count > 2 {
      throw LogitError.invalidOption(
        name: "threshold", value: threshold.text,
        expected: "left out with \(names.count) classes, since it divides two; costs decide between more")
    }
    if case .value(let value)? = threshold { return .threshold(value) }
    guard !costs.isEmpty else { return .mostProbable }
    let count = names.count
    var values = (0..<count * count).map { $0 / count == $0 % count ? 0.0 : 1 }
    var seen: Set<Int> = []
    for error in costs {
      let place =
        try Self.index(error.actual, names, "to cost") * count
        + Self.index(error.predicted, names, "to cost")
      guard seen.insert(place).inserted else {
        throw LogitError.invalidOption(
          name: "cost of \"\(error.predicted)\" for \"\(error.actual)\"", value: "\(error.cost)",
          expected: "given once")
      }
      values[place] = error.cost
    }
    return .leastCost(try CostMatrix(classCount: count, values: values))
  }

  /// What the threshold is chosen by; `nil` if it is not.
  var metric: ThresholdMetric? { if case .best(let metric)? = threshold { metric } else { nil } }

  /// The correction for the true shares of classes; `nil` for none.
  ///
  /// - Parameters:
  ///   - names: The classes, in the order of the probabilities.
  ///   - trained: The share of each class that the probabilities to be corrected are for.
  /// - Throws: `LogitError.invalidOption(name:value:expected:)` for shares that do not sum to 1, or too few;
  ///   `DataError.unknownClassName(_:purpose:nearest:known:)` for the share of a class that does not exist.
  func correction(_ names: [String], trained: [Double]) throws -> PriorCorrection? {
    guard !prior.isEmpty else { return nil }
    var shares = [Double?](repeating: nil, count: names.count)
    for (name, share) in prior.sorted(by: { $0.key < $1.key }) {
      let place = try Self.index(name, names, "to have a prior")
      guard shares[place] == nil else {
        throw LogitError.invalidOption(
          name: "prior of \"\(names[place])\"", value: "\(share)", expected: "given once")
      }
      shares[place] = share
    }
    let missing = shares.indices.filter { shares[$0] == nil }
    let sum = shares.reduce(0) { $0 + ($1 ?? 0) }
    let text = prior.sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value)" }.joined(separator: ",")
    guard missing.count <= 1 else {
      throw LogitError.invalidOption(
        name: "prior", value: text,
        expected:
          "the share of every class but one at least; there is none of \(DataError.list(missing.map { names[$0] }))"
      )
    }
    if let rest = missing.first {
      guard sum < 1 else {
        throw LogitError.invalidOption(
          name: "prior", value: text, expected: "shares below 1 in sum, since \"\(names[rest])\" has the rest"
        )
      }
      shares[rest] = 1 - sum
    } else {
      guard abs(sum - 1) <= Self.sumTolerance else {
        throw LogitError.invalidOption(
          name: "prior", value: text, expected: "shares that sum to 1, not to \(sum.text(digits: 6))")
      }
    }
    let total = missing.isEmpty ? sum : 1
    return try PriorCorrection(trained: trained, actual: shares.map { ($0 ?? 0) / total })
  }

  /// How far the sum of all shares may be from 1, which it then is.
  private static let sumTolerance = 1e-6

  private static func index(_ name: String, _ names: [String], _ purpose: String) throws -> Int {
    guard let index = names.placeOfClass(name) else {
      throw DataError.unknownClassName(
        name, purpose: purpose, nearest: name.nearest(among: names), known: names)
    }
    return index
  }
}

extension DecisionOptions.Threshold {
  /// As it is typed.
  package var text: String {
    switch self {
    case .value(let value): "\(value)"
    case .best(let metric): metric.rawValue
    }
  }

  /// Reads what ``text`` says; `nil` for anything else.
  package init?(text: String) {
    if let metric = ThresholdMetric(rawValue: text) {
      self = .best(metric)
    } else if let value = Double(text) {
      self = .value(value)
    } else {
      return nil
    }
  }
}

extension ErrorCost {
  /// As it is typed: `sick:healthy=10`, a name with a colon or a quote in quotes.
  package var text: String { "\(Self.quoted(actual)):\(Self.quoted(predicted))=\(cost)" }

  /// Reads what ``text`` says; `nil` for anything else.
  package init?(text: String) {
    var rest = text[...]
    guard let actual = Self.name(&rest, endsAt: ":"), let predicted = Self.name(&rest, endsAt: "="),
      let cost = Double(rest)
    else { return nil }
    self.init(actual: actual, predicted: predicted, cost: cost)
  }

  private static func quoted(_ name: String) -> String {
    guard name.contains(where: { ":=\"".contains($0) }) else { return name }
    return "\"\(name.split(separator: "\"", omittingEmptySubsequences: false).joined(separator: "\"\""))\""
  }

  /// Takes a name and the mark behind it.
  private static func name(_ rest: inout Substring, endsAt mark: Character) -> String? {
    guard rest.first == "\"" else {
      // A name may have = in it, a number does not.
      let end = mark == "=" ? rest.lastIndex(of: mark) : rest.firstIndex(of: mark)
      guard let end, end > rest.startIndex else { return nil }
      let name = rest[..<end]
      // Whether a second colon belongs to the first name or the second, only quotes say.
      guard !name.contains(":") else { return nil }
      rest = rest[rest.index(after: end)...]
      return String(name)
    }
    var name = ""
    rest.removeFirst()
    while let end = rest.firstIndex(of: "\"") {
      name += rest[..<end]
      rest = rest[rest.index(after: end)...]
      guard rest.first == "\"" else { break }
      name.append("\"")
      rest.removeFirst()
    }
    guard rest.first == mark else { return nil }
    rest.removeFirst()
    return name
  }
}
