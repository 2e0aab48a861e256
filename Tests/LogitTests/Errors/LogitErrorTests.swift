import Foundation
import Logit
import LogitTestSupport
import Testing

@Suite struct LogitErrorTests {
  /// One error of each case.
  static let all: [LogitError] = [
    .shapeMismatch(
      operation: "The model", expected: "x to have shape [rows, 3]", found: [10, 2], remedy: "reshape x"),
    .unknownClass(label: 7, row: 3, classCount: 3),
    .indexOutOfRange(operation: "rows", index: 12, position: 2, count: 10),
    .valueNotRepresentable(value: "1e300", position: 4, type: "Float"),
    .rowCountMismatch(name: "y", expected: 10, found: 9),
    .emptyData(name: "x"),
    .nonFiniteInput(name: "x", row: 17_311, column: 2, value: .infinity),
    .labelOutOfRange(row: 4, column: 0, value: 2, expected: "labels in 0...1", remedy: "scale the labels"),
    .labelsNotOneHot(row: 4, sum: 1.5),
    .inValidationData(.labelsNotOneHot(row: 4, sum: 1.5)),
    .invalidOption(name: "Dense's units", value: "-4", expected: "a whole number, 1 or greater"),
    .invalidArchitecture(layer: "dense", reason: "its rows are not flat", remedy: "put a Flatten before it"),
    .notCompiled(operation: "fit"),
    .notBuilt(operation: "build"),
    .trainingDiverged(epoch: 3, step: 12, loss: .infinity),
    .invalidEnvironment(variable: "LOGIT_SIMD", value: "mmx", expected: "one of baseline, avx2"),
    .invalidConfiguration(object: "Dense", reason: "the option \"unit\" is not known"),
    .invalidCheckpoint(
      path: "a.safetensors", item: "its format", expected: "logit-checkpoint", found: "not given",
      remedy: "restore another file"),
    .partRepeated(blocks: 4..<8),
    .partsOverlap(blocks: 4..<8, other: 6..<7),
    .partMisplaced(blocks: 3..<5),
    .partMissing(blocks: 8..<12),
    .partsDiffer(expected: "28 columns", found: "27 columns"),
    .damagedSums(expected: "its check sum", found: "another"),
    .notSerializable(object: "The schedule Own", reason: "its options are not known"),
  ]

  /// The case of an error. A case that is added has no place here until it has one in ``all``, too.
  static func number(of error: LogitError) -> Int {
    switch error {
    case .shapeMismatch: 0
    case .unknownClass: 1
    case .indexOutOfRange: 2
    case .valueNotRepresentable: 3
    case .rowCountMismatch: 4
    case .emptyData: 5
    case .nonFiniteInput: 6
    case .labelOutOfRange: 7
    case .labelsNotOneHot: 8
    case .inValidationData: 9
    case .invalidOption: 10
    case .invalidArchitecture: 11
    case .notCompiled: 12
    case .notBuilt: 13
    case .trainingDiverged: 14
    case .invalidEnvironment: 15
    case .invalidConfiguration: 16
    case .invalidCheckpoint: 17
    case .partRepeated: 18
    case .partsOverlap: 19
    case .partMisplaced: 20
    case .partMissing: 21
    case .partsDiffer: 22
    case .damagedSums: 23
    case .notSerializable: 24
    }
  }

  @Test func `every case has its message`() {
    #expect(Set(Self.all.map(Self.number)) == Set(0..<25))
  }

  @Test(arguments: all) func `a message is a sentence, and names no option of the command`(error: LogitError)
  {
    #expect(faults(ofMessage: error.description) == [])
  }

  @Test func `codes stay what they are, one for each case`() {
    let codes: Set = [
      "shape-mismatch", "unknown-class", "index-out-of-range", "value-not-representable",
      "row-count-mismatch", "empty-data", "non-finite-input", "label-out-of-range", "labels-not-one-hot",
      "in-validation-data", "invalid-option", "invalid-architecture", "not-compiled", "not-built",
      "training-diverged", "invalid-environment", "invalid-configuration", "invalid-checkpoint",
      "part-repeated", "parts-overlap", "part-misplaced", "part-missing", "parts-differ", "damaged-sums",
      "not-serializable",
    ]
    #expect(Set(Self.all.map(\.code)) == codes && codes.count == 25)
    // Those of the other libraries begin with a family's name, so that no two are alike.
    let families = ["file-", "data-", "formula-", "plot-", "figure-"]
    #expect(!Self.all.contains { error in families.contains { error.code.hasPrefix($0) } })
  }

  @Test(arguments: all) func `an error keeps its text where nothing else is known of it`(error: LogitError) {
    let unknown: any Error = error
    #expect(unknown.localizedDescription == error.description)
    #expect((unknown as? any CodedError)?.code == error.code)
  }
}
