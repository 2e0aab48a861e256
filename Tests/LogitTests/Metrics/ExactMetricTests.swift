import LogitStatistics
import Testing

@testable import Logit

/// Exact metrics, curves, confusion matrix and report against scikit-learn.
@Suite struct ExactMetricTests {
  struct Case: Sendable, CustomTestStringConvertible {
    let json: JSON
    var testDescription: String { "\(json["kind"]?.text ?? ""): \(json["name"]?.text ?? "")" }
  }

  static let cases = KerasVectors.cases("sklearn_metrics").map(\.value).map { Case(json: $0) }

  /// Both compute in double precision, from the same `Float` scores; they add up in different orders.
  static let tolerance = 1e-12

  struct Input {
    var labels: Tensor<Float>
    var scores: Tensor<Float>
    var weights: Tensor<Float>?
    var labelClasses: [Int]
    var predictedClasses: [Int]
    var classCount: Int
  }

  static func input(_ json: JSON) throws -> Input {
    let labels = json["y_true"]?.floats ?? []
    let scores = json["y_score"]?.floats ?? []
    let classCount = json["classes"]?.int
    let weights = json["sample_weight"].flatMap { $0 == .null ? nil : Tensor($0.floats) }
    let scoreTensor = try Tensor(scores, shape: [labels.count, classCount ?? 1])
    let predicted =
      classCount == nil
      ? scores.map { $0 > 0.5 ? 1 : 0 } : try scoreTensor.argmax(axis: 1).scalars
    return Input(
      labels: Tensor(labels), scores: scoreTensor, weights: weights, labelClasses: labels.map { Int($0) },
      predictedClasses: predicted, classCount: classCount ?? 2)
  }

  /// Each number that scikit-learn gives and Logit has, by scikit-learn's name.
  static func found(_ json: JSON) throws -> [String: Double] {
    let input = try input(json)
    func value(_ metric: some Metric) throws -> Double {
      try metric.value(labels: input.labels, predictions: input.scores, weights: input.weights)
    }
    let matrix = try ConfusionMatrix(
      labels: input.labelClasses, predictions: input.predictedClasses, classCount: input.classCount,
      weights: input.weights?.scalars)
    let report = try ClassificationReport(matrix)
    var found = [
      "log_loss": try value(LogLoss()), "brier_score_loss": try value(BrierScore()),
      "matthews_corrcoef": try value(MatthewsCorrelation()), "accuracy_score": matrix.accuracy,
      "balanced_accuracy_score": matrix.balancedAccuracy, "cohen_kappa_score": matrix.cohenKappa,
    ]
    if json["kind"]?.text == "binary" {
      found["roc_auc_score"] = try value(AUC())
      found["average_precision_score"] = try value(AUC(curve: .pr))
      found["f1_score"] = report.classes[1].f1Score
    } else {
      found["roc_auc_ovr_macro"] = try value(AUC(multiLabel: true))
      found["average_precision_macro"] = try value(AUC(curve: .pr, multiLabel: true))
    }
    return found
  }

  static func largestDifferences(_ json: JSON) throws -> [String: Double] {
    let expected = json["results"]
    return try found(json).reduce(into: [:]) { differences, item in
      guard let number = expected?[item.key], number["raises"] == nil else { return }
      differences[item.key] = relativeDifference(item.value, number.double, scale: 0.01)
    }
  }

  @Test("Exact metrics are scikit-learn's", arguments: cases)
  func metrics(_ vector: Case) throws {
    for (name, difference) in try Self.largestDifferences(vector.json) {
      // Areas of several classes rank p / sum, which Logit does not divide: equal unless rounding makes ties.
      #expect(difference <= Self.tolerance, "\(name)")
    }
  }

  @Test("The calibration error is Guo's", arguments: cases)
  func calibration(_ vector: Case) throws {
    let input = try Self.input(vector.json)
    for entry in vector.json["calibration"]?.elements ?? [] where entry["closed"]?.text == "right" {
      let metric = ExpectedCalibrationError(
        binCount: entry["bins"]?.int ?? 0,
        confidence: entry["of"]?.text == "positive" ? .positiveClass : .predictedClass)
      let found = try metric.value(labels: input.labels, predictions: input.scores, weights: input.weights)
      #expect(relativeDifference(found, entry["expected"]?.double ?? .nan, scale: 0.01) <= Self.tolerance)
    }
  }

  @Test("The confusion matrix is scikit-learn's, from classes and from scores", arguments: cases)
  func confusionMatrix(_ vector: Case) throws {
    let input = try Self.input(vector.json)
    let matrix = try ConfusionMatrix(
      labels: input.labelClasses, predictions: input.predictedClasses, classCount: input.classCount,
      weights: input.weights?.scalars)
    let expected = vector.json["results"]?["confusion_matrix"]?.doubles ?? []
    #expect(
      zip(matrix.counts, expected).allSatisfy { relativeDifference($0, $1, scale: 1) <= Self.tolerance })
    let fromScores = try ConfusionMatrix(
      labels: input.labels, predictions: input.scores, weights: input.weights)
    #expect(fromScores == matrix)
  }

  @Test("The classification report is scikit-learn's, byte for byte", arguments: cases)
  func report(_ vector: Case) throws {
    let input = try Self.input(vector.json)
    let names = vector.json["target_names"].map { $0.elements.compactMap(\.text) }
    let report = try ClassificationReport(
      labels: input.labelClasses, predictions: input.predictedClasses, classCount: input.classCount,
      weights: input.weights?.scalars, names: names, digits: vector.json["digits"]?.int ?? 2)
    #expect(report.description == vector.json["results"]?["classification_report"]?.text)
  }

  @Test("The curves are scikit-learn's", arguments: cases.filter { $0.json["kind"]?.text == "binary" })
  func curves(_ vector: Case) throws {
    let input = try Self.input(vector.json)
    func agrees(_ found: [Double], _ expected: JSON?) -> Bool {
      let expected = expected?.doubles ?? []
      return found.count == expected.count
        && zip(found, expected).allSatisfy { relativeDifference($0, $1, scale: 0.01) <= Self.tolerance }
    }
    let roc = try ROCCurve(labels: input.labels, scores: input.scores, weights: input.weights)
    let expectedROC = vector.json["roc_curve"]
    #expect(agrees(roc.falsePositiveRates, expectedROC?["fpr"]))
    #expect(agrees(roc.truePositiveRates, expectedROC?["tpr"]))
    #expect(agrees(roc.thresholds, expectedROC?["thresholds"]))
    let pr = try PrecisionRecallCurve(labels: input.labels, scores: input.scores, weights: input.weights)
    let expectedPR = vector.json["precision_recall_curve"]
    #expect(agrees(pr.precisions, expectedPR?["precision"]))
    #expect(agrees(pr.recalls, expectedPR?["recall"]))
    #expect(agrees(pr.thresholds, expectedPR?["thresholds"]))
  }

  @Test("The largest differences go into the parity table")
  func record() throws {
    var largest: [String: (count: Int, difference: Double)] = [:]
    for vector in Self.cases {
      for (name, difference) in try Self.largestDifferences(vector.json) {
        let old = largest[name] ?? (0, 0)
        largest[name] = (old.count + 1, max(old.difference, difference))
      }
    }
    for (name, item) in largest {
      ParityTable.record(
        family: "exact metrics", item: name, configurations: item.count, largestDifference: item.difference)
    }
  }
}
