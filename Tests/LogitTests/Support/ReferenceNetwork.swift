import Logit

#if canImport(Darwin)
import Darwin
#else
import Glibc
#endif

/// The formulas of layers and losses written out in `Double`, as plainly as possible, to check the fast code
/// against. Follows the doc comments, not the implementation.
struct ReferenceNetwork {
  enum Activation: String, CaseIterable {
    case linear, sigmoid, tanh, relu, softmax
  }

  enum Loss {
    case binary(fromLogits: Bool, smoothing: Double)
    case categorical(fromLogits: Bool, smoothing: Double)
    case sparseCategorical(fromLogits: Bool)
  }

  struct Layer {
    var units: Int
    var activation: Activation
    var useBias = true
  }

  var layers: [Layer]
  var loss: Loss

  /// The mean over rows of weight · loss.
  ///
  /// - Parameter weights: Kernel and bias of each layer, row-major.
  func batchLoss(x: [[Double]], y: [[Double]], rowWeights: [Double]?, weights: [[Double]]) -> Double {
    var sum = 0.0
    for (row, input) in x.enumerated() {
      let output = outputs(input, weights: weights)
      sum += (rowWeights?[row] ?? 1) * rowLoss(output, labels: y[row])
    }
    return sum / Double(x.count)
  }

  func outputs(_ input: [Double], weights: [[Double]]) -> [Double] {
    var values = input
    var remaining = weights[...]
    for layer in layers {
      let kernel = remaining.removeFirst()
      let bias = layer.useBias ? remaining.removeFirst() : [Double](repeating: 0, count: layer.units)
      let sums = (0..<layer.units).map { unit in
        values.indices.reduce(bias[unit]) { $0 + values[$1] * kernel[$1 * layer.units + unit] }
      }
      values = Self.apply(layer.activation, sums)
    }
    return values
  }

  static func apply(_ activation: Activation, _ z: [Double]) -> [Double] {
    switch activation {
    case .linear: return z
    case .sigmoid: return z.map { 1 / (1 + exp(-$0)) }
    case .tanh: return z.map { tanh($0) }
    case .relu: return z.map { max($0, 0) }
    case .softmax:
      let largest = z.max() ?? 0
      let exponentials = z.map { exp($0 - largest) }
      let sum = exponentials.reduce(0, +)
      return exponentials.map { $0 / sum }
    }
  }

  func rowLoss(_ output: [Double], labels: [Double]) -> Double {
    let count = Double(output.count)
    switch loss {
    case .binary(let fromLogits, let smoothing):
      let p = fromLogits ? Self.apply(.sigmoid, output) : output
      return zip(labels, p).reduce(0) { sum, pair in
        let t = pair.0 * (1 - smoothing) + smoothing / 2
        return sum - t * log(pair.1) - (1 - t) * log(1 - pair.1)
      } / count
    case .categorical(let fromLogits, let smoothing):
      let p = fromLogits ? Self.apply(.softmax, output) : Self.normalized(output)
      return zip(labels, p).reduce(0) { sum, pair in
        sum - (pair.0 * (1 - smoothing) + smoothing / count) * log(pair.1)
      }
    case .sparseCategorical(let fromLogits):
      let p = fromLogits ? Self.apply(.softmax, output) : Self.normalized(output)
      return -log(p[Int(labels[0])])
    }
  }

  private static func normalized(_ values: [Double]) -> [Double] {
    let sum = values.reduce(0, +)
    return values.map { $0 / sum }
  }
}

extension ReferenceNetwork {
  /// The same network in Logit.
  func model(inputCount: Int, seed: UInt64) throws -> Sequential {
    try Sequential(
      layers.enumerated().map { index, layer in
        Dense(
          layer.units, inputShape: index == 0 ? [inputCount] : nil, activation: layer.activation.logit,
          useBias: layer.useBias)
      }, seed: seed)
  }

  var logitLoss: any Logit.Loss {
    switch loss {
    case .binary(let fromLogits, let smoothing):
      BinaryCrossentropy(fromLogits: fromLogits, labelSmoothing: smoothing)
    case .categorical(let fromLogits, let smoothing):
      CategoricalCrossentropy(fromLogits: fromLogits, labelSmoothing: smoothing)
    case .sparseCategorical(let fromLogits):
      SparseCategoricalCrossentropy(fromLogits: fromLogits)
    }
  }
}

extension ReferenceNetwork.Activation {
  var logit: any Logit.Activation {
    switch self {
    case .linear: .linear
    case .sigmoid: .sigmoid
    case .tanh: .tanh
    case .relu: .relu
    case .softmax: .softmax
    }
  }
}
