import Logit
import LogitData
import LogitStatistics

/// What the features of the rows trained on show: whether classes overlap, which features give the answer away, and
/// which have values far out.
struct MatrixFindings {
  let training: ClassifierTraining
  /// The rows trained on.
  let matrix: LabeledMatrix
  let model: Sequential

  init(training: ClassifierTraining, rows: LabeledMatrix, model: Sequential) {
    (self.training, matrix, self.model) = (training, rows, model)
  }

  /// What was found.
  struct Found {
    /// Of the classes.
    let separated: [Finding]
    /// Of single columns.
    let columns: [Finding]
  }

  /// All that is found.
  func all() -> Found { Found(separated: separated(), columns: givingAway() + scales()) }

  // MARK: Separation

  /// Classes that the trained boundary divides from all others without error among the rows trained on: a certificate
  /// that the rows are linearly separable, whatever the penalty.
  private func separated() -> [Finding] {
    guard training.options.hiddenUnits.isEmpty, let separation = Separation(model, of: matrix),
      !separation.classes.isEmpty
    else { return [] }
    let names = separation.classes.map { training.balance.names[$0] }
    let rows = matrix.classes.count
    let isBinary = training.classes.head.isBinary
    let hasPenalty = training.options.hasPenalty
    let what =
      isBinary
      ? "The classes are separable: a straight boundary divides the rows trained on without error"
      : "\(DataError.list(names)) \(names.count == 1 ? "is" : "are each") separable from all other classes: a straight "
        + "boundary divides the rows trained on without error"
    let owner = names.count == 1 ? "its" : "their"
    let consequence =
      hasPenalty
      ? "\(owner) coefficients are as large as the penalty lets them be, and the probabilities surer than so many rows can "
        + "show"
      : "without a penalty \(owner) coefficients have no finite optimum and grow as long as the search for one lasts"
    let wide =
      training.features.outputCount >= rows
      ? " With \(training.features.outputCount.counted("feature")) for \(rows.counted("row")) that is no surprise."
      : ""
    return [
      Finding(
        .separation, severity: hasPenalty ? .info : .warning,
        classes: isBinary ? training.balance.names : names,
        message: "\(what), so \(consequence).\(wide)",
        evidence: [
          "rows": .integer(rows), "errors": 0, "features": .integer(training.features.outputCount),
          "margin": .finite(separation.smallestGap),
        ])
    ]
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

  private func givingAway() -> [Finding] {
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
  private func scales() -> [Finding] {
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
