import Foundation
import Logit
import LogitPlots
import LogitTestSupport
import Testing

@Suite struct PlotErrorTests {
  /// One error of each case.
  static let all: [PlotError] = [
    .countMismatch(name: "y", expected: 10, found: 9),
    .gridMismatch(expected: "heights of shape [3, 4]", found: [4, 3]),
    .matrixMismatch(expected: "a matrix of shape [3, 3]", found: [3]),
    .badLevels([1, 0.5]),
    .invalidOption(name: "The figure's width", value: 500, expected: "in 1...100 inches"),
    .unknownMetric(name: "accuracy", recorded: ["loss", "val_loss"]),
    .unknownFormat(path: "figure.pdf", known: [".svg", ".png"]),
    .imageTooLarge(width: 100_000, height: 100_000, limit: 1 << 26),
    .noViewer(path: "figure.html", reason: "No such file or directory"),
  ]

  /// The case of an error. A case that is added has no place here until it has one in ``all``, too.
  static func number(of error: PlotError) -> Int {
    switch error {
    case .countMismatch: 0
    case .gridMismatch: 1
    case .matrixMismatch: 2
    case .badLevels: 3
    case .invalidOption: 4
    case .unknownMetric: 5
    case .unknownFormat: 6
    case .imageTooLarge: 7
    case .noViewer: 8
    }
  }

  @Test func `every case has its message`() {
    #expect(Set(Self.all.map(Self.number)) == Set(0..<9))
  }

  @Test(arguments: all) func `a message is a sentence, and names no option of the command`(error: PlotError) {
    #expect(faults(ofMessage: error.description) == [])
  }

  @Test func `codes stay what they are, one for each case`() {
    let codes: Set = [
      "plot-count-mismatch", "plot-grid-mismatch", "plot-matrix-mismatch", "plot-bad-levels",
      "plot-invalid-option", "plot-unknown-metric", "plot-unknown-format", "plot-image-too-large",
      "plot-no-viewer",
    ]
    #expect(Set(Self.all.map(\.code)) == codes && codes.count == 9)
    #expect(Self.all.allSatisfy { $0.code.hasPrefix("plot-") })
  }

  @Test(arguments: all) func `an error keeps its text where nothing else is known of it`(error: PlotError) {
    let unknown: any Error = error
    #expect(unknown.localizedDescription == error.description)
    #expect((unknown as? any CodedError)?.code == error.code)
  }
}
