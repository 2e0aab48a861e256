import LogitStatistics
import Testing

@testable import LogitClassifier
@testable import LogitInterchange

/// A format of source code, of SQL in one dialect.
struct SourceFormat: Sendable, CustomTestStringConvertible {
  let format: any ExportFormat
  var dialect: String?

  var testDescription: String { dialect ?? format.word }

  static let all = [
    SourceFormat(format: CSource()), SourceFormat(format: JavaScriptSource()),
    SourceFormat(format: PythonSource()), SourceFormat(format: SwiftSource()),
    SourceFormat(format: SQLSource(), dialect: "sqlite"),
    SourceFormat(format: SQLSource(), dialect: "postgresql"),
    SourceFormat(format: SQLSource(), dialect: "duckdb"),
  ]

  /// Those that a program on this machine runs.
  static let run = all.filter { format in
    do {
      let classifier = try ExportedModels.classifier()
      let golden = try GoldenRows(classifier)
      return try format.check(golden.rows, golden.probabilities, classifier) != nil
    } catch {
      // The tests will say so.
      return true
    }
  }

  /// Whether a program runs a format.
  static func isRun(_ word: String) -> Bool { run.contains { $0.testDescription == word } }

  /// Runs rows; `nil` if nothing runs the format.
  func check(
    _ rows: [[TableCell]], _ probabilities: [[Double]], _ classifier: Classifier
  ) throws -> GoldenCheck? {
    let golden = GoldenRows(
      columns: classifier.features.inputNames, rows: rows, encoded: [], probabilities: probabilities)
    let request = ExportRequest(
      classifier: classifier, name: "model", dialect: dialect, isEncoded: false, golden: golden)
    let file = try format.encode(request)
    return try format.check(Artefact(path: "model.\(format.fileExtension)", bytes: file.bytes))
  }
}

/// What source code makes of rows that the model refuses, run by the programs that are there.
@Suite("Rows that a model refuses, in source code")
struct RefusedRowsTests {
  private static let left = SourceFormat.all.map(\.testDescription).filter { !SourceFormat.isRun($0) }

  @Test(.disabled(if: !left.isEmpty, "nothing on this machine runs \(left.joined(separator: ", "))"))
  func `every format is run`() { #expect(SourceFormat.run.count == SourceFormat.all.count) }

  @Test(.enabled(if: SourceFormat.isRun("c"), "needs cc"))
  func `an indicator of missing values counts in C even where the number weighs nothing`() throws {
    let table = try Table([
      Column("age", doubles: [30, 70, .nan, 50]), Column("b", doubles: [1, 2, 3, 4]),
      Column("y", strings: ["no", "yes", "no", "yes"]),
    ])
    // age, whether age is missing, b.
    for weights in [[0, 1.25, 0.5], [0, 1.25, 0]] as [[Float]] {
      let classifier = try ExportedModels.classifier(
        table,
        features: { _ in
          [try .floatNormalized("age", missing: .median.withIndicator), try .float("b")]
        }, weights: weights)
      let golden = try GoldenRows(classifier)
      let check = try #require(
        try SourceFormat(format: CSource()).check(golden.rows, golden.probabilities, classifier))
      #expect(check.holds(within: 1e-12), "\(check)")
    }
  }

  /// A regression of two numbers that no formula has a value for everywhere.
  private static func regression(_ formula: String) throws -> Classifier {
    let count = 60
    let doses = (0..<count).map { 0.5 + Double($0 * 7 % 23) / 3 }
    let sizes = (0..<count).map { Double($0 * 11 % 19) / 2 - 4.25 }
    let table = try Table([
      Column("dose", doubles: doses), Column("size", doubles: sizes),
      Column("ward", strings: (0..<count).map { ["a", "b", "c"][$0 % 3] }),
      Column("y", strings: (0..<count).map { ($0 * 5 % 7 + $0 / 30) % 2 == 0 ? "no" : "yes" }),
    ])
    return try #require(TableRegression(table, TableRegressionOptions(formula: formula)).classifier)
  }

  static let formulas = [
    "y ~ log(dose)", "y ~ I(1/size) + ward", "y ~ sqrt(dose):ward", "y ~ log10(dose) + log2(dose + 1)",
    "y ~ I(1/(1 + exp(-size)))", "y ~ exp(-1/dose) + size", "y ~ I(dose^-1)", "y ~ I(size^3) + dose:size",
    "y ~ I(dose^0.5) * ward", "y ~ poly(size, 3)", "y ~ I(dose/size)", "y ~ I(dose^size)", "y ~ exp(size)",
  ]

  /// A number with fewer digits than others.
  private static let tiny = Double.leastNormalMagnitude / 1024

  private static let values: [(dose: Double, size: Double)] = [
    (1, 1), (2, -3), (0, 1), (-1, 2), (1, 0), (0, 0), (1, 800), (1, -800), (2, 1e200), (1e200, 1e200),
    (1e-200, 1e-200), (1e308, 3), (3, tiny), (tiny, 1e308),
  ]

  @Test(arguments: formulas, SourceFormat.run)
  func `formulas have no value where the model has none`(formula: String, format: SourceFormat) throws {
    let classifier = try Self.regression(formula)
    let names = classifier.features.inputNames
    var (kept, probabilities, refused): ([[TableCell]], [[Double]], [[TableCell]]) = ([], [], [])
    for (dose, size) in Self.values {
      let row: [TableCell] = names.map {
        switch $0 {
        case "dose": .number(dose)
        case "size": .number(size)
        default: .text("b")
        }
      }
      let table = try Table([
        Column("dose", doubles: [dose]), Column("size", doubles: [size]), Column("ward", strings: ["b"]),
      ])
      if let found = try? classifier.exactRows(of: table) {
        kept.append(row)
        probabilities.append(found.probabilities[0])
      } else {
        refused.append(row)
      }
    }
    #expect(!kept.isEmpty)
    let check = try #require(try format.check(kept, probabilities, classifier))
    #expect(check.holds(within: 1e-6), "\(kept[check.row - 1]) \(check.maxDifference)")
    // The compiler of Swift takes its time; one row will do.
    for row in format.format is SwiftSource ? Array(refused.prefix(1)) : refused {
      let check = try #require(try format.check([row], [[0.5, 0.5]], classifier))
      #expect(check.maxDifference.isNaN, "\(row) \(check.maxDifference)")
    }
  }

  // MARK: Hidden layers

  @Test(arguments: SourceFormat.run)
  func `a row that is refused goes through no hidden layer`(format: SourceFormat) throws {
    let table = try Table([
      Column("a", doubles: [1, 2, 3, 4]), Column("b", doubles: [4, 1, 3, 2]),
      Column("y", strings: ["no", "yes", "no", "yes"]),
    ])
    let all: [any Activation] = [
      .relu, .relu6, .leakyRelu, .sigmoid, .hardSigmoid, .tanh, .elu, .selu, .silu, .softplus, .softsign,
      .exponential, .linear,
    ]
    for activation in format.format is SwiftSource ? Array(all.prefix(2)) : all {
      let classifier = try ExportedModels.classifier(
        table, features: { _ in [try .float("a", missing: .refuse), try .float("b", missing: .refuse)] },
        hidden: 3, activation: activation)
      let rows = (0..<4).map { row in [table.columns[0].cell(at: row), table.columns[1].cell(at: row)] }
      let probabilities = try classifier.exactRows(of: table).probabilities
      let kept = try #require(try format.check(rows, probabilities, classifier))
      #expect(kept.holds(within: 1e-6), "\(activation.name): \(kept)")
      for row in [[TableCell.missing, .number(1)], [.number(1), .missing]] {
        let check = try #require(try format.check([row], [[0.5, 0.5]], classifier))
        #expect(check.maxDifference.isNaN, "\(activation.name): \(row) \(check.maxDifference)")
      }
    }
  }

  // MARK: The class

  /// What a program that is given behind a file prints.
  private static func run(
    _ format: any ExportFormat, _ rule: DecisionRule, then lines: String, _ name: String,
    _ option: String, _ arguments: (String, Scratch) -> [String]
  ) throws -> String {
    var classifier = try regression("y ~ log(dose)")
    classifier.decision = ClassDecision(adjustment: nil, rule: rule)
    let runner = try #require(Runner(name, versionOption: option))
    let text = String(
      decoding: try ModelExport(classifier, to: format).encode(name: "model").bytes, as: UTF8.self)
    return try Scratch.with { scratch in
      let path = try scratch.write(Array((text + lines).utf8), as: "model.\(format.fileExtension)")
      let printed = try runner.run(arguments(path, scratch), in: scratch, checking: "model")
      guard format is CSource else { return printed }
      return try runner.run(scratch.path("program"), [], in: scratch, checking: "model")
    }
  }

  private static let rules = [DecisionRule.mostProbable, .threshold(0.4)]

  @Test(.enabled(if: SourceFormat.isRun("c"), "needs cc"), arguments: rules)
  func `the class of such a row is none of the classes in C`(rule: DecisionRule) throws {
    let lines = """
      #include <stdio.h>
      int main(void) {
        model_row row = {0.0};
        double p[2];
        model_probabilities(&row, p);
        printf("%d\\n", model_class(p));
        row.dose = 1.0;
        model_probabilities(&row, p);
        printf("%d\\n", model_class(p) >= 0);
        return 0;
      }

      """
    let printed = try Self.run(CSource(), rule, then: lines, "cc", "-dumpversion") {
      ["-std=c99", "-o", $1.path("program"), $0, "-lm"]
    }
    #expect(printed == "-1\n1\n")
  }

  @Test(.enabled(if: SourceFormat.isRun("python"), "needs python3"), arguments: rules)
  func `the class of such a row is none of the classes in Python`(rule: DecisionRule) throws {
    let call = "print(predict({'dose': 0.0}), predict({'dose': 1.0}) in CLASSES)\n"
    let printed = try Self.run(PythonSource(), rule, then: call, "python3", "-V") { path, _ in ["-I", path] }
    #expect(printed.hasSuffix("None True\n"), "\(printed)")
  }

  @Test(.enabled(if: SourceFormat.isRun("javascript"), "needs node"), arguments: rules)
  func `the class of such a row is none of the classes in JavaScript`(rule: DecisionRule) throws {
    let log = "console.log(model.predict({dose: 0}), model.classes.includes(model.predict({dose: 1})));\n"
    let printed = try Self.run(JavaScriptSource(), rule, then: log, "node", "-v") { path, _ in [path] }
    #expect(printed.hasSuffix("null true\n"), "\(printed)")
  }

  @Test func `the class of such a row is none of the classes in Swift`() throws {
    let classifier = try Self.regression("y ~ log(dose)")
    let swift = String(
      decoding: try ModelExport(classifier, to: SwiftSource()).encode(name: "model").bytes, as: UTF8.self)
    #expect(swift.contains("-> String? {") && swift.contains("if p[0].isNaN { return nil }"))
  }

  // MARK: Layers

  @Test(arguments: [Softmax() as any Activation, HardTanh(), GELU()])
  func `a hidden activation that source code has no words for is refused by name`(activation: any Activation)
    throws
  {
    let classifier = try ExportedModels.classifier(hidden: 3, activation: activation)
    for format in SourceFormat.all {
      var export = ModelExport(classifier, to: format.format)
      export.dialect = format.dialect
      let error = #expect(throws: InterchangeError.self) { try export.encode(name: "model") }
      #expect(error?.description.contains("\"\(activation.name)\"") ?? false, "\(error?.description ?? "")")
    }
  }

  /// Networks with layers that scale numbers: before the first dense layer, behind one with and without an
  /// activation, between two activations, and before the output.
  static let scaled: [@Sendable (Int) -> [any Layer]] = [
    { [Dense(3, inputShape: [$0]), BatchNormalization(), ActivationLayer(.relu)] },
    { [Dense(3, inputShape: [$0], activation: .relu), BatchNormalization(), Dense(2, activation: .tanh)] },
    { [BatchNormalization(inputShape: [$0]), Rescaling(0.5, offset: 1), Dense(3, activation: .relu)] },
    {
      [
        Dense(4, inputShape: [$0], activation: .tanh), BatchNormalization(center: false), Dropout(0.5),
        ActivationLayer(.relu), BatchNormalization(scale: false),
      ]
    },
  ]

  @Test(arguments: scaled.indices, SourceFormat.all)
  func `layers that scale numbers between dense ones are in their weights`(
    index: Int, format: SourceFormat
  ) throws {
    for classes in [["no", "yes"], ["a", "b", "c"]] {
      let classifier = try ExportedModels.classifier(classes: classes, network: Self.scaled[index])
      let golden = try GoldenRows(classifier)
      // In double precision here, and in single precision there.
      if let check = try format.check(golden.rows, golden.probabilities, classifier) {
        #expect(check.holds(within: 1e-6), "\(check)")
      }
    }
  }
}
