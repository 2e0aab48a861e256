import CLogitKernels

// What the sums rely on, checked once when the rows are taken in.

extension DenseRows {
  static func padded(
    _ values: [Double]?, name: String, default value: Double, count: Int, to padded: Int
  ) throws(LogitError) -> [Double] {
    let values = values ?? [Double](repeating: value, count: count)
    guard values.count == count else {
      throw .shapeMismatch(
        operation: "The \(name) of a linear model's columns",
        expected: "one number for each of \(count) columns",
        found: [values.count], remedy: "give \(count) numbers")
    }
    if let column = values.firstIndex(where: { !$0.isFinite }) {
      throw .nonFiniteInput(name: name, row: 0, column: column, value: Float(values[column]))
    }
    return values + [Double](repeating: 0, count: padded - count)
  }

  func checkMatrix() throws(LogitError) {
    let columns = model.columnCount
    guard columns > 0 else { return }
    let found: (index: Int, value: Float)? =
      switch matrix {
      case .float(let x):
        x.withUnsafeBufferPointer { x in
          let index = Int(kernels.first_non_finite(x.baseAddress, Int64(x.count)))
          return index < 0 ? nil : (index, x[index])
        }
      case .double(let x):
        x.withUnsafeBufferPointer { x in
          let index = Int(kernels.first_non_finite_double(x.baseAddress, Int64(x.count)))
          return index < 0 ? nil : (index, Float(x[index]))
        }
      }
    if let found {
      throw .nonFiniteInput(
        name: "x", row: found.index / columns, column: found.index % columns, value: found.value)
    }
  }

  func checkLabels() throws(LogitError) {
    guard labels.count == rowCount else {
      throw .rowCountMismatch(name: "labels", expected: rowCount, found: labels.count)
    }
    switch labels {
    case .classes(let classes):
      let count = Int32(clamping: model.classCount)
      if let row = classes.firstIndex(where: { $0 < 0 || $0 >= count }) {
        throw .unknownClass(label: Int(classes[row]), row: row, classCount: model.classCount)
      }
    case .shares(let shares):
      guard model.outcome == .binary else {
        throw .invalidOption(
          name: "The labels", value: "shares of a second class",
          expected: "class indices, since there are \(model.classCount) classes")
      }
      if let row = shares.firstIndex(where: { !($0 >= 0 && $0 <= 1) }) {
        throw .labelOutOfRange(
          row: row, column: 0, value: Float(shares[row]), expected: "a share from 0 to 1",
          remedy: "divide successes by trials, and give the trials as weights")
      }
    }
  }

  /// Checks the weights of rows.
  ///
  /// - Parameters:
  ///   - name: What one of them is called at the beginning of a sentence; `"The weight"` by default.
  ///   - others: What else has so many rows; `"x"` by default.
  /// - Throws: ``LogitError/rowCountMismatch(name:expected:found:of:)`` for another number of them, or
  ///   ``LogitError/invalidOption(name:value:expected:)`` for the first that is negative or not finite.
  package static func check(
    weights: [Double], rowCount: Int, name: String = "The weight", of others: String = "x"
  ) throws(LogitError) {
    guard weights.count == rowCount else {
      throw .rowCountMismatch(name: "weights", expected: rowCount, found: weights.count, of: others)
    }
    if let row = weights.firstIndex(where: { !($0 >= 0 && $0 < .infinity) }) {
      throw .invalidOption(
        name: "\(name) of row \(row) (counted from 0)", value: "\(weights[row])",
        expected: "finite and not negative")
    }
  }

  func checkWeightsAndOffsets() throws(LogitError) {
    if let weights { try Self.check(weights: weights, rowCount: rowCount) }
    if let offsets {
      let predictors = model.predictorCount
      guard offsets.count == rowCount * predictors else {
        throw .shapeMismatch(
          operation: "The offsets of a linear model", expected: "\(predictors) for each of \(rowCount) rows",
          found: [offsets.count], remedy: "give [rows, predictors]")
      }
      if let index = offsets.firstIndex(where: { !$0.isFinite }) {
        throw .nonFiniteInput(
          name: "offsets", row: index / predictors, column: index % predictors, value: Float(offsets[index]))
      }
    }
  }
}
