public import LogitFiles

extension PlotError: CodedError {
  /// The kind of error, such as `plot-unknown-format`; see `CodedError`.
  public var code: String {
    switch self {
    case .countMismatch: "plot-count-mismatch"
    case .gridMismatch: "plot-grid-mismatch"
    case .matrixMismatch: "plot-matrix-mismatch"
    case .badLevels: "plot-bad-levels"
    case .invalidOption: "plot-invalid-option"
    case .unknownMetric: "plot-unknown-metric"
    case .unknownFormat: "plot-unknown-format"
    case .imageTooLarge: "plot-image-too-large"
    case .noViewer: "plot-no-viewer"
    }
  }
}
