/// A metric whose state grows with the first batch, or with each.
protocol GrowingMetric {
  /// Whether the given finite numbers can be its state after batches with this number of outputs.
  func isState(_ numbers: [Double], units: Int) -> Bool
}

extension Metric {
  /// Whether a metric can continue from a state read from a file: a metric relies on the length of its state.
  ///
  /// A custom metric whose state grows cannot continue.
  func canContinue(_ state: [Double], units: Int) -> Bool {
    guard state.allSatisfy(\.isFinite) else { return false }
    return state.count == initialState.count
      || (self as? any GrowingMetric)?.isState(state, units: units) == true
  }
}

extension FBetaScore: GrowingMetric {
  func isState(_ numbers: [Double], units: Int) -> Bool { numbers.count == 4 * units }
}

extension F1Score: GrowingMetric {
  func isState(_ numbers: [Double], units: Int) -> Bool { numbers.count == 4 * units }
}

extension R2Score: GrowingMetric {
  func isState(_ numbers: [Double], units: Int) -> Bool { numbers.count == 1 + Self.sumCount * units }
}

extension MatthewsCorrelation: GrowingMetric {
  func isState(_ numbers: [Double], units: Int) -> Bool { numbers.count == max(units, 2) * max(units, 2) }
}
