import CLogit
import Logit
import LogitData
import LogitFiles

/// What is wrong with a call of one of the functions of `logit.h`.
enum CallError: Error, Equatable {
  /// A pointer that must lead somewhere is `NULL`.
  case nullPointer(argument: String)
  /// The pointer to a model is `NULL`, or leads to something else.
  case notModel
  /// A size does not fit.
  case wrongCount(argument: String, expected: String, found: Int)
  /// A text is not UTF-8.
  case notUTF8(argument: String)
  /// A number stands for no kind of numbers.
  case unknownType(Int)
  /// A row of JSON has another number of values than there are columns; `row` is counted from 0.
  case wrongValueCount(row: Int, expected: [String], found: Int)
  /// The JSON of rows is something else.
  case notRows(found: String)
  /// There is no memory for a row or a text, of that many bytes.
  case noMemory(Int)
}

extension CallError: CustomStringConvertible {
  /// One sentence: what was expected, what was found, and what to do.
  var description: String {
    switch self {
    case .nullPointer(let argument): "The argument \(argument) is NULL; pass a pointer to memory of its size."
    case .notModel:
      "The argument model is no model; pass what logit_load or logit_load_bytes returned, before logit_free."
    case .wrongCount(let argument, let expected, let found):
      "The argument \(argument) must be \(expected), but is \(found)."
    case .notUTF8(let argument): "The argument \(argument) is not UTF-8; pass a text of UTF-8."
    case .unknownType(let type):
      "The argument type must be LOGIT_FLOAT64 (0) or LOGIT_FLOAT32 (1), but is \(type)."
    case .wrongValueCount(let row, let expected, let found):
      "Row \(row + 1) has \(found.counted("value")), where \(expected.count) are needed, for "
        + "\(DataError.list(expected)); give one for each column, in this order, or an object of values by name."
    case .notRows(let found):
      "The JSON of rows must be an object of values by column, a list of such objects, or lists of values, but is "
        + "\(found)."
    case .noMemory(let count): "There is no memory for \(count.counted("byte")); free some, and call again."
    }
  }

  /// The kind of error, as `logit_last_error_code` gives it.
  var code: String {
    switch self {
    case .nullPointer: "call-null-pointer"
    case .notModel: "call-not-model"
    case .wrongCount: "call-wrong-count"
    case .notUTF8: "call-not-utf8"
    case .unknownType: "call-unknown-type"
    case .wrongValueCount: "call-wrong-value-count"
    case .notRows: "call-not-rows"
    case .noMemory: "call-no-memory"
    }
  }

  /// The status that the function returns.
  var status: Int32 {
    switch self {
    case .wrongValueCount, .notRows: Int32(LOGIT_INVALID_ROW)
    case .noMemory: Int32(LOGIT_FAILED)
    default: Int32(LOGIT_INVALID_ARGUMENT)
    }
  }
}

/// Keeps an error for `logit_last_error`.
///
/// - Parameters:
///   - error: The error.
///   - status: The status of errors that are not about the call itself.
/// - Returns: The status.
@inline(never)
func keep(_ error: any Error, _ status: Int32) -> Int32 {
  if let error = error as? CallError {
    logit_keep_error(error.status, error.code, error.description)
    return error.status
  }
  // Variables are no fault of a model or a row.
  let status = if case LogitError.invalidEnvironment = error { Int32(LOGIT_FAILED) } else { status }
  let code = (error as? any CodedError)?.code ?? "failed"
  logit_keep_error(status, code, "\(error)")
  return status
}
