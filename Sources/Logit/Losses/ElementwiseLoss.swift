/// A loss that is the mean over a row's outputs of a number for each label and prediction.
protocol ElementwiseLoss: Loss {
  /// The loss of one output.
  func value(label: Float, prediction: Float) -> Float
  /// Its derivative with respect to the prediction.
  func derivative(label: Float, prediction: Float) -> Float
}

extension ElementwiseLoss {
  /// Computes the mean over each row's outputs.
  public func evaluate(
    labels: Span<Float>, predictions: Span<Float>, units: Int, values: inout MutableSpan<Float>,
    gradient: inout MutableSpan<Float>
  ) {
    let count = Float(units)
    for row in values.indices {
      var sum: Float = 0
      for i in row * units..<(row + 1) * units {
        sum += value(label: labels[i], prediction: predictions[i])
        if !gradient.isEmpty {
          gradient[i] = derivative(label: labels[i], prediction: predictions[i]) / count
        }
      }
      values[row] = sum / count
    }
  }
}
