#if Command
import Logit

/// The files that a command reads, none of which it may write over.
struct InputFiles {
  private var files: [(identity: FileIdentity, name: String)] = []

  /// - Parameter arguments: Files as they were typed; `-` for standard input. What does not exist, such as
  ///   the name of a bundled set, is left out.
  init(_ arguments: String?...) {
    for case let argument? in arguments {
      let isStandardInput = argument == "-"
      let status =
        isStandardInput ? try? Descriptor.standardInput.status() : FileSystem.status(of: argument)
      guard let status, case .plain = status.kind else { continue }
      files.append((status.identity, isStandardInput ? "standard input" : argument))
    }
  }

  /// Makes sure that a file to be written is not one of these, under this name or another, and is not meant to
  /// be standard output.
  ///
  /// - Throws: ``FileError/inputNotReplaced(path:input:)`` or ``ShellError``.
  func requireOther(than output: String) throws {
    try Self.requireName(output)
    try requireOther(FileSystem.status(of: output), output)
  }

  /// Refuses `-` where only a file can be written, rather than to make a file of that name.
  ///
  /// - Throws: ``ShellError``.
  static func requireName(_ output: String) throws {
    guard output == "-" else { return }
    throw ShellError(oneLine: "- is standard output, to which this is not written; name a file.")
  }

  /// Makes sure that standard output is not one of these, as it would be with `>>`.
  ///
  /// - Throws: ``FileError/inputNotReplaced(path:input:)``.
  func requireOtherThanStandardOutput() throws {
    try requireOther(Descriptor.standardOutput.status(), "standard output")
  }

  private func requireOther(_ status: FileStatus?, _ output: String) throws {
    guard let status, let input = files.first(where: { $0.identity == status.identity }) else { return }
    throw FileError.inputNotReplaced(path: output, input: input.name)
  }
}
#endif
