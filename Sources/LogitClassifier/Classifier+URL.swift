import Logit

#if canImport(FoundationEssentials)
public import FoundationEssentials
#else
public import Foundation
#endif

extension Classifier {
  /// Writes the classifier to a file, which appears whole or not at all; see ``save(to:)-(String)``.
  ///
  /// - Parameter url: The URL of a file.
  /// - Throws: As with a path; also `FileError.notWritten(path:reason:)` for the URL of something else.
  public func save(to url: URL) throws {
    guard url.isFileURL else {
      throw FileError.notWritten(path: url.absoluteString, reason: "it is not the URL of a file")
    }
    try save(to: url.filePath)
  }

  /// Loads a classifier from a file that ``save(to:)-(URL)`` wrote; see ``init(contentsOf:)-(String)``.
  ///
  /// - Parameter url: The URL of a file.
  /// - Throws: As with a path; also `FileError.notRead(path:reason:)` for the URL of something else.
  public init(contentsOf url: URL) throws {
    try self.init(contentsOf: url.readablePath())
  }
}
