/// A metric whose state gets longer with the first batch, or with each.
protocol GrowingMetric {
  /// Whether some finite numbers can be its state after batches of so many outputs.
  func isState(_ numbers: [Double], units: Int) -> Bool
}

extension Metric {
  /// Whether a state read from a file can be gone on with: a metric takes the length of its state for granted.
  ///
  /// A metric of a user's own whose state grows cannot go on.
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

extension MatthewsCorrelation: GrowingMetric {
  func isState(_ numbers: [Double], units: Int) -> Bool { numbers.count == max(units, 2) * max(units, 2) }
}
