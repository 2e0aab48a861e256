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
    if FileSystem.exists("\(path)/\(Self.savedModelName)") {
      self = try Self.savedModel(path)
      return
    }
    if FileSystem.exists("\(path)/saved_model.pbtxt") {
      self.init(file: path, format: "saved-model")
      unseen.append("Its graph, which is written as text (saved_model.pbtxt).")
      return
    }
    if path == Self.savedModelName || path.hasSuffix("/\(Self.savedModelName)") {
      let folder = path.dropLast(Self.savedModelName.count)
      self = try Self.savedModel(folder.isEmpty ? "." : String(folder.dropLast()))
      return
    }
    let file = try StoredBytes(path: path)
    let ends = try FileEnds(file)
    switch true {
    case try file.prefix(4).elementsEqual([0x50, 0x4B, 3, 4]): self = try Self.archive(file)
    case ForeignModel.beginsLikeKeras(try file.prefix(8)): self = try Self.hdf5(file)
    case ForeignModel.beginsLikeCoreML(ends.beginning): self = Self.coreML(file)
    case LIBLINEARModel.begins(ends.beginning): self = try Self.liblinear(file)
    case ForeignFormat.isONNX(ends): self = Self.onnx(file)
    case ForeignModel.beginsLikePMML(ends.beginning): self = Self.pmml(file)
    case LinearFile.begins(ends.beginning): self = try Self.linear(file)
    case ForeignFormat.isSafetensors(ends): self = try Self.safetensors(file)
    case try Self.isPickle(file): self = try Self.pickle(file, path)
    case path.hasSuffix(".safetensors"): self = try Self.safetensors(file)
    case try Self.isCompressedPickle(file), path.hasSuffix(".joblib"):
      self.init(file: path, format: "joblib")
      risks.append(
        Risk(.code, at: "the file", "it is a compressed pickle, and loading one runs whatever it names."))
      unseen.append("What the pickle names, since it is compressed.")
    default:
      throw InterchangeError.unsupported(
        source: path, item: ForeignFormat(binary: ends, path: "")?.name ?? "a file of this kind",
        supported: Self.known)
    }
  }

  private static let known =
    "Keras's .keras, .weights.h5 and .h5, ONNX, PMML, Core ML, LIBLINEAR, safetensors, logit-linear (JSON), pickles, joblib, PyTorch's archives and SavedModels"

  /// The most bytes of a pickle that are looked at.
  static let largestPickle = 1 << 28

  // MARK: Pickles

  /// Whether a file begins as joblib compresses pickles: by zlib, at any level.
  private static func isCompressedPickle(_ file: StoredBytes) throws -> Bool {
    let start = try file.prefix(2)
    return start.first == 0x78 && [0x01, 0x5E, 0x9C, 0xDA].contains(start.last)
  }

  /// Whether a file begins like a pickle: with its protocol, or as those of protocol 0 and 1 do.
  private static func isPickle(_ file: StoredBytes) throws -> Bool {
    let start = try file.prefix(2)
    if start.first == 0x80, start.count == 2, (1...5).contains(start[1]) { return true }
    guard let first = start.first, "(c]}".utf8.contains(first) else { return false }
    // Whatever follows the first pickle is not read by whoever loads it, so it may be anything.
    let scan = PickleScan(try file.prefix(largestPickle))
    return scan.pickleCount > 0 && (!scan.names.isEmpty || file.name.hasSuffix(".pkl"))
  }

  private static func pickle(_ file: StoredBytes, _ place: String) throws -> FileInspection {
    let scan = PickleScan(try file.prefix(largestPickle))
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
        found.name.isComputed
          ? "it names \(found.name.text): what it is called is made up while the pickle is loaded."
          : "it names \(found.name.text), which no model needs: it can run programs, read and write files, or reach the network."
      )
    }
    if let end = scan.end {
      unseen.append(
        "What follows byte \(end + 1) of \(place): data of arrays, as joblib writes them, or something damaged."
      )
    }
  }
}

extension [UInt8] {
  /// Whether a text occurs.
  func contains(text: String) -> Bool {
    let wanted = Array(text.utf8)
    guard count >= wanted.count else { return false }
    return withUnsafeBufferPointer { bytes in
      (0...bytes.count - wanted.count).contains { start in
        bytes[start] == wanted[0] && wanted.indices.allSatisfy { bytes[start + $0] == wanted[$0] }
      }
    }
  }
}
