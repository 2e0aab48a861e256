import Logit
import LogitData
import LogitFiles

extension ForeignModel {
  /// Opens a model of another tool: one of Keras's files or an ONNX model, whatever its name is, known by its
  /// first bytes.
  ///
  /// - Parameters:
  ///   - path: The file.
  ///   - architecture: The architecture of a file of weights, as Keras's JSON; taken from the file by
  ///     default.
  /// - Throws: As ``init(kerasFile:architecture:seed:)`` and ``init(onnxFile:)``.
  public init(contentsOf path: String, architecture: String? = nil) throws {
    if ForeignFormat.isONNX(try FileEnds(StoredBytes(path: path))) {
      try self.init(onnxFile: path)
    } else {
      try self.init(kerasFile: path, architecture: architecture)
    }
  }

  /// Whether a file begins like one that ``init(contentsOf:architecture:)`` opens, and not like a model of
  /// Logit's own; `false` if it cannot be read.
  ///
  /// - Parameter path: The file.
  /// - Returns: What its first bytes say; the rest may be damaged all the same.
  public static func isForeign(_ path: String) -> Bool {
    guard let file = try? StoredBytes(path: path), let ends = try? FileEnds(file) else { return false }
    return beginsLikeKeras(ends.beginning) || ForeignFormat.isONNX(ends)
  }
}
