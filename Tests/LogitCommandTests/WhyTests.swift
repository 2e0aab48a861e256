import Foundation
import Testing

/// `logit why` at the shell.
@Suite struct WhyTests {
  let logit: BuiltCommand

  init() throws {
    logit = try BuiltCommand()
    _ = try logit("datasets", "breast-cancer", "-o", "cancer.csv")
    _ = try logit("fit", "cancer.csv", "--target", "diagnosis", "--quiet", "--validation", "0")
  }

  private func rows(_ arguments: String...) throws -> [[String: Any]] {
    let output = try logit.run(["why", "model.safetensors", "cancer.csv", "--json"] + arguments)
    #expect(output.status == 0, "\(output.errors)")
    return try #require(output.object?["rows"] as? [[String: Any]])
  }

  @Test("Parts add up to the log-odds, whose probability predict gives")
  func sums() throws {
    let row = try #require(try rows("--row", "17").first)
    #expect(row["row"] as? Int == 17)
    let typical = try #require(row["typical"] as? [String: Double])
    let parts = try #require(row["contributions"] as? [[String: Any]])
    let sum = parts.reduce(typical["log_odds"] ?? .nan) { $0 + ($1["log_odds"] as? Double ?? .nan) }
    let logOdds = try #require(row["log_odds"] as? Double)
    #expect(abs(sum - logOdds) < 1e-9 && parts.count == 30)
    let predicted = try logit("predict", "model.safetensors", "cancer.csv", "--json", "--quiet")
    let prediction = try #require((predicted.object?["predictions"] as? [[String: Any]])?[16])
    let probabilities = try #require(prediction["probabilities"] as? [Double])
    #expect(abs(probabilities[1] - 1 / (1 + exp(-logOdds))) < 1e-6)
    #expect(prediction["predicted"] as? String == row["predicted"] as? String)
    #expect((row["probabilities"] as? [Double])?.count == 2)
  }

  @Test("The nearest change is one that predict confirms")
  func change() throws {
    let found = try rows()
    #expect(found.count == 569)
    let row = try #require(found.first { $0["nearest_change"] is [String: Any] })
    let change = try #require(row["nearest_change"] as? [String: Any])
    let lines = try logit.lines("cancer.csv")
    let names = lines[0].split(separator: ",").map(String.init)
    let name = try #require(change["column"] as? String)
    let number = try #require(row["row"] as? Int)
    let column = try #require(names.firstIndex(of: name))
    var cells = lines[number].split(separator: ",").map(String.init)
    #expect(Double(cells[column]) == change["from"] as? Double)
    let value = try #require(change["to"] as? Double)
    cells[column] = "\(value)"
    try logit.write("\(lines[0])\n\(cells.joined(separator: ","))\n", to: "changed.csv")
    let predicted = try logit("predict", "model.safetensors", "changed.csv", "--json", "--quiet")
    let prediction = try #require((predicted.object?["predictions"] as? [[String: Any]])?.first)
    #expect(prediction["predicted"] as? String == change["predicted"] as? String)
  }

  @Test("Text says the same, and a row that is not there is an error")
  func text() throws {
    let output = try logit("why", "model.safetensors", "cancer.csv", "--row", "1")
    #expect(output.status == 0 && output.text.hasPrefix("Row 1: "), "\(output.errors)")
    #expect(output.text.contains("log-odds") && output.text.contains("others"))
    let missing = try logit("why", "model.safetensors", "cancer.csv", "--row", "570")
    #expect(missing.status == 1 && missing.errors.contains("569 rows"), "\(missing.errors)")
    #expect(try logit("why", "model.safetensors", "cancer.csv", "--row", "0").status == 1)
  }

  @Test("Another tool's model is compared with the medians of the file")
  func foreign() throws {
    let written = try logit.run(
      ["export", "model.safetensors", "--to", "keras", "-o", "model.keras", "--quiet"],
      environment: ["PATH": ""])
    #expect(written.status == 0, "\(written.errors)")
    let output = try logit("why", "model.keras", "cancer.csv", "--row", "3", "--json")
    let row = try #require((output.object?["rows"] as? [[String: Any]])?.first, "\(output.errors)")
    let own = try #require(try rows("--row", "3").first)
    let (a, b) = (row["log_odds"] as? Double ?? .nan, own["log_odds"] as? Double ?? .nan)
    #expect(abs(a - b) < 1e-4 * abs(b), "\(a) \(b)")
  }
}
