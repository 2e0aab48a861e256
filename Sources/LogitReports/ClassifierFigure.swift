import Logit

/// A figure of a classifier and the numbers in it.
public struct ClassifierFigure: Sendable {
  /// What is drawn.
  public var page: FigureStack
  /// The numbers that are drawn, for programs.
  public var data: KerasValue
  /// The number of lines it needs in a terminal; `nil` if any number will do.
  public var terminalHeight: Int?

  /// Puts a figure and its numbers together.
  ///
  /// - Parameters:
  ///   - page: What is drawn.
  ///   - data: The numbers that are drawn.
  ///   - terminalHeight: The number of lines it needs in a terminal; `nil` if any number will do.
  public init(page: FigureStack, data: KerasValue, terminalHeight: Int? = nil) {
    (self.page, self.data, self.terminalHeight) = (page, data, terminalHeight)
  }

  /// Writes the figure to a file, whole or not at all, in the format that the ending of its name stands for.
  ///
  /// - Parameter path: The file.
  /// - Throws: `PlotError.unknownFormat(path:)` or `FileError.notWritten(path:reason:)`.
  public func write(to path: String) throws { try page.write(to: path) }
}
