import Logit

/// The formats that figures can be written in, by the endings of their files' names.
public enum FigureFormat: String, Sendable, CaseIterable {
  /// Scalable Vector Graphics.
  case svg
  /// A page for a browser.
  case html
  /// A drawing in characters.
  case text = "txt"

  /// The format that the ending of a name stands for.
  ///
  /// - Throws: ``PlotError/unknownFormat(path:)``.
  public init(path: String) throws(PlotError) {
    let name = path.lowercased()
    guard let format = Self.allCases.first(where: { name.hasSuffix("." + $0.rawValue) }) else {
      throw .unknownFormat(path: path)
    }
    self = format
  }

  /// Makes what is asked for, and writes it whole or not at all.
  func write(_ path: String, svg: () -> String, html: () -> String, text: () -> String) throws {
    let content =
      switch self {
      case .svg: svg()
      case .html: html()
      case .text: text()
      }
    try AtomicFile.write(Array(content.utf8), to: path)
  }
}
