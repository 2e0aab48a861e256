import Logit
import LogitFiles

extension ForeignModel {
  /// Opens a model of another tool: one of Keras's files, an ONNX model, weights of PyTorch as safetensors or
  /// a linear model as JSON, whatever its name is, known by its first bytes.
  ///
  /// - Parameters:
  ///   - path: The file.
  ///   - architecture: The architecture of a file of weights, as Keras's JSON; taken from the file by
  ///     default.
  /// - Throws: As ``init(kerasFile:architecture:seed:)``, ``init(onnxFile:)``,
  ///   ``init(safetensorsFile:architecture:)`` and ``init(linearFile:)``.
  public init(contentsOf path: String, architecture: String? = nil) throws {
    let start = try StoredBytes(path: path).prefix(LinearFile.beginningByteCount)
    if Self.beginsLikeONNX(start) {
      try self.init(onnxFile: path)
    } else if LinearFile.begins(start) {
      try self.init(linearFile: path)
    } else if Self.beginsLikeSafetensors(start) {
      try self.init(safetensorsFile: path, architecture: architecture)
    } else {
      try self.init(kerasFile: path, architecture: architecture)
    }
  }

  /// Whether bytes begin as ONNX files do: with the version of the representation, and its producer,
  /// operators or graph.
  package static func beginsLikeONNX(_ bytes: [UInt8]) -> Bool {
    bytes.count >= 3 && bytes[0] == 8 && (1..<32).contains(bytes[1]) && [0x12, 0x3A, 0x42].contains(bytes[2])
  }

  /// Whether a file begins like one that ``init(contentsOf:architecture:)`` opens, and not like a model of
  /// Logit's own; `false` if it cannot be read.
  ///
  /// - Parameter path: The file.
  /// - Returns: What its first bytes say; the rest may be damaged all the same.
  public static func isForeign(_ path: String) -> Bool {
    guard let input = try? StoredBytes(path: path) else { return false }
    guard let start = try? input.prefix(LinearFile.beginningByteCount) else { return false }
    return beginsLikeKeras(start) || beginsLikeONNX(start) || LinearFile.begins(start)
      || isForeignSafetensors(input)
  }
}
