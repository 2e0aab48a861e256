public import Logit

extension UnsuitablePlot: CodedError {
  /// The kind of error, such as `figure-rows-needed`; see `CodedError`.
  public var code: String {
    switch reason {
    case .rowsNeeded: "figure-rows-needed"
    case .twoNumbersNeeded: "figure-two-numbers-needed"
    case .noFiniteValues: "figure-no-finite-values"
    case .hiddenLayers: "figure-hidden-layers"
    case .noHistory: "figure-no-history"
    case .noEpochs: "figure-no-epochs"
    case .oneClass: "figure-one-class"
    case .noRows: "figure-no-rows"
    case .regressionNeeded: "figure-regression-needed"
    case .separated: "figure-separated"
    case .twoClassesNeeded: "figure-two-classes-needed"
    case .thresholdOfTwoClasses: "figure-threshold-of-two-classes"
    case .countedTrials: "figure-counted-trials"
    case .unknownRange: "figure-unknown-range"
    case .noEstimates: "figure-no-estimates"
    case .notFitted: "figure-not-fitted"
    }
  }
}
