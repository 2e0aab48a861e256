public import Logit

/// Calibration by one number: the logits of all classes are divided by a temperature T, which makes
/// probabilities less sure above 1 and surer below, and changes no ranking and no most probable class.
///
///     let calibration = try TemperatureScaling(classes: classes, logits: outOfFoldLogits)
///     print(calibration.temperature)
///
/// T minimizes the log loss −Σ wᵢ·log softmax(zᵢ/T) of the true classes, with weights wᵢ of 1 by default. In
/// 1/T it is convex; its minimum is found by Newton's method, and is sought from T = 0.01 to 100 only, since
/// logits that divide the classes without error have none. ``isAtLimit`` says where it is not among these.
///
/// Source: C. Guo, G. Pleiss, Y. Sun and K. Q. Weinberger, "On calibration of modern neural networks", ICML
/// 2017.
public struct TemperatureScaling: Sendable, Equatable {
  /// T, from 0.01 to 100.
  public let temperature: Double

  /// Where T is sought.
  public static let range = 0.01...100

  /// Whether T is at an end of ``range``, where the log loss still falls: it is then no minimum.
  public var isAtLimit: Bool {
    temperature == Self.range.lowerBound || temperature == Self.range.upperBound
  }

  /// Takes a temperature.
  ///
  /// - Parameter temperature: T, within ``range``.
  /// - Throws: `LogitError.invalidOption(name:value:expected:)` for another one.
  public init(temperature: Double) throws {
    try LogitError.require(Self.range.contains(temperature), "temperature", temperature, "from 0.01 to 100")
    self.temperature = temperature
  }

  /// Fits the temperature to rows.
  ///
  /// - Parameters:
  ///   - classes: The class of each row, counted from 0.
  ///   - logits: `[rows, classes]`, up to a constant for each row; or `[rows, 1]`, those of the second of two
  ///     classes.
  ///   - weights: How much each row counts, 0 or more; every row once by default.
  /// - Throws: `LogitError.emptyData(name:)` without rows,
  ///   `LogitError.rowCountMismatch(name:expected:found:of:)` if the counts differ,
  ///   `LogitError.unknownClass(label:row:classCount:)` for a class without a logit,
  ///   `LogitError.nonFiniteInput(name:row:column:value:)` for a logit that is not finite, or
  ///   `LogitError.invalidOption(name:value:expected:)` for a weight that is negative or not finite, or
  ///   weights that are all 0.
  /// - Complexity: O(n k) for n rows and k classes in each of about ten steps.
  public init(classes: [Int32], logits: Tensor<Float>, weights: [Double]? = nil) throws {
    try LogitRows.require(classes, logits)
    try CalibrationRows.require(weights, count: classes.count)
    let (least, most) = (1 / Self.range.upperBound, 1 / Self.range.lowerBound)
    if Self.derivatives(classes, logits, weights, at: most).slope <= 0 {
      try self.init(temperature: Self.range.lowerBound)
      return
    }
    if Self.derivatives(classes, logits, weights, at: least).slope >= 0 {
      try self.init(temperature: Self.range.upperBound)
      return
    }
    // The derivative by 1/T grows; its zero stays between these.
    var (low, high) = (least, most)
    var inverse = 1.0
    for _ in 0..<Self.mostSteps {
      let (slope, curvature) = Self.derivatives(classes, logits, weights, at: inverse)
      if slope < 0 { low = inverse } else { high = inverse }
      var next = inverse - slope / curvature
      // Outside, or nowhere: half the way to the end that it points at, as ratios.
      if !(next > low && next < high) { next = (low * high).squareRoot() }
      let change = abs(next - inverse)
      inverse = next
      if change <= Self.tolerance * inverse { break }
    }
    try self.init(temperature: min(max(1 / inverse, Self.range.lowerBound), Self.range.upperBound))
  }

  private static let mostSteps = 200
  private static let tolerance = 1e-13

  /// The derivatives of the log loss by 1/T.
  private static func derivatives(
    _ classes: [Int32], _ logits: Tensor<Float>, _ weights: [Double]?, at inverse: Double
  ) -> (slope: Double, curvature: Double) {
    let width = logits.count / max(classes.count, 1)
    var (slope, curvature) = (0.0, 0.0)
    logits.withUnsafeBufferPointer { logits in
      for row in classes.indices {
        let (label, weight) = (Int(classes[row]), weights?[row] ?? 1)
        if width == 1 {
          let logit = Double(logits[row])
          let probability = sigmoid(inverse * logit)
          slope += weight * (logit * (probability - Double(label)))
          curvature += weight * (logit * logit * probability * (1 - probability))
          continue
        }
        let values = UnsafeBufferPointer(rebasing: logits[row &* width..<(row &+ 1) &* width])
        let ofClass = Double(values[label])
        // Relative to the true class, so that sums of large logits do not cancel.
        var greatest = -Double.infinity
        for value in values { greatest = max(greatest, inverse * (Double(value) - ofClass)) }
        var (sum, first, second) = (0.0, 0.0, 0.0)
        for value in values {
          let difference = Double(value) - ofClass
          let share = exponential(inverse * difference - greatest)
          sum += share
          first += share * difference
          second += share * difference * difference
        }
        let mean = first / sum
        slope += weight * mean
        curvature += weight * (second / sum - mean * mean)
      }
    }
    return (slope, curvature)
  }
}

/// Rows of logits.
enum LogitRows {
  /// Checks rows to learn from.
  static func require(_ classes: [Int32], _ logits: Tensor<Float>) throws {
    guard !classes.isEmpty else { throw LogitError.emptyData(name: "logits") }
    let width = logits.rank == 2 ? logits.shape[1] : 1
    guard width >= 1, logits.count == classes.count * width else {
      throw LogitError.rowCountMismatch(
        name: "classes", expected: logits.count / max(width, 1), found: classes.count, of: "logits")
    }
    if let row = classes.firstIndex(where: { $0 < 0 || Int($0) >= max(width, 2) }) {
      throw LogitError.unknownClass(label: Int(classes[row]), row: row, classCount: max(width, 2))
    }
    let wrong = logits.withUnsafeBufferPointer { $0.firstIndex { !$0.isFinite } }
    guard let wrong else { return }
    throw LogitError.nonFiniteInput(
      name: "logits", row: wrong / width, column: wrong % width,
      value: logits.withUnsafeBufferPointer { $0[wrong] })
  }
}
