import Logit
import LogitData
import LogitFiles

extension ForeignModel {
  /// Reads a model of PMML: a `RegressionModel` of classes or a `NeuralNetwork`, as JPMML, R's `pmml` package
  /// and Logit write them.
  ///
  /// What is done with columns first is taken in as far as it is a sum of weighted numbers and categories;
  /// the rest is refused by its name. For two classes the model gives the probability of the second.
  ///
  /// - Parameters:
  ///   - bytes: The document, XML in UTF-8 without a document type.
  ///   - name: What messages call it; `the model` by default.
  /// - Throws: ``InterchangeError/unsupported(source:item:supported:)``, or
  ///   `FileError.damaged(source:item:expected:found:remedy:)` with the line.
  public init(pmmlBytes bytes: [UInt8], name: String = "the model") throws {
    let reader = try PMMLReader(XMLReader.read(bytes, name: name), source: name)
    let columns = try PMMLColumns(reader)
    var layers: [any Layer] = []
    var weights: [Tensor<Float>] = []
    for (index, layer) in reader.layers.enumerated() {
      let (kernel, bias) =
        index == 0
        ? columns.fold(reader.inputs, kernel: layer.kernel, bias: layer.bias) : (layer.kernel, layer.bias)
      let shape = [kernel.count, bias.count]
      layers.append(
        index == 0
          ? Dense(bias.count, inputShape: [kernel.count], activation: layer.activation)
          : Dense(bias.count, activation: layer.activation))
      let values = kernel.flatMap { $0.map { Float($0) } } + bias.map { Float($0) }
      guard values.allSatisfy(\.isFinite) else {
        throw FileError.damaged(
          source: name, item: "the weights of layer \(index + 1)", expected: "numbers of single precision",
          found: "larger ones", remedy: "write the model again")
      }
      weights += [
        try Tensor(kernel.flatMap { $0.map { Float($0) } }, shape: shape), Tensor(bias.map { Float($0) }),
      ]
    }
    var model = try Sequential(layers)
    try model.setWeights(weights)
    self.init(
      model, classNames: reader.classNames, featureNames: columns.features.featureNames, notes: columns.notes)
    features = columns.features
  }

  /// Reads a model of PMML; see ``init(pmmlBytes:name:)``.
  ///
  /// - Parameter path: The file.
  /// - Throws: As ``init(pmmlBytes:name:)``, and `FileError.notRead(path:reason:)`.
  public init(pmmlFile path: String) throws {
    try self.init(pmml: StoredBytes(path: path))
  }

  init(pmml file: StoredBytes) throws {
    guard file.size <= Self.largestPMML else {
      throw InterchangeError.unsupported(
        source: file.name, item: "a document of \(file.size) bytes", supported: "at most \(Self.largestPMML)")
    }
    try self.init(pmmlBytes: file.prefix(file.size), name: file.name)
  }

  private static let largestPMML = 1 << 28

  /// Whether bytes begin as documents of PMML do.
  ///
  /// - Parameter bytes: Some hundred from the beginning.
  static func beginsLikePMML(_ bytes: [UInt8]) -> Bool {
    let text = String(decoding: bytes, as: UTF8.self)
    return text.drop { $0 == "\u{FEFF}" || $0.isWhitespace }.hasPrefix("<") && text.contains("<PMML")
  }
}

/// The columns of a document of PMML as features.
private struct PMMLColumns {
  private(set) var features: FeatureSpace
  private(set) var notes: [String] = []
  private let places: [PMMLSum.Source: Int]

  init(_ reader: PMMLReader) throws {
    var (numbers, categories): ([String], [String]) = ([], [])
    var values: [String: [String]] = [:]
    var missing: Set<String> = []
    for source in reader.inputs.flatMap(\.sources) {
      switch source {
      case .number(let name): if !numbers.contains(name) { numbers.append(name) }
      case .category(let name, let value):
        if values[name] == nil { categories.append(name) }
        if !(values[name] ?? []).contains(value) { values[name, default: []].append(value) }
      case .missing(let name) where reader.fields.columns[name]?.isCategorical == false:
        if !numbers.contains(name) { numbers.append(name) }
        missing.insert(name)
      case .missing(let name):
        if values[name] == nil { categories.append(name) }
        values[name] = values[name] ?? []
        missing.insert(name)
      }
    }
    for name in categories where numbers.contains(name) {
      throw reader.fields.unsupported("the column \"\(name.shortened)\" as a number and as a category")
    }
    var transforms: [any FeatureTransform] = try numbers.map { name in
      let replacement = reader.fields.replacements[name].map { MissingValues.constant($0) }
      return try missing.contains(name)
        ? .float(name, missing: (replacement ?? .constant(0)).withIndicator)
        : .float(name, missing: replacement ?? .refuse)
    }
    transforms += try categories.map { name in
      try CategoryFeature(
        name, isInteger: reader.fields.columns[name]?.type == "integer",
        unknown: reader.fields.refusesUnknown.contains(name) ? .refuse : .ignore,
        missing: reader.fields.refusesMissing.contains(name) ? .refuse : .ownCategory)
    }
    var space = try FeatureSpace(transforms)
    // A row for each value, and one for a missing one where that has a weight.
    let length = (values.values.map(\.count).max() ?? 0) + 2
    try space.adapt(
      to: Table(
        numbers.map { Column($0, numbers: [Double](repeating: 0, count: length)) }
          + categories.map { name in
            let own = values[name] ?? []
            let cells = (0..<length).map { row -> String? in
              row < own.count ? own[row] : row == own.count && missing.contains(name) ? nil : own.last
            }
            return reader.fields.columns[name]?.type == "integer"
              ? Column(name, integers: cells.map { $0.flatMap { Int($0) } }) : Column(name, strings: cells)
          }))
    features = space
    // Each feature is that of the sum whose row is 1 there.
    var places: [PMMLSum.Source: Int] = [:]
    var start = 0
    for feature in try space.portableFeatures {
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
    self.places = places
    if !categories.isEmpty {
      notes.append("Categories that the file does not name count as it says of unknown ones, or for nothing.")
    }
  }

  /// The weights of the features, for a layer that takes sums of them.
  func fold(
    _ sums: [PMMLSum], kernel: [[Double]], bias: [Double]
  ) -> (kernel: [[Double]], bias: [Double]) {
    var bias = bias
    var weights = [[Double]](
      repeating: [Double](repeating: 0, count: bias.count), count: features.outputCount)
    for (sum, row) in zip(sums, kernel) {
      for (output, weight) in row.enumerated() {
        bias[output] += weight * sum.constant
        for source in sum.sources {
          if let place = places[source] { weights[place][output] += weight * (sum.weights[source] ?? 0) }
        }
      }
    }
    return (weights, bias)
  }
}
