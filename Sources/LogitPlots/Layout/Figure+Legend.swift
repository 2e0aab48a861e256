extension Figure {
  /// The figure with its page made wider, if the legend stands beside the axes, so that they keep the size
  /// they would have without it.
  ///
  /// - Returns: The figure; the same one if it has no legend beside its axes.
  /// - Throws: ``PlotError/invalidOption(name:value:expected:)`` if the page would become wider than 100
  ///   inches.
  package func widenedForLegend() throws -> Figure {
    var result = self
    // The legend has more room on a wider page, so that its names need less shortening: the second pass knows
    // them.
    for _ in 0..<2 {
      let layout = PageLayout(
        axes, width: result.width * Self.pointsPerInch, height: height * Self.pointsPerInch)
      guard let legend = layout.legend, legend.isBeside else { return result }
      var wider = try Figure(width: 0.9 * width + legend.widthBeside / Self.pointsPerInch, height: height)
      wider.axes = axes
      // On the wider page there might be room within the axes, which nobody would need any more.
      wider.axes.legendStandsBeside = true
      result = wider
    }
    return result
  }
}
