import Logit
import LogitData
package import LogitFiles

extension ForeignModel {
  /// Opens a model of another tool: one of Keras's files, an ONNX model, one of PMML, weights of PyTorch as
  /// safetensors or a linear model as JSON, whatever its name is, known by its first bytes.
  ///
  /// - Parameters:
  ///   - path: The file.
  ///   - architecture: The architecture of a file of weights, as Keras's JSON; taken from the file by
  ///     default.
  /// - Throws: As ``init(kerasFile:architecture:seed:)``, ``init(onnxFile:)``, ``init(pmmlFile:)``,
  ///   ``init(safetensorsFile:architecture:)`` and ``init(linearFile:)``.
  public init(contentsOf path: String, architecture: String? = nil) throws {
    try self.init(StoredBytes(path: path), architecture: architecture)
  }

  /// Opens such a model from a file that is open already, or from memory; see
  /// ``init(contentsOf:architecture:)``.
  package init(_ file: StoredBytes, architecture: String? = nil) throws {
    let ends = try FileEnds(file)
    if ForeignFormat.isONNX(ends) {
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
    return beginsLikeKeras(ends.beginning) || ForeignFormat.isONNX(ends) || beginsLikePMML(ends.beginning)
      || LinearFile.begins(ends.beginning) || isForeignSafetensors(file, ends)
  }
}
