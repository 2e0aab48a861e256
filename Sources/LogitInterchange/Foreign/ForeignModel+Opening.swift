import Logit
import LogitData
package import LogitFiles

extension ForeignModel {
  /// Opens a model of another tool: one of Keras's files, an ONNX model, one of PMML or of LIBLINEAR, weights
  /// of PyTorch as safetensors or a linear model as JSON, whatever its name is, known by its first bytes.
  ///
  /// - Parameters:
  ///   - path: The file.
  ///   - architecture: The architecture of a file of weights, as Keras's JSON; taken from the file by
  ///     default.
  /// - Throws: As ``init(kerasFile:architecture:seed:)``, ``init(onnxFile:)``, ``init(pmmlFile:)``,
  ///   ``init(safetensorsFile:architecture:)``, ``init(linearFile:)`` and
  ///   ``LIBLINEARModel/read(_:name:)``.
  public init(contentsOf path: String, architecture: String? = nil) throws {
    try self.init(StoredBytes(path: path), architecture: architecture)
  }

  /// Opens such a model from a file that is open already, or from memory; see
  /// ``init(contentsOf:architecture:)``.
  package init(_ file: StoredBytes, architecture: String? = nil) throws {
    let ends = try FileEnds(file)
    if Self.beginsLikeCoreML(ends.beginning) {
      throw InterchangeError.unsupported(
        source: file.name, item: "a model of Core ML",
        supported: "Keras's files, ONNX, PMML, safetensors, LIBLINEAR and logit-linear")
    } else if LIBLINEARModel.begins(ends.beginning) {
      self = try LIBLINEARModel.read(file.prefix(file.size), name: file.name)
    } else if ForeignFormat.isONNX(ends) {
      try self.init(onnx: file)
    } else if Self.beginsLikePMML(ends.beginning) {
      try self.init(pmml: file)
    } else if LinearFile.begins(ends.beginning) {
      try self.init(linear: file)
    } else if ForeignFormat.isSafetensors(ends) {
      try self.init(safetensors: file, architecture: architecture)
    } else {
      try self.init(keras: file, architecture: architecture, seed: nil)
    }
  }

  /// Whether a file begins like one that ``init(contentsOf:architecture:)`` opens, and not like a model of
  /// Logit's own; `false` if it cannot be read.
  ///
  /// - Parameter path: The file.
  /// - Returns: What its first bytes say; the rest may be damaged all the same.
  public static func isForeign(_ path: String) -> Bool {
    guard let file = try? StoredBytes(path: path) else { return false }
    return isForeign(file)
  }

  /// The same of a file that is open already, or in memory.
  package static func isForeign(_ file: StoredBytes) -> Bool {
    guard let ends = try? FileEnds(file) else { return false }
    // Core ML is known, so that a message says what the file is.
    return beginsLikeKeras(ends.beginning) || LIBLINEARModel.begins(ends.beginning)
      || beginsLikeCoreML(ends.beginning) || ForeignFormat.isONNX(ends) || beginsLikePMML(ends.beginning)
      || LinearFile.begins(ends.beginning) || isForeignSafetensors(file, ends)
  }

  /// Whether bytes begin as models of Core ML do: the version of the specification, and a description, which is
  /// a message and begins with an input, where ONNX has the text of its producer's name.
  static func beginsLikeCoreML(_ bytes: [UInt8]) -> Bool {
    guard bytes.count > 4, bytes[0] == 8, bytes[1] < 0x80, bytes[2] == 0x12,
      let end = bytes[3...].prefix(8).firstIndex(where: { $0 < 0x80 }), bytes.indices.contains(end + 1)
    else { return false }
    return bytes[end + 1] == 0x0A
  }
}
