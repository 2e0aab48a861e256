/// Rows that a model is trained or evaluated on, checked and laid out for the kernels.
///
/// Holds the tensors, so the pointers it gives out stay valid as long as it does.
struct CheckedRows {
  let rows: Int
  let features: Int
  let labelColumns: Int
  private let inputs: Tensor<Float>
  private let labels: Tensor<Float>
  private let weights: Tensor<Float>?
  private let names: Names

  /// `[rows, features]`.
  var x: UnsafePointer<Float> { inputs.baseAddress }
  /// `[rows, labelColumns]`.
  var y: UnsafePointer<Float> { labels.baseAddress }
  /// `[rows]`, or `nil` when every row counts once.
  var w: UnsafePointer<Float>? { weights?.baseAddress }

  /// Checks the data against the model.
  ///
  /// - Parameters:
  ///   - names: What the arrays are called in messages.
  ///   - defersFiniteCheck: Whether whoever uses the data finds NaN and infinities in x without reading all
  ///     of it once more; see ``nonFiniteInput()``.
  init(
    _ source: LabeledRows, stack: LayerStack, loss: any Loss, names: Names = .training,
    defersFiniteCheck: Bool = false
  ) throws {
    let (x, y, sampleWeight) = (source.x, source.y, source.sampleWeight)
    self.names = names
    weights = sampleWeight
    inputs = try stack.matched(x, name: names.x)
    rows = inputs.shape[0]
    features = stack.inputCount
    guard rows > 0 else { throw LogitError.emptyData(name: names.x) }

    let units = stack.outputCount
    labelColumns = loss.labelEncoding == .classIndex ? 1 : units
    labels = try Self.matchedLabels(y, columns: labelColumns, loss: loss, name: names.y)
    guard labels.shape[0] == rows else {
      throw LogitError.rowCountMismatch(
        name: names.y, expected: rows, found: labels.shape[0], of: names.x)
    }
    if !defersFiniteCheck, let error = nonFiniteInput() { throw error }
    try labels.requireFinite(name: names.y, columns: labelColumns)
    do {
      try labels.withUnsafeBufferPointer { try loss.validate(labels: $0.span, units: units) }
    } catch let error as LogitError where names.isOfValidation {
      throw LogitError.inValidationData(error)
    }
    if let sampleWeight { try Self.validate(sampleWeight, rows: rows, names: names) }
  }

  /// The error for the first NaN or infinity in x, if there is one.
  func nonFiniteInput() -> LogitError? {
    let index = inputs.firstNonFinite
    return index.map { .nonFiniteInput(name: names.x, at: $0, columns: features, in: inputs) }
  }

  struct Names {
    let x: String, y: String, weight: String
    var isOfValidation = false
    static let training = Names(x: "x", y: "y", weight: "sampleWeight")
    static let validation = Names(
      x: "validation x", y: "validation y", weight: "validation sampleWeight", isOfValidation: true)
  }

  private static func matchedLabels(
    _ y: Tensor<Float>, columns: Int, loss: any Loss, name: String
  ) throws -> Tensor<Float> {
    if y.rank == 1 && columns == 1 { return y.withShape([y.count, 1]) }
    guard y.rank == 2, y.shape[1] == columns else {
      let expected = columns == 1 ? "one label per row ([rows] or [rows, 1])" : "[rows, \(columns)]"
      throw LogitError.shapeMismatch(
        operation: "\(loss.name)", expected: "\(name) to have \(expected)", found: y.shape,
        remedy: labelRemedy(y, columns: columns, loss: loss))
    }
    return y
  }

  private static func labelRemedy(_ y: Tensor<Float>, columns: Int, loss: any Loss) -> String {
    if loss.labelEncoding == .classIndex {
      return "give one class index per row, or use .categoricalCrossentropy for one-hot labels"
    }
    if columns > 1 && (y.rank == 1 || y.shape.last == 1) {
      return "encode the labels with Tensor.oneHot(_:classCount:), or use .sparseCategoricalCrossentropy"
    }
    return "give the last layer one unit for each column of labels"
  }

  private static func validate(_ weights: Tensor<Float>, rows: Int, names: Names) throws {
    let name = names.weight
    guard weights.rank == 1 || (weights.rank == 2 && weights.shape[1] == 1) else {
      throw LogitError.shapeMismatch(
        operation: "Training", expected: "\(name) to have one number per row", found: weights.shape,
        remedy: "pass a tensor of shape [\(rows)]")
    }
    guard weights.shape[0] == rows else {
      throw LogitError.rowCountMismatch(
        name: name, expected: rows, found: weights.shape[0], of: names.x)
    }
    try weights.requireWeights(name: name)
  }
}

extension LayerStack {
  /// The tensor as `[rows, ...]` rows of the model's input; a flat tensor counts as one feature per row.
  func matched(_ x: Tensor<Float>, name: String) throws -> Tensor<Float> {
    let x = x.rank == 1 && inputShape == [1] ? x.withShape([x.count, 1]) : x
    guard x.rank == inputShape.count + 1, x.shape.dropFirst().elementsEqual(inputShape) else {
      let expected = (["rows"] + inputShape.map(String.init)).joined(separator: ", ")
      throw LogitError.shapeMismatch(
        operation: "The model", expected: "\(name) to have shape [\(expected)]", found: x.shape,
        remedy: "reshape \(name), or build a model for rows of this shape")
    }
    if let inputChecker { try x.withUnsafeBufferPointer { try inputChecker.validate(input: $0.span) } }
    return x
  }
}
