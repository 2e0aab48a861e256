import LogitData

/// The columns that the first layer of a model of another tool takes sums of, as features.
///
/// Numbers that are scaled are scaled as features, in double precision: the layers, which work in single
/// precision, would lose the digits of a column far from 0.
struct SummedColumns {
  /// The most weights of a model's first layer, and the most values that its categories are learned from.
  static let mostWeights = 1 << 26

  let features: FeatureSpace
  /// Whether any column is one of categories.
  let hasCategories: Bool
  /// Where each source's feature is.
  private let places: [ColumnSum.Source: Int]
  private let rules: ColumnRules
  private let refusal: (String) -> InterchangeError

  /// Finds the features.
  ///
  /// - Parameters:
  ///   - sums: What the layer takes.
  ///   - rules: What the file says of the columns besides.
  ///   - refusal: The error for something that is not read.
  /// - Throws: That error, for a column that is both a number and a category, and for too many categories.
  init(_ sums: [ColumnSum], _ rules: ColumnRules, refusal: @escaping (String) -> InterchangeError) throws {
    (self.rules, self.refusal) = (rules, refusal)
    let sources = ColumnSources(sums, rules)
    if let name = sources.categories.first(where: { sources.isNumber($0) }) {
      throw refusal("the column \"\(name.shortened)\" as a number and as a category")
    }
    var transforms: [any FeatureTransform] = try sources.numbers.map { name in
      let scale = rules.scales[name] ?? (0, 1)
      return try NumericFeature(
        name, mean: scale.mean, deviation: scale.deviation, missing: sources.missingNumbers(of: name),
        isBoolean: rules.truthValues.contains(name))
    }
    hasCategories = !sources.categories.isEmpty
    if hasCategories { transforms += try sources.categoryFeatures(refusal).transforms }
    features = FeatureSpace(known: transforms)
    places = try Self.places(in: features)
  }

  /// Each feature is that of the source whose row is 1 there.
  private static func places(in features: FeatureSpace) throws -> [ColumnSum.Source: Int] {
    var places: [ColumnSum.Source: Int] = [:]
    var start = 0
    for feature in try features.portableFeatures {
      switch feature {
      case .number(let number):
        places[.number(number.column)] = start
        if number.hasIndicator { places[.missing(number.column)] = start + 1 }
      case .category(let category):
        let tokens: [String] =
          switch category.tokens {
          case .texts(let texts): texts
          case .numbers(let numbers): numbers.map { "\($0)" }
          }
        for (index, token) in tokens.enumerated() {
          places[.category(category.column, value: token)] = start + category.firstToken + index
        }
        if let place = category.missingFeature { places[.missing(category.column)] = start + place }
      default: break
      }
      start += feature.width
    }
    return places
  }

  /// The weights of the features, for a layer that takes sums of them.
  ///
  /// - Throws: ``InterchangeError/unsupported(source:item:supported:)`` for more weights than a model may
  ///   have, and for a value that has no feature.
  func fold(
    _ sums: [ColumnSum], kernel: [[Double]], bias: [Double]
  ) throws -> (kernel: [[Double]], bias: [Double]) {
    guard features.outputCount * bias.count <= Self.mostWeights else {
      throw refusal("\(bias.count) outputs of \(features.outputCount) features")
    }
    var bias = bias
    var weights = [[Double]](
      repeating: [Double](repeating: 0, count: bias.count), count: features.outputCount)
    for (sum, row) in zip(sums, kernel) {
      // x = scaled · deviation + mean
      let terms = try sum.sources.compactMap { source -> (place: Int, weight: Double, mean: Double)? in
        let weight = sum.weights[source] ?? 0
        guard let place = places[source] else {
          // Missing values are refused, so that they have no feature and need none.
          guard case .category(let name, let value) = source else { return nil }
          throw refusal(
            "the value \"\(value.shortened.onOneLine)\" of the column \"\(name.shortened)\"")
        }
        guard case .number(let name) = source, let scale = rules.scales[name] else {
          return (place, weight, 0)
        }
        return (place, weight * scale.deviation, weight * scale.mean)
      }
      let constant = terms.reduce(sum.constant) { $0 + $1.mean }
      for (output, weight) in row.enumerated() where weight != 0 {
        bias[output] += weight * constant
        for term in terms { weights[term.place][output] += weight * term.weight }
      }
    }
    return (weights, bias)
  }
}

/// What the sums of a model are made of, each column once.
private struct ColumnSources {
  let rules: ColumnRules
  private(set) var numbers: [String] = []
  private(set) var categories: [String] = []
  /// The values of categories that have a weight, and the others that are known.
  private var values: [String: [String]] = [:]
  private var seen: Set<ColumnSum.Source> = []
  private var knownNumbers: Set<String> = []

  init(_ sums: [ColumnSum], _ rules: ColumnRules) {
    self.rules = rules
    let named = Set(
      sums.lazy.flatMap(\.sources).compactMap { if case .category(let name, _) = $0 { name } else { nil } })
    for source in sums.lazy.flatMap(\.sources) where seen.insert(source).inserted {
      switch source {
      case .number(let name): add(number: name)
      case .missing(let name) where rules.numbers.contains(name) && !named.contains(name):
        add(number: name)
      case .category(let name, let value):
        add(category: name)
        values[name]?.append(value)
      case .missing(let name): add(category: name)
      }
    }
    for name in categories {
      for value in rules.knownValues[name] ?? [] where seen.insert(.category(name, value: value)).inserted {
        values[name]?.append(value)
      }
    }
  }

  private mutating func add(number name: String) {
    if knownNumbers.insert(name).inserted { numbers.append(name) }
  }

  private mutating func add(category name: String) {
    guard values[name] == nil else { return }
    values[name] = []
    categories.append(name)
  }

  func isNumber(_ name: String) -> Bool { knownNumbers.contains(name) }

  /// What missing numbers count as. Where the number itself has a weight and nothing stands for a missing
  /// one, the model's result is missing.
  func missingNumbers(of name: String) -> MissingValues {
    let replacement = rules.replacements[name].map { MissingValues.constant($0) }
    guard seen.contains(.missing(name)), replacement != nil || !seen.contains(.number(name)) else {
      return replacement ?? .refuse
    }
    return (replacement ?? .constant(0)).withIndicator
  }

  /// The features of categories, which learn their values from a table that has each once.
  func categoryFeatures(_ refusal: (String) -> InterchangeError) throws -> FeatureSpace {
    let transforms: [any FeatureTransform] = try categories.map { name in
      try CategoryFeature(
        name, isInteger: rules.wholeNumbers.contains(name),
        unknown: rules.refusesUnknown.contains(name) ? .refuse : .ignore,
        missing: rules.refusesMissing.contains(name) ? .refuse : .ownCategory)
    }
    // A row for each value, and one for a missing one where that has a weight.
    let length = (values.values.map(\.count).max() ?? 0) + 2
    guard length * categories.count <= SummedColumns.mostWeights else {
      throw refusal("\(categories.count) columns of as many as \(length - 2) categories")
    }
    let columns = categories.map { name in
      let own = values[name] ?? []
      let isMissing = seen.contains(.missing(name)) && !rules.refusesMissing.contains(name)
      let cells = (0..<length).map { row -> String? in
        row < own.count ? own[row] : row == own.count && isMissing ? nil : own.last
      }
      return rules.wholeNumbers.contains(name)
        ? Column(name, integers: cells.map { $0.flatMap { Int($0) } }) : Column(name, strings: cells)
    }
    var space = try FeatureSpace(transforms)
    try space.adapt(to: Table(columns))
    return space
  }
}
