import Foundation
import Logit
import LogitStatistics
import Testing

/// Scores that go through a coder.
@Suite struct ScoreCodingTests {
  private func coded<Value: Codable>(_ value: Value) throws -> Value {
    try JSONDecoder().decode(Value.self, from: JSONEncoder().encode(value))
  }

  @Test("Scores come back as they were, also with an area that is not defined")
  func scores() throws {
    let scores = try ClassificationScores(
      labels: [0, 1, 1, 0, 1], probabilities: Tensor([0.25, 0.75, 0.5, 0.125, 1]))
    #expect(try coded(scores) == scores)
    let oneClass = try ClassificationScores(labels: [1, 1], probabilities: Tensor([0.25, 0.75]))
    let back = try coded(oneClass)
    #expect(oneClass.rocArea.value.isNaN && back.rocArea.value.isNaN)
    #expect(back.accuracy == oneClass.accuracy && back.confusionMatrix == oneClass.confusionMatrix)
  }

  /// A value each of whose fractions is another number, as far as it can be written and read.
  private func replaced<Value: Codable>(_ value: Value, by number: String) throws -> (String, String) {
    let encoder = JSONEncoder()
    encoder.outputFormatting = .sortedKeys
    let text = String(decoding: try encoder.encode(value), as: UTF8.self)
    let odd = text.replacing(/-?[0-9]+\.[0-9]+(e-?[0-9]+)?/, with: number)
    #expect(odd != text)
    let back = try JSONDecoder().decode(Value.self, from: Data(odd.utf8))
    return (odd, String(decoding: try encoder.encode(back), as: UTF8.self))
  }

  @Test("Every number of an inference, of what rows do to it and of a profile may be infinite or undefined")
  func anyNumbers() throws {
    let fit = try InferenceVectors.all.infert.fit {
      ($0.termTest, $0.inflatesVariance, $0.hosmerLemeshowGroupCount) = (.wald, true, 10)
    }
    var values: [any Codable] = [fit.inference]
    for row in try fit.influence().prefix(3) { values.append(row) }
    for point in try fit.profile(of: 1).prefix(3) { values.append(point) }
    for value in values {
      for infinity in [#""Infinity""#, #""-Infinity""#] {
        let (first, second) = try replaced(value, by: infinity)
        #expect(first == second)
      }
      // What may be missing is left out where it is undefined.
      let (_, second) = try replaced(value, by: "null")
      #expect(!second.contains("Infinity"))
    }
  }

  @Test("A matrix that is no square is refused")
  func refused() throws {
    for text in [
      #"{"classCount": 2, "counts": [1, 2, 3], "isWeighted": false}"#,
      #"{"classCount": 0, "counts": [], "isWeighted": false}"#,
      #"{"classCount": 4294967296, "counts": [], "isWeighted": false}"#,
      #"{"classCount": 1, "counts": [-1], "isWeighted": false}"#,
    ] {
      #expect(throws: DecodingError.self) {
        try JSONDecoder().decode(ConfusionMatrix.self, from: Data(text.utf8))
      }
    }
  }
}
