import Logit
import LogitClassifier
import LogitData
import LogitFiles

extension FileInspection {
  /// Looks into a file, or a folder of a SavedModel.
  ///
  /// - Parameter path: The file.
  /// - Throws: `FileError.notRead(path:reason:)` if it cannot be read, or
  ///   ``InterchangeError/unsupported(source:item:supported:)`` for a file of no kind that is known here. A
  ///   file that is damaged is described as far as it goes.
  public init(path: String) throws {
    if FileSystem.exists("\(path)/saved_model.pb") {
      self = try Self.savedModel(path)
      return
    }
    let file = try StoredBytes(path: path)
    let ends = try FileEnds(file)
    switch true {
    case try file.prefix(4).elementsEqual([0x50, 0x4B, 3, 4]): self = try Self.archive(file)
    case ForeignModel.beginsLikeKeras(try file.prefix(8)): self = try Self.hdf5(file)
    case ForeignModel.beginsLikeONNX(try file.prefix(3)): self = Self.onnx(file)
    case LinearFile.begins(try file.prefix(LinearFile.beginningByteCount)): self = try Self.linear(file)
    case ForeignFormat.isSafetensors(ends): self = try Self.safetensors(file)
    case try Self.isPickle(file): self = Self.pickle(try file.prefix(Self.largestPickle), of: file, path)
    case try file.prefix(2).elementsEqual([0x78, 0x9C]), path.hasSuffix(".joblib"):
      self.init(file: path, format: "joblib")
      risks.append(
        Risk(.code, at: "the file", "it is a compressed pickle, and loading one runs whatever it names."))
      notes.append("What the pickle names was not looked at, since it is compressed.")
    default:
      throw InterchangeError.unsupported(
        source: path, item: ForeignFormat(binary: ends, path: path)?.name ?? "a file of this kind",
        supported: Self.known)
    }
  }

  private static let known =
    "Keras's .keras, .weights.h5 and .h5, ONNX, safetensors, logit-linear (JSON), pickles, joblib, PyTorch's archives and SavedModels"

  /// The most bytes of a pickle that are looked at.
  static let largestPickle = 1 << 28

  // MARK: Pickles

  /// Whether a file begins like a pickle: with its protocol, or as those of protocol 0 and 1 do.
  private static func isPickle(_ file: StoredBytes) throws -> Bool {
    let start = try file.prefix(2)
    if start.first == 0x80, start.count == 2, (1...5).contains(start[1]) { return true }
    guard let first = start.first, "(c]}".utf8.contains(first) else { return false }
    let scan = PickleScan(try file.prefix(largestPickle))
    return scan.end == nil && (!scan.names.isEmpty || file.name.hasSuffix(".pkl"))
  }

  static func pickle(_ bytes: [UInt8], of file: StoredBytes, _ place: String) -> FileInspection {
    let scan = PickleScan(bytes)
    var found = FileInspection(file: file.name, format: "pickle")
    found.version = scan.version.map { "protocol \($0)" }
    found.add(scan, at: place)
    return found
  }

  /// Adds what a pickle names.
  mutating func add(_ scan: PickleScan, at place: String) {
    let names = DataError.list(scan.names.map(\.name.text))
    risks.append(
      Risk(
        .code, at: place,
        "it is a pickle, and loading one runs whatever it names"
          + (scan.names.isEmpty ? "." : ": \(names).")))
    risks += scan.harmfulNames.map { found in
      Risk(
        .code, at: "byte \(found.byte + 1) of \(place)",
        "it names \(found.name.text), which no model needs: it can run programs, read and write files, or reach the network."
      )
    }
    if let end = scan.end {
      notes.append(
        "The pickle was looked at up to byte \(end + 1); what follows is data of arrays, as joblib writes them, or damaged."
      )
    }
  }

  // MARK: Folders of TensorFlow

  /// Operations of a graph that reach beyond it.
  private static let reachingOperations = [
    ("PyFunc", Risk.Kind.code), ("EagerPyFunc", .code), ("PyFuncStateless", .code), ("ReadFile", .files),
    ("WriteFile", .files), ("MatchingFiles", .files), ("WholeFileReader", .files), ("TextLineReader", .files),
  ]

  private static func savedModel(_ path: String) throws -> FileInspection {
    let file = try StoredBytes(path: "\(path)/saved_model.pb")
    var found = FileInspection(file: path, format: "saved-model")
    found.producer = "TensorFlow"
    let bytes = try file.prefix(largestPickle)
    for (name, kind) in reachingOperations where bytes.contains(operation: name) {
      found.risks.append(
        Risk(
          kind, at: "saved_model.pb",
          "its graph has the operation \(name), which "
            + (kind == .code ? "calls Python." : "reads or writes files where the graph says.")))
    }
    found.notes.append("Save it as .keras or .h5 to use it here: model.save(\"model.keras\").")
    return found
  }
}

extension [UInt8] {
  /// Whether the name of an operation occurs, with its length before it, as protobuf has it.
  fileprivate func contains(operation name: String) -> Bool {
    contains([UInt8(name.utf8.count)] + Array(name.utf8))
  }

  /// Whether a text occurs.
  func contains(text: String) -> Bool { contains(Array(text.utf8)) }

  private func contains(_ wanted: [UInt8]) -> Bool {
    guard count >= wanted.count else { return false }
    return withUnsafeBufferPointer { bytes in
      (0...bytes.count - wanted.count).contains { start in
        bytes[start] == wanted[0] && wanted.indices.allSatisfy { bytes[start + $0] == wanted[$0] }
      }
    }
  }
}
