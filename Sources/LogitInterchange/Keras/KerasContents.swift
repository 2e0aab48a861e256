import LogitFiles

/// What one of Keras's files holds, before a model is made of it.
struct KerasContents {
  /// How the weights are named.
  enum Naming {
    /// By the layers' classes and numbers: `layers/dense_1/vars/0`.
    case byClass
    /// By lists in attributes: `model_weights/dense_1/sequential/dense_1/kernel`, which Keras calls legacy.
    case byList
  }

  private enum Entry {
    static let configuration = "config.json"
    static let metadata = "metadata.json"
    static let weights = "model.weights.h5"
  }

  /// The longest text of an architecture; that of a hundred layers has some 100 kB.
  private static let largestTextByteCount = 1 << 24
  private static let largestListByteCount = 1 << 20

  /// The architecture and how the model was compiled, as `config.json` has them; `nil` if there are weights
  /// only.
  private(set) var configuration: JSON?
  /// The version of Keras that wrote it, if the file says so.
  private(set) var version: String?
  /// The names of classes and columns, which Logit writes where Keras reads past them.
  private(set) var labels: JSON?
  /// Whether it is a zip archive.
  private(set) var isArchive = false
  let weights: HDF5File
  let naming: Naming

  /// What ``labels`` are called in a file.
  static let labelsName = "logit"

  init(_ file: StoredBytes) throws {
    let beginning = try file.prefix(8)
    if beginning.starts(with: [0x50, 0x4B, 0x03, 0x04]) {
      self = try KerasContents(archive: file)
    } else {
      self = try KerasContents(hdf5: file)
    }
  }

  /// How many numbers the file has, those of the optimizer left out.
  var weightCount: Int {
    weights.objects.values.reduce(0) { sum, object in
      guard let count = object.dataset?.count, !object.path.hasPrefix("optimizer") else { return sum }
      let (total, overflows) = sum.addingReportingOverflow(count)
      return overflows ? .max : total
    }
  }

  /// The names of classes or columns.
  ///
  /// - Parameters:
  ///   - key: What they are called in the file.
  ///   - count: How many the model has; asked for only if there are names.
  ///   - source: The file.
  /// - Returns: `nil` if the file has none.
  /// - Throws: `FileError.damaged(source:item:expected:found:remedy:)` for another number of them, or for
  ///   something else than different texts.
  func names(_ key: String, count: @autoclosure () -> Int, source: String) throws -> [String]? {
    guard let value = labels?[key], value != .null else { return nil }
    let count = count()
    let texts = value.array?.compactMap(\.string) ?? []
    guard let values = value.array, values.count == texts.count, Set(texts).count == texts.count,
      texts.count == count
    else {
      let found = value.array.map { "\($0.count): \(value)" } ?? "\(value)"
      throw FileError.damaged(
        source: source, item: "the member \"\(key)\" of its metadata \"\(Self.labelsName)\"",
        expected:
          "\(count.counted("different text")), as the model has \(key == "columns" ? "inputs" : "classes")",
        found: found.shortened,
        remedy: "write the model again, or remove the member")
    }
    return texts
  }

  private init(weights: HDF5File, naming: Naming) { (self.weights, self.naming) = (weights, naming) }

  // MARK: .keras

  private init(archive file: StoredBytes) throws {
    let archive = try ZipArchive(file, largestListByteCount: Self.largestListByteCount)
    for entry in archive.entries { try Self.requireInside(entry.name, file.name) }
    func entry(_ name: String) throws -> ZipArchive.Entry {
      if let entry = archive.entries.first(where: { $0.name == name }) { return entry }
      if let other = archive.entries.first(where: { $0.name.hasPrefix("model.weights") }),
        name == Entry.weights
      {
        throw InterchangeError.unsupported(
          source: file.name, item: "\(other.name.shortened), weights in another form,",
          supported: Entry.weights)
      }
      if archive.entries.contains(where: { $0.name.hasSuffix("data.pkl") }) {
        throw InterchangeError.unsupported(
          source: file.name, item: "an archive of PyTorch, which is a pickle inside,",
          supported: "its weights as safetensors, by safetensors.torch.save_file(model.state_dict(), path)")
      }
      throw FileError.damaged(
        source: file.name, item: "the archive", expected: "one of Keras, with \(name)", found: "without it",
        remedy: "use a file that model.save(\"name.keras\") wrote")
    }
    // What says what the model is comes first: of a wrong file nothing else is read.
    let (configurationEntry, weightsEntry) = (try entry(Entry.configuration), try entry(Entry.weights))
    let limit = min(Self.largestTextByteCount, max(1 << 20, file.size))
    let configuration = try Self.json(
      archive.contents(of: configurationEntry, limit: limit), "\(Entry.configuration) in \(file.name)",
      fileSize: file.size)
    var version: String?
    var labels: JSON?
    if let metadata = archive.entries.first(where: { $0.name == Entry.metadata }) {
      let value = try Self.json(
        archive.contents(of: metadata, limit: 1 << 20), "\(Entry.metadata) in \(file.name)", fileSize: 0)
      (version, labels) = (value["keras_version"]?.string, value[Self.labelsName])
    }
    // What was unpacked may not be unpacked once more by as much.
    let bytes = try archive.bytes(of: weightsEntry, limit: HDF5File.largestExpansion(of: file.size))
    self.init(weights: try HDF5File(bytes, storedByteCount: file.size), naming: .byClass)
    (self.configuration, self.version, self.labels, isArchive) = (configuration, version, labels, true)
  }

  /// Names are only compared with those that are looked for, but one that leads out of the archive is a trap
  /// for whoever unpacks it, and no file of Keras.
  private static func requireInside(_ name: String, _ source: String) throws {
    let parts = name.split(separator: "/", omittingEmptySubsequences: false)
    guard !name.hasPrefix("/"), !name.contains("\\"), !parts.contains(".."), !name.contains("\0") else {
      throw FileError.damaged(
        source: source, item: "the entry \"\(name.shortened)\"", expected: "within the archive",
        found: "a path that leads out of it",
        remedy: "do not unpack the file; fetch it from where it was made")
    }
  }

  private static func json(_ bytes: [UInt8], _ source: String, fileSize: Int) throws -> JSON {
    try JSONReader.parse(
      bytes, source: source, largestByteCount: largestTextByteCount,
      largestValueCount: max(1 << 16, fileSize / 128))
  }

  // MARK: HDF5

  private init(hdf5 file: StoredBytes) throws {
    let weights = try HDF5File(file)
    // Whoever loads the file obeys its architecture before it looks for weights, so it is read without them.
    let isList =
      try weights.children(of: "model_weights") != nil || weights.texts("layer_names", of: "") != nil
    self.init(weights: weights, naming: isList ? .byList : .byClass)
    version = try weights.text("keras_version", of: "")
    labels = try weights.text(Self.labelsName, of: "").map {
      try Self.json(Array($0.utf8), "\(Self.labelsName) in \(file.name)", fileSize: file.size)
    }
    guard let text = try weights.text("model_config", of: "") else {
      // Logit writes it with weights alone.
      configuration = labels?["architecture"]
      return
    }
    var value = try Self.json(Array(text.utf8), "model_config in \(file.name)", fileSize: file.size)
    if let text = try weights.text("training_config", of: "") {
      let training = try Self.json(Array(text.utf8), "training_config in \(file.name)", fileSize: file.size)
      value = value.setting("compile_config", Self.compilation(training))
    }
    configuration = value
  }

  /// What a legacy file says of training, in the form of `compile_config`.
  private static func compilation(_ training: JSON) -> JSON {
    .object(
      (training.object ?? []).compactMap { member in
        switch member.name {
        case "optimizer_config": JSON.Member("optimizer", member.value)
        case "sample_weight_mode": nil
        case "metrics", "weighted_metrics":
          // A list for each output, of which there is one here.
          JSON.Member(
            member.name, member.value.array.map { .array($0.flatMap { $0.array ?? [$0] }) } ?? member.value)
        default: member
        }
      })
  }
}
