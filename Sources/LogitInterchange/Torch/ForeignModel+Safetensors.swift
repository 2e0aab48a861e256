import Logit
import LogitClassifier
import LogitData
import LogitFiles

extension ForeignModel {
  /// Reads weights under PyTorch's names, as `safetensors.torch.save_file(model.state_dict(), ...)` writes
  /// them.
  ///
  ///     let foreign = try ForeignModel(safetensorsFile: "net.safetensors", architecture: json)
  ///
  /// Such a file has no architecture, so Keras's JSON of the same layers must come with it, unless Logit
  /// wrote the file. `Linear` becomes ``/Logit/Dense``, with the weight transposed; `BatchNorm1d`,
  /// `LayerNorm`, `GroupNorm`, `RMSNorm`, `PReLU` and `Embedding` become the layers of these names.
  /// A `BatchNorm1d` without weights may also be a ``/Logit/Normalization``. Layers are matched with the
  /// modules of their names; otherwise with modules in the order of their numbers, or by shapes where these
  /// leave no choice. Numbers of 16 and 64 bits are rounded to single precision, which is noted.
  ///
  /// - Parameters:
  ///   - path: The file.
  ///   - architecture: The architecture, as Keras's `to_json()` writes it; that which Logit wrote into the
  ///     file by default.
  /// - Throws: ``InterchangeError/noArchitecture(source:)`` for a file without one,
  ///   ``InterchangeError/unsupported(source:item:supported:)`` for a layer that has no counterpart in
  ///   PyTorch, `FileError.damaged(source:item:expected:found:remedy:)` for tensors of other names or shapes,
  ///   or `FileError.notRead(path:reason:)`.
  public init(safetensorsFile path: String, architecture: String? = nil) throws {
    try self.init(safetensors: StoredBytes(path: path), architecture: architecture)
  }

  /// Reads such weights from memory; see ``init(safetensorsFile:architecture:)``.
  ///
  /// - Parameters:
  ///   - bytes: The bytes of the file.
  ///   - name: What messages call it; `the model` by default.
  ///   - architecture: The architecture; that which Logit wrote into the file by default.
  /// - Throws: As ``init(safetensorsFile:architecture:)``.
  public init(
    safetensorsBytes bytes: [UInt8], name: String = "the model", architecture: String? = nil
  ) throws {
    try self.init(safetensors: StoredBytes(bytes, name: name), architecture: architecture)
  }

  /// Whether a file is one of safetensors that is none of Logit's own models.
  ///
  /// - Parameters:
  ///   - source: The file.
  ///   - ends: Its first bytes.
  static func isForeignSafetensors(_ source: StoredBytes, _ ends: FileEnds) -> Bool {
    guard ForeignFormat.isSafetensors(ends),
      let file = try? SafetensorsFile(source, types: Safetensors.ElementType.allCases)
    else { return false }
    return file.metadata["format"]?.hasPrefix("logit") != true
  }

  init(safetensors source: StoredBytes, architecture: String?) throws {
    let file = try SafetensorsFile(source, types: Safetensors.ElementType.allCases)
    guard let text = architecture ?? file.metadata[TorchKey.architecture] else {
      throw InterchangeError.noArchitecture(source: source.name)
    }
    let reader = try TorchReader(file, architecture: JSON(json: text), source: source.name)
    func names(_ key: String) -> [String]? {
      guard let values = file.metadata[key].flatMap({ try? JSON(json: $0) })?.array else { return nil }
      let texts = values.compactMap(\.string)
      return texts.count == values.count && Set(texts).count == texts.count ? texts : nil
    }
    self.init(
      reader.model, classNames: names(TorchKey.classes), featureNames: names(TorchKey.columns),
      notes: reader.notes)
    target = file.metadata[TorchKey.target]
    let outputs = try Predictor(model).outputCount
    decision = try file.metadata[TorchKey.decision].flatMap {
      try ClassDecision(
        (try? JSON(json: $0)) ?? .null, classCount: max(outputs, 2), source: source.name,
        item: "the metadata \"\(TorchKey.decision)\"")
    }
  }
}

/// The keys of what Logit writes into the metadata of safetensors, where PyTorch reads past it.
enum TorchKey {
  static let architecture = "logit.architecture"
  static let classes = "logit.classes"
  static let columns = "logit.columns"
  static let target = "logit.target"
  static let decision = "logit.decision"
  static let goldenRows = "logit.golden_rows"
}

/// Puts tensors into the layers of an architecture.
private struct TorchReader {
  private let file: SafetensorsFile
  private let source: String
  private(set) var model: Sequential
  private(set) var notes: [String]

  init(_ file: SafetensorsFile, architecture value: JSON, source: String) throws {
    (self.file, self.source) = (file, source)
    let architecture = try KerasArchitecture(value, source: source)
    notes = architecture.notes
    let count = file.entries.values.reduce(0) { $0 + $1.shape.reduce(1, *) }
    model = try Self.model(architecture, value, count: count, source: source)
    let slots = try TorchSlot.slots(of: model, source: source)
    let matching = try TorchMatching(slots, TorchModule.modules(of: file), source: source)
    if let note = matching.note { notes.append(note) }
    try read(slots, matching.modules)
    notes += Self.epsilons(of: model)
  }

  private static func model(
    _ architecture: KerasArchitecture, _ value: JSON, count: Int, source: String
  ) throws -> Sequential {
    func unusable(_ expected: String, _ found: String) -> FileError {
      .damaged(
        source: source, item: "the architecture", expected: expected, found: found,
        remedy: "give the architecture of these weights")
    }
    var sequential = architecture.sequential(of: value)
    if let version = value["keras_version"] { sequential = sequential.setting("keras_version", version) }
    do {
      // A parameter of PReLU may stand for as many as there are columns; otherwise a model with more weights
      // than the file has numbers is never made.
      let model = try Sequential(
        keras: sequential, seed: nil, largestParameterCount: max(2 * count, 1 << 16), drawsWeights: false)
      guard model.isBuilt else { throw unusable("one that tells the shape of the input", "without it") }
      return model
    } catch let error as LogitError {
      throw unusable("made of what is known here", "unusable (\("\(error)".droppingFullStop))")
    }
  }

  // MARK: Weights

  private mutating func read(_ slots: [TorchSlot], _ modules: [TorchModule]) throws {
    var types: Set<Safetensors.ElementType> = []
    var (found, notFinite) = ([(part: TorchSlot.Part, values: [Float])](), [String]())
    for (slot, module) in zip(slots, modules) {
      for part in slot.parts {
        guard let entry = module.tensors[part.tensor] else { continue }
        guard let values = try file.floats(entry) else {
          throw FileError.damaged(
            source: source, item: "the tensor \(module.path(part.tensor))",
            expected: "of F32, F64, F16 or BF16",
            found: "of \(entry.type.rawValue)", remedy: "save the weights as floating-point numbers")
        }
        types.insert(entry.type)
        let count = values.count { !$0.isFinite }
        if count > 0 {
          notFinite.append(
            "The tensor \(module.path(part.tensor)) holds \(count.counted("number")) that "
              + "\(count == 1 ? "is" : "are") NaN or infinite.")
        }
        found.append((part, values))
      }
    }
    model.withMutableStoredWeights { buffer in
      for (part, values) in found { part.write(values, to: buffer) }
    }
    for (type, name) in [(.float64, "double"), (.float16, "half"), (.bfloat16, "bfloat16")]
      as [(Safetensors.ElementType, String)] where types.contains(type)
    {
      notes.append(
        type == .float64
          ? "Weights of double precision are rounded to single precision."
          : "Weights of \(name == "half" ? "half precision" : name) count in single precision, in which rows are "
            + "worked out.")
    }
    notes += notFinite
  }

  /// PyTorch and Keras have other defaults of what keeps deviations from 0, and the file does not tell it.
  private static func epsilons(of model: Sequential) -> [String] {
    model.layers.compactMap { layer in
      let epsilon: Double? =
        switch layer.configuration {
        case let layer as BatchNormalization: layer.epsilon
        case let layer as LayerNormalization: layer.epsilon
        case let layer as GroupNormalization: layer.epsilon
        default: nil
        }
      guard let epsilon, epsilon == 0.001 else { return nil }
      return
        "The layer \"\(layer.name)\" has the epsilon of its architecture, 0.001; PyTorch's own default is 1e-05."
    }
  }
}

extension TorchSlot.Part {
  /// Writes a tensor's numbers where the layer has them.
  fileprivate func write(_ values: [Float], to buffer: UnsafeMutableBufferPointer<Float>) {
    let first = weight.range.lowerBound
    if isTransposed, shape.count == 2 {
      let (outputs, inputs) = (shape[0], shape[1])
      for output in 0..<outputs {
        for input in 0..<inputs { buffer[first + input * outputs + output] = values[output * inputs + input] }
      }
    } else if values.count == weight.range.count {
      for place in values.indices { buffer[first + place] = values[place] }
    } else {
      for place in weight.range { buffer[place] = values[0] }
    }
  }
}
