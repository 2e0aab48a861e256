import Logit

/// A classifier's layers as dense ones in double precision, for formats that have no others.
///
/// What scales numbers, as `BatchNormalization` does in prediction, is put into the weights of the dense layer
/// before it, or of the one behind it where an activation is between; between two activations it becomes a
/// layer of its own, whose kernel has the factors on its diagonal.
struct DenseChain {
  /// `x · kernel + bias`, kernel `[inputs][outputs]`, and what follows.
  struct Link {
    /// The layer's name.
    let name: String
    var kernel: [[Double]]
    var bias: [Double]
    /// That of the last makes the outputs.
    var activation: any Activation
  }

  private(set) var links: [Link] = []
  /// What is still to be done with the numbers that the next link takes.
  private var pending: LayerScaling?

  /// Takes a classifier's layers.
  ///
  /// - Parameters:
  ///   - classifier: The classifier; one of a single dense layer gives its weights in double precision.
  ///   - refusal: The error for a layer that cannot be said by dense ones.
  /// - Throws: That error.
  init(_ classifier: Classifier, refusal: (_ item: String) -> InterchangeError) throws {
    if let weights = classifier.singleLayerWeights, let layer = classifier.model.layers.first,
      let dense = layer.configuration as? Dense
    {
      add(layer, Self.rows(weights.kernel), weights.bias, dense.activation)
      return
    }
    for layer in classifier.model.layers where !Self.leavesNumbers(layer.configuration) {
      guard layer.inputShape?.count == 1, add(layer) else {
        throw refusal("the layer \"\(layer.name)\" (\(layer.configuration.typeName))")
      }
    }
  }

  private static func leavesNumbers(_ layer: any Layer) -> Bool {
    layer.passesNumbersOn || layer is Input || (layer as? ActivationLayer)?.activation is Linear
  }

  /// Adds a layer.
  ///
  /// - Returns: Whether it can be said.
  private mutating func add(_ layer: ModelLayer) -> Bool {
    let count = layer.inputShape?.first ?? 0
    switch layer.configuration {
    case let dense as Dense:
      let bias = dense.useBias ? layer.weights[1].scalars : [Float](repeating: 0, count: dense.units)
      add(layer, Self.rows(Tensor<Double>(layer.weights[0])), bias.map { Double($0) }, dense.activation)
    case let own as ActivationLayer:
      if pending != nil { add(layer, Self.unit(count), [Double](repeating: 0, count: count), Linear()) }
      guard let last = links.last, last.activation is Linear else { return false }
      links[links.count - 1] = Link(
        name: layer.name, kernel: last.kernel, bias: last.bias, activation: own.activation)
    default:
      guard let scaling = LayerScaling(layer, count: count) else { return false }
      if let last = links.last, last.activation is Linear, pending == nil {
        links[links.count - 1].kernel = last.kernel.map { zip($0, scaling.factors).map { $0 * $1 } }
        links[links.count - 1].bias = last.bias.indices.map {
          last.bias[$0] * scaling.factors[$0] + scaling.constants[$0]
        }
      } else {
        pending = pending?.followed(by: scaling) ?? scaling
      }
    }
    return true
  }

  /// Adds a link, with what is pending put into its weights.
  private mutating func add(
    _ layer: ModelLayer, _ kernel: [[Double]], _ bias: [Double], _ activation: any Activation
  ) {
    var link = Link(name: layer.name, kernel: kernel, bias: bias, activation: activation)
    if let scaling = pending {
      for (place, row) in kernel.enumerated() {
        link.kernel[place] = row.map { $0 * scaling.factors[place] }
        for output in bias.indices { link.bias[output] += scaling.constants[place] * row[output] }
      }
    }
    pending = nil
    links.append(link)
  }

  private static func unit(_ count: Int) -> [[Double]] {
    (0..<count).map { row in (0..<count).map { $0 == row ? 1 : 0 } }
  }

  private static func rows(_ kernel: Tensor<Double>) -> [[Double]] {
    let (values, outputs) = (kernel.scalars, kernel.shape[1])
    return (0..<kernel.shape[0]).map { Array(values[$0 * outputs..<($0 + 1) * outputs]) }
  }
}
