extension LogisticModel {
  /// The linear predictors zₖ = interceptₖ + Σⱼ coefficientₖⱼ xⱼ of each row.
  ///
  /// - Parameter x: `[rows, columns]`.
  /// - Returns: `[rows, predictors]`: of two classes the logit of the second one.
  /// - Throws: ``LogitError/shapeMismatch(operation:expected:found:remedy:)`` for another number of columns,
  ///   ``LogitError/nonFiniteInput(name:row:column:value:)`` for NaN or infinity.
  public func linearPredictors(of x: Tensor<Double>) throws -> Tensor<Double> {
    try check(x.shape)
    return try linearPredictors(x)
  }

  /// The linear predictors of each row, in double precision.
  ///
  /// - Parameter x: `[rows, columns]`.
  /// - Returns: `[rows, predictors]`: of two classes the logit of the second one.
  /// - Throws: As ``linearPredictors(of:)-(Tensor<Double>)``.
  public func linearPredictors(of x: Tensor<Float>) throws -> Tensor<Double> {
    try check(x.shape)
    return try linearPredictors(x)
  }

  /// The probability of each class in each row, `[rows, classes]`.
  ///
  /// - Parameter x: `[rows, columns]`.
  /// - Throws: As ``linearPredictors(of:)-(Tensor<Double>)``.
  public func probabilities(of x: Tensor<Double>) throws -> Tensor<Double> {
    probabilities(predictors: try linearPredictors(of: x))
  }

  /// The probability of each class in each row, `[rows, classes]`.
  ///
  /// - Parameter x: `[rows, columns]`.
  /// - Throws: As ``linearPredictors(of:)-(Tensor<Double>)``.
  public func probabilities(of x: Tensor<Float>) throws -> Tensor<Double> {
    probabilities(predictors: try linearPredictors(of: x))
  }

  private var columnCount: Int { means.count }

  private func check(_ shape: [Int]) throws(LogitError) {
    guard shape.count == 2, shape[1] == columnCount else {
      throw .shapeMismatch(
        operation: "A logistic model", expected: "rows of \(columnCount) columns", found: shape,
        remedy: "give a matrix [rows, \(columnCount)]")
    }
  }

  /// Every column is counted from its mean, as when the model was fitted: a large mean times a coefficient
  /// would cost the digits that the intercept then takes away.
  private func linearPredictors<Scalar: BinaryFloatingPoint & BitwiseCopyable & Sendable>(
    _ x: Tensor<Scalar>
  ) throws -> Tensor<Double> {
    let (rows, columns, predictors) = (x.shape[0], columnCount, predictorCount)
    let beta = coefficients.scalars
    let middle = (0..<predictors).map { k in
      (0..<columns).reduce(intercepts[k]) { $0.addingProduct(beta[k * columns + $1], means[$1]) }
    }
    return try Tensor(unsafeUninitializedShape: [rows, predictors]) { z in
      try x.withUnsafeBufferPointer { x in
        for row in 0..<rows {
          for j in 0..<columns where !x[row * columns + j].isFinite {
            throw LogitError.nonFiniteInput(
              name: "x", row: row, column: j, value: Float(x[row * columns + j]))
          }
          for k in 0..<predictors {
            var sum = middle[k]
            for j in 0..<columns {
              sum += beta[k * columns + j] * (Double(x[row * columns + j]) - means[j])
            }
            z.initializeElement(at: row * predictors + k, to: sum)
          }
        }
      }
    }
  }

  func probabilities(predictors z: Tensor<Double>) -> Tensor<Double> {
    let (rows, count) = (z.shape[0], predictorCount)
    return Tensor(unsafeUninitializedShape: [rows, classCount]) { p in
      for row in 0..<rows {
        if count == 1 {
          // Either one directly, so that the smaller one keeps its digits.
          p.initializeElement(at: row * 2, to: 1 / (1 + exponential(z[row])))
          p.initializeElement(at: row * 2 + 1, to: 1 / (1 + exponential(-z[row])))
          continue
        }
        let largest = (0..<count).reduce(-Double.infinity) { max($0, z[row * count + $1]) }
        let sum = (0..<count).reduce(0) { $0 + exponential(z[row * count + $1] - largest) }
        for k in 0..<count {
          p.initializeElement(at: row * count + k, to: exponential(z[row * count + k] - largest) / sum)
        }
      }
    }
  }
}

extension LogisticModel: CustomStringConvertible {
  /// What kind of model it is, and how its fit ended.
  public var description: String {
    let columns = "\(columnCount) column\(columnCount == 1 ? "" : "s")"
    return "A logistic regression of \(classCount) classes on \(columns); \(solution)"
  }
}

extension LinearSolution: CustomStringConvertible {
  /// How the search ended, in one line.
  public var description: String {
    let end =
      switch state {
      case .converged: "converged"
      case .iterationLimit: "not converged, the steps are used up"
      case .diverging: "diverging, since classes are separated: there is no optimum"
      case .interrupted: "not converged, interrupted"
      case .stalled: "not converged, no step makes the objective smaller"
      }
    return
      "\(solver.rawValue) (\(reason)): \(end) after \(iterations) step\(iterations == 1 ? "" : "s"), "
      + "objective \(objective), gradient \(gradientNorm)"
  }
}
