public import Logit
package import LogitFiles

/// How often each class is predicted for the rows of each class.
///
///     let matrix = try ConfusionMatrix(labels: [0, 1, 1, 2], predictions: [0, 1, 2, 2], classCount: 3)
///     matrix[actual: 1, predicted: 2]  // 1
///     print(matrix)
///
/// Follows scikit-learn's `confusion_matrix`, with a row for each true class.
public struct ConfusionMatrix: Sendable, Equatable {
  /// What the fractions are taken of.
  public enum Normalization: Sendable, Equatable {
    /// Of the rows of each true class: the diagonal holds recalls.
    case actual
    /// Of the rows predicted as each class: the diagonal holds precisions.
    case predicted
    /// Of all rows.
    case all
  }

  /// The number of classes.
  public let classCount: Int
  /// The counts, or the sums of weights, row by row.
  public private(set) var counts: [Double]
  /// Whether rows were weighted.
  public private(set) var isWeighted: Bool
  /// The weight of each true class, added up row by row.
  private(set) var actualSums: [Double]
  private(set) var predictedSums: [Double]

  /// Counts pairs of classes.
  ///
  /// - Parameters:
  ///   - labels: The true class of each row.
  ///   - predictions: The predicted class of each row.
  ///   - classCount: The number of classes, at least 1.
  ///   - weights: How much each row counts; every row once by default.
  /// - Throws: `LogitError.rowCountMismatch(name:expected:found:of:)` if the arrays differ in length,
  ///   `LogitError.unknownClass(label:row:classCount:)` if a class is not in `0..<classCount`,
  ///   `LogitError.nonFiniteInput(name:row:column:value:)` if a weight is not finite, or
  ///   `LogitError.invalidOption(name:value:expected:)` if one is negative or `classCount` is not in
  ///   `1...32768`.
  public init(labels: [Int], predictions: [Int], classCount: Int, weights: [Float]? = nil) throws {
    try LogitError.require((1...1 << 15).contains(classCount), "classCount", classCount, "in 1...32768")
    for (name, count) in [("predictions", predictions.count), ("weights", weights?.count ?? labels.count)] {
      guard count == labels.count else {
        throw LogitError.rowCountMismatch(
          name: name, expected: labels.count, found: count, of: "labels")
      }
    }
    if let weights { try Tensor(weights).requireWeights(name: "weights") }
    self.init(classCount: classCount, isWeighted: weights != nil)
    let classes = 0..<classCount
    for row in labels.indices {
      let (actual, predicted) = (labels[row], predictions[row])
      guard classes.contains(actual), classes.contains(predicted) else {
        throw LogitError.unknownClass(
          label: classes.contains(actual) ? predicted : actual, row: row, classCount: classCount)
      }
      let weight = Double(weights?[row] ?? 1)
      counts[actual * classCount + predicted] += weight
      actualSums[actual] += weight
      predictedSums[predicted] += weight
    }
  }

  /// Counts the classes that a model's outputs predict: the largest of a row, or with one output class 1
  /// above the threshold.
  ///
  /// - Parameters:
  ///   - labels: Class indices `[rows]`, one-hot rows, or for one output numbers 0 and 1.
  ///   - predictions: The outputs, `[rows]` or `[rows, units]`.
  ///   - threshold: The threshold that a single output must exceed; 0.5 by default.
  ///   - weights: `[rows]`; every row counts once by default.
  /// - Throws: A `LogitError` if shapes do not fit or a label is not a class.
  public init(
    labels: Tensor<Float>, predictions: Tensor<Float>, threshold: Float = 0.5, weights: Tensor<Float>? = nil
  ) throws {
    let shape = try MetricInput(labels: labels, predictions: predictions, weights: weights)
    let (labelSpan, predictionSpan) = (labels.scalars, predictions.scalars)
    let classes = (0..<shape.rows).map { row in
      (
        labelClass(
          labelSpan.span, row: row, units: shape.units, isClassIndex: shape.encoding == .classIndex),
        predictedClass(predictionSpan.span, row: row, units: shape.units, threshold: threshold)
      )
    }
    try self.init(
      labels: classes.map(\.0), predictions: classes.map(\.1), classCount: max(shape.units, 2),
      weights: weights?.scalars)
  }

  private init(classCount: Int, isWeighted: Bool) {
    self.classCount = classCount
    self.isWeighted = isWeighted
    counts = Array(repeating: 0, count: classCount * classCount)
    actualSums = Array(repeating: 0, count: classCount)
    predictedSums = actualSums
  }

  /// From counts of rows, those of each true class one after the other.
  ///
  /// - Parameter rowCounts: `[classCount * classCount]`, those of the first true class first.
  package init(rowCounts: [Int]) {
    self.init(sums: rowCounts.map { Double($0) }, isWeighted: false)
  }

  /// Takes sums of weights that were added up elsewhere.
  ///
  /// - Parameters:
  ///   - sums: `[classCount * classCount]`, those of the first true class first.
  ///   - isWeighted: Whether rows were weighted.
  package init(sums: [Double], isWeighted: Bool) {
    var count = 0
    while count * count < sums.count { count += 1 }
    self.init(classCount: count, isWeighted: isWeighted)
    counts = sums
    for actual in 0..<count {
      for predicted in 0..<count {
        actualSums[actual] += counts[actual * count + predicted]
        predictedSums[predicted] += counts[actual * count + predicted]
      }
    }
  }

  /// How often one class is predicted for another.
  ///
  /// - Parameters:
  ///   - actual: The true class, in `0..<classCount`; anything else is a programming error.
  ///   - predicted: The predicted class, likewise.
  public subscript(actual actual: Int, predicted predicted: Int) -> Double {
    requireClass(actual)
    requireClass(predicted)
    return counts[actual * classCount + predicted]
  }

  private func requireClass(_ label: Int) {
    guard label >= 0, label < classCount else {
      programmingError("Class \(label) is not one of the \(classCount) classes 0..<\(classCount)")
    }
  }
}

// MARK: - Numbers

extension ConfusionMatrix {
  /// The number of rows, or the sum of their weights.
  public var total: Double { actualSums.reduce(0, +) }

  /// The counts as fractions, row by row; 0 where there is nothing to divide by.
  ///
  /// - Parameter normalization: What the fractions are taken of.
  /// - Returns: `[classCount * classCount]` fractions, those of the first true class first.
  public func normalized(by normalization: Normalization) -> [Double] {
    let total = total
    return counts.indices.map { index in
      switch normalization {
      case .actual: dividedOrZero(counts[index], actualSums[index / classCount])
      case .predicted: dividedOrZero(counts[index], predictedSums[index % classCount])
      case .all: dividedOrZero(counts[index], total)
      }
    }
  }

  /// The fraction of rows predicted correctly.
  public var accuracy: Double { dividedOrZero(correct, total) }

  private var correct: Double { (0..<classCount).reduce(0) { $0 + self[actual: $1, predicted: $1] } }

  /// The mean recall of the classes that occur.
  public var balancedAccuracy: Double {
    mean((0..<classCount).filter { actualSums[$0] > 0 }.map { recall(of: $0) })
  }

  /// The number of rows of a class, or the sum of their weights.
  ///
  /// - Parameter label: The class, in `0..<classCount`; anything else is a programming error.
  public func support(of label: Int) -> Double {
    requireClass(label)
    return actualSums[label]
  }

  /// The fraction of the rows predicted as a class that belong to it; 0 if there are none.
  ///
  /// - Parameter label: The class, in `0..<classCount`; anything else is a programming error.
  public func precision(of label: Int) -> Double {
    requireClass(label)
    return dividedOrZero(self[actual: label, predicted: label], predictedSums[label])
  }

  /// The fraction of a class's rows that are predicted as it; 0 if there are none.
  ///
  /// - Parameter label: The class, in `0..<classCount`; anything else is a programming error.
  public func recall(of label: Int) -> Double {
    requireClass(label)
    return dividedOrZero(self[actual: label, predicted: label], actualSums[label])
  }

  /// The harmonic mean of precision and recall of a class; 0 if there are none.
  ///
  /// - Parameter label: The class, in `0..<classCount`; anything else is a programming error.
  public func f1Score(of label: Int) -> Double {
    requireClass(label)
    return dividedOrZero(2 * self[actual: label, predicted: label], actualSums[label] + predictedSums[label])
  }

  /// The correlation between true and predicted classes, from -1 to 1; 0 where it is 0 / 0.
  public var matthewsCorrelation: Double {
    MatthewsCorrelation.correlation(correct: correct, actual: actualSums, predicted: predictedSums)
  }

  /// Cohen's κ, agreement beyond what chance would give; 0 where it is 0 / 0.
  public var cohenKappa: Double {
    let total = total
    let chance = dividedOrZero(zip(actualSums, predictedSums).reduce(0) { $0 + $1.0 * $1.1 }, total)
    return dividedOrZero(correct - chance, total - chance)
  }
}

// MARK: - JSON and text

extension ConfusionMatrix {
  /// The counts, an array for each true class: whole numbers of rows, or sums of weights.
  package var json: JSON {
    .array(
      (0..<classCount).map { actual in
        .array(
          counts[actual * classCount..<(actual + 1) * classCount].map {
            isWeighted ? .number($0) : .integer(Int($0))
          })
      })
  }
}

extension ConfusionMatrix: CustomStringConvertible {
  /// A table with the classes' numbers as names.
  public var description: String { table() }

  /// A table, true classes down and predicted classes across.
  ///
  ///            predicted
  ///     actual   ant  bee
  ///     ant        4    1
  ///     bee        0    5
  ///
  /// - Parameters:
  ///   - names: The names of the classes; their numbers by default.
  ///   - normalization: Fractions instead of counts; counts by default.
  ///   - digits: The number of decimal places of fractions and of sums of weights, none if it is negative; 2
  ///     by default.
  public func table(
    names: [String]? = nil, normalization: Normalization? = nil, digits: Int = 2
  ) -> String {
    let names = (0..<classCount).map { names?[safe: $0] ?? "\($0)" }
    let values = (normalization.map { normalized(by: $0) } ?? counts).map { value in
      normalization == nil && !isWeighted ? "\(Int(value))" : value.fixed(decimals: min(max(digits, 0), 100))
    }
    let first = max("actual".count, names.map(\.count).max() ?? 0)
    let width = max(names.map(\.count).max() ?? 0, values.map(\.count).max() ?? 0)
    let header =
      "actual".padded(to: first) + names.map { "  " + $0.padded(to: width, alignsRight: true) }.joined()
    let rows = names.enumerated().map { index, name in
      name.padded(to: first)
        + values[index * classCount..<(index + 1) * classCount]
        .map { "  " + $0.padded(to: width, alignsRight: true) }.joined()
    }
    let above = String(repeating: " ", count: first + 2) + "predicted"
    return ([above, header] + rows).joined(separator: "\n") + "\n"
  }
}

extension Array {
  fileprivate subscript(safe index: Int) -> Element? { indices.contains(index) ? self[index] : nil }
}

extension String {
  /// The text padded with spaces before or after it.
  func padded(to width: Int, alignsRight: Bool = false) -> String {
    let blanks = String(repeating: " ", count: max(width - count, 0))
    return alignsRight ? blanks + self : self + blanks
  }
}

extension ConfusionMatrix: Codable {
  private enum CodingKeys: CodingKey { case classCount, counts, isWeighted }

  /// Writes the counts.
  ///
  /// - Parameter encoder: Any encoder.
  /// - Throws: What the encoder throws.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(classCount, forKey: .classCount)
    try container.encode(counts, forKey: .counts)
    try container.encode(isWeighted, forKey: .isWeighted)
  }

  /// Reads a matrix.
  ///
  /// - Parameter decoder: Any decoder.
  /// - Throws: `DecodingError` for other data, or for counts that are no square or negative.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    let classCount = try container.decode(Int.self, forKey: .classCount)
    let counts = try container.decode([Double].self, forKey: .counts)
    guard (1...1 << 15).contains(classCount), counts.count == classCount * classCount,
      counts.allSatisfy({ $0 >= 0 && $0.isFinite })
    else {
      throw DecodingError.inconsistent(decoder, "A matrix has a count for each pair of classes")
    }
    self.init(classCount: classCount, isWeighted: try container.decode(Bool.self, forKey: .isWeighted))
    self.counts = counts
    for actual in 0..<classCount {
      for predicted in 0..<classCount {
        actualSums[actual] += counts[actual * classCount + predicted]
        predictedSums[predicted] += counts[actual * classCount + predicted]
      }
    }
  }
}
