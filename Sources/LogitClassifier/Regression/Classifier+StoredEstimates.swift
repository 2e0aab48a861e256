import Logit
import LogitData
import LogitStatistics

extension Classifier {
  /// How sure the coefficients are on some rows, of a linear model that no regression made.
  ///
  /// The terms of a model that `fit` trained to the maximum of the likelihood are fitted anew to these rows; the
  /// coefficients of any other stay what they are, and of those that a penalty pulled towards 0 there are no errors
  /// and tests. Rows count by their weights where the model was trained by weights.
  ///
  /// - Throws: `LogitError.invalidOption(name:value:expected:)` for a model that is no single dense layer with
  ///   constants, or rows whose columns follow from each other; otherwise as ``labeledPredictions(of:)``.
  func inferenceAtEstimates(
    _ table: Table, source: String, errors: TableRegressionOptions.Errors, level: Double
  ) throws -> RegressionReport {
    guard let estimates = linearEstimates else {
      throw LogitError.invalidOption(
        name: "The model", value: networkWords,
        expected: "a single dense layer with constants, whose coefficients have errors")
    }
    let rows = try labeledRows(of: table)
    var counts = PredictionCounts()
    let matrix = try features.matrix(of: rows.table, isPrecise: true, counts: &counts)
    let x = matrix.double ?? Tensor<Double>(matrix.single)
    let stored = StoredColumns(
      features, x, estimates.inOriginalUnits(features.units, comparesCategories: false))
    var options = RegressionOptions()
    options.level = level
    options.offsets = features.offsetFeature.map { offset in (0..<x.shape[0]).map { x[$0, offset] } }
    options.weights = try RowWeights.read(
      rows.table, provenance.options?.weights, classes: rows.classes, places: rows.rows)
    options.standardErrors = try standardErrors(errors, of: rows)
    let (design, outcome) = (
      try stored.design(x), RegressionOutcome.classes(rows.classes, names: classes.names)
    )
    let inference: LogisticInference
    var findings = shrunk()
    if isMaximum {
      let fit = try FittedRegression(design, outcome, options: options)
      inference = fit.inference
      findings += RegressionFindings(
        inference, classCounts: classCounts(of: rows, weights: options.weights),
        finiteGroups: fit.finiteGroups
      ).all()
    } else if shrinkage == nil {
      inference = try FittedRegression(
        design, outcome, slopes: stored.slopes, intercepts: stored.intercepts, options: options
      ).inference
    } else {
      inference = try LogisticInference(
        withoutErrors: stored.slopes, intercepts: stored.intercepts, design, outcome, options: options)
    }
    let columns = features.withoutOffset.inputNames
    return RegressionReport(
      inference, formula: Formula.additive(.column(target), columns: columns).description, target: target,
      source: source,
      droppedRowCount: rows.droppedCount + rows.incompleteCount + rows.uncountedCount,
      uncountedRowCount: rows.uncountedCount, notes: notesOnEstimates(inference),
      findings: findings + Finding.replaced(counts))
  }

  /// Whether the model is the maximum of the likelihood of the rows that it was trained on, as a regression is.
  private var isMaximum: Bool {
    guard let options = provenance.options, case .optimum(let optimum) = options.training else {
      return false
    }
    return shrinkage == nil && optimum.penaltyFactors.isEmpty && options.classWeight == .equal
  }

  private func classCounts(of rows: LabeledRows, weights: [Double]?) -> [Double] {
    var counts = [Double](repeating: 0, count: classes.count)
    for (row, label) in rows.classes.enumerated() { counts[Int(label)] += weights?[row] ?? 1 }
    return counts
  }

  /// What is said of the estimates before the table.
  private func notesOnEstimates(_ inference: LogisticInference) -> [String] {
    if isMaximum {
      return ["The terms of the model are fitted anew to these rows, without a penalty as in training."]
    }
    if shrinkage == nil, inference.isConverged {
      return [
        "The estimates are those stored in the model, at which the likelihood of these rows is largest."
      ]
    }
    let estimates =
      "The estimates are those stored in the model, not the maximum of the likelihood of these rows"
    guard shrinkage == nil else { return [estimates + "."] }
    let areWeighted = (provenance.options?.classWeight ?? .equal) != .equal
    return [estimates + "; errors and tests are those of the likelihood there."]
      + (areWeighted ? ["Classes were weighted in training, which errors and tests do not allow for."] : [])
  }

  /// What errors come from.
  private func standardErrors(
    _ errors: TableRegressionOptions.Errors, of rows: LabeledRows
  ) throws -> RegressionOptions.StandardErrors {
    switch errors {
    case .model: return .model
    case .robust(let correction): return .robust(correction)
    case .cluster(let column):
      let index = try rows.table.index(of: column, role: "column of clusters")
      let groups = try DistinctValues(rows.table.columns[index])
      if let row = groups.indices.firstIndex(of: ClassLabels.missing) {
        throw DataError.missingKeys(
          column: column, role: "clusters", count: groups.indices.count { $0 < 0 },
          firstRow: rows.rows?[row] ?? row)
      }
      return .cluster(groups.indices, name: column)
    }
  }

  /// That there are no errors and tests of coefficients that something kept from the maximum of the
  /// likelihood.
  private func shrunk() -> [Finding] {
    guard shrinkage != nil, let reason = reasonForNoInference else { return [] }
    return [Finding(.penalty, message: reason, option: .regression)]
  }
}

extension Finding {
  /// The values that were missing or unknown and were replaced, which errors take for observed ones.
  fileprivate static func replaced(_ counts: PredictionCounts) -> [Finding] {
    guard !counts.isClean else { return [] }
    let columns = Set(counts.missing.keys).union(counts.unknown.keys).sorted()
    return [
      Finding(
        .replacedValues, columns: columns,
        message: (counts.sentences + ["The numbers above take what stands for them for what was observed."])
          .joined(separator: " "),
        evidence: [
          "missing": counts.missing.json, "unknown": counts.unknown.json, "rows": .integer(counts.rowCount),
        ])
    ]
  }
}

/// The columns of a stored model in original units, without an offset and those that follow from others of
/// their category.
private struct StoredColumns {
  private let features: FeatureSpace
  /// The features with a column.
  private let kept: [Int]
  /// `[classes but the first, columns]`.
  let slopes: [[Double]]
  /// `[classes but the first]`.
  let intercepts: [Double]

  /// - Parameters:
  ///   - x: The rows' features, `[rows, features]`.
  ///   - estimates: The coefficients in original units; of a category as it is encoded.
  init(_ features: FeatureSpace, _ x: Tensor<Double>, _ estimates: LinearEstimates) {
    self.features = features
    let outputs = estimates.outputCount
    var bias = estimates.bias
    var weights = (0..<estimates.featureCount).map { feature in
      (0..<outputs).map { estimates.kernel[feature, $0] }
    }
    var dropped: Set<Int> = []
    let groups = Self.groups(features)
    if let offset = features.offsetFeature { dropped.insert(offset) }
    for (feature, unit) in features.units.enumerated() {
      // A number that told nothing has no weight.
      if case .scaled(_, let deviation) = unit, deviation == 0 { dropped.insert(feature) }
    }
    // Where each row is in one category of a column, the others are compared with the first, as in a
    // regression.
    for (_, members) in groups.sorted(by: { $0.key < $1.key }) where Self.areExhaustive(members, x) {
      let reference = weights[members[0]]
      dropped.insert(members[0])
      for output in 0..<outputs {
        bias[output] += reference[output]
        for member in members { weights[member][output] -= reference[output] }
      }
    }
    let kept = Self.order(features, groups).filter { !dropped.contains($0) }
    self.kept = kept
    let sets = outputs == 1 ? [0] : Array(1..<outputs)
    slopes = sets.map { output in
      kept.map { weights[$0][output] - (outputs == 1 ? 0 : weights[$0][0]) }
    }
    intercepts = sets.map { bias[$0] - (outputs == 1 ? 0 : bias[0]) }
  }

  /// The features of each column of categories, in the order of their names.
  private static func groups(_ features: FeatureSpace) -> [Int: [Int]] {
    let names = features.featureNames
    var groups: [Int: [Int]] = [:]
    for (feature, unit) in features.units.enumerated() {
      if case .category(let group) = unit { groups[group, default: []].append(feature) }
    }
    return groups.mapValues { members in
      members.sorted { names[$0].unicodeScalars.lexicographicallyPrecedes(names[$1].unicodeScalars) }
    }
  }

  /// All features, those of a column of categories in the order of their names.
  private static func order(_ features: FeatureSpace, _ groups: [Int: [Int]]) -> [Int] {
    var seen: Set<Int> = []
    return features.units.enumerated().flatMap { feature, unit in
      guard case .category(let group) = unit else { return [feature] }
      return seen.insert(group).inserted ? groups[group] ?? [] : []
    }
  }

  private static func areExhaustive(_ members: [Int], _ x: Tensor<Double>) -> Bool {
    let width = x.shape[1]
    return x.withUnsafeBufferPointer { values in
      (0..<x.shape[0]).allSatisfy { row in
        members.reduce(0.0) { $0 + values[row * width + $1] } == 1
      }
    }
  }

  /// The columns in original units.
  func design(_ x: Tensor<Double>) throws -> RegressionDesign {
    let (width, count) = (x.shape[1], kept.count)
    let units = features.units
    let columns = x.withUnsafeBufferPointer { values in
      Tensor<Double>(unsafeUninitializedShape: [x.shape[0], count]) { buffer in
        for row in 0..<x.shape[0] {
          for (column, feature) in kept.enumerated() {
            let value = values[row * width + feature]
            buffer[row * count + column] =
              switch units[feature] {
              case .scaled(let center, let deviation): value * deviation + center
              case .rescaled(let factor, let offset): factor == 0 ? 0 : (value - offset) / factor
              case .category: value
              }
          }
        }
      }
    }
    return try RegressionDesign(columns, columnNames: names)
  }

  /// What the columns are called: `age`, `city[Oslo]`.
  private var names: [String] {
    let (all, inputs, units) = (features.featureNames, features.columnsOfFeatures, features.units)
    return kept.map { feature in
      guard case .category = units[feature], let column = inputs[feature].first,
        all[feature].hasPrefix("\(column)=")
      else { return all[feature] }
      return "\(column)[\(all[feature].dropFirst(column.count + 1))]"
    }
  }
}
