import Logit
import LogitTestSupport

extension Misuse {
  /// Layers, alone and one after the other.
  static let layers: [Misuse] = {
    var list = MisuseList()
    list.addDense()
    list.addParts()
    list.addOtherLayers()
    list.addArchitectures()
    return list.all
  }()
}

/// A layer of a user's own that is wrong about its shapes.
private struct Wrong: Layer {
  var name: String? { nil }
  var output: [Int] = [2]
  var parameter: [Int] = [2]
  /// Added to what is needed for a row.
  var scratch = 0

  func outputShape(inputShape: [Int]) -> [Int] { output }

  func parameters(inputShape: [Int]) -> [ParameterSpecification] {
    [ParameterSpecification(name: "weights", shape: parameter, initializer: .zeros)]
  }

  func scratchCount(inputShape: [Int], rows: Int) -> Int { scratch }

  func forward(
    input: Span<Float>, parameters: Span<Float>, scratch: inout MutableSpan<Float>,
    output: inout MutableSpan<Float>, pass: LayerPass
  ) {}

  func backward(
    input: Span<Float>, output: Span<Float>, parameters: Span<Float>, scratch: Span<Float>,
    outputGradient: inout MutableSpan<Float>, parameterGradient: inout MutableSpan<Float>,
    inputGradient: inout MutableSpan<Float>, pass: LayerPass
  ) {}
}

extension MisuseList {
  /// A model of rows of three numbers that begins with some layers and ends in a unit.
  private mutating func add(model description: String, _ layers: @escaping @Sendable () throws -> [any Layer])
  {
    add(description) { _ = try Sequential([Input(shape: [3])] + layers() + [Flatten(), Dense(1)], seed: 1) }
  }

  fileprivate mutating func addDense() {
    for units in [0, -4, .min, .max, 1 << 40] {
      add(model: "Dense(\(units))") { [Dense(units)] }
    }
    add(model: "Dense(1, activation: .softmax)") { [Dense(1, activation: .softmax)] }
    for shape in [[0], [-3], [], [.max, 2], [1 << 40, 1 << 40], [3, -1], [.min]] {
      add("Dense(2, inputShape: \(shape))") { _ = try Sequential([Dense(2, inputShape: shape)]) }
      add("Input(shape: \(shape))") { _ = try Sequential([Input(shape: shape), Flatten(), Dense(1)]) }
    }
    add("build(inputShape: [-1])") {
      var model = try Sequential([Dense(1)])
      try model.build(inputShape: [-1])
    }
    add("build(inputShape: [Int.max, Int.max])") {
      var model = try Sequential([Flatten(), Dense(1)])
      try model.build(inputShape: [.max, .max])
    }
    add("build() without a shape") {
      var model = try Sequential([Dense(1)])
      try model.build()
    }
  }

  fileprivate mutating func addParts() {
    add(model: "constant(NaN)") { [Dense(2, kernelInitializer: .constant(.nan))] }
    add(model: "randomNormal(stddev: -1)") { [Dense(2, kernelInitializer: .randomNormal(stddev: -1))] }
    add(model: "randomNormal(stddev: NaN)") { [Dense(2, kernelInitializer: .randomNormal(stddev: .nan))] }
    add(model: "randomUniform(1, -1)") {
      [Dense(2, kernelInitializer: .randomUniform(minval: 1, maxval: -1))]
    }
    add(model: "truncatedNormal(stddev: -1)") { [Dense(2, kernelInitializer: .truncatedNormal(stddev: -1))] }
    add(model: "varianceScaling(scale: 0)") { [Dense(2, kernelInitializer: .varianceScaling(scale: 0))] }
    add(model: "varianceScaling(scale: NaN)") { [Dense(2, kernelInitializer: .varianceScaling(scale: .nan))] }
    add(model: "orthogonal for a bias") { [Dense(2, biasInitializer: .orthogonal())] }
    add(model: "identity for a bias") { [Dense(2, biasInitializer: .identity())] }
    add(model: "orthogonal(gain: NaN)") { [Dense(2, kernelInitializer: .orthogonal(gain: .nan))] }
    add(model: "l1(-1)") { [Dense(2, kernelRegularizer: .l1(-1))] }
    add(model: "l2(NaN)") { [Dense(2, kernelRegularizer: .l2(.nan))] }
    add(model: "l1l2(l1: infinity)") { [Dense(2, biasRegularizer: .l1l2(l1: .infinity))] }
    add(model: "l2(-1) on outputs") { [Dense(2, activityRegularizer: .l2(-1))] }
    add(model: "OrthogonalRegularizer of a bias") { [Dense(2, biasRegularizer: OrthogonalRegularizer())] }
    add(model: "maxNorm(-1)") { [Dense(2, kernelConstraint: .maxNorm(-1))] }
    add(model: "maxNorm(NaN)") { [Dense(2, kernelConstraint: .maxNorm(.nan))] }
    add(model: "maxNorm along axis 5") { [Dense(2, kernelConstraint: .maxNorm(2, axes: [5]))] }
    add(model: "unitNorm along axis -1") { [Dense(2, kernelConstraint: .unitNorm(axes: [-7]))] }
    add(model: "MinMaxNorm of a bias along axis 1") { [Dense(2, biasConstraint: MinMaxNorm(axes: [1]))] }
    add(model: "MinMaxNorm(minValue: 2, maxValue: 1)") {
      [Dense(2, kernelConstraint: MinMaxNorm(minValue: 2, maxValue: 1))]
    }
    add(model: "MinMaxNorm(rate: 2)") { [Dense(2, kernelConstraint: MinMaxNorm(rate: 2))] }
    add(model: "elu(alpha: NaN)") { [Dense(2, activation: .elu(alpha: .nan))] }
    add(model: "ReLU(negativeSlope: -1)") { [Dense(2, activation: ReLU(negativeSlope: -1))] }
    add(model: "ReLU(maxValue: -1)") { [Dense(2, activation: ReLU(maxValue: -1))] }
    add(model: "threshold(NaN)") { [ActivationLayer(.threshold(threshold: .nan, defaultValue: 0))] }
  }

  fileprivate mutating func addOtherLayers() {
    for rate in [-0.1, 1.5, .nan, .infinity] { add(model: "Dropout(\(rate))") { [Dropout(rate)] } }
    for deviation in [-1, .nan, .infinity] {
      add(model: "GaussianNoise(\(deviation))") { [GaussianNoise(deviation)] }
    }
    for (input, output) in [(0, 4), (4, 0), (1 << 40, 4), (-4, 4), (4, .max), (4, .min)] {
      add(model: "Embedding(\(input), \(output))") { [Embedding(input, output)] }
    }
    for shape in [[], [0], [-1, -1], [5], [.max, .max], [-1, 2], [-2], [3, 0]] {
      add(model: "Reshape(\(shape))") { [Reshape(shape)] }
    }
    add(model: "BatchNormalization(momentum: 2)") { [BatchNormalization(momentum: 2)] }
    add(model: "BatchNormalization(momentum: NaN)") { [BatchNormalization(momentum: .nan)] }
    add(model: "BatchNormalization(epsilon: 0)") { [BatchNormalization(epsilon: 0)] }
    add(model: "BatchNormalization(epsilon: infinity)") { [BatchNormalization(epsilon: .infinity)] }
    add(model: "BatchNormalization(axis: 0)") { [BatchNormalization(axis: 0)] }
    add(model: "BatchNormalization(axis: 7)") { [BatchNormalization(axis: 7)] }
    add(model: "BatchRenormalization(largestScale: -1)") {
      [BatchNormalization(renormalization: BatchRenormalization(largestScale: -1))]
    }
    add(model: "LayerNormalization(epsilon: -1)") { [LayerNormalization(epsilon: -1)] }
    add(model: "LayerNormalization(axis: [])") { [LayerNormalization(axis: [])] }
    add(model: "LayerNormalization(axis: [0])") { [LayerNormalization(axis: [0])] }
    add(model: "RMSNormalization(epsilon: NaN)") { [RMSNormalization(epsilon: .nan)] }
    add(model: "RMSNormalization(axis: [3])") { [RMSNormalization(axis: [3])] }
    add(model: "UnitNormalization(axis: 0)") { [UnitNormalization(axis: 0)] }
    add(model: "SoftmaxLayer(axis: 2)") { [SoftmaxLayer(axis: 2)] }
    add(model: "ReLULayer(maxValue: -1)") { [ReLULayer(maxValue: -1)] }
    add(model: "ReLULayer(threshold: NaN)") { [ReLULayer(threshold: .nan)] }
    add(model: "LeakyReLULayer(negativeSlope: -1)") { [LeakyReLULayer(negativeSlope: -1)] }
    add(model: "ELULayer(alpha: NaN)") { [ELULayer(alpha: .nan)] }
    add(model: "PReLU(sharedAxes: [9])") { [PReLU(sharedAxes: [9])] }
    add(model: "Rescaling(NaN)") { [Rescaling(.all(.nan))] }
    add(model: "Rescaling of four columns") { [Rescaling([1, 2, 3, 4])] }
    add(model: "Normalization of a negative variance") { [Normalization(mean: 0, variance: -1)] }
    add(model: "Normalization of four columns") {
      [Normalization(mean: [0, 0, 0, 0], variance: [1, 1, 1, 1])]
    }
    add(model: "Normalization of two means and one variance") {
      [Normalization(mean: [0, 1, 2], variance: [1])]
    }
    add("Normalization adapted to nothing") {
      _ = try Normalization(adaptedTo: Tensor<Float>([], shape: [0, 2]))
    }
    add("Normalization adapted to a number") {
      _ = try Normalization(adaptedTo: Tensor<Float>([], shape: [0]))
    }
    add("Normalization adapted to NaN") { _ = try Normalization(adaptedTo: Tensor<Float>([.nan])) }
  }

  fileprivate mutating func addArchitectures() {
    for shape in [[0], [-1], [2, -1], [.max, .max], [.min]] {
      add(model: "a layer with output of shape \(shape)") { [Wrong(output: shape)] }
    }
    for shape in [[-3], [2, -1], [.max, 2], [1 << 40], [.min]] {
      add(model: "a layer with weights of shape \(shape)") { [Wrong(parameter: shape)] }
    }
    add("no layers") { _ = try Sequential([]).predict(Tensor<Float>([1])) }
    add("an input only") {
      _ = try Sequential([Input(shape: [2])]).predict(Tensor<Float>([1, 2], shape: [1, 2]))
    }
    add("two layers of one name") {
      _ = try Sequential([Dense(2, inputShape: [3], name: "a"), Dense(1, name: "a")])
    }
    add("an input in the middle") {
      _ = try Sequential([Dense(2, inputShape: [3]), Input(shape: [5]), Dense(1)])
    }
    add("layers that declare other shapes") {
      _ = try Sequential([Dense(2, inputShape: [3]), Dense(1, inputShape: [5])])
    }
    add("add(_:) of what does not fit") {
      var model = try Sequential([Dense(2, inputShape: [3])])
      try model.add(Dense(1, inputShape: [5]))
    }
    add("JSON that is none") { _ = try Sequential(kerasJSON: "{\"class_name\": ") }
    add("JSON of nothing") { _ = try Sequential(kerasJSON: "null") }
    add("JSON of a layer nobody knows") {
      _ = try Sequential(
        kerasJSON: """
          {"class_name": "Sequential", "config": {"name": "s", "layers": [{"class_name": "Quantum", "config": {}}]}}
          """)
    }
  }
}
