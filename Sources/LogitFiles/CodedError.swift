// The only import of Foundation: it has the protocol by which an error's own text becomes its
// `localizedDescription`, which is what programs on Apple's systems show.
#if canImport(FoundationEssentials)
public import FoundationEssentials
#else
public import Foundation
#endif

/// An error that says what went wrong in a sentence, and in a word that programs can rely on.
///
/// All errors of the package's libraries are of this kind.
///
///     do {
///       try model.fit(xs, labels, epochs: 30)
///     } catch let error as any CodedError {
///       log(code: error.code, text: error.localizedDescription)
///     }
///
/// With Foundation imported, `localizedDescription` is the same sentence as `description`.
public protocol CodedError: LocalizedError, CustomStringConvertible {
  /// The kind of error in a word or a few, such as `shape-mismatch`: the case's name in small letters and
  /// hyphens, after that of its family for errors other than `LogitError`.
  ///
  /// Later versions may say things in other words, but keep the codes. No two kinds share one.
  var code: String { get }
}

// Foundation has these answers as well, but they are only seen where it is imported, and it is imported here
// only.
extension CodedError {
  /// The sentence that `description` is.
  public var errorDescription: String? { description }
  /// None; the sentence has the reason.
  public var failureReason: String? { nil }
  /// None; the sentence ends with what to do.
  public var recoverySuggestion: String? { nil }
  /// None.
  public var helpAnchor: String? { nil }
}
