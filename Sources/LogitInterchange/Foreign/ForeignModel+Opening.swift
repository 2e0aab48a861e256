import Logit
import LogitFiles

extension ForeignModel {
  /// Opens a model of another tool: one of Keras's files, whatever its name is, known by its first bytes.
  ///
  /// - Parameters:
  ///   - path: The file.
  ///   - architecture: The architecture of a file of weights, as Keras's JSON; taken from the file by default.
  /// - Throws: As ``init(kerasFile:architecture:seed:)``.
  public init(contentsOf path: String, architecture: String? = nil) throws {
    try self.init(kerasFile: path, architecture: architecture)
  }

  /// Whether a file begins like one that ``init(contentsOf:architecture:)`` opens, and not like a model of Logit's own;
  /// `false` if it cannot be read.
  ///
  /// - Parameter path: The file.
  /// - Returns: What its first bytes say; the rest may be damaged all the same.
  public static func isForeign(_ path: String) -> Bool {
    guard let input = try? StoredBytes(path: path) else { return false }
    return (try? beginsLikeKeras(input.prefix(8))) ?? false
  }
}
