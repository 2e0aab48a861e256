import Logit
import LogitData
import LogitStatistics

// What the columns show: those left out, and those that give the answer away.

extension FitFindings {
  /// A finding for each cause, however many columns were left out for it.
  func leftOut() -> [Finding] {
    let causes: [(ColumnDecision.Cause, Finding.Kind)] = [
      (.empty, .constant), (.constant, .constant), (.identifier, .identifier),
      (.rareTexts, .truncatedCategories),
    ]
    return causes.compactMap { cause, kind in
      let found = training.features.decisions.filter { $0.cause == cause }
      guard let first = found.first else { return nil }
      let subject =
        found.count == 1
        ? "Column \"\(first.column)\" was left out: \(first.reason)."
        : "\(found.count.grouped) columns were left out, \(DataError.list(found.map(\.column))): \(cause.words)."
      return Finding(
        kind, columns: found.map(\.column), message: subject,
        evidence: ["reasons": .object(found.map { JSON.Member($0.column, .string($0.reason)) })])
    }
  }

  // MARK: Features that give the answer away

  /// The area under the ROC curve from which a single feature is suspected of giving the answer away, if there are
  /// enough rows to tell.
  private static let suspiciousArea = 0.9995
  private static let fewestRowsForSuspicion = 50
  /// The work grows with the square of the number of classes, and no single feature distinguishes many classes.
  private static let mostClassesForSuspicion = 30
  /// The number of rows examined.
  private static let sampledRows = 4_000

  func givingAway() -> [Finding] {
    let matrix = training.training
    let rows = min(matrix.classes.count, Self.sampledRows)
    guard rows >= Self.fewestRowsForSuspicion, training.balance.names.count <= Self.mostClassesForSuspicion
    else { return [] }
    // The rows are taken from the whole matrix, since files are often sorted.
    let stride = matrix.classes.count / rows
    let classes = (0..<rows).map { matrix.classes[$0 * stride] }
    let features = training.features.transforms.flatMap { transform in
      transform.outputNames.map { (name: $0, columns: transform.inputs) }
    }
    return matrix.features.withUnsafeBufferPointer { values in
      features.indices.compactMap { index in
        let feature = SingleFeature(classes: classes, classCount: training.balance.names.count) {
          values[$0 * stride * features.count + index]
        }
        return feature.smallestPairwiseArea(stoppingBelow: Self.suspiciousArea).map {
          leakage(features[index].name, of: features[index].columns, area: $0)
        }
      }
    }
  }

  // MARK: Values far out

  /// A column whose values reach this many times as far as nearly all of them has values far out.
  private static let farShare = 100.0
  /// The quantiles between which nearly all values lie.
  private static let usualLow = 0.01
  private static let usualHigh = 0.99

  /// Columns of numbers in which a few values lie so far out that they alone decide the scale: the others all look alike
  /// to the model.
  func scales() -> [Finding] {
    let matrix = training.training
    let rows = min(matrix.classes.count, Self.sampledRows)
    guard rows >= Self.fewestRowsForSuspicion else { return [] }
    let (stride, width) = (matrix.classes.count / rows, training.features.outputCount)
    var start = 0
    return matrix.features.withUnsafeBufferPointer { values in
      training.features.transforms.compactMap { transform in
        defer { start += transform.outputCount }
        // The first number of a numeric feature is its value; a second one would say whether it is missing.
        guard transform is NumericFeature, let column = transform.inputs.first else { return nil }
        let sorted = (0..<rows).map { Double(values[$0 * stride * width + start]) }.sorted()
        let usual =
          sorted[Int(Self.usualHigh * Double(rows - 1))] - sorted[Int(Self.usualLow * Double(rows - 1))]
        let reach = sorted[rows - 1] - sorted[0]
        guard usual > 0, reach / usual >= Self.farShare else { return nil }
        return farOut(column, times: reach / usual)
      }
    }
  }

  private func farOut(_ column: String, times: Double) -> Finding {
    let text = times < 1e6 ? Int(times).grouped : times.scientific(decimals: 1)
    return Finding(
      .scale, columns: [column],
      message:
        "\"\(column)\" reaches \(text) times as far as 98 % of its values, which all look alike on that scale: look "
        + "at its largest and smallest values, which may be errors or stand for something missing, or take logarithms.",
      evidence: ["reach": .finite(times)])
  }

  private func leakage(_ feature: String, of columns: [String], area: Double) -> Finding {
    Finding(
      .leakage, columns: columns,
      message: "\"\(feature)\" alone tells the classes apart almost without error (area under the ROC curve "
        + "\(area.fixed(decimals: 4))): make sure it is known before the outcome is, or leave it out.",
      evidence: ["feature": .string(feature), "area": .finite(area)], option: .exclude(columns))
  }
}

extension ColumnDecision.Cause {
  /// What is true of each of several columns that were left out.
  fileprivate var words: String {
    switch self {
    case .target: "they are what the model predicts"
    case .request: "as asked for"
    case .empty: "they have no values"
    case .constant: "each has the same value in every row"
    case .identifier: "they number or name the rows"
    case .rareTexts: "their texts occur in too few rows each"
    case .unread: "most of their texts are numbers or dates, but not all can be read so"
    }
  }
}
