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
