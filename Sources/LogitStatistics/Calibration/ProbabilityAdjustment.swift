public import Logit
import LogitFiles

/// From a model's logits to probabilities: calibrated, then corrected for the true shares of classes, as far
/// as asked for.
public struct ProbabilityAdjustment: Sendable, Equatable {
  /// What calibrates; `nil` for the model's own probabilities.
  public let calibration: ProbabilityCalibration?
  /// The shares to correct for; `nil` for none.
  public let prior: PriorCorrection?

  /// Combines both.
  ///
  /// - Parameters:
  ///   - calibration: What calibrates; `nil` for the model's own probabilities.
  ///   - prior: The shares to correct for; `nil` for none.
  public init(calibration: ProbabilityCalibration?, prior: PriorCorrection?) {
    (self.calibration, self.prior) = (calibration, prior)
  }

  /// What makes a model's own probabilities of its logits.
  package static let own = ProbabilityAdjustment(calibration: nil, prior: nil)

  /// The probabilities of rows of logits.
  ///
  /// - Parameter logits: `[rows, classes]`, up to a constant for each row; or `[rows, 1]`, those of the
  ///   second of two classes. Calibration and prior are of as many classes.
  /// - Returns: Probabilities of the same shape.
  /// - Throws: `LogitError.shapeMismatch(operation:expected:found:remedy:)` for logits of another number of
  ///   classes.
  public func probabilities(_ logits: Tensor<Float>) throws -> Tensor<Float> {
    let width = logits.rank == 2 ? logits.shape[1] : 1
    let classCount = max(width, 2)
    guard takes(width: width) else {
      throw LogitError.shapeMismatch(
        operation: "ProbabilityAdjustment", expected: "logits of the classes that were learned",
        found: logits.shape,
        remedy: "pass those of the same model")
    }
    let ratios = prior?.ratios
    return Tensor(unsafeUninitializedShape: logits.shape) { outputs in
      logits.withUnsafeBufferPointer { logits in
        withUnsafeTemporaryAllocation(of: Double.self, capacity: classCount) { row in
          for start in stride(from: 0, to: logits.count, by: width) {
            adjust(
              UnsafeBufferPointer(rebasing: logits[start..<start &+ width]), ratios: ratios,
              into: UnsafeMutableBufferPointer(rebasing: outputs[start..<start &+ width]), row)
          }
        }
      }
    }
  }

  /// Whether logits of so many outputs can be those of the classes that were learned.
  private func takes(width: Int) -> Bool {
    let classCount = max(width, 2)
    return calibration?.curveCount ?? width == width && prior.map { $0.actual.count == classCount } ?? true
  }

  /// Makes probabilities of one row of logits, in their place.
  ///
  /// - Parameter values: The logits of a model of the classes that were learned: one for each class, or that
  ///   of the second of two.
  package func adjust(row values: UnsafeMutableBufferPointer<Float>) {
    guard takes(width: values.count) else {
      programmingError("Logits of another number of classes: \(values.count)")
    }
    withUnsafeTemporaryAllocation(of: Double.self, capacity: max(values.count, 2)) { row in
      adjust(UnsafeBufferPointer(values), ratios: prior?.ratios, into: values, row)
    }
  }

  /// - Parameter row: Room for a number for each class.
  @inline(__always)
  private func adjust(
    _ logits: UnsafeBufferPointer<Float>, ratios: [Double]?, into outputs: UnsafeMutableBufferPointer<Float>,
    _ row: UnsafeMutableBufferPointer<Double>
  ) {
    calibrate(logits, into: row)
    if let ratios { Self.correct(row, by: ratios) }
    if logits.count == 1 {
      outputs[0] = Float(row[1])
    } else {
      for label in logits.indices { outputs[label] = Float(row[label]) }
    }
  }

  /// The calibrated probability of each class.
  @inline(__always)
  private func calibrate(_ logits: UnsafeBufferPointer<Float>, into row: UnsafeMutableBufferPointer<Double>) {
    switch calibration {
    case nil: Self.softmax(logits, 1, into: row)
    case .temperature(let scaling): Self.softmax(logits, 1 / scaling.temperature, into: row)
    case .platt(let curves):
      Self.normalize(logits, into: row) { label, score in curves[label].probability(of: score) }
    case .isotonic(let curves):
      Self.normalize(logits, into: row) { label, score in curves[label].probability(of: score) }
    }
  }

  /// The softmax of logits times a factor; of a single one, the sigmoid and what is left of 1.
  @inline(__always)
  private static func softmax(
    _ logits: UnsafeBufferPointer<Float>, _ factor: Double, into row: UnsafeMutableBufferPointer<Double>
  ) {
    if logits.count == 1 {
      let logit = factor * Double(logits[0])
      (row[0], row[1]) = (sigmoid(-logit), sigmoid(logit))
      return
    }
    var greatest = -Double.infinity
    for value in logits { greatest = max(greatest, Double(value)) }
    var sum = 0.0
    for label in logits.indices {
      row[label] = exponential(factor * (Double(logits[label]) - greatest))
      sum += row[label]
    }
    for label in logits.indices { row[label] /= sum }
  }

  /// The probability that each class's curve gives, divided by their sum; of two classes that of a single
  /// curve.
  @inline(__always)
  private static func normalize(
    _ logits: UnsafeBufferPointer<Float>, into row: UnsafeMutableBufferPointer<Double>,
    _ probability: (Int, Double) -> Double
  ) {
    if logits.count == 1 {
      row[1] = probability(0, Double(logits[0]))
      row[0] = 1 - row[1]
      return
    }
    var sum = 0.0
    for label in logits.indices {
      row[label] = probability(label, logOdds(of: label, logits))
      sum += row[label]
    }
    for label in logits.indices {
      row[label] = sum > 0 ? row[label] / sum : 1 / Double(logits.count)
    }
  }

  @inline(__always)
  private static func correct(_ row: UnsafeMutableBufferPointer<Double>, by ratios: [Double]) {
    var sum = 0.0
    for label in ratios.indices {
      row[label] *= ratios[label]
      sum += row[label]
    }
    for label in ratios.indices { row[label] /= sum }
  }
}
