public import Logit
import LogitData

/// Where a classifier comes from: enough to train it again, and to know what it was measured on.
///
/// It contains no date: the same data, options and seed give the same file to the last byte, on every
/// processor that has fused multiply-add.
public struct Provenance: Sendable, Equatable {
  /// The version of Logit.
  public var version: String
  /// The name of the file, without its folder, or another source of the rows.
  public var source: String
  /// The number of rows that were read.
  public var rowCount: Int
  /// The number of columns that were read.
  public var columnCount: Int
  /// `Table.fingerprint` of what was read.
  public var fingerprint: UInt64
  /// The number of rows the weights were trained on.
  public var trainingRowCount: Int
  /// The number of rows held out for measuring.
  public var validationRowCount: Int
  /// The number of rows left out: their target is missing, no other row has their class, or their weight is
  /// 0.
  public var droppedRowCount: Int
  /// How many of these have a class, but the weight 0, in a classifier that was not made by a regression.
  public var uncountedRowCount = 0
  /// The seed of the split or the folds, the initial weights and the order of rows.
  public var seed: UInt64
  /// The options of training, including everything that was chosen from the number of rows; `nil` if unknown.
  public var options: Options?
  /// The number of passes over the training rows that were done, where training was stopped before all of
  /// them; `nil` otherwise.
  public var epochsDone: Int?
  /// How the search for the optimum ended; `nil` for a model that was trained in steps.
  public var state: LinearSolution.State?
  /// The scores on the rows it was measured on, and the training loss.
  public var metrics: [Measurement]

  /// A number that was measured.
  public struct Measurement: Sendable, Equatable {
    /// The name, such as `"accuracy"`.
    public var name: String
    /// The value.
    public var value: Double

    /// Makes a measurement.
    ///
    /// - Parameters:
    ///   - name: The name, such as `"accuracy"`.
    ///   - value: The value.
    public init(_ name: String, _ value: Double) {
      (self.name, self.value) = (name, value)
    }
  }
}

extension Provenance {
  /// As JSON.
  var json: JSON {
    let whole: JSON = [
      "logit_version": .string(version), "source": .string(source), "rows": .integer(rowCount),
      "columns": .integer(columnCount), "data_xxh64": .string(fingerprintText),
      "training_rows": .integer(trainingRowCount), "validation_rows": .integer(validationRowCount),
      "dropped_rows": .integer(droppedRowCount), "seed": "\(seed)", "options": options?.json ?? .object([]),
      "metrics": .object(metrics.map { JSON.Member($0.name, .number($0.value)) }),
    ]
    guard case .object(var members) = whole else { return whole }
    if uncountedRowCount > 0 { members.append(JSON.Member("uncounted_rows", .integer(uncountedRowCount))) }
    if let epochsDone { members.append(JSON.Member("epochs_done", .integer(epochsDone))) }
    if let state { members.append(JSON.Member("state", .string(state.rawValue))) }
    return .object(members)
  }

  /// From JSON.
  ///
  /// - Throws: `LogitError.invalidConfiguration(object:reason:)` for a value that is missing or of the wrong
  ///   kind.
  init(json: JSON) throws {
    guard case .object(let members) = json else {
      throw LogitError.invalidConfiguration(object: "The provenance", reason: "it is not an object")
    }
    var fields = JSONFields(members, of: "The provenance")
    func count(_ name: String) throws -> Int {
      let value = try fields.integer(name, default: 0)
      guard value >= 0 else { throw fields.wrong(name, expected: "at least 0", found: .integer(value)) }
      return value
    }
    version = try fields.string("logit_version", default: "")
    source = try fields.string("source", default: "")
    (rowCount, columnCount) = (try count("rows"), try count("columns"))
    fingerprint = try Self.number(fields.string("data_xxh64", default: "0"), radix: 16, "data_xxh64", fields)
    trainingRowCount = try count("training_rows")
    (validationRowCount, droppedRowCount) = (try count("validation_rows"), try count("dropped_rows"))
    uncountedRowCount = try count("uncounted_rows")
    guard uncountedRowCount <= droppedRowCount else {
      throw fields.wrong(
        "uncounted_rows", expected: "at most dropped_rows, \(droppedRowCount)",
        found: .integer(uncountedRowCount))
    }
    seed = try Self.number(fields.string("seed", default: "0"), radix: 10, "seed", fields)
    epochsDone = fields.value("epochs_done") == nil ? nil : try count("epochs_done")
    if let name = try fields.optionalString("state") {
      state = LinearSolution.State(rawValue: name)
      if state == nil {
        throw fields.wrong("state", expected: "how a search ended", found: .string(name))
      }
    }
    let recorded = Self.members(fields.value("options"))
    options = recorded.isEmpty ? nil : try Options(json: recorded)
    metrics = try Self.members(fields.value("metrics")).map { member in
      switch member.value {
      case .number(let value): Measurement(member.name, value)
      case .integer(let value): Measurement(member.name, Double(value))
      default: throw fields.wrong("metrics", expected: "numbers", found: member.value)
      }
    }
    try fields.finish()
  }

  private static func number(
    _ text: String, radix: Int, _ name: String, _ fields: JSONFields
  ) throws -> UInt64 {
    guard let number = UInt64(text, radix: radix) else {
      throw fields.wrong(name, expected: "a string of digits that fits in 64 bits", found: .string(text))
    }
    return number
  }

  private static func members(_ value: JSON?) -> [JSON.Member] {
    if case .object(let members)? = value { members } else { [] }
  }

  /// The fingerprint as sixteen hexadecimal digits.
  package var fingerprintText: String {
    let digits = String(fingerprint, radix: 16)
    return String(repeating: "0", count: 16 - digits.count) + digits
  }
}
