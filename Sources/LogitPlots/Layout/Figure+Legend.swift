extension Figure {
  /// The figure with its page made wider, if the legend stands beside the axes, so that they keep the size
  /// they would have without it.
  ///
  /// - Returns: The figure; the same one if it has no legend beside its axes.
  /// - Throws: ``PlotError/invalidOption(name:value:expected:)`` if the page would become wider than 100
  ///   inches.
  package func widenedForLegend() throws -> Figure {
    var result = self
    // The legend has more room on a wider page, so that its names need less shortening, until they need none
    // or are as wide as the axes.
    for _ in 0..<Self.mostPasses {
      guard let legend = result.layout().legend, legend.isBeside else { return result }
      var wider = try Figure(width: 0.9 * width + legend.widthBeside / Self.pointsPerInch, height: height)
      wider.axes = axes
      // On the wider page there might be room within the axes, which nobody would need any more.
      wider.axes.legendStandsBeside = true
      let isSettled = abs(wider.width - result.width) < 1e-6
      result = wider
      if isSettled { break }
    }
    return result
  }

  private static let mostPasses = 12
}
