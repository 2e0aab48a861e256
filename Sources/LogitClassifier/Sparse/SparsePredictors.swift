import Logit

/// Coefficients of sparse columns, which make linear predictors of rows.
struct SparsePredictors {
  /// The rows that are worth a thread's while.
  private static let blockLength = 4096

  let head: ClassHead
  /// The columns with a coefficient, ascending.
  let columns: [Int32]
  /// `[predictors, columns]`.
  let coefficients: [Double]
  let intercepts: [Double]

  /// What a head gives for rows, `[rows, outputs]`.
  ///
  /// - Parameters:
  ///   - x: Rows; columns without a coefficient count for nothing.
  ///   - asLogits: Whether logits are wanted; if not, probabilities.
  func outputs(of x: SparseMatrix, asLogits: Bool) throws -> Tensor<Float> {
    let places = ColumnPlaces(columns)
    let pool = try ThreadPool.shared()
    return Tensor(unsafeUninitializedShape: [x.rowCount, head.outputCount]) { outputs in
      nonisolated(unsafe) let outputs = outputs
      pool.forEach(blocksOf: Self.blockLength, count: x.rowCount) { rows in
        switch x.values {
        case .float(let values): write(rows, of: x, values, places, to: outputs, asLogits)
        case .double(let values): write(rows, of: x, values, places, to: outputs, asLogits)
        }
      }
    }
  }

  @inline(__always)
  private func write<Value: BinaryFloatingPoint>(
    _ rows: Range<Int>, of x: SparseMatrix, _ values: [Value], _ places: ColumnPlaces,
    to outputs: UnsafeMutableBufferPointer<Float>, _ asLogits: Bool
  ) {
    let (width, count) = (intercepts.count, columns.count)
    var z = intercepts
    for row in rows {
      for k in 0..<width { z[k] = intercepts[k] }
      for entry in x.entries(ofRow: row) {
        let place = places[x.columns[entry]]
        guard place >= 0 else { continue }
        for k in 0..<width { z[k].addProduct(Double(values[entry]), coefficients[k * count + place]) }
      }
      if asLogits {
        for k in 0..<width { outputs[row * width + k] = Float(z[k]) }
      } else {
        head.writeProbabilities(of: z, to: outputs, row: row)
      }
    }
  }
}

extension ClassHead {
  /// Writes the probabilities of linear predictors as outputs of a row.
  fileprivate func writeProbabilities(
    of z: [Double], to outputs: UnsafeMutableBufferPointer<Float>, row: Int
  ) {
    if isBinary {
      outputs[row] = Float(1 / (1 + exponential(-z[0])))
      return
    }
    let largest = z.reduce(-Double.infinity, max)
    let sum = z.reduce(0) { $0 + exponential($1 - largest) }
    for k in z.indices { outputs[row * outputCount + k] = Float(exponential(z[k] - largest) / sum) }
  }
}
