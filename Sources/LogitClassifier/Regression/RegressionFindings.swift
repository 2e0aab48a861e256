import Logit
import LogitData
import LogitStatistics

/// What whoever reads the numbers of a regression should know.
struct RegressionFindings {
  private let inference: LogisticInference
  /// The number of observations of each class.
  private let classCounts: [Double]
  /// What the columns show.
  private let columns: [Finding]
  /// Groups of classes whose estimates are finite against each other; empty if that is not known.
  private let finiteGroups: [[String]]

  /// With fewer rows of the rarer class for each coefficient, estimates are far from what they are in many
  /// rows (P. Peduzzi et al., Journal of Clinical Epidemiology 49, 1996).
  private static let fewestRows = 10.0

  init(
    _ inference: LogisticInference, classCounts: [Double], columns: [Finding] = [],
    finiteGroups: [[String]] = []
  ) {
    (self.inference, self.classCounts, self.columns) = (inference, classCounts, columns)
    self.finiteGroups = finiteGroups
  }

  /// All findings, those that cast doubt on the numbers first.
  func all() -> [Finding] {
    separation() + notConverged() + scale() + aliased() + fewRows() + fewClusters() + columns
  }

  // MARK: Estimates

  private func separation() -> [Finding] {
    let separated = inference.separated
    guard let first = separated.first else { return [] }
    let severalClasses = inference.classNames.count > 2
    let listed = separated.prefix(5).map { item in
      let ofClass = severalClasses ? " of \"\(item.className)\"" : ""
      let sign = item.isSignDetermined == false ? "±" : item.sign < 0 ? "−" : "+"
      return "\(sign)\(item.term)\(ofClass)"
    }
    let more = separated.count > listed.count ? " and \((separated.count - listed.count).grouped) more" : ""
    let kind =
      severalClasses
      ? "Some classes are separated from others\(first.isComplete ? "" : " but for rows on the boundary")"
      : first.isComplete
        ? "The classes are completely separated"
        : "The classes are separated but for rows on the boundary (quasi-complete separation)"
    let signs = Finding.wordsOfSigns(separated.map(\.isSignDetermined))
    return [
      Finding(
        .separation, severity: .warning, classes: severalClasses ? [] : inference.classNames,
        message:
          "\(kind), so these coefficients have no finite estimate, error or test, and would grow for ever\(signs): "
          + "\(listed.joined(separator: ", "))\(more).\(finiteOthers)",
        evidence: [
          "kind": first.isComplete ? "complete" : "quasi", "rows": .integer(inference.observationCount),
          "coefficients": .array(
            separated.prefix(100).map {
              [
                "feature": .string($0.term), "class": .string($0.className), "sign": .integer($0.sign),
                "sign_is_determined": $0.isSignDetermined.map { .bool($0) } ?? .null,
              ]
            }),
        ], option: takesFirthPenalty ? .firthPenalty : .ridgeFit)
    ]
  }

  /// Whether the same could be fitted with Firth's penalty: not with several classes, nor with robust errors.
  private var takesFirthPenalty: Bool {
    inference.classNames.count == 2 && inference.standardErrors == .model
  }

  /// The classes that have finite estimates against each other, where the base is not among them.
  private var finiteOthers: String {
    let base = inference.classNames[inference.baseClass]
    let others = finiteGroups.filter { $0.count > 1 && !$0.contains(base) }
    guard !others.isEmpty else { return "" }
    return
      " Against each other \(others.map { DataError.list($0) }.joined(separator: ", and ")) have finite estimates: take one "
      + "of them as the base class to see these."
  }

  private func notConverged() -> [Finding] {
    guard !inference.isConverged, inference.separated.isEmpty else { return [] }
    return [
      Finding(
        .notConverged,
        message:
          "The fit did not converge: the search for the maximum ended early after \(inference.iterationCount.counted("iteration")), so the "
          + "estimates are near it at best, and their errors do not hold.",
        evidence: [
          "iterations": .integer(inference.iterationCount), "gradient_norm": .finite(inference.gradientNorm),
        ])
    ]
  }

  private func scale() -> [Finding] {
    let terms = inference.beyondPrecision
    guard !terms.isEmpty else { return [] }
    return [
      Finding(
        .scale, columns: [],
        message:
          "What is not shown of \(DataError.list(terms)) is beyond double precision in the unit of the column; "
          + "predictions do not need it. Multiply the column by a power of ten to see it.",
        evidence: ["features": .array(terms.prefix(100).map { .string($0) })])
    ]
  }

  private func aliased() -> [Finding] {
    let names = inference.aliased
    guard !names.isEmpty else { return [] }
    let isOne = names.count == 1
    return [
      Finding(
        .collinear, columns: [],
        message:
          "\(DataError.list(names)) \(isOne ? "is a linear combination" : "are linear combinations") of the other "
          + "columns, so \(isOne ? "it has" : "they have") no estimate of \(isOne ? "its" : "their") own and the others "
          + "stand for \(isOne ? "it" : "them"), too.",
        evidence: ["features": .array(names.prefix(100).map { .string($0) })])
    ]
  }

  // MARK: Rows

  private func fewRows() -> [Finding] {
    let sets = max(inference.classNames.count - 1, 1)
    let coefficients = inference.modelDegreesOfFreedom / sets
    guard coefficients > 0, let least = classCounts.indices.min(by: { classCounts[$0] < classCounts[$1] }),
      case let each = classCounts[least] / Double(coefficients), each < Self.fewestRows
    else { return [] }
    let name = inference.classNames[least]
    let count = classCounts[least]
    let rows = count == count.rounded() ? Int(count).counted("row") : "\(count.fixed(decimals: 1)) rows"
    return [
      Finding(
        .fewRows, severity: .info, classes: [name],
        message:
          "There \(count == 1 ? "is" : "are") \(rows) of \"\(name)\" for \(coefficients.counted("coefficient")), \(each.fixed(decimals: 1)) for "
          + "each; with fewer than 10, estimates tend to be too far from 0, and their intervals too short.",
        evidence: ["rows": .finite(count), "coefficients": .integer(coefficients)],
        option: takesFirthPenalty ? .firthPenalty : nil)
    ]
  }

  /// With fewer clusters errors by them tend to be too small (A. Cameron, J. Gelbach and D. Miller, Review of
  /// Economics and Statistics 90, 2008).
  private static let fewestClusters = 30

  private func fewClusters() -> [Finding] {
    guard let clusters = inference.clusterCount else { return [] }
    let coefficients = inference.modelDegreesOfFreedom
    let evidence: JSON = ["clusters": .integer(clusters), "coefficients": .integer(coefficients)]
    if clusters <= coefficients {
      return [
        Finding(
          .fewRows,
          message:
            "There are \(clusters.counted("cluster")) for \(coefficients.counted("coefficient")), so "
            + "the errors are too small, and all coefficients cannot be tested together.",
          evidence: evidence)
      ]
    }
    guard clusters < Self.fewestClusters else { return [] }
    return [
      Finding(
        .fewRows, severity: .info,
        message:
          "There are only \(clusters.counted("cluster")): with fewer than \(Self.fewestClusters) or so, errors by clusters "
          + "tend to be too small, and p-values too.",
        evidence: evidence)
    ]
  }
}

extension RegressionColumns {
  /// What the columns show: those left out, and spellings.
  var allFindings: [Finding] {
    leftOut.map { decision in
      let kind: Finding.Kind =
        switch decision.cause {
        case .empty?, .constant?: .constant
        case .rareTexts?: .truncatedCategories
        default: .identifier
        }
      return Finding(
        kind, columns: [decision.column],
        message: "Column \"\(decision.column)\" was left out: \(decision.reason).",
        evidence: ["reasons": .object([JSON.Member(decision.column, .string(decision.reason))])])
    } + findings
  }
}
