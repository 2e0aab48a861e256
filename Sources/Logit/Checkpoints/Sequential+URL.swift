#if canImport(FoundationEssentials)
public import FoundationEssentials
#else
public import Foundation
#endif

extension Sequential {
  /// Saves the model whole to one file; see ``save(to:epoch:includingOptimizer:)-(String,_,_)``.
  ///
  /// - Parameters:
  ///   - url: The URL of a file.
  ///   - epoch: The epoch to go on with, ``nextEpoch`` by default.
  ///   - includingOptimizer: Whether to save the optimizer's state too, `true` by default.
  /// - Throws: As with a path; also ``/LogitFiles/FileError/notWritten(path:reason:)`` for the URL of
  ///   something else.
  public func save(to url: URL, epoch: Int? = nil, includingOptimizer: Bool = true) throws {
    guard url.isFileURL else {
      throw FileError.notWritten(path: url.absoluteString, reason: "it is not the URL of a file")
    }
    try save(to: url.filePath, epoch: epoch, includingOptimizer: includingOptimizer)
  }

  /// Opens a model that ``save(to:epoch:includingOptimizer:)-(URL,_,_)`` wrote; see
  /// ``init(contentsOf:)-(String)``.
  ///
  /// - Parameter url: The URL of a file.
  /// - Throws: As with a path; also ``/LogitFiles/FileError/notRead(path:reason:)`` for the URL of something
  ///   else.
  public init(contentsOf url: URL) throws {
    try self.init(contentsOf: url.readablePath())
  }

  /// Takes the weights and the state of a file into a model with the same layers; see
  /// ``restore(from:)-(String)``.
  ///
  /// - Parameter url: The URL of a file.
  /// - Returns: The epoch to go on with, to be given to `fit` as `initialEpoch`.
  /// - Throws: As with a path; also ``/LogitFiles/FileError/notRead(path:reason:)`` for the URL of something
  ///   else.
  @discardableResult
  public mutating func restore(from url: URL) throws -> Int {
    try restore(from: url.readablePath())
  }
}

extension URL {
  /// The path of the file, as the system takes it.
  package var filePath: String { path(percentEncoded: false) }

  /// The path of a file to be read.
  package func readablePath() throws -> String {
    guard isFileURL else {
      throw FileError.notRead(path: absoluteString, reason: "it is not the URL of a file")
    }
    return filePath
  }
}
