public import Logit

extension Axes {
  /// Fills a cell for each number of a matrix, the first row on top; matplotlib's `imshow`.
  ///
  /// The cell in row i of n and column j has its middle at (j, n - 1 - i). Name the columns with ``xNames``,
  /// and the rows from the last to the first with ``yNames``. Numbers that are not finite are left blank.
  ///
  /// - Parameters:
  ///   - values: `[rows, columns]`, at least 1 by 1.
  ///   - colorMap: ``ColorMap/viridis`` by default.
  ///   - limits: The numbers that have the first and last colour of the map; the least and the greatest by
  ///     default.
  ///   - texts: The text of each cell, row by row, which may have several lines; black or white, whichever
  ///     has more contrast. None by default.
  ///   - textSize: The size of the texts in points, above 0; 10 by default.
  /// - Throws: ``PlotError/matrixMismatch(expected:found:)`` if the values are not a matrix, or the texts not
  ///   one for each cell; ``PlotError/invalidOption(name:value:expected:)`` if the size of the texts is out
  ///   of range.
  public mutating func heatMap(
    _ values: Tensor<some PlotScalar>, colorMap: ColorMap = .viridis, limits: ClosedRange<Double>? = nil,
    texts: [String]? = nil, textSize: Double = 10
  ) throws {
    guard values.rank == 2, values.count > 0 else {
      throw PlotError.matrixMismatch(expected: "numbers of shape [rows, columns]", found: values.shape)
    }
    if let texts, texts.count != values.count {
      throw PlotError.matrixMismatch(
        expected: "a text for each of \(values.count) cells", found: [texts.count])
    }
    try PlotError.require(textSize > 0 && textSize.isFinite, "textSize", textSize, "above 0")
    let numbers = values.plotValues
    let finite = numbers.filter(\.isFinite)
    append(
      .cells(
        Cells(
          rows: values.shape[0], columns: values.shape[1], values: numbers, colorMap: colorMap,
          limits: limits ?? (finite.min() ?? 0)...(finite.max() ?? 1),
          texts: texts ?? [], textSize: textSize)))
  }
}
