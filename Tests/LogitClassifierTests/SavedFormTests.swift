import Foundation
import Logit
import LogitClassifier
import LogitData
import Testing

/// A classifier's file beside a model's, and reports through a coder.
@Suite final class SavedFormTests {
  private let folder: URL

  init() throws {
    folder = FileManager.default.temporaryDirectory.appendingPathComponent("logit-forms-\(UUID())")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
  }

  deinit { try? FileManager.default.removeItem(at: folder) }

  private func trained() throws -> (classifier: Classifier, report: FitReport) {
    let iris = Dataset.iris().table
    return try Classifier.fit(iris, target: "species")
  }

  @Test("The file of a classifier is opened by its URL, and its network by Sequential")
  func network() throws {
    let url = folder.appendingPathComponent("iris.safetensors")
    let classifier = try trained().classifier
    try classifier.save(to: url)
    #expect(try Classifier(contentsOf: url).encoded() == classifier.encoded())
    let network = try Sequential(contentsOf: url)
    #expect(network.weights == classifier.model.weights)
    #expect(network.layers.map(\.name) == classifier.model.layers.map(\.name))
    var other = try Sequential(keras: classifier.model.kerasValue(), seed: 3)
    try other.restore(from: url)
    #expect(other.weights == classifier.model.weights)
  }

  @Test("The file of a model without features is refused by name")
  func withoutFeatures() throws {
    let url = folder.appendingPathComponent("model.safetensors")
    try Sequential { Dense(1, inputShape: [2], activation: .sigmoid) }.save(to: url)
    do {
      _ = try Classifier(contentsOf: url)
      Issue.record("nothing was refused")
    } catch {
      #expect("\(error)".contains(url.path) && "\(error)".contains("as in a file of Sequential.save(to:)"))
      #expect("\(error)".contains("Sequential(contentsOf:)"))
    }
  }

  @Test("Reports are encoded as their JSON, and provenance comes back")
  func reports() throws {
    let (classifier, report) = try trained()
    let decoded = try JSONDecoder().decode(JSON.self, from: JSONEncoder().encode(report))
    #expect(decoded["model"] == .null && decoded["scores"]?["rows"] == 150)
    #expect(decoded["coefficients"]?.array?.count == report.coefficients.count)
    let evaluation = try classifier.evaluate(Dataset.iris().table)
    let measured = try JSONDecoder().decode(JSON.self, from: JSONEncoder().encode(evaluation))
    #expect(measured["scores"]?["rows"] == 150 && measured["model"] == nil)
    let provenance = try JSONDecoder().decode(
      Provenance.self, from: JSONEncoder().encode(classifier.provenance))
    #expect(provenance == classifier.provenance)
  }
}
