extension FileError: CodedError {
  /// The kind of error, such as `file-not-read`; see `CodedError`.
  public var code: String {
    switch self {
    case .notRead: "file-not-read"
    case .notWritten: "file-not-written"
    case .outputFailed: "file-output-failed"
    case .inputNotReplaced: "file-input-not-replaced"
    case .readerGone: "file-reader-gone"
    case .directoryNotMade: "file-directory-not-made"
    case .invalidJSON: "file-invalid-json"
    case .damaged: "file-damaged"
    case .outOfMemory: "file-out-of-memory"
    case .endlessInput: "file-endless-input"
    case .overLimit: "file-over-limit"
    }
  }
}
