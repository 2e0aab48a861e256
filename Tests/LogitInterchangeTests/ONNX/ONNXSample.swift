import Logit
import LogitData
import LogitStatistics

@testable import LogitClassifier
@testable import LogitInterchange

/// A classifier, how it is written, and rows to try it on.
struct ONNXSample: Sendable {
  let name: String
  var options = ONNXOptions()
  /// Whether the file is small enough to be kept, with what ONNX Runtime makes of it.
  var isKept = true
  let make: @Sendable () throws -> (classifier: Classifier, table: Table)
}

// MARK: - Tables

extension ONNXSample {
  /// Columns of every kind, with missing values, and two or three classes.
  static func table(classCount: Int, rows: Int = 120) throws -> Table {
    var random = RandomGenerator(seed: 11)
    let noise = random.normal(mean: 0, standardDeviation: 1, count: 4 * rows).scalars.map { Double($0) }
    func noisy(_ column: Int, _ row: Int) -> Double { noise[column * rows + row] }
    let classes = (0..<rows).map { row -> Int in
      let place: Double = noisy(0, row) * 3 + 50
      return Int(place.rounded()) % classCount
    }
    let colors = ["red", "green", "blue", "Größe"]
    var (lengths, widths): ([Double], [Double]) = ([], [])
    var (words, counts, flags): ([String], [Int], [Bool?]) = ([], [], [])
    for row in 0..<rows {
      let label = classes[row]
      lengths.append(row % 17 == 5 ? Double.nan : noisy(1, row) + Double(label))
      let width: Double = 40 + 15 * noisy(2, row)
      widths.append(width - Double(9 * label))
      words.append(colors[(row * 7 + label) % 13 % 4])
      counts.append(row * 5 % 11)
      flags.append(row % 5 == 0 ? nil : (row + label) % 3 == 0)
    }
    return try Table([
      Column("length", numbers: lengths), Column("width", numbers: widths), Column("word", strings: words),
      Column("count", integers: counts), Column("flag", booleans: flags),
      Column("y", strings: classes.map { ["no", "yes", "maybe"][$0] }),
    ])
  }

  /// Numbers alone, of which one lies a million deviations from 0 and one is of large whole numbers.
  static func numbers() throws -> Table {
    var random = RandomGenerator(seed: 5)
    let noise = random.normal(mean: 0, standardDeviation: 1, count: 200).scalars.map { Double($0) }
    var (far, years, classes): ([Double], [Int], [String]) = ([], [], [])
    for row in 0..<100 {
      far.append(1e6 + noise[100 + row])
      years.append(2000 + row * 7 % 23)
      let sum: Double = noise[row] + noise[100 + row] + Double(row % 3)
      classes.append(sum > 1 ? "b" : "a")
    }
    return try Table([
      Column("near", numbers: Array(noise[..<100])), Column("year", integers: years),
      Column("far", numbers: far), Column("y", strings: classes),
    ])
  }

  static func fit(
    _ table: Table, _ change: (inout ClassifierOptions) -> Void = { _ in }
  ) throws -> (classifier: Classifier, table: Table) {
    var options = ClassifierOptions()
    change(&options)
    return (try Classifier.fit(table, target: "y", options: options).classifier, table)
  }

  /// A classifier of features that are given, with the weights that a seed gives.
  static func given(
    _ transforms: [any FeatureTransform], _ table: Table, layers: [any Layer]? = nil, classCount: Int = 2
  ) throws -> (classifier: Classifier, table: Table) {
    var features = try FeatureSpace(transforms)
    try features.adapt(to: table)
    let head = Dense(classCount == 2 ? 1 : classCount, activation: classCount == 2 ? .sigmoid : .softmax)
    let model = try Sequential(
      [Input(shape: [features.outputCount])] + (layers ?? []) + [head], seed: 4)
    let provenance = Provenance(
      version: "", source: "", rowCount: table.rowCount, columnCount: 0, fingerprint: 0,
      trainingRowCount: table.rowCount, validationRowCount: 0, droppedRowCount: 0, seed: 0,
      options: Provenance.Options(ClassifierOptions(), training: .optimum(OptimumOptions())), metrics: [])
    let classes = try ClassLabels(kind: .string, names: Array(["maybe", "no", "yes"].suffix(classCount)))
    return (
      try Classifier(target: "y", classes: classes, features: features, model: model, provenance: provenance),
      table
    )
  }
}

// MARK: - All

extension ONNXSample {
  static let all: [ONNXSample] = fitted + decided + transformed + formulas

  private static let fitted: [ONNXSample] = [
    ONNXSample(name: "binary") { try fit(table(classCount: 2)) },
    ONNXSample(name: "multiclass") { try fit(table(classCount: 3)) },
    ONNXSample(name: "penguins", isKept: false) {
      let table = Dataset.penguins().table
      return (try Classifier.fit(table, target: "species").classifier, table)
    },
    ONNXSample(name: "breast-cancer", isKept: false) {
      let table = Dataset.breastCancer().table
      return (try Classifier.fit(table, target: table.columnNames.last ?? "").classifier, table)
    },
    ONNXSample(name: "matrix") { try fit(numbers()) },
    ONNXSample(name: "columns", options: ONNXOptions(inputs: .columns)) { try fit(numbers()) },
    ONNXSample(name: "network") {
      try fit(table(classCount: 3)) { ($0.hiddenUnits, $0.epochs) = ([6, 4], 20) }
    },
    ONNXSample(name: "network-matrix") { try fit(numbers()) { ($0.hiddenUnits, $0.epochs) = ([5], 10) } },
    ONNXSample(name: "linear-classifier", options: ONNXOptions(form: .linearClassifier)) {
      try fit(table(classCount: 3))
    },
    ONNXSample(name: "linear-classifier-binary", options: ONNXOptions(form: .linearClassifier)) {
      try fit(table(classCount: 2))
    },
    ONNXSample(name: "linear-classifier-far", options: ONNXOptions(form: .linearClassifier)) {
      try fit(numbers())
    },
  ]

  private static func decided(
    _ name: String, classCount: Int, form: ONNXOptions.Form = .tensors,
    _ change: @escaping @Sendable (inout DecisionOptions) -> Void
  ) -> ONNXSample {
    ONNXSample(name: name, options: ONNXOptions(form: form)) {
      try fit(table(classCount: classCount)) { change(&$0.decision) }
    }
  }

  private static let decided: [ONNXSample] = [
    decided("platt", classCount: 2) { $0.calibration = .platt },
    decided("platt-multiclass", classCount: 3) { $0.calibration = .platt },
    decided("isotonic", classCount: 2) { ($0.calibration, $0.threshold) = (.isotonic, .value(0.3)) },
    decided("isotonic-multiclass", classCount: 3) { $0.calibration = .isotonic },
    decided("temperature-prior", classCount: 2) { ($0.calibration, $0.prior) = (.temperature, ["yes": 0.1]) },
    decided("temperature-multiclass", classCount: 3) { $0.calibration = .temperature },
    decided("prior", classCount: 3) { $0.prior = ["yes": 0.1, "no": 0.7, "maybe": 0.2] },
    decided("platt-prior", classCount: 2) { ($0.calibration, $0.prior) = (.platt, ["yes": 0.2]) },
    decided("costs", classCount: 3) {
      $0.costs = [
        ErrorCost(actual: "yes", predicted: "no", cost: 4),
        ErrorCost(actual: "maybe", predicted: "no", cost: 9),
      ]
    },
    decided("costs-binary", classCount: 2) {
      $0.costs = [ErrorCost(actual: "yes", predicted: "no", cost: 4)]
    },
    decided("linear-classifier-platt", classCount: 3, form: .linearClassifier) { $0.calibration = .platt },
  ]

  private static let transformed: [ONNXSample] = [
    ONNXSample(name: "transforms") {
      try given(
        [
          .floatDiscretized("width", binBoundaries: [20.5, 30.25, 40, 55.125] as [Float]),
          .integerCategorical("count", maxTokens: 7), .boolean("flag"),
          .floatRescaled("length", scale: 0.5, offset: 0.25, missing: .mean.withIndicator),
          .stringCategorical("word", maxTokens: 3), .floatNormalized("width"),
        ], table(classCount: 2))
    },
    ONNXSample(name: "transforms-network") {
      try given(
        [
          .stringCategorical("word", unknown: .ignore, missing: .mostFrequent),
          .floatDiscretized("width", binCount: 4),
          .integerCategorical("count", unknown: .ignore, missing: .constant("3")), .floatNormalized("length"),
        ], table(classCount: 3), layers: [Dense(4, activation: .tanh)], classCount: 3)
    },
    ONNXSample(name: "refusals") {
      try given(
        [
          .stringCategorical("word", unknown: .refuse, missing: .refuse),
          .integerCategorical("count", unknown: .refuse, missing: .refuse),
        ], table(classCount: 2))
    },
    ONNXSample(name: "encoded", options: ONNXOptions(inputs: .encoded)) { try fit(table(classCount: 3)) },
  ]

  private static func regression(_ name: String, _ formula: String) -> ONNXSample {
    ONNXSample(name: name) {
      let complete = try table(classCount: 2)
      let rows = try complete.rows(
        at: complete.column("length").numbers().indices.filter { $0 % 17 != 5 && $0 % 5 != 0 })
      let regression = try TableRegression(rows, TableRegressionOptions(formula: formula))
      guard let classifier = regression.classifier else { throw LogitError.emptyData(name: formula) }
      return (classifier, rows)
    }
  }

  private static let formulas: [ONNXSample] = [
    regression("formula", "y ~ word * length + flag + poly(width, 3) + log(count + 1)"),
    regression(
      "formula-functions",
      "y ~ I(length^2) + sqrt(abs(length)):flag + scale(width):word + exp(-length) + C(count)"),
  ]
}
