import LogitData
import LogitStatistics
import Testing

@testable import LogitClassifier

/// Model files in which two copies of the same numbers differ.
@Suite struct CopyTests {
  private static func table() throws -> Table {
    let rows = (0..<80).map { row in
      "\(row * 37 % 41),\(row % 3 == 0 ? "p" : "q"),\(["a", "b", "c"][(row * 37 % 41 + row % 9) / 17])\n"
    }
    return try CSVReader(bytes: Array(("x,g,y\n" + rows.joined()).utf8)).read()
  }

  private static func fitted() throws -> [UInt8] {
    try Classifier.fit(table(), target: "y").classifier.encoded()
  }

  private static func regression() throws -> [UInt8] {
    let regression = try TableRegression(table(), TableRegressionOptions(formula: "y ~ x + g"))
    return try #require(regression.classifier).encoded()
  }

  /// A file with one number of a tensor changed.
  private static func changed(
    _ file: [UInt8], _ tensor: String, at index: Int, _ change: (Double) -> Double
  ) throws -> [UInt8] {
    var parts = try EditableModelFile(file)
    let place = try #require(parts.tensors.firstIndex { $0.name.hasSuffix(tensor) }, "no tensor \(tensor)")
    let size = parts.tensors[place].type == "F64" ? 8 : 4
    let bytes = parts.tensors[place].bytes[size * index..<size * (index + 1)]
    let bits = bytes.reversed().reduce(0 as UInt64) { $0 << 8 | UInt64($1) }
    let new =
      size == 8
      ? change(Double(bitPattern: bits)).bitPattern
      : UInt64(Float(change(Double(Float(bitPattern: UInt32(bits))))).bitPattern)
    for byte in 0..<size {
      parts.tensors[place].bytes[size * index + byte] = UInt8(truncatingIfNeeded: new >> UInt64(8 * byte))
    }
    return parts.bytes
  }

  private static func refusal(_ file: [UInt8]) throws -> String {
    let error = #expect(throws: DataError.self) { try Classifier(bytes: file) }
    return "\(try #require(error))"
  }

  @Test(
    "Weights of 32 bits that are not the estimates rounded are refused, in either copy",
    arguments: ["kernel", "bias"], ["estimates/", "dense/"])
  func weights(_ name: String, _ copy: String) throws {
    for file in [try Self.fitted(), try Self.regression()] {
      _ = try Classifier(bytes: file)
      let names = try EditableModelFile(file).tensors.map(\.name)
      let isEstimate = copy == "estimates/"
      let tensor = try #require(
        names.first { $0.hasSuffix(name) && $0.hasPrefix(isEstimate ? copy : "dense") })
      let text = try Self.refusal(try Self.changed(file, tensor, at: 1) { $0 + 0.25 })
      #expect(text.contains("the tensors estimates/kernel and estimates/bias"), "\(text)")
    }
  }

  @Test("Estimates of a table that the model does not predict by are refused, each by its name")
  func table() throws {
    let file = try Self.regression()
    let json = try JSON(json: try #require(EditableModelFile(file)["inference"]))
    let terms = try #require(json["terms"]?.array)
    #expect(terms.count == 6)
    for (index, term) in terms.enumerated() {
      let estimate = try #require(term["estimate"]?.double)
      var parts = try EditableModelFile(file)
      let changed = terms.enumerated().map { place, term -> JSON in
        guard place == index, var members = term.object else { return term }
        for member in members.indices where members[member].name == "estimate" {
          members[member] = JSON.Member("estimate", .number(estimate + 0.01 * max(abs(estimate), 1)))
        }
        return .object(members)
      }
      var members = try #require(json.object)
      for member in members.indices where members[member].name == "terms" {
        members[member] = JSON.Member("terms", .array(changed))
      }
      parts["inference"] = JSON.object(members).description
      let text = try Self.refusal(parts.bytes)
      #expect(text.contains("the metadata inference") && text.contains("predicts by"), "\(text)")
    }
  }

  @Test("A factor of the covariance that is no number is called so, not taken for separation")
  func factor() throws {
    let file = try Self.regression()
    let text = try Self.refusal(try Self.changed(file, "inference/centered_factor", at: 7) { _ in .nan })
    #expect(text.contains("the factor of the covariance has no number for it"), "\(text)")
  }

  @Test("A covariance that gives other errors than the table is refused")
  func covariance() throws {
    let file = try Self.regression()
    for change in [{ 4 * $0 }, { _ in Double.nan }] as [(Double) -> Double] {
      let text = try Self.refusal(try Self.changed(file, "inference/covariance", at: 7, change))
      #expect(text.contains("the covariance has another"), "\(text)")
    }
  }

  @Test("Separated, aliased and offset regressions load as they were saved")
  func sound() throws {
    let rows = (0..<60).map { row in
      "\(row % 7),\(row % 7 * 2),\(row < 10 ? "s" : "t"),\(row % 5),\(row < 10 || row * 13 % 7 > 3 ? "u" : "v")\n"
    }
    let table = try CSVReader(bytes: Array(("x,z,g,o,y\n" + rows.joined()).utf8)).read()
    for formula in ["y ~ x + z + g", "y ~ x + z", "y ~ poly(x, 3)", "y ~ 0 + g + x"] {
      for firth in [false, true] where !(firth && formula == "y ~ x + z") {
        var options = TableRegressionOptions(formula: formula)
        (options.offset, options.usesFirthPenalty) = (firth ? nil : "o", firth)
        let regression = try TableRegression(table, options)
        let classifier = try #require(regression.classifier)
        let loaded = try Classifier(bytes: classifier.encoded())
        #expect(loaded.regressionReport?.inference.coefficients == regression.report.inference.coefficients)
      }
    }
  }
}
