import Logit
import LogitFiles

/// Makes a model of what one of Keras's files holds.
struct KerasReader {
  private static let remedy = "the file is damaged or of another model, so use another one"

  private let contents: KerasContents
  private let architecture: KerasArchitecture
  private let source: String
  private(set) var model: Sequential
  private(set) var notes: [String]

  /// - Parameters:
  ///   - architecture: The architecture for a file that has none, as Keras's JSON.
  ///   - seed: Where the order of rows comes from in later training.
  init(_ contents: KerasContents, source: String, architecture given: JSON?, seed: UInt64?) throws {
    guard var value = given ?? contents.configuration else {
      throw InterchangeError.noArchitecture(source: source)
    }
    if let version = contents.version, given == nil, version.hasPrefix("2."), value["keras_version"] == nil {
      value = value.setting("keras_version", .string(version))
    }
    (self.contents, self.source) = (contents, source)
    architecture = try KerasArchitecture(value, source: source)
    notes = architecture.notes
    model = try Self.model(architecture, value, contents, source: source, seed: seed)
    try compile(value)
    var weights = KerasWeightPlaces(contents, architecture, source: source)
    try readWeights(&weights)
    try weights.requireNothingElse()
    if model.isCompiled { try readOptimizer() }
  }

  private static func model(
    _ architecture: KerasArchitecture, _ value: JSON, _ contents: KerasContents, source: String, seed: UInt64?
  ) throws -> Sequential {
    var sequential = architecture.sequential(of: value)
    if let version = value["keras_version"] { sequential = sequential.setting("keras_version", version) }
    do {
      // A model with more weights than the file has numbers is never made.
      let model = try Sequential(
        keras: sequential, seed: seed, largestParameterCount: contents.weightCount, drawsWeights: false)
      guard model.isBuilt else {
        throw unusable(source, "one that tells the shape of the input", "without it")
      }
      return model
    } catch let error as LogitError {
      throw unusable(
        source, "made of what is known here", "unusable (\("\(error)".droppingFullStop))")
    }
  }

  private static func unusable(_ source: String, _ expected: String, _ found: String) -> FileError {
    .damaged(
      source: source, item: "the architecture", expected: expected, found: found,
      remedy: "register classes of your own by Keras.register, or use another file if it is damaged")
  }

  /// Compiles the model as the file says. One that cannot be trained here can still predict.
  private mutating func compile(_ value: JSON) throws {
    guard let settings = value["compile_config"], settings != .null, settings != .object([]) else { return }
    do {
      try model.compile(kerasSettings: settings, of: value)
    } catch let error as LogitError {
      notes.append("The model is not compiled: \("\(error)".droppingFullStop).")
    }
  }

  // MARK: Weights

  private mutating func readWeights(_ places: inout KerasWeightPlaces) throws {
    let stored = model.storedWeights
    let datasets = try places.datasets(for: stored)
    let (file, layers) = (contents.weights, architecture.layers)
    var found: [String] = []
    try model.withMutableStoredWeights { buffer in
      for (weight, dataset) in zip(stored, datasets) {
        let values = UnsafeMutableBufferPointer(rebasing: buffer[weight.range])
        try file.read(
          dataset, into: values, isBFloat16: dataset.type == .opaque(size: 2) && file.isBFloat16(dataset))
        let count = values.count { !$0.isFinite }
        if count > 0 {
          found.append(
            "The \(weight.name) of layer \"\(layers[weight.layer].name)\" holds \(count.counted("number")) that "
              + "\(count == 1 ? "is" : "are") NaN or infinite.")
        }
      }
    }
    notes += found
    if datasets.contains(where: { if case .float(size: 8, _) = $0.type { true } else { false } }) {
      notes.append("Weights of double precision are rounded to single precision.")
    }
  }

  // MARK: The optimizer

  private mutating func readOptimizer() throws {
    guard var state = model.storedOptimizerState,
      case let datasets = try KerasWeightPlaces.optimizer(of: contents, source: source), !datasets.isEmpty
    else { return }
    let order = KerasOptimizerOrder(model, slotNames: state.slotNames)
    guard let stored = KerasOptimizerVariables(datasets, order, isNadam: model.optimizer is Nadam) else {
      notes.append(
        "The optimizer's state is not taken over, since its \(datasets.count.counted("variable")) are not those of "
          + "the \(model.optimizer?.name ?? "optimizer") of this model.")
      return
    }
    if stored.isOlder, model.optimizer is Nadam {
      notes.append(
        "The momentum of Nadam follows Keras 3's schedule, which is not that of Keras before 2.11.")
    }
    let file = contents.weights
    let iteration = try file.doubles(stored.iteration)[0]
    guard let count = Int(exactly: iteration), (0..<1 << 53).contains(count) else {
      throw invalid("the optimizer's iteration", "a whole number below 2⁵³", "\(iteration)")
    }
    state.iteration = count
    let stride = model.storedWeightCount
    try state.slots.withUnsafeMutableBufferPointer { buffer in
      for (variable, dataset) in stored.slots {
        let start = variable.slot * stride + variable.weight.range.lowerBound
        try file.read(
          dataset, into: UnsafeMutableBufferPointer(rebasing: buffer[start..<start + dataset.count]),
          isBFloat16: dataset.type == .opaque(size: 2) && file.isBFloat16(dataset))
      }
    }
    if let learningRate = stored.learningRate, model.storedLearningRate != nil {
      let rate = try file.doubles(learningRate)[0]
      do { try model.setLearningRate(rate) } catch {
        throw invalid("the optimizer's learning rate", "a number, 0 or greater", "\(rate)")
      }
    }
    model.storedOptimizerState = state
  }

  private func invalid(_ item: String, _ expected: String, _ found: String) -> FileError {
    .damaged(source: source, item: item, expected: expected, found: found, remedy: Self.remedy)
  }
}

extension HDF5File {
  /// Whether a dataset of two bytes without a type is said to be of bfloat16.
  fileprivate func isBFloat16(_ dataset: HDF5Dataset) -> Bool {
    (try? text("dtype", of: dataset.path)) == "bfloat16"
  }
}

extension String {
  /// A sentence as a part of another.
  var droppingFullStop: String { hasSuffix(".") ? String(dropLast()) : self }
}
