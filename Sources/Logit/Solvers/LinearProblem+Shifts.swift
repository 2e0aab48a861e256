import LogitFiles

extension LinearProblem {
  /// Whether adding the same vector to the coefficients of every class changes no loss: several classes, none
  /// of them a reference.
  var hasCommonShifts: Bool { model.predictorCount > 1 && model.reference == nil }

  /// Takes the mean over the classes from the coefficients of each column, if their common shift changes no
  /// loss.
  ///
  /// There is an optimum without such a shift: a ridge makes any other one worse, and where there is none all
  /// are as good. The gradient and the Hessian have no part along the shifts but rounding, which would add up
  /// over many steps; so gradients, products and the start go through here.
  func removeCommonShifts(_ vector: inout [Double]) {
    guard hasCommonShifts else { return }
    guard vector.count == coefficientCount else {
      programmingError("The vector has another length than the coefficients")
    }
    let (classCount, count) = (model.freePredictorCount, model.coefficientsPerPredictor)
    vector.withUnsafeMutableBufferPointer { vector in
      for j in 0..<count {
        var sum = 0.0
        for k in 0..<classCount { sum += vector[k * count + j] }
        let mean = sum / Double(classCount)
        for k in 0..<classCount { vector[k * count + j] -= mean }
      }
    }
  }
}
