import Logit
import LogitData

/// Whether the features allow a finite estimate without a penalty, and one that tells them apart.
struct EstimateFindings {
  /// The name of each feature and the columns that it is made of.
  private let features: [(name: String, columns: [String])]
  private let rows: LabeledMatrix
  private let classNames: [String]

  /// More coefficients than this are not listed.
  private static let mostListed = 100

  /// - Parameters:
  ///   - features: What the features are.
  ///   - rows: The rows that the model was trained on.
  ///   - classNames: The names of the classes.
  init(_ features: FeatureSpace, _ rows: LabeledMatrix, classNames: [String]) {
    self.features = features.transforms.flatMap { transform in
      transform.outputNames.map { (name: $0, columns: transform.inputs) }
    }
    (self.rows, self.classNames) = (rows, classNames)
  }

  // MARK: Separation

  /// What separates the classes, decided exactly; nothing if they overlap, or if there are too many coefficients
  /// to decide it.
  ///
  /// - Throws: As `Separation.init(of:_:classCount:weights:hasIntercept:)`.
  func separation() throws -> [Finding] {
    let separation = try Separation(of: rows.features, rows.classes, classCount: classNames.count)
    let what: String
    switch separation.kind {
    case .none, .notSettled: return []
    case .complete: what = "The classes are completely separated"
    case .quasi: what = "The classes are separated but for rows on the boundary (quasi-complete separation)"
    }
    let growing = self.growing(separation)
    let names = Array(Set(growing.map(\.feature))).sorted()
    let list = growing.prefix(5).map { "\($0.sign < 0 ? "−" : "+")\(features[$0.feature].name)" }
    let more = growing.count > list.count ? " and \((growing.count - list.count).grouped) more" : ""
    return [
      Finding(
        .separation, columns: columns(names), classes: classes(separation),
        message:
          "\(what), so without a penalty there is no finite estimate: these coefficients grow for ever, with their "
          + "signs: \(list.joined(separator: ", "))\(more).",
        evidence: [
          "kind": separation.kind == .complete ? "complete" : "quasi", "rows": .integer(rows.classes.count),
          "coefficients": .array(
            growing.prefix(Self.mostListed).map {
              [
                "feature": .string(features[$0.feature].name), "class": .string(classNames[$0.label]),
                "sign": .integer($0.sign),
              ]
            }),
        ], option: .ridgePenalty)
    ]
  }

  /// The coefficients without a finite estimate.
  private func growing(_ separation: Separation) -> [(feature: Int, label: Int, sign: Int)] {
    separation.coefficients.enumerated().flatMap { row, limits in
      limits.enumerated().compactMap { feature, limit in
        limit == .finite ? nil : (feature, row + 1, limit.rawValue)
      }
    }
  }

  private func classes(_ separation: Separation) -> [String] {
    let numbers = Set(separation.pairs.flatMap { [$0.first, $0.second] })
    return numbers.sorted().map { classNames[$0] }
  }

  /// The columns of features, in the order of the features.
  private func columns(_ features: [Int]) -> [String] {
    var columns: [String] = []
    for column in features.flatMap({ self.features[$0].columns }) where !columns.contains(column) {
      columns.append(column)
    }
    return columns
  }

  // MARK: Collinearity

  /// Features that others make up exactly. The categories of one column, of which each row has one, are meant to.
  ///
  /// - Throws: As `Collinearity.init(of:weights:hasIntercept:)`.
  func collinearity() throws -> [Finding] {
    try Collinearity(of: rows.features).aliased.compactMap { alias in
      let others = alias.terms.map(\.column)
      let columns = self.columns([alias.column] + others)
      guard !others.isEmpty, columns.count > 1 else { return nil }
      let names = others.map { features[$0].name }
      return Finding(
        .collinear, columns: columns,
        message:
          "\"\(features[alias.column].name)\" is a linear combination of \(DataError.list(names)), so its coefficient "
          + "is 0 and those of the others stand for both.",
        evidence: [
          "feature": .string(features[alias.column].name),
          "others": .array(names.prefix(Self.mostListed).map { .string($0) }),
        ], option: .exclude(features[alias.column].columns))
    }
  }
}
