import Foundation
import Logit
import LogitReports
import Testing

@Suite struct UnsuitablePlotTests {
  /// One reason of each kind.
  private static let reasons: [UnsuitablePlot.Reason] = [
    .rowsNeeded(target: "species"), .twoNumbersNeeded(found: "this one takes 4"),
    .noFiniteValues(column: "age"),
    .hiddenLayers, .noHistory, .noEpochs, .oneClass("ant"), .noRows(needed: "ant", found: "bee"),
    .regressionNeeded, .separated(terms: ["age"]), .twoClassesNeeded(found: 3),
    .thresholdOfTwoClasses(found: 3), .countedTrials(target: "died"),
    .unknownRange(column: "age"), .noEstimates, .notFitted(reason: "there are too few"),
  ]

  @Test func `codes stay what they are, one for each reason`() {
    let codes: Set = [
      "figure-rows-needed", "figure-two-numbers-needed", "figure-no-finite-values", "figure-hidden-layers",
      "figure-no-history", "figure-no-epochs", "figure-one-class", "figure-no-rows",
      "figure-regression-needed",
      "figure-separated", "figure-two-classes-needed", "figure-threshold-of-two-classes",
      "figure-counted-trials", "figure-unknown-range",
      "figure-no-estimates", "figure-not-fitted",
    ]
    #expect(Set(Self.reasons.map { UnsuitablePlot("curve", $0).code }) == codes)
    #expect(codes.count == Self.reasons.count)
  }

  @Test func `an error keeps its text where nothing else is known of it`() {
    for reason in Self.reasons {
      let error = UnsuitablePlot("curve", reason)
      let unknown: any Error = error
      #expect(unknown.localizedDescription == error.description)
      #expect((unknown as? any CodedError)?.code == error.code)
    }
  }
}
