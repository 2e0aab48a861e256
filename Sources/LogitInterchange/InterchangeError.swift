import LogitData
public import LogitFiles

/// Why a model is not read from, or not written to, a format of another tool.
///
/// What is wrong with a file's bytes is a `FileError`; this is about what a file says and a model is.
public enum InterchangeError: Error, Equatable, Sendable {
  /// A file holds something that Logit does not know; `item` says what and where in it, `supported` what is
  /// known.
  case unsupported(source: String, item: String, supported: String)

  /// A file holds weights and no architecture, which was not given either.
  case noArchitecture(source: String)

  /// The columns of a table are not the inputs of a model: it takes `inputs` of them, called `names` if it
  /// names them.
  case columnsDiffer(source: String, inputs: Int, names: [String]?, found: [String])

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
    case .noArchitecture(let source):
      "Cannot read \(source): it holds weights without an architecture; give the architecture too, as Keras's "
        + "to_json() writes it."
    case .columnsDiffer(let source, let inputs, let names, let found):
      Self.columnsText(source, inputs, names, found)
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
    case .noArchitecture: "interchange-no-architecture"
    case .columnsDiffer: "interchange-columns-differ"
    case .inexpressible: "interchange-inexpressible"
    case .differs: "interchange-differs"
    case .notRun: "interchange-not-run"
    case .notChecked: "interchange-not-checked"
    }
  }
}

extension InterchangeError {
  private static func columnsText(
    _ source: String, _ inputs: Int, _ names: [String]?, _ found: [String]
  ) -> String {
    let what = "\(source) takes \(inputs.counted("column"))"
    let missing = names.map { Set($0).subtracting(found) } ?? []
    guard let names, !missing.isEmpty else {
      return
        "\(what), but the table has \(found.count): \(DataError.list(found)); leave out what it does not take."
    }
    let lacking = DataError.list(names.filter(missing.contains))
    return found.count == inputs
      ? "\(what), and the table has no \(lacking); rename its columns, or take them by position."
      : "\(what), and of those the table has no \(lacking); its columns are \(DataError.list(found))."
  }
}
