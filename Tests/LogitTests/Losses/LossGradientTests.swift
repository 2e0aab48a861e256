import Testing

@testable import Logit

#if canImport(Darwin)
import Darwin
#else
import Glibc
#endif

/// Every loss against its formula written out in `Double`, and its gradient against that formula's central
/// differences.
@Suite struct LossGradientTests {
  struct Item: Sendable, CustomTestStringConvertible {
    var loss: any Loss
    /// The loss of one row of labels and predictions.
    var formula: @Sendable ([Double], [Double]) -> Double
    var kind = Kind.probabilities
    var testDescription: String { "\(loss)" }
  }

  /// What labels and predictions look like.
  enum Kind {
    case probabilities, oneHot, classIndex, oneHotLogits, classIndexLogits, logits, signs, numbers, positive
  }

  static func mean(_ t: [Double], _ p: [Double], _ f: (Double, Double) -> Double) -> Double {
    zip(t, p).reduce(0) { $0 + f($1.0, $1.1) } / Double(t.count)
  }

  static func sum(_ t: [Double], _ p: [Double], _ f: (Double, Double) -> Double) -> Double {
    zip(t, p).reduce(0) { $0 + f($1.0, $1.1) }
  }

  static func normalized(_ p: [Double]) -> [Double] { p.map { $0 / p.reduce(0, +) } }
  static func softmax(_ z: [Double]) -> [Double] { normalized(z.map { exp($0) }) }
  static func sigmoid(_ z: Double) -> Double { 1 / (1 + exp(-z)) }
  static func entropy(_ t: Double, _ p: Double) -> Double { -t * log(p) - (1 - t) * log(1 - p) }
  static func smoothed(_ t: [Double], _ s: Double) -> [Double] {
    t.map { $0 * (1 - s) + s / Double(t.count) }
  }

  static let items: [Item] = [
    Item(loss: BinaryCrossentropy(labelSmoothing: 0.1)) { t, p in mean(t, p) { entropy($0 * 0.9 + 0.05, $1) }
    },
    Item(
      loss: BinaryCrossentropy(fromLogits: true),
      formula: { t, z in mean(t, z) { entropy($0, sigmoid($1)) } },
      kind: .logits),
    Item(
      loss: BinaryFocalCrossentropy(applyClassBalancing: true, alpha: 0.3, gamma: 1.5),
      formula: { t, p in
        mean(t, p) {
          let hit = $0 * $1 + (1 - $0) * (1 - $1)
          return ($0 * 0.3 + (1 - $0) * 0.7) * pow(1 - hit, 1.5) * entropy($0, $1)
        }
      }),
    Item(
      loss: BinaryFocalCrossentropy(fromLogits: true, labelSmoothing: 0.2),
      formula: { t, z in
        mean(t, z) {
          let (t, p) = ($0 * 0.8 + 0.1, sigmoid($1))
          return pow(1 - t * p - (1 - t) * (1 - p), 2) * entropy(t, p)
        }
      }, kind: .logits),
    Item(
      loss: CategoricalCrossentropy(labelSmoothing: 0.1),
      formula: { t, p in sum(smoothed(t, 0.1), normalized(p)) { -$0 * log($1) } }, kind: .oneHot),
    Item(
      loss: CategoricalCrossentropy(fromLogits: true),
      formula: { t, z in sum(t, softmax(z)) { -$0 * log($1) } },
      kind: .oneHotLogits),
    Item(
      loss: CategoricalFocalCrossentropy(alpha: [0.2, 0.5, 1.5], gamma: 2.5),
      formula: { t, p in
        let p = normalized(p)
        var loss = 0.0
        for (k, alpha) in [0.2, 0.5, 1.5].enumerated() {
          loss -= alpha * pow(1 - p[k], 2.5) * t[k] * log(p[k])
        }
        return loss
      }, kind: .oneHot),
    Item(
      loss: CategoricalFocalCrossentropy(fromLogits: true, labelSmoothing: 0.1),
      formula: { t, z in sum(smoothed(t, 0.1), softmax(z)) { -0.25 * pow(1 - $1, 2) * $0 * log($1) } },
      kind: .oneHotLogits),
    Item(
      loss: SparseCategoricalCrossentropy(), formula: { t, p in -log(normalized(p)[Int(t[0])]) },
      kind: .classIndex),
    Item(
      loss: SparseCategoricalCrossentropy(fromLogits: true, ignoreClass: -1),
      formula: { t, z in -log(softmax(z)[Int(t[0])]) }, kind: .classIndexLogits),
    Item(
      loss: CategoricalGeneralizedCrossEntropy(q: 0.7),
      formula: { t, p in (1 - pow(p[Int(t[0])], 0.7)) / 0.7 },
      kind: .classIndex),
    Item(loss: Hinge(), formula: { t, p in mean(t, p) { max(1 - $0 * $1, 0) } }, kind: .signs),
    Item(loss: SquaredHinge(), formula: { t, p in mean(t, p) { pow(max(1 - $0 * $1, 0), 2) } }, kind: .signs),
    Item(
      loss: CategoricalHinge(),
      formula: { t, p in max(1 + (zip(t, p).map { (1 - $0) * $1 }.max() ?? 0) - sum(t, p) { $0 * $1 }, 0) },
      kind: .oneHot),
    Item(loss: KLDivergence()) { t, p in
      sum(t, p) { max($0, Double(Float(1e-7))) * log(max($0, Double(Float(1e-7))) / $1) }
    },
    Item(loss: Poisson(), formula: { t, p in mean(t, p) { $1 - $0 * log($1 + 1e-7) } }, kind: .positive),
    Item(loss: LogCosh(), formula: { t, p in mean(t, p) { log(cosh($1 - $0)) } }, kind: .numbers),
    Item(
      loss: Huber(delta: 0.8),
      formula: { t, p in
        mean(t, p) { abs($1 - $0) <= 0.8 ? pow($1 - $0, 2) / 2 : 0.8 * abs($1 - $0) - 0.32 }
      }, kind: .numbers),
    Item(loss: MeanSquaredError(), formula: { t, p in mean(t, p) { pow($1 - $0, 2) } }, kind: .numbers),
    Item(loss: MeanAbsoluteError(), formula: { t, p in mean(t, p) { abs($1 - $0) } }, kind: .numbers),
    Item(
      loss: MeanAbsolutePercentageError(), formula: { t, p in 100 * mean(t, p) { abs(($1 - $0) / $0) } },
      kind: .positive),
    Item(
      loss: MeanSquaredLogarithmicError(),
      formula: { t, p in mean(t, p) { pow(log(1 + $0) - log(1 + $1), 2) } },
      kind: .positive),
    Item(
      loss: CosineSimilarity(),
      formula: { t, p in
        -sum(t, p) { $0 * $1 } / (sum(t, t) { $0 * $1 } * sum(p, p) { $0 * $1 }).squareRoot()
      }, kind: .numbers),
    Item(loss: Dice(axis: -1)) { t, p in
      1 - 2 * sum(t, p) { $0 * $1 } / (t.reduce(0, +) + p.reduce(0, +) + 1e-7)
    },
    Item(loss: Tversky(alpha: 0.8, beta: 0.1, axis: -1)) { t, p in
      let overlap = sum(t, p) { $0 * $1 }
      return 1 - overlap
        / (overlap + 0.8 * sum(t, p) { $0 * (1 - $1) } + 0.1 * sum(t, p) { $1 * (1 - $0) } + 1e-7)
    },
  ]

  static func data(_ kind: Kind, rows: Int) -> (labels: [Float], predictions: [Float]) {
    var generator = RandomGenerator(seed: 11)
    let normal = (0..<rows * 6).map { _ in Float(generator.normal(mean: 0, standardDeviation: 1, count: 1)[0])
    }
    let uniform = generator.uniform(0.05, 0.95, count: rows * 6).scalars.map { Float($0) }
    let count = rows * 3
    let classes = (0..<rows).map { Int(uniform[count + $0] * 3) }
    let oneHot = classes.flatMap { label in (0..<3).map { Float($0 == label ? 1 : 0) } }
    switch kind {
    case .probabilities: return (uniform[count...].map { $0.rounded() }, Array(uniform[..<count]))
    case .logits: return (uniform[count...].map { $0.rounded() }, Array(normal[..<count]))
    case .oneHot: return (oneHot, Array(uniform[..<count]))
    case .oneHotLogits: return (oneHot, Array(normal[..<count]))
    case .classIndex: return (classes.map { Float($0) }, Array(uniform[..<count]))
    case .classIndexLogits: return (classes.map { Float($0) }, Array(normal[..<count]))
    case .signs: return (uniform[count...].map { $0 > 0.5 ? 1 : -1 }, Array(normal[..<count]))
    case .numbers: return (Array(normal[count...]), Array(normal[..<count]))
    case .positive: return (Array(uniform[count...]), Array(uniform[..<count]))
    }
  }

  @Test("Value and gradient are those of the formula", arguments: items)
  func formula(_ item: Item) throws {
    let rows = 20
    let (labels, predictions) = Self.data(item.kind, rows: rows)
    try item.loss.validate(units: 3, layer: "dense")
    try item.loss.validate(labels: labels.span, units: 3)
    var values = [Float](repeating: 0, count: rows)
    var gradient = [Float](repeating: 0, count: rows * 3)
    var valueSpan = values.mutableSpan
    var gradientSpan = gradient.mutableSpan
    item.loss.evaluate(
      labels: labels.span, predictions: predictions.span, units: 3, values: &valueSpan,
      gradient: &gradientSpan)
    let columns = labels.count / rows
    for row in 0..<rows {
      let t = labels[row * columns..<(row + 1) * columns].map { Double($0) }
      var p = predictions[row * 3..<row * 3 + 3].map { Double($0) }
      // A few roundings of a Float against numbers of the size of 1.
      #expect(relativeDifference(Double(values[row]), item.formula(t, p), scale: 1) < 2e-6)
      for i in 0..<3 {
        let (x, step) = (p[i], 1e-6)
        p[i] = x + step
        let above = item.formula(t, p)
        p[i] = x - step
        let below = item.formula(t, p)
        p[i] = x
        // The difference quotient is off by 1e-10 / 1e-6 for rounding, and by its curvature; kinks are not
        // met.
        let expected = (above - below) / (2 * step)
        #expect(relativeDifference(Double(gradient[row * 3 + i]), expected, scale: 1) < 5e-6)
      }
    }
  }

  @Test(
    "A loss of the whole batch is the same in every row, and its gradients average to the batch's",
    arguments: [
      Dice() as any Loss, Tversky(alpha: 0.7, beta: 0.2),
    ])
  func wholeBatch(_ loss: any Loss) {
    let (labels, predictions) = Self.data(.probabilities, rows: 5)
    func evaluate(_ predictions: [Float]) -> (values: [Float], gradient: [Float]) {
      var values = [Float](repeating: 0, count: 5)
      var gradient = [Float](repeating: 0, count: 15)
      var valueSpan = values.mutableSpan
      var gradientSpan = gradient.mutableSpan
      loss.evaluate(
        labels: labels.span, predictions: predictions.span, units: 3, values: &valueSpan,
        gradient: &gradientSpan)
      return (values, gradient)
    }
    let (values, gradient) = evaluate(predictions)
    #expect(loss.isWholeBatch && Set(values).count == 1)
    for i in 0..<15 {
      var moved = predictions
      moved[i] += 0.01
      let above = evaluate(moved).values[0]
      moved[i] -= 0.02
      let slope = (above - evaluate(moved).values[0]) / 0.02
      // Steps of a hundredth, in Float: the quotient is good to 1e-7 / 0.02.
      #expect(abs(gradient[i] / 5 - slope) < 3e-5)
    }
  }
}
