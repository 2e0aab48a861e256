public import LogitFiles

extension LogitError: CodedError {
  /// The kind of error, such as `shape-mismatch`; see `CodedError`.
  public var code: String {
    switch self {
    case .shapeMismatch: "shape-mismatch"
    case .unknownClass: "unknown-class"
    case .indexOutOfRange: "index-out-of-range"
    case .valueNotRepresentable: "value-not-representable"
    case .rowCountMismatch: "row-count-mismatch"
    case .emptyData: "empty-data"
    case .nonFiniteInput: "non-finite-input"
    case .labelOutOfRange: "label-out-of-range"
    case .labelsNotOneHot: "labels-not-one-hot"
    case .inValidationData: "in-validation-data"
    case .invalidOption: "invalid-option"
    case .invalidArchitecture: "invalid-architecture"
    case .notCompiled: "not-compiled"
    case .notBuilt: "not-built"
    case .trainingDiverged: "training-diverged"
    case .invalidEnvironment: "invalid-environment"
    case .invalidConfiguration: "invalid-configuration"
    case .notSerializable: "not-serializable"
    case .invalidCheckpoint: "invalid-checkpoint"
    case .partRepeated: "part-repeated"
    case .partsOverlap: "parts-overlap"
    case .partMisplaced: "part-misplaced"
    case .partMissing: "part-missing"
    case .partsDiffer: "parts-differ"
    case .damagedSums: "damaged-sums"
    }
  }
}
