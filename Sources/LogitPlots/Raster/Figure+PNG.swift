extension Figure {
  /// The figure as an image, a PNG file; letters are Logit's own, so no font is needed.
  ///
  /// The same figure gives the same bytes on every machine.
  ///
  /// - Parameter pixelsPerInch: The resolution, in 10...2400. 192 by default, two pixels for each of a
  ///   screen's 96, so that the figure is crisp on screens that have more and in print.
  /// - Returns: The file's bytes.
  /// - Throws: ``PlotError/invalidOption(name:value:expected:)`` if the resolution is out of range;
  ///   ``PlotError/imageTooLarge(width:height:limit:)`` if the image would have more than 67,108,864 pixels.
  public func png(pixelsPerInch: Double = 192) throws(PlotError) -> [UInt8] {
    try FigureStack([self]).png(pixelsPerInch: pixelsPerInch)
  }
}

extension FigureStack {
  /// The most pixels an image may have: 200 megabytes, and as much again while a contour is laid over it or
  /// the file is made.
  private static let mostPixels = 1 << 26

  /// The figures as one image, a PNG file.
  ///
  /// - Parameter pixelsPerInch: The resolution, in 10...2400; 192 by default.
  /// - Returns: The file's bytes, the same on every machine.
  /// - Throws: ``PlotError/invalidOption(name:value:expected:)`` if the resolution is out of range;
  ///   ``PlotError/imageTooLarge(width:height:limit:)`` if the image would have more than 67,108,864 pixels.
  public func png(pixelsPerInch: Double = 192) throws(PlotError) -> [UInt8] {
    try PlotError.require(
      (10...2400).contains(pixelsPerInch), "pixelsPerInch", pixelsPerInch, "in 10...2400")
    let page = page(unitsPerInch: pixelsPerInch)
    let (width, height) = (max(page.width.rounded(.up), 1), max(page.height.rounded(.up), 1))
    guard width * height <= Double(Self.mostPixels) else {
      throw .imageTooLarge(width: Int(width), height: Int(height), limit: Self.mostPixels)
    }
    var canvas = RasterCanvas(
      width: Int(width), height: Int(height), scale: pixelsPerInch / Figure.pointsPerInch)
    drawHeading(width: page.width / pixelsPerInch, on: &canvas)
    for (index, sides) in sides.enumerated() {
      canvas.origin = page.offsets[index]
      canvas.draw(figures[index], within: sides)
    }
    return PNG(canvas.page, pixelsPerInch: pixelsPerInch).bytes
  }
}
