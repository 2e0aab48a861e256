import Logit
import LogitFiles

extension ForeignModel {
  /// Opens a model of another tool: one of Keras's files, an ONNX model or one of PMML, whatever its name is,
  /// known by its first bytes.
  ///
  /// - Parameters:
  ///   - path: The file.
  ///   - architecture: The architecture of a file of weights, as Keras's JSON; taken from the file by
  ///     default.
  /// - Throws: As ``init(kerasFile:architecture:seed:)``, ``init(onnxFile:)`` and ``init(pmmlFile:)``.
  public init(contentsOf path: String, architecture: String? = nil) throws {
    let start = try StoredBytes(path: path).prefix(Self.startCount)
    if Self.beginsLikeONNX(start) {
      try self.init(onnxFile: path)
    } else if Self.beginsLikePMML(start) {
      try self.init(pmmlFile: path)
    } else {
      try self.init(kerasFile: path, architecture: architecture)
    }
  }

  /// How many bytes tell what a file is; comments may stand before the element of PMML.
  static let startCount = 4096

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
    guard let start = try? input.prefix(startCount) else { return false }
    return beginsLikeKeras(start) || beginsLikeONNX(start) || beginsLikePMML(start)
  }
}
