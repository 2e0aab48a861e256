import Logit

/// A figure of a classifier, with the numbers it shows.
public struct ClassifierFigure: Sendable {
  /// The figure.
  public var page: FigureStack
  /// The numbers that the figure shows, for programs.
  public var data: JSON
  /// The number of lines it needs in a terminal; `nil` if any number will do.
  public var terminalHeight: Int?

  /// Combines a figure with its numbers.
  ///
  /// - Parameters:
  ///   - page: The figure.
  ///   - data: The numbers that the figure shows.
  ///   - terminalHeight: The number of lines it needs in a terminal; `nil` if any number will do.
  public init(page: FigureStack, data: JSON, terminalHeight: Int? = nil) {
    (self.page, self.data, self.terminalHeight) = (page, data, terminalHeight)
  }

  /// Writes the figure to a file, which appears whole or not at all, in the format given by its extension.
  ///
  /// - Parameter path: The file.
  /// - Throws: `PlotError.unknownFormat(path:known:)` if the extension is unknown,
  ///   `PlotError.imageTooLarge(width:height:limit:)` for an image of too many pixels, or
  ///   `FileError.notWritten(path:reason:)`.
  public func write(to path: String) throws { try page.write(to: path) }
}
