public import LogitFiles

/// Why a model is not read from, or not written to, a format of another tool.
///
/// What is wrong with a file's bytes is a `FileError`; this is about what a file says and a model is.
public enum InterchangeError: Error, Equatable, Sendable {
  /// A file holds something that Logit does not know; `item` says what and where in it, `supported` what is known.
  case unsupported(source: String, item: String, supported: String)

  /// A format has no way to say what a model does; `item` says what, `remedy` what to do about it.
  case inexpressible(format: String, item: String, remedy: String)

  /// What was written does not give what the model gives: by so much at most, in a row counted from 1.
  case differs(output: String, runner: String, row: Int, difference: Double, tolerance: Double)

  /// What was written could not be run to see that it gives what the model gives.
  case notRun(output: String, runner: String, reason: String)

  /// A file cannot be checked: it is not as it was written, or nothing that could run it is there.
  case notChecked(path: String, reason: String)
}

extension InterchangeError: CodedError {
  /// One sentence: what cannot be done, why, and what to do.
  public var description: String {
    switch self {
    case .unsupported(let source, let item, let supported):
      "Cannot read \(source): \(item) is not supported; supported are \(supported)."
    case .inexpressible(let format, let item, let remedy):
      "Cannot write \(format): it has no way to say \(item); \(remedy)."
    case .differs(let output, let runner, let row, let difference, let tolerance):
      "\(output) is not kept: run by \(runner), it differs from the model by \(difference) in row \(row), where at "
        + "most \(tolerance) is allowed; please report this model."
    case .notRun(let output, let runner, let reason):
      "\(output) is not kept: \(runner) could not run it (\(reason)); mend \(runner), or write it unchecked."
    case .notChecked(let path, let reason): "Cannot check \(path): \(reason)."
    }
  }

  /// The kind of error, such as `interchange-unsupported`; see `CodedError`.
  public var code: String {
    switch self {
    case .unsupported: "interchange-unsupported"
    case .inexpressible: "interchange-inexpressible"
    case .differs: "interchange-differs"
    case .notRun: "interchange-not-run"
    case .notChecked: "interchange-not-checked"
    }
  }
}
