import LogitFiles

extension Figure {
  /// Writes the figure to a file, whole or not at all; the ending of its name chooses the format: `.svg`,
  /// `.html`, `.png`, or `.txt` for a drawing in characters.
  ///
  /// - Parameter path: The file's name; a file that is there is replaced.
  /// - Throws: ``PlotError/unknownFormat(path:known:)`` if no format has that ending;
  ///   ``PlotError/imageTooLarge(width:height:limit:)`` if a `.png` would have too many pixels;
  ///   `FileError.notWritten` if the file cannot be written.
  public func write(to path: String) throws {
    try FigureStack([self]).write(to: path)
  }
}

extension FigureStack {
  /// Writes the figures to a file, whole or not at all, as ``Figure/write(to:)`` does.
  ///
  /// - Parameter path: The file's name; a file that is there is replaced.
  /// - Throws: ``PlotError/unknownFormat(path:known:)`` if no format has that ending;
  ///   ``PlotError/imageTooLarge(width:height:limit:)`` if a `.png` would have too many pixels;
  ///   `FileError.notWritten` if the file cannot be written.
  public func write(to path: String) throws {
    try StagedFile.write(FigureFormat(path: path).bytes(self), to: path)
  }
}
