#if Command
import Logit
import LogitClassifier

extension FitBoard {
  /// Finds out, before work that may take long, whether the directory can be written.
  ///
  /// - Throws: `OptionValueError`, which names the option.
  init(option directory: String) throws {
    guard !directory.isEmpty else {
      throw OptionValueError("--tensorboard is empty, but must name a directory.")
    }
    do { try self.init(directory) } catch { throw Self.error(directory, error) }
  }

  private static func error(_ directory: String, _ error: FileError) -> OptionValueError {
    OptionValueError("--tensorboard \(directory.shellQuoted) cannot be written. \(error)")
  }

  /// Does what writes to the directory; an error of its files names the option.
  func naming<Result>(_ body: () throws -> Result) throws -> Result {
    do {
      return try body()
    } catch let error as FileError {
      switch error {
      case .directoryNotMade(let path, _), .notWritten(let path, _):
        if path.hasPrefix(directory) { throw Self.error(directory, error) }
        throw error
      default: throw error
      }
    }
  }
}
#endif
