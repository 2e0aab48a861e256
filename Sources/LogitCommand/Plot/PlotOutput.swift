#if Command
import ArgumentParser
import Logit
import LogitPlots

/// Where figures go.
enum PlotOutput {
  /// To the terminal only.
  case terminal
  /// To a file for each in a folder.
  case folder(String, FigureFormat)
  /// To one file.
  case file(String)

  /// The endings of formats that figures cannot be written in.
  private static let unknownEndings = ["jpg", "jpeg", "pdf", "eps", "gif", "webp", "tif", "tiff"]

  /// Tells what is meant by `--output` and `--format`.
  ///
  /// - Throws: `ValidationError` or ``PlotError/unknownFormat(path:known:)``.
  init(path: String?, format: PlotFormat?) throws {
    if format == .terminal {
      guard path == nil else {
        throw ValidationError(
          "--format terminal draws in the terminal and writes nothing; leave --output out.")
      }
      self = .terminal
      return
    }
    guard let path else {
      self = .folder("figures", format?.file ?? .svg)
      return
    }
    guard !path.isEmpty else {
      throw OptionValueError("--output is empty, but must name a file or a folder; . is this folder.")
    }
    try InputFiles.requireName(path)
    let name = path.lowercased()
    let ending: FigureFormat
    do { ending = try FigureFormat(path: path) } catch {
      if Self.unknownEndings.contains(where: { name.hasSuffix("." + $0) }) { throw error }
      self = .folder(path, format?.file ?? .svg)
      return
    }
    if let format, format.rawValue != ending.name {
      throw ValidationError(
        "--output \(path) and --format \(format.rawValue) contradict each other; give one of them.")
    }
    self = .file(path)
  }

  /// Finds out, before long work, whether anything can be written.
  func prepare() throws {
    switch self {
    case .terminal: break
    case .folder(let folder, _): try FileSystem.createDirectory(folder)
    case .file(let path): try StagedFile.requireWritable(path)
    }
  }

  /// The file that a figure goes to; `nil` if none is written.
  func path(_ name: String) -> String? {
    switch self {
    case .terminal: nil
    case .file(let path): path
    case .folder(let folder, let format):
      "\(folder)\(folder.hasSuffix("/") ? "" : "/")\(name).\(format.name)"
    }
  }

  /// Writes a figure.
  ///
  /// - Returns: The file's path; `nil` if none is written.
  func write(_ page: FigureStack, name: String) throws -> String? {
    let path = path(name)
    if let path { try page.write(to: path) }
    return path
  }
}

/// How figures are shown: in a format of files, or in the terminal.
struct PlotFormat: RawRepresentable, Hashable, CaseIterable, ExpressibleByArgument {
  static let terminal = PlotFormat(file: nil)
  static let allCases = FigureFormat.all.filter { $0 != .text }.map { PlotFormat(file: $0) } + [terminal]

  /// `nil` for the terminal.
  let file: FigureFormat?

  private init(file: FigureFormat?) { self.file = file }

  init?(rawValue: String) {
    guard let format = Self.allCases.first(where: { $0.rawValue == rawValue }) else { return nil }
    self = format
  }

  var rawValue: String { file?.name ?? "terminal" }
}
#endif
