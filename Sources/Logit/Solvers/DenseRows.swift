import CLogitKernels

/// Dense rows in memory, with what belongs to each row: label, weight, offset.
///
/// The matrix is shared with whoever made it and never copied: shift and scale are applied as rows are
/// loaded, in double precision and before anything is multiplied, so columns of mean 10⁸ and deviation 1 keep
/// the digits that the data has.
package struct DenseRows: LeafRows {
  /// The values, `[rows, columns]`.
  package enum Matrix: Sendable {
    case float(Tensor<Float>)
    case double(Tensor<Double>)

    package var shape: [Int] {
      switch self {
      case .float(let x): x.shape
      case .double(let x): x.shape
      }
    }
  }

  /// What each row is.
  package enum Labels: Sendable {
    /// The class of each row, from 0.
    case classes([Int32])
    /// Of two classes, the share of the second in each row, from 0 to 1. For counts of successes the weight
    /// is the number of trials.
    case shares([Double])

    var count: Int {
      switch self {
      case .classes(let classes): classes.count
      case .shares(let shares): shares.count
      }
    }
  }

  package let model: LinearModel
  package private(set) var rowCount: Int
  let matrix: Matrix
  /// How many rows of the matrix lie from one row to the next.
  private(set) var rowStride = 1
  private(set) var labels: Labels
  private(set) var weights: [Double]?
  private(set) var offsets: [Double]?
  let shift: [Double]
  let scale: [Double]
  let kernels: logit_kernels

  /// - Parameters:
  ///   - matrix: `[rows, columns]`, finite.
  ///   - labels: One a row.
  ///   - model: What is predicted; its number of columns must be the matrix's.
  ///   - weights: One a row, finite and not negative; by default 1 each.
  ///   - offsets: `[rows, predictors]`, finite; added to the linear predictors. None by default.
  ///   - shift: What is subtracted from each column; by default 0.
  ///   - scale: What the difference is multiplied with; by default 1.
  ///   - areChecked: Whether the matrix is known to be finite and labels to be the model's, which saves
  ///     looking through them; `false` by default.
  /// - Throws: ``LogitError/shapeMismatch(operation:expected:found:remedy:)``,
  ///   ``LogitError/emptyData(name:)``, ``LogitError/rowCountMismatch(name:expected:found:of:)``,
  ///   ``LogitError/nonFiniteInput(name:row:column:value:)``,
  ///   ``LogitError/unknownClass(label:row:classCount:)``,
  ///   ``LogitError/labelOutOfRange(row:column:value:expected:remedy:)`` or
  ///   ``LogitError/invalidOption(name:value:expected:)`` (weights), each for the first row that is wrong.
  package init(
    _ matrix: Matrix, labels: Labels, model: LinearModel, weights: [Double]? = nil, offsets: [Double]? = nil,
    shift: [Double]? = nil, scale: [Double]? = nil, areChecked: Bool = false
  ) throws(LogitError) {
    try self.init(
      matrix, labels: labels, model: model, weights: weights, offsets: offsets, shift: shift, scale: scale,
      areChecked: areChecked, kernels: Kernels.current)
  }

  init(
    _ matrix: Matrix, labels: Labels, model: LinearModel, weights: [Double]? = nil, offsets: [Double]? = nil,
    shift: [Double]? = nil, scale: [Double]? = nil, areChecked: Bool = false, kernels: logit_kernels
  ) throws(LogitError) {
    let shape = matrix.shape
    guard shape.count == 2, shape[1] == model.columnCount else {
      throw .shapeMismatch(
        operation: "A linear model", expected: "rows of \(model.columnCount) columns", found: shape,
        remedy: "give a matrix [rows, \(model.columnCount)]")
    }
    guard shape[0] > 0 else { throw .emptyData(name: "x") }
    self.model = model
    self.matrix = matrix
    self.labels = labels
    self.weights = weights
    self.offsets = offsets
    self.kernels = kernels
    rowCount = shape[0]
    let padded = SumsShape(model, .value).paddedCount
    self.shift = try Self.padded(shift, name: "shift", default: 0, count: model.columnCount, to: padded)
    self.scale = try Self.padded(scale, name: "scale", default: 1, count: model.columnCount, to: padded)
    if !areChecked {
      try checkMatrix()
      try checkLabels()
    }
    try checkWeightsAndOffsets()
  }

  package var scratchCount: Int { model.kernelScratchCount }

  package func sum(
    _ wanted: WantedSums, rows: Range<Int>, at point: LinearPoint, scratch: UnsafeMutablePointer<Double>,
    into sums: UnsafeMutablePointer<Double>
  ) {
    withKernelRows { data in
      data.coefficients = point.coefficients
      data.direction = point.direction
      kernels.linear_rows(
        &data, wanted.rawValue, Int64(rows.lowerBound), Int64(rows.upperBound), scratch, sums)
    }
  }
}

extension DenseRows {
  /// The rows of a sample, and how many times fewer than all they must be.
  private static let sampledRows = 20_000
  private static let rowsPerCoefficient = 100
  private static let leastStep = 5

  /// A part of the rows that tells about what all of them would, where they are many; `nil` where they are
  /// not.
  ///
  /// The rows are taken at an odd distance, since files often alternate.
  ///
  /// - Parameter factor: How many times as many rows as would do; 1 by default.
  package func sample(times factor: Int = 1) -> DenseRows? {
    guard let step = Self.sampleStep(of: rowCount, model, times: factor) else { return nil }
    let sample = sampled(every: step)
    return sample.hasWeight ? sample : nil
  }

  /// How far apart the rows of a sample are; `nil` where there are too few rows for one.
  package static func sampleStep(of rowCount: Int, _ model: LinearModel, times factor: Int) -> Int? {
    let enough = factor * max(sampledRows, rowsPerCoefficient * model.coefficientCount)
    let step = rowCount / enough | 1
    return step >= leastStep ? step : nil
  }

  /// Whether some row counts.
  package var hasWeight: Bool { weights.map { $0.contains { $0 > 0 } } ?? true }

  /// The first of every `step` rows; the matrix is shared, not copied.
  package func sampled(every step: Int) -> DenseRows {
    var rows = self
    let places = Array(stride(from: 0, to: rowCount, by: step))
    rows.rowCount = places.count
    rows.rowStride = rowStride * step
    switch labels {
    case .classes(let classes): rows.labels = .classes(places.map { classes[$0] })
    case .shares(let shares): rows.labels = .shares(places.map { shares[$0] })
    }
    rows.weights = weights.map { weights in places.map { weights[$0] } }
    let width = model.predictorCount
    rows.offsets = offsets.map { offsets in
      places.flatMap { offsets[$0 * width..<($0 + 1) * width] }
    }
    return rows
  }
}

extension LinearModel {
  /// The doubles that the kernels for dense rows work in: whole cache lines, so that what stands behind them in
  /// the same memory is aligned, too.
  var kernelScratchCount: Int {
    Int(logit_linear_scratch_count(Int64(columnCount), hasIntercept ? 1 : 0, Int64(predictorCount)))
      .roundedUp(to: 8)
  }
}
