import Logit
import LogitClassifier
import LogitData
import LogitFiles

extension ForeignModel {
  /// Reads a model of PMML: a `RegressionModel` of classes or a `NeuralNetwork`, as JPMML, R's `pmml` package
  /// and Logit write them.
  ///
  /// What is done with columns first is taken in as far as it is a sum of weighted numbers and categories;
  /// the rest is refused by its name. For two classes the model gives the probability of the second. A
  /// ``classifier(of:source:target:byPosition:)`` of a model without hidden layers works in double precision.
  ///
  /// - Parameters:
  ///   - bytes: The document, XML in UTF-8 without a document type.
  ///   - name: What messages call it; `the model` by default.
  /// - Throws: ``InterchangeError/unsupported(source:item:supported:)``, or
  ///   `FileError.damaged(source:item:expected:found:remedy:)` with the line.
  public init(pmmlBytes bytes: [UInt8], name: String = "the model") throws {
    let reader = try PMMLReader(XMLReader.read(bytes, name: name), source: name)
    let columns = try SummedColumns(reader.inputs, reader.fields.rules, refusal: reader.fields.unsupported)
    var layers: [any Layer] = []
    var weights: [Tensor<Float>] = []
    var linear: ForeignLinear?
    for (index, layer) in reader.layers.enumerated() {
      let (kernel, bias) =
        index == 0
        ? try columns.fold(reader.inputs, kernel: layer.kernel, bias: layer.bias) : (layer.kernel, layer.bias)
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
      if reader.layers.count == 1 { linear = ForeignLinear(kernel, bias, columns.features) }
      weights += [
        try Tensor(kernel.flatMap { $0.map { Float($0) } }, shape: shape), Tensor(bias.map { Float($0) }),
      ]
    }
    var model = try Sequential(layers)
    try model.setWeights(weights)
    self.init(
      model, classNames: reader.classNames, featureNames: columns.features.featureNames,
      notes: reader.fields.notes(hasCategories: columns.hasCategories) + reader.notes)
    (features, target, self.linear) = (columns.features, reader.fields.target, linear)
    decision = reader.threshold.flatMap { $0 == 0.5 ? nil : ClassDecision(threshold: $0) }
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

  /// Whether bytes begin as documents of PMML do: the first element is `PMML`.
  ///
  /// - Parameter bytes: Those up to this element, or some thousand from the beginning.
  package static func beginsLikePMML(_ bytes: [UInt8]) -> Bool {
    guard bytes.prefix(64).contains(UInt8(ascii: "<")) else { return false }
    return XMLReader.rootName(bytes) == "PMML"
  }
}

extension ForeignLinear {
  /// Weights as they are written, `[features][outputs]`, of features that a file says how to make.
  ///
  /// Single precision would lose digits of columns that are far from 0, such as years.
  fileprivate init(_ rows: [[Double]], _ bias: [Double], _ features: FeatureSpace) {
    let values = Array(rows.joined())
    kernel = Tensor(unsafeUninitializedShape: [rows.count, bias.count]) { kernel in
      for place in values.indices { kernel[place] = values[place] }
    }
    (self.bias, self.features) = (bias, features)
  }
}
