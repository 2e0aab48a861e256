import Logit
import LogitData

/// Whether the features allow a finite estimate without a penalty, and one that tells them apart.
///
/// One body for what is said before a model is fitted and afterwards.
struct EstimateFindings {
  /// The name of each feature and the columns that it is made of.
  private let features: [(name: String, columns: [String])]
  /// Whether each feature says that a number is missing.
  private let isMissingness: [Bool]
  private let rows: LabeledMatrix
  private let classNames: [String]
  private let hasPenalty: Bool
  private let allEstimated: Bool
  /// What gives estimates where coefficients are penalized, so that nothing more is needed for a classifier;
  /// `nil` to say nothing.
  private let estimable: OptionAdvice?

  /// More coefficients than this are not listed.
  private static let mostListed = 100

  /// - Parameters:
  ///   - features: What the features are.
  ///   - rows: The rows that the model was trained on.
  ///   - classNames: The names of the classes.
  ///   - hasPenalty: Whether coefficients are penalized, so that there is an optimum whatever the rows are.
  ///   - allEstimated: Whether every feature got an estimate, however nearly others explain it; `false` by
  ///     default.
  ///   - estimable: What gives estimates of separated classes where coefficients are penalized; nothing by
  ///     default.
  init(
    _ features: FeatureSpace, _ rows: LabeledMatrix, classNames: [String], hasPenalty: Bool,
    allEstimated: Bool = false, estimable: OptionAdvice? = nil
  ) {
    self.features = features.transforms.flatMap { transform in
      transform.outputNames.map { (name: $0, columns: transform.inputs) }
    }
    // The first number of a numeric feature is its value; a second one says whether it is missing.
    isMissingness = features.transforms.flatMap { transform in
      transform.outputNames.indices.map { transform is NumericFeature && $0 > 0 }
    }
    (self.rows, self.classNames, self.hasPenalty) = (rows, classNames, hasPenalty)
    (self.allEstimated, self.estimable) = (allEstimated, estimable)
  }

  // MARK: Separation

  /// What separates the classes, why that is not known if it is not, and whether all columns were looked at,
  /// none left out as a combination of others.
  ///
  /// - Throws: As `Separation.init(of:_:classCount:weights:hasIntercept:)`.
  func settledSeparation() throws -> (findings: [Finding], unsettled: String?, isWhole: Bool) {
    let separation = try rows.separation(classCount: classNames.count)
    let what: String
    switch separation.kind {
    case .none: return ([], nil, separation.aliased.isEmpty)
    case .notSettled(let reason): return ([], reason, separation.aliased.isEmpty)
    case .complete: what = "The classes are completely separated"
    case .quasi where classNames.count == 2:
      what = "The classes are separated but for rows on the boundary (quasi-complete separation)"
    case .quasi: what = "Some classes are separated from others (quasi-complete separation)"
    }
    let growing = self.growing(separation)
    let growth =
      "these coefficients would grow for ever\(against(separation))"
      + Finding.wordsOfSigns(growing.map(\.isSignDetermined))
    let names = Array(Set(growing.map(\.feature))).sorted()
    let list = growing.prefix(5).map { coefficient in
      let ofClass = classNames.count > 2 ? " for \"\(classNames[coefficient.label])\"" : ""
      let sign = coefficient.isSignDetermined == false ? "±" : coefficient.sign < 0 ? "−" : "+"
      return "\(sign)\(features[coefficient.feature].name)\(ofClass)"
    }
    let more = growing.count > list.count ? " and \((growing.count - list.count).grouped) more" : ""
    return (
      [
        Finding(
          .separation, severity: hasPenalty ? .info : .warning, columns: columns(names),
          classes: classes(separation),
          message:
            "\(what), so without a penalty there is no finite estimate: \(growth): "
            + "\(list.joined(separator: ", "))\(more).",
          evidence: [
            "kind": separation.kind == .complete ? "complete" : "quasi", "rows": .integer(rows.classes.count),
            "coefficients": .array(
              growing.prefix(Self.mostListed).map {
                [
                  "feature": .string(features[$0.feature].name), "class": .string(classNames[$0.label]),
                  "sign": .integer($0.sign),
                  "sign_is_determined": $0.isSignDetermined.map { .bool($0) } ?? .null,
                ]
              }),
            "against": .array(base(separation).map { .string(classNames[$0]) }),
          ], option: hasPenalty ? estimable : .ridgePenalty)
      ], nil, separation.aliased.isEmpty
    )
  }

  /// The largest group of classes whose estimates are finite against each other, the first of those alike:
  /// what the others grow against. Coefficients have no class that is 0, so this one says the least of them.
  private func base(_ separation: Separation) -> [Int] {
    separation.finiteGroups.reduce([]) { $1.count > $0.count ? $1 : $0 }
  }

  /// What coefficients grow against, of three classes and more.
  private func against(_ separation: Separation) -> String {
    guard classNames.count > 2 else { return "" }
    let base = base(separation).map { classNames[$0] }
    let finite = base.count > 1 ? ", which have finite ones against each other" : ""
    return " against those of \(DataError.list(base))\(finite)"
  }

  /// The coefficients without a finite estimate.
  private func growing(_ separation: Separation) -> [Growing] {
    // Of two classes the second is the one that coefficients are of.
    let reference = classNames.count == 2 ? 0 : base(separation)[0]
    let labels = classNames.indices.filter { $0 != reference }
    let areDetermined = separation.areSignsDetermined(against: reference)
    return zip(labels, zip(separation.coefficients(against: reference), areDetermined)).flatMap {
      label, found in
      zip(found.0, found.1).enumerated().compactMap { feature, coefficient in
        coefficient.0 == .finite
          ? nil
          : Growing(
            feature: feature, label: label, sign: coefficient.0.rawValue, isSignDetermined: coefficient.1)
      }
    }
  }

  /// A coefficient without a finite estimate.
  private struct Growing {
    let feature: Int
    let label: Int
    let sign: Int
    /// Whether all directions that separate have this sign; `nil` if that is not known.
    let isSignDetermined: Bool?
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

  /// More features, or rows, are not looked at where a penalty gives an optimum all the same.
  private static let (mostFeatures, sampledRows) = (200, 20_000)

  /// Features that others make up, exactly or nearly. The categories of one column, of which each row has
  /// one, are meant to.
  ///
  /// - Throws: As `Collinearity.init(of:weights:hasIntercept:)`.
  func collinearity() throws -> [Finding] {
    guard !hasPenalty || features.count <= Self.mostFeatures else { return [] }
    let (sample, weights) = try sample()
    let found = try Collinearity(sample, weights: weights, hasIntercept: true)
    let count = weights.map { $0.count { $0 > 0 } } ?? sample.shape[0]
    // With hardly more rows than features every one is a combination of others.
    guard !hasPenalty || count >= features.count + 10 else { return [] }
    let isOnly = found.near.count == 1
    return found.aliased.compactMap { exact($0) }
      + found.near.compactMap { near($0, rows: count, isOnly: isOnly) }
  }

  /// All rows and their weights without a penalty; with one so many of them, from the whole matrix, since
  /// files are often sorted.
  private func sample() throws -> (DenseRows.Matrix, weights: [Double]?) {
    let count = rows.classes.count
    guard hasPenalty, count > Self.sampledRows else { return (rows.matrix, rows.weights) }
    let chosen = Array(SpreadRows(of: count, most: Self.sampledRows))
    return (
      .float(try rows.features.rows(at: chosen)), rows.weights.map { weights in chosen.map { weights[$0] } }
    )
  }

  private func exact(_ alias: Collinearity.Alias) -> Finding? {
    let others = alias.terms.map(\.column)
    let columns = self.columns([alias.column] + others)
    // Numbers that are missing in the same rows say nothing against their columns.
    let isMissingness = isMissingness[alias.column]
    guard !others.isEmpty, columns.count > 1, !(hasPenalty && isMissingness) else { return nil }
    let names = others.map { features[$0].name }
    let consequence =
      hasPenalty
      ? "so the penalty decides how they share their effect"
      : allEstimated
        ? "but for rounding, so none of their coefficients means much by itself"
        : "so its coefficient is 0 and those of the others stand for both"
    return Finding(
      .collinear, severity: hasPenalty || isMissingness ? .info : .warning, columns: columns,
      message:
        "\"\(features[alias.column].name)\" is a linear combination of \(DataError.list(names)), \(consequence).",
      evidence: [
        "feature": .string(features[alias.column].name),
        "others": .array(names.prefix(Self.mostListed).map { .string($0) }),
      ], option: isMissingness ? nil : .exclude(features[alias.column].columns))
  }

  private func near(_ group: NearCollinearity, rows: Int, isOnly: Bool) -> Finding? {
    let columns = self.columns(group.columns)
    guard columns.count > 1, Suspicion.showsNearness(rows: rows, columns: features.count),
      !group.columns.allSatisfy({ isMissingness[$0] })
    else { return nil }
    return .nearlyCollinear(
      group.columns.map { features[$0].name }, of: columns, conditionIndex: group.conditionIndex, rows: rows,
      isOnly: isOnly, penalty: hasPenalty ? nil : .ridgePenalty)
  }
}
