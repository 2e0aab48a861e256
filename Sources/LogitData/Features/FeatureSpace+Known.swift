import Logit

extension FeatureSpace {
  /// Features whose transforms know all they need, such as means that come from another tool.
  ///
  /// - Parameter transforms: Transforms that have learned, at least one.
  package init(known transforms: [any FeatureTransform]) {
    self.init(transforms: transforms, reasons: [], readings: [:], isAdapted: true)
  }
}
