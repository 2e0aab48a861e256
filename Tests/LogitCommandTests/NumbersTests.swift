import Foundation
import LogitClassifier
import Testing

/// Numbers in any unit and of any length, as they come from files.
@Suite struct NumbersTests {
  let logit: BuiltCommand

  init() throws { logit = try BuiltCommand() }

  private func fixture(_ name: String) throws -> String {
    let tests = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    return try String(contentsOf: tests.appendingPathComponent(name), encoding: .utf8)
  }

  @Test(
    "The same signal is found in farads, base units, metres north and milliseconds",
    arguments: [
      ("tiny-units", "fails"), ("huge-units", "scam"), ("northing", "settles"), ("epoch-ms", "late"),
    ])
  func units(name: String, target: String) throws {
    try logit.write(fixture("LogitClassifierTests/Fixtures/Numbers/\(name).csv"), to: "data.csv")
    let fit = try logit(
      "fit", "data.csv", "--target", target, "--validation", "0.2", "--seed", "0", "--json")
    #expect(fit.status == 0 && fit.errors.isEmpty, "\(fit.errors)")
    let model = logit.folder.appendingPathComponent("model.safetensors").path
    let metrics = try Classifier(contentsOf: model).provenance.metrics
    for (measure, expected) in [("accuracy", 0.729), ("log_loss", 0.441)] {
      let value = try #require(metrics.first { $0.name == measure }).value
      #expect(abs(value - expected) < 0.01, "\(name): \(measure) \(value)")
    }
    let predictions = try logit("predict", "model.safetensors", "data.csv", "--quiet")
    #expect(predictions.status == 0 && predictions.text.split(separator: "\n").count == 241)
  }

  @Test("Ids of more than 64 bits are groups of their own")
  func groups() throws {
    for (name, count) in [("ids-one-big", 201), ("ids-u64", 100)] {
      let text = try fixture("LogitDataTests/Fixtures/CSV/\(name).csv")
      try logit.write(text, to: "data.csv")
      let split = try logit(
        "split", "data.csv", "--group", "user", "--validation", "0.25", "--quiet", "--overwrite")
      #expect(split.status == 0, "\(split.errors)")
      let parts = try ["data-train.csv", "data-validation.csv"].map { part in
        Set(try logit.text(part).split(separator: "\n").dropFirst().map { $0.prefix { $0 != "," } })
      }
      #expect(parts[0].isDisjoint(with: parts[1]) && parts[0].count + parts[1].count == count)
      let ids = Set(text.split(separator: "\n").dropFirst().map { $0.prefix { $0 != "," } })
      #expect(parts[0].union(parts[1]) == ids)
    }
  }
}
