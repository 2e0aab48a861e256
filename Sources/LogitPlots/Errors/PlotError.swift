/// Why a figure could not be made, with what was expected, what was found and what to do.
public enum PlotError: Error, Equatable, Sendable {
  /// Two arrays that describe the same points differ in length.
  case countMismatch(name: String, expected: Int, found: Int)
  /// The heights of a contour do not stand on its grid.
  case gridMismatch(expected: String, found: [Int])
  /// A matrix or what belongs to its cells has another shape than it must.
  case matrixMismatch(expected: String, found: [Int])
  /// Levels must increase, and there must be at least two.
  case badLevels([Double])
  /// A number lies outside its range.
  case invalidOption(name: String, value: Double, expected: String)
  /// Nothing was recorded under this name while training.
  case unknownMetric(name: String, recorded: [String])
  /// There is no way to write a figure into a file with this ending.
  case unknownFormat(path: String, known: [String])
  /// An image would have too many pixels.
  case imageTooLarge(width: Int, height: Int, limit: Int)
  /// No program could be started to show the figure, which lies in a file.
  case noViewer(path: String, reason: String)
}

extension PlotError {
  /// One sentence: what was expected, what was found, and what to do.
  public var description: String {
    switch self {
    case .countMismatch(let name, let expected, let found):
      "\(name) has \(found) values, but x has \(expected); give each point an x and a y."
    case .gridMismatch(let expected, let found):
      "A filled contour expects \(expected), but found shape \(found); make x and y with Tensor.meshgrid and "
        + "reshape the heights to their shape."
    case .matrixMismatch(let expected, let found):
      "A heat map expects \(expected), but found \(found); give every cell its own."
    case .badLevels(let levels):
      "Contour levels are \(levels), but there must be at least two, each finite and above the one before."
    case .invalidOption(let name, let value, let expected):
      "\(name) is \(value), but must be \(expected)."
    case .unknownMetric(let name, let recorded):
      "There is no \(name) in the history, which has \(recorded.joined(separator: ", ")); ask for one of "
        + "these, or compile the model with that metric."
    case .unknownFormat(let path, let known):
      "Cannot tell how to write \(path): end the name in \(known.dropLast().joined(separator: ", ")) or "
        + "\(known.last ?? "")."
    case .imageTooLarge(let width, let height, let limit):
      "The figure would be an image of \(width) by \(height) pixels, but may have at most \(limit); "
        + "make it smaller, lower pixelsPerInch, or write it as .svg."
    case .noViewer(let path, let reason):
      "Cannot open a viewer (\(reason)); the figure is in \(path)."
    }
  }

  static func require(_ condition: Bool, _ name: String, _ value: Double, _ expected: String)
    throws(PlotError)
  {
    guard condition else { throw .invalidOption(name: name, value: value, expected: expected) }
  }
}
