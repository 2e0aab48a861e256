#if Command
import Logit
import LogitReports

/// The file that a command's figure goes to.
struct FigureDestination {
  let path: String

  /// Finds out, before work that may take long, whether the figure can be written.
  ///
  /// - Parameters:
  ///   - path: The file, whose ending names the format.
  ///   - inputs: The files that are read.
  /// - Throws: `PlotError.unknownFormat(path:known:)` or `FileError`.
  init(_ path: String, inputs: InputFiles) throws {
    _ = try FigureFormat(path: path)
    try inputs.requireOther(than: path)
    try StagedFile.requireWritable(path)
    self.path = path
  }

  /// Writes the figure.
  func write(_ figure: ClassifierFigure) throws { try figure.write(to: path) }
}
#endif
