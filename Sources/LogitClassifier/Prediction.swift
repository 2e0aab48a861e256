import Logit
import LogitData

/// What a classifier predicts for one row.
///
///     let prediction = try predictor.predict(["island": "Biscoe", "bill_length_mm": 46.1])
///     print(prediction)                   // Gentoo, with probability 0.9816; missing: sex, year
///     prediction.className                // "Gentoo"
///     prediction.probabilities            // one for each of classNames
///
/// Neither a missing value nor a category that did not occur in training is an error, unless the features
/// refuse it, and nothing is wrong with a number beyond those trained on. But the model knows less about such
/// a row, so it is reported.
public struct Prediction: Sendable, Equatable {
  /// The names of the classes, in the order of the probabilities.
  public let classNames: [String]
  /// The number of the class that is decided on, counted from 0: the most probable one, unless the classifier
  /// has a threshold or costs.
  public let classIndex: Int
  private let outputs: Outputs
  let notes: RowNotes

  /// Of two classes the second one's probability says all, and takes no array.
  private enum Outputs: Equatable {
    case second(Float)
    case all([Float])
  }

  /// - Parameters:
  ///   - classNames: The names of the classes.
  ///   - classIndex: The class decided on.
  ///   - outputs: The probabilities: that of the second of two classes, or one for each.
  ///   - notes: What there is to tell of the row.
  init(classNames: [String], classIndex: Int, outputs: UnsafeBufferPointer<Float>, notes: RowNotes) {
    (self.classNames, self.classIndex, self.notes) = (classNames, classIndex, notes)
    self.outputs = outputs.count == 1 ? .second(outputs[0]) : .all(Array(outputs))
  }
}

extension Prediction {
  /// The name of the class that is decided on.
  public var className: String { classNames[classIndex] }

  /// The probability of each class; they sum to one.
  public var probabilities: [Float] {
    switch outputs {
    case .second(let probability): [1 - probability, probability]
    case .all(let probabilities): probabilities
    }
  }

  /// The probability of the class that is decided on.
  public var probability: Float {
    switch outputs {
    case .second(let probability): classIndex == 1 ? probability : 1 - probability
    case .all(let probabilities): probabilities[classIndex]
    }
  }

  /// The probability of a class.
  ///
  /// - Parameter className: The name of the class.
  /// - Returns: The probability; `nil` if there is no such class.
  public func probability(of className: String) -> Float? {
    classNames.firstIndex(of: className).map { probabilities[$0] }
  }

  /// The columns without a value, each of which counts as learned in training.
  public var missing: [String] { notes.missing }

  /// The columns with a category that did not occur in training, or too rarely to be one where such are
  /// refused.
  public var unknown: [String] { notes.unknown }

  /// The columns with a number below the least or above the greatest in training.
  ///
  /// Known for numbers that are features of their own; not for those in a formula, and not for models of
  /// files that Logit 0.1 wrote.
  public var outOfRange: [String] { notes.outOfRange }
}

extension Prediction: CustomStringConvertible {
  /// The class with its probability, and what there is to tell of the row:
  /// `Gentoo, with probability 0.9816; missing: sex, year`.
  public var description: String {
    let told = [("missing", missing), ("unknown", unknown), ("out of range", outOfRange)]
    let notes = told.filter { !$1.isEmpty }.map { "; \($0): \($1.joined(separator: ", "))" }
    return "\(className), with probability \(Double(probability).fixed(decimals: 4))" + notes.joined()
  }
}
