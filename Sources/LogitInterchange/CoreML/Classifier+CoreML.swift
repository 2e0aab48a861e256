import Logit
import LogitData
import LogitFiles
import LogitStatistics

extension Classifier {
  /// Writes the classifier as a Core ML model, which appears whole or not at all; see ``coreMLBytes()``.
  ///
  /// - Parameter path: The file, with the extension `.mlmodel`.
  /// - Throws: As ``coreMLBytes()``, and `FileError.notWritten(path:reason:)`.
  public func save(coreMLFile path: String) throws {
    try StagedFile.write(coreMLBytes(), to: path)
  }

  /// The classifier as a Core ML model: a pipeline from the table's columns to the class and the
  /// probabilities.
  ///
  /// Inputs are named as the columns: numbers, NaN where one is missing, and texts, empty where one is
  /// missing. Numbers go through a feature vectorizer, an imputer and a scaler, texts through one-hot
  /// encoders. Logistic regression becomes a `GLMClassifier`, all else a `neuralNetworkClassifier`: softmax
  /// regression, too, since Core ML's own generalized linear model of several classes normalizes sigmoids.
  /// What a category weighs that is not among those learned is in the constant, and known ones weigh their
  /// difference from it.
  ///
  /// The outputs are the target's column with the class, and `probabilities`, a dictionary by class. Platt
  /// scaling of two classes, temperatures and corrected shares are part of the weights.
  ///
  /// Nothing runs Core ML but Apple's systems. The files are checked against coremltools' specification, and
  /// what they compute by an evaluator of it in the tests; they have not been run by Core ML itself.
  ///
  /// - Returns: The bytes of the file.
  /// - Throws: ``InterchangeError/inexpressible(format:item:remedy:)`` for what Core ML's classical models
  ///   have no words for: indicators of missing numbers, bins, numbers that are categories, formulas, hashes,
  ///   words of texts, dates, thresholds, costs, curves of calibration for several classes, and some
  ///   activations.
  public func coreMLBytes() throws -> [UInt8] { try coreMLModel().encoded }

  func coreMLModel() throws -> CoreMLModel {
    guard decision.rule == .mostProbable else {
      throw CoreMLModel.inexpressible(
        "a threshold or costs", "write it without, and decide by the probabilities")
    }
    let preprocessing = try CoreMLPreprocessing(self)
    let head = try coreMLHead(preprocessing)
    var outputs = head.outputs
    outputs[0].documentation = "The most probable class."
    outputs[1].documentation = "The probability of each class: " + classes.names.joined(separator: ", ")
    let names = JSON.array(classes.names.map { .string($0) }).description
    return CoreMLModel(
      inputs: preprocessing.inputs, outputs: outputs, content: .pipeline(preprocessing.models + [head]),
      predicted: head.predicted,
      documentation: "Predicts \(target) by \(classes.names.joined(separator: ", ")).",
      metadata: [
        ("com.github.logit.version", LogitVersion.current), ("logit.target", target),
        ("logit.classes", names),
      ])
  }

  private func coreMLHead(_ preprocessing: CoreMLPreprocessing) throws -> CoreMLModel {
    let labels: CoreMLLabels =
      switch classes.tensor.values {
      case .integers(let numbers): .numbers(numbers)
      default: .texts(classes.names)
      }
    let label = preprocessing.inputs.contains { $0.name == target } ? "label" : target
    var layers = try CoreMLNetwork(self)
    try layers.fold(preprocessing)
    let content: CoreMLModel.Content
    if let (weights, offset) = layers.logistic {
      content = .glm(weights: weights, offset: offset, labels: labels)
    } else {
      content = .network(try layers.written(from: "features"), labels: labels)
    }
    let features = CoreMLModel.Feature(name: "features", kind: .array(preprocessing.width, isDouble: true))
    return CoreMLModel(
      inputs: [features],
      outputs: [
        CoreMLModel.Feature(name: label, kind: labels.isText ? .string : .int64),
        CoreMLModel.Feature(name: "probabilities", kind: .dictionary(isText: labels.isText)),
      ], content: content, predicted: (label, "probabilities"))
  }
}

extension CoreMLModel {
  /// The error for something that cannot be written.
  static func inexpressible(_ item: String, _ remedy: String) -> InterchangeError {
    .inexpressible(format: "Core ML", item: item, remedy: remedy)
  }
}

/// The models before the last one of a pipeline: from columns to the numbers that features are made of.
struct CoreMLPreprocessing {
  private(set) var inputs: [CoreMLModel.Feature] = []
  private(set) var models: [CoreMLModel] = []
  /// For each of the pipeline's numbers, the features that it is and with which sign and share: see
  /// ``CoreMLNetwork``.
  private(set) var sources: [Source] = []
  /// Features that are 1 unless one of the numbers of their column is, which goes into the constant.
  private(set) var constants: [Int] = []

  /// A number of the pipeline.
  struct Source {
    /// The feature that it is; `nil` if it stands for a category that is no feature.
    let feature: Int?
    /// The feature that it is not, which would be 1 otherwise.
    let replaced: Int?
  }

  /// How many numbers there are.
  var width: Int { sources.count }

  init(_ classifier: Classifier) throws {
    let features = classifier.features
    for (name, _) in features.inputKinds {
      if case .category(let spelling)? = features.readings[name], spelling.spellings != nil {
        throw Self.refused("spellings that are joined", [name])
      }
    }
    var numbers: [(number: PortableNumeric, feature: Int)] = []
    var texts: [(category: PortableCategory, feature: Int)] = []
    var place = 0
    for (feature, transform) in zip(try features.portableFeatures, features.transforms) {
      switch feature {
      case .number(let number):
        if number.hasIndicator { throw Self.refused("an indicator of missing numbers", [number.column]) }
        if number.factor == 0 && number.offset != 0 {
          throw Self.refused("a number times 0", [number.column])
        }
        numbers.append((number, place))
      case .category(let category):
        guard case .texts = category.tokens, category.unknownFeatureCount <= 1 else {
          throw Self.refused("categories of numbers, or that are hashed", [category.column])
        }
        if category.refusesUnknown || category.refusesMissing {
          throw Self.refused("unknown or missing categories that are refused", [category.column])
        }
        texts.append((category, place))
      case .bins(let bins): throw Self.refused("bins of numbers", [bins.column])
      case .formula: throw Self.refused("a formula", transform.inputs)
      case .other(let kind): throw Self.refused(kind, transform.inputs)
      }
      place += transform.outputCount
    }
    addNumbers(numbers)
    for (category, feature) in texts { add(category, at: feature, missingWords: features.missingWords) }
    joinParts(hasNumbers: !numbers.isEmpty, texts: texts.map(\.category.column))
  }

  private static func refused(_ kind: String, _ columns: [String]) -> InterchangeError {
    CoreMLModel.inexpressible(
      "\(kind) (\(columns.map { "\"\($0)\"" }.joined(separator: ", ")))",
      "train the model without, or write ONNX")
  }

  private mutating func addInput(_ name: String, _ kind: CoreMLModel.Kind, _ documentation: String) {
    guard !inputs.contains(where: { $0.name == name }) else { return }
    inputs.append(CoreMLModel.Feature(name: name, kind: kind, documentation: documentation))
  }

  private mutating func add(
    _ content: CoreMLModel.Content, from inputs: [CoreMLModel.Feature], to output: String, width: Int
  ) {
    models.append(
      CoreMLModel(
        inputs: inputs, outputs: [CoreMLModel.Feature(name: output, kind: .array(width, isDouble: true))],
        content: content))
  }

  private mutating func addNumbers(_ numbers: [(number: PortableNumeric, feature: Int)]) {
    guard !numbers.isEmpty else { return }
    for (number, _) in numbers { addInput(number.column, .double, "A number; NaN where it is missing.") }
    let count = numbers.count
    func array(_ name: String) -> [CoreMLModel.Feature] {
      [.init(name: name, kind: .array(count, isDouble: true))]
    }
    add(
      .vectorizer(numbers.map { ($0.number.column, 1) }), from: inputs, to: "/numbers", width: count)
    // What is refused stays no number.
    add(
      .imputer(numbers.map { $0.number.replacement ?? .nan }), from: array("/numbers"), to: "/imputed",
      width: count)
    // (x − center) · factor + offset is (x + shift) · factor.
    let shifts = numbers.map { entry in
      let number = entry.number
      return number.factor == 0 ? 0 : number.offset / number.factor - number.center
    }
    add(
      .scaler(shift: shifts, scale: numbers.map(\.number.factor)), from: array("/imputed"), to: "/scaled",
      width: count)
    for (_, feature) in numbers { sources.append(Source(feature: feature, replaced: nil)) }
  }

  private mutating func add(_ category: PortableCategory, at feature: Int, missingWords: Set<String>) {
    guard case .texts(let texts) = category.tokens else { return }
    addInput(category.column, .string, "A text; empty where it is missing.")
    let unknown = category.unknownFeature.map { feature + $0 }
    let missing = category.missingFeature.map { feature + $0 }
    let words = ([""] + missingWords.sorted()).filter { !texts.contains($0) }
    add(
      .oneHot(texts + words), from: [CoreMLModel.Feature(name: category.column, kind: .string)],
      to: "/\(category.column)", width: texts.count + words.count)
    for index in texts.indices {
      sources.append(Source(feature: feature + category.firstToken + index, replaced: unknown))
    }
    for _ in words { sources.append(Source(feature: missing, replaced: unknown)) }
    if let unknown { constants.append(unknown) }
  }

  /// Puts all numbers side by side.
  private mutating func joinParts(hasNumbers: Bool, texts: [String]) {
    let parts = models.compactMap { model -> (name: String, width: Int)? in
      guard let output = model.outputs.first, case .array(let width, _) = output.kind else { return nil }
      let isPart = output.name == "/scaled" || texts.contains { "/\($0)" == output.name }
      return isPart ? (output.name, width) : nil
    }
    let inputs = parts.map { CoreMLModel.Feature(name: $0.name, kind: .array($0.width, isDouble: true)) }
    add(.vectorizer(parts), from: inputs, to: "features", width: width)
  }
}
