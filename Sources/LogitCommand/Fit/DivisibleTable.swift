#if Command
import Logit
import LogitClassifier

extension TableOptions {
  /// Makes sure that the table can be read from the middle, so that processes can share its rows.
  ///
  /// - Throws: ``ShellError`` that says how it becomes a file of which that is so; what looking at the file
  ///   throws. Of a file that is none the plan says so itself.
  func requireDivisible() throws { try Self.requireDivisible(file) }

  /// The same of a file.
  static func requireDivisible(_ file: String) throws {
    guard case .plain? = FileSystem.status(of: file)?.kind else { return }
    let source = try StoredBytes(path: file)
    let needs = "but processes that share its rows read it from the middle, which takes a CSV file; first"
    if try source.prefix(min(source.size, 2)) == [0x1F, 0x8B] {
      throw ShellError(
        oneLine: "\(file) is compressed, \(needs): gzip -dc \(file.shellQuoted) > rows.csv")
    }
    let format = try TableFormat(contentsOf: file)
    guard format.separator == nil else { return }
    throw ShellError(
      oneLine:
        "\(file) is a .\(format.fileExtension) file, \(needs): logit convert \(file.shellQuoted) rows.csv")
  }
}
#endif
