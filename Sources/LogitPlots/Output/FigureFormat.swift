import Logit

/// A format that figures can be written in, chosen by the ending of a file's name.
///
/// An output of figures stands here with its name and what makes its bytes, and nowhere else: what reads
/// names of files, what lists the formats in a message and the command follow ``all``.
public struct FigureFormat: Sendable {
  /// The ending of the files' names, without the dot.
  public let name: String
  let bytes: @Sendable (FigureStack) throws -> [UInt8]

  /// Scalable Vector Graphics.
  public static let svg = FigureFormat(name: "svg") { Array($0.svg().utf8) }
  /// A page for a browser.
  public static let html = FigureFormat(name: "html") { Array($0.html().utf8) }
  /// An image, at 192 pixels an inch.
  public static let png = FigureFormat(name: "png") { try $0.png() }
  /// A drawing in characters.
  public static let text = FigureFormat(name: "txt") { Array($0.text().utf8) }

  /// Every format, in the order in which they are named.
  public static let all: [FigureFormat] = [svg, html, png, text]

  /// The endings of all formats, each with its dot.
  public static var endings: [String] { all.map { "." + $0.name } }

  /// The format that the ending of a name asks for.
  ///
  /// - Parameter path: The name of a file, in any case.
  /// - Throws: ``PlotError/unknownFormat(path:known:)`` if no format has that ending.
  public init(path: String) throws(PlotError) {
    let name = path.lowercased()
    guard let format = Self.all.first(where: { name.hasSuffix("." + $0.name) }) else {
      throw .unknownFormat(path: path, known: Self.endings)
    }
    self = format
  }

  private init(name: String, bytes: @escaping @Sendable (FigureStack) throws -> [UInt8]) {
    self.name = name
    self.bytes = bytes
  }
}

extension FigureFormat: Hashable {
  /// Whether two formats have one name.
  public static func == (first: FigureFormat, second: FigureFormat) -> Bool { first.name == second.name }

  /// Hashes the name.
  public func hash(into hasher: inout Hasher) { hasher.combine(name) }
}
