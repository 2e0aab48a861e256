import LogitData
import LogitFiles

/// The columns of a document of PMML as features.
///
/// Numbers that a field scales are scaled as features, in double precision: the layers, which work in single
/// precision, would lose the digits of a column far from 0.
struct PMMLColumns {
  private(set) var features: FeatureSpace
  private(set) var notes: [String] = []
  /// Where each source's feature is.
  private let places: [PMMLSum.Source: Int]
  private let fields: PMMLFields

  init(_ reader: PMMLReader) throws {
    let fields = reader.fields
    self.fields = fields
    let sources = PMMLSources(reader)
    if let name = sources.categories.first(where: { sources.isNumber($0) }) {
      throw fields.unsupported("the column \"\(name.shortened)\" as a number and as a category")
    }
    var transforms: [any FeatureTransform] = try sources.numbers.map { name in
      let scale = fields.scales[name] ?? (0, 1)
      return try NumericFeature(
        name, mean: scale.mean, deviation: scale.deviation, missing: sources.missingNumbers(of: name))
    }
    if !sources.categories.isEmpty {
      transforms += try sources.categoryFeatures().transforms
      notes.append("Categories that the file does not name count as it says of unknown ones, or for nothing.")
    }
    if !fields.bounded.isEmpty {
      notes.append(
        "Numbers outside of the intervals of \(DataError.list(fields.bounded)) are predicted like others.")
    }
    features = FeatureSpace(known: transforms)
    places = try Self.places(in: features)
  }

  /// Each feature is that of the source whose row is 1 there.
  private static func places(in features: FeatureSpace) throws -> [PMMLSum.Source: Int] {
    var places: [PMMLSum.Source: Int] = [:]
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
    _ sums: [PMMLSum], kernel: [[Double]], bias: [Double]
  ) throws -> (kernel: [[Double]], bias: [Double]) {
    guard features.outputCount * bias.count <= PMMLReader.mostWeights else {
      throw fields.unsupported("\(bias.count) outputs of \(features.outputCount) features")
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
          throw fields.unsupported(
            "the value \"\(value.shortened.onOneLine)\" of the column \"\(name.shortened)\"")
        }
        guard case .number(let name) = source, let scale = fields.scales[name] else {
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
private struct PMMLSources {
  let fields: PMMLFields
  private(set) var numbers: [String] = []
  private(set) var categories: [String] = []
  /// The values of categories that have a weight.
  private var values: [String: [String]] = [:]
  private var seen: Set<PMMLSum.Source> = []
  private var knownNumbers: Set<String> = []

  init(_ reader: PMMLReader) {
    fields = reader.fields
    for source in reader.inputs.lazy.flatMap(\.sources) where seen.insert(source).inserted {
      switch source {
      case .number(let name): add(number: name)
      case .missing(let name) where fields.columns[name]?.isCategorical == false: add(number: name)
      case .category(let name, let value):
        add(category: name)
        values[name]?.append(value)
      case .missing(let name): add(category: name)
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
    let replacement = fields.replacements[name].map { MissingValues.constant($0) }
    guard seen.contains(.missing(name)), replacement != nil || !seen.contains(.number(name)) else {
      return replacement ?? .refuse
    }
    return (replacement ?? .constant(0)).withIndicator
  }

  /// The features of categories, which learn their values from a table that has each once.
  func categoryFeatures() throws -> FeatureSpace {
    let transforms: [any FeatureTransform] = try categories.map { name in
      try CategoryFeature(
        name, isInteger: fields.columns[name]?.type == "integer",
        unknown: fields.refusesUnknown.contains(name) ? .refuse : .ignore,
        missing: fields.refusesMissing.contains(name) ? .refuse : .ownCategory)
    }
    // A row for each value, and one for a missing one where that has a weight.
    let length = (values.values.map(\.count).max() ?? 0) + 2
    guard length * categories.count <= PMMLReader.mostWeights else {
      throw fields.unsupported("\(categories.count) columns of as many as \(length - 2) categories")
    }
    let columns = categories.map { name in
      let own = values[name] ?? []
      let isMissing = seen.contains(.missing(name)) && !fields.refusesMissing.contains(name)
      let cells = (0..<length).map { row -> String? in
        row < own.count ? own[row] : row == own.count && isMissing ? nil : own.last
      }
      return fields.columns[name]?.type == "integer"
        ? Column(name, integers: cells.map { $0.flatMap { Int($0) } }) : Column(name, strings: cells)
    }
    var space = try FeatureSpace(transforms)
    try space.adapt(to: Table(columns))
    return space
  }
}
