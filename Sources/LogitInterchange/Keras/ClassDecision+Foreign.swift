import Logit
import LogitClassifier
import LogitFiles

extension ClassDecision {
  /// Takes a decision out of a file that cannot be trusted.
  ///
  /// - Parameters:
  ///   - json: What the file has.
  ///   - classCount: The number of classes.
  ///   - source: The file, for messages.
  ///   - item: What holds the decision, for messages.
  /// - Returns: `nil` for the most probable class.
  /// - Throws: `FileError.damaged(source:item:expected:found:remedy:)` for anything else than a decision.
  init?(_ json: JSON, classCount: Int, source: String, item: String) throws {
    let found: ClassDecision
    do {
      found = try ClassDecision(exported: json, classCount: classCount)
    } catch let error as any CodedError {
      throw FileError.damaged(
        source: source, item: item, expected: "a threshold or costs of \(classCount) classes",
        found: "\(error)".droppingFullStop.onOneLine,
        remedy: "write the model again, or remove the entry")
    }
    guard found.exported != nil else { return nil }
    self = found
  }
}

extension Sequential {
  /// Whether a layer has the activation that Keras computes otherwise than the paper it cites.
  var usesSparsemax: Bool {
    layers.contains { layer in
      switch layer.configuration {
      case let dense as Dense: dense.activation is Sparsemax
      case let activation as ActivationLayer: activation.activation is Sparsemax
      default: false
      }
    }
  }
}
