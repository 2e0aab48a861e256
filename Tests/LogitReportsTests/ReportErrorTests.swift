import Foundation
import LogitReports
import Testing

@Suite struct ReportErrorTests {
  /// One error of each case.
  private static let all: [ReportError] = [
    .onlyTrainingRows(model: "model.safetensors", source: "penguins.csv"),
    .differentModels(first: "a.safetensors", other: "b.safetensors", reason: "they have other classes"),
    .cardTooLong(count: 100_001, limit: 100_000),
  ]

  /// What each case is told apart by.
  private static func code(of error: ReportError) -> String {
    switch error {
    case .onlyTrainingRows: "report-only-training-rows"
    case .differentModels: "report-different-models"
    case .cardTooLong: "report-card-too-long"
    }
  }

  @Test(arguments: all) func `an error says what to do, and keeps its text and code`(error: ReportError) {
    let unknown: any Error = error
    print(error.description)
    #expect(error.description.contains("; ") && error.description.hasSuffix("."))
    #expect(unknown.localizedDescription == error.description)
    #expect((unknown as? any CodedError)?.code == Self.code(of: error))
  }
}
