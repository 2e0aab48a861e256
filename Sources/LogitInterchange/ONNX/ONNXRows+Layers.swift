import Logit
import LogitFiles

extension ONNXRows {
  /// A model of the steps.
  ///
  /// - Parameters:
  ///   - interpreter: What they come from, for messages.
  /// - Returns: The model, and whether its output is the probability of the second of two classes.
  /// - Throws: ``InterchangeError/unsupported(source:item:supported:)`` for parts that are none of a known
  ///   function, and as `Sequential.init(_:name:seed:)`.
  func model(_ interpreter: ONNXInterpreter) throws -> (model: Sequential, isPair: Bool) {
    var builder = ONNXLayers(inputShape: try inputShape(interpreter))
    var isPair = false
    for entry in steps {
      guard !isPair else { throw interpreter.unsupported("\(entry.title) behind two probabilities") }
      if case .pair = entry.step {
        isPair = true
      } else {
        guard try builder.add(entry.step) else { throw interpreter.unsupported(entry.title) }
      }
    }
    let (layers, weights) = try builder.finish()
    var model = try Sequential(
      layers, name: interpreter.graph.name.isEmpty ? "onnx" : interpreter.graph.name, seed: 0,
      drawsWeights: false)
    let places = model.storedWeights
    guard places.map(\.shape) == weights.map(\.weights.shape) else {
      throw interpreter.damaged(
        "the layers", expected: "with weights of the shapes \(places.map(\.shape))",
        found: "with weights of the shapes \(weights.map(\.weights.shape))")
    }
    try model.withMutableStoredWeights { buffer in
      for (place, (name, weights)) in zip(places, weights) {
        let target = UnsafeMutableBufferPointer(rebasing: buffer[place.range])
        try weights.write(to: target)
        if let wrong = target.first(where: { !$0.isFinite }) {
          throw interpreter.damaged("the \(name)", expected: "of finite numbers", found: "with \(wrong)")
        }
      }
    }
    return (model, isPair)
  }

  /// The shape of a row of the input.
  private func inputShape(_ interpreter: ONNXInterpreter) throws -> [Int] {
    if inputNames.count > 1 { return [inputNames.count] }
    let input = interpreter.graph.inputs.first { $0.name == inputNames.first }
    let declared = (input?.shape ?? []).dropFirst().map { length -> Int? in
      if case .fixed(let count) = length { count } else { nil }
    }
    if !declared.isEmpty, !declared.contains(nil) { return declared.compactMap(\.self) }
    // A file that does not say how many columns there are: the first step that has a number for each does.
    for entry in steps {
      switch entry.step {
      case .dense(let kernel, _): return [kernel.shape[0]]
      case .multiply(let values), .divide(let values), .add(let values):
        if values.count > 1 { return [values.count] }
      case .batchNormalization(let gamma, _, _, _, _), .layerNormalization(let gamma, _, _),
        .slopes(let gamma):
        return [gamma.count]
      default: continue
      }
    }
    throw interpreter.unsupported("an input that does not say how many columns it has")
  }
}

/// Gathers layers and their weights out of steps.
private struct ONNXLayers {
  private var layers: [any Layer]
  private var weights: [(name: String, weights: ONNXWeights)] = []
  /// A layer of weights that a bias or an activation may still follow.
  private var dense: (kernel: ONNXMatrix, bias: [Float]?)?
  /// `(x + offset) · scale` so far, with either of them left out.
  private var offset: [Double]?
  /// A factor that must be 1/2, behind a function that is twice another.
  private var doubled: (any Activation)?
  private var count = 0

  init(inputShape: [Int]) { layers = [Input(shape: inputShape)] }

  /// Adds a step.
  ///
  /// - Returns: Whether a layer does the same.
  mutating func add(_ step: ONNXStep) throws -> Bool {
    if let activation = doubled {
      guard let factor = step.scalar, factor.isNearly(0.5) else { return false }
      doubled = nil
      add(activation)
      return true
    }
    switch step {
    case .dense(let kernel, let bias):
      let rest = try roundOffset(for: kernel)
      flush()
      dense = (kernel, bias)
      if let rest { addBias(rest) }
    case .add(let values):
      if let open = dense, values.count == open.kernel.shape[1] || values.count == 1 {
        addBias(values.count == 1 ? [Double](repeating: values[0], count: open.kernel.shape[1]) : values)
      } else {
        flush()
        offset = values
      }
    case .multiply(let values): scale(values, isDivision: false)
    case .divide(let values): scale(values, isDivision: true)
    case .activation(let activation): add(activation)
    case .flatten:
      flush()
      layers.append(Flatten())
    case .reshape(let shape):
      flush()
      layers.append(Reshape(shape))
    case .unitNormalization:
      flush()
      layers.append(UnitNormalization())
    case .part(.doubledGELU(let isApproximate)): doubled = GELU(approximate: isApproximate)
    case .batchNormalization, .layerNormalization, .slopes: addNormalization(step)
    case .part, .pair: return false
    }
    return true
  }

  /// Adds to the biases of the layer of weights that is open.
  private mutating func addBias(_ values: [Double]) {
    guard let open = dense else { return }
    dense = (open.kernel, values.indices.map { Float(Double(open.bias?[$0] ?? 0) + values[$0]) })
  }

  /// Rounds what is added to the columns before a layer of weights to single precision.
  ///
  /// - Returns: What the layer's biases change by for it, so that a mean far from 0 keeps its digits; `nil`
  ///   for nothing.
  private mutating func roundOffset(for kernel: ONNXMatrix) throws -> [Double]? {
    guard dense == nil, let offset, offset.count == kernel.shape[0] else { return nil }
    let rounded = offset.map { Double(Float($0)) }
    let outputs = kernel.shape[1]
    var rest = [Double](repeating: 0, count: outputs)
    let values = try kernel.values()
    for column in offset.indices where offset[column] != rounded[column] {
      for output in 0..<outputs {
        rest[output] += (offset[column] - rounded[column]) * Double(values[column * outputs + output])
      }
    }
    self.offset = rounded
    return rest.contains { $0 != 0 } ? rest : nil
  }

  private mutating func add(_ activation: any Activation) {
    if let open = dense, offset == nil {
      append(open, activation)
      dense = nil
    } else {
      flush()
      layers.append(ActivationLayer(activation))
    }
  }

  private mutating func append(_ open: (kernel: ONNXMatrix, bias: [Float]?), _ activation: any Activation) {
    count += 1
    layers.append(Dense(open.kernel.shape[1], activation: activation, useBias: open.bias != nil))
    weights.append(("weights of layer \(count)", .matrix(open.kernel)))
    if let bias = open.bias { weights.append(("biases of layer \(count)", .row(bias))) }
  }

  /// Multiplies or divides what was shifted before, if it was.
  private mutating func scale(_ values: [Double], isDivision: Bool) {
    let factors = isDivision ? values.map { 1 / $0 } : values
    let deviations = isDivision ? values : values.map { 1 / $0 }
    if let offset, deviations.allSatisfy({ $0 > 1e-6 && $0.isFinite }) {
      // A subtraction before a division keeps the digits that multiplying out would lose.
      self.offset = nil
      flush()
      let width = max(offset.count, deviations.count)
      func wide(_ values: [Double]) -> [Double] {
        values.count == width ? values : [Double](repeating: values[0], count: width)
      }
      layers.append(
        Normalization(
          mean: ColumnValues(wide(offset.map { -$0 })),
          variance: ColumnValues(wide(deviations.map { $0 * $0 }))))
    } else {
      flush()
      layers.append(Rescaling(ColumnValues(factors)))
    }
  }

  private mutating func addNormalization(_ step: ONNXStep) {
    flush()
    count += 1
    switch step {
    case .batchNormalization(let gamma, let beta, let mean, let variance, let epsilon):
      layers.append(BatchNormalization(epsilon: epsilon))
      weights += [gamma, beta, mean, variance].map { ("weights of normalization \(count)", .row($0)) }
    case .layerNormalization(let gamma, let beta, let epsilon):
      layers.append(LayerNormalization(epsilon: epsilon, center: beta != nil))
      weights += [gamma, beta].compactMap(\.self).map { ("weights of normalization \(count)", .row($0)) }
    case .slopes(let slopes):
      layers.append(PReLU())
      weights.append(("slopes of layer \(count)", .row(slopes)))
    default: break
    }
  }

  /// Ends what further steps could have been part of.
  private mutating func flush() {
    if let open = dense { append(open, .linear) }
    dense = nil
    if let offset { layers.append(Rescaling(1, offset: ColumnValues(offset))) }
    offset = nil
  }

  mutating func finish() throws -> (layers: [any Layer], weights: [(name: String, weights: ONNXWeights)]) {
    flush()
    if layers.count == 1 { layers.append(IdentityLayer()) }
    return (layers, weights)
  }
}

extension ColumnValues {
  /// One number for all columns, or one for each.
  fileprivate init(_ values: [Double]) { self = values.count == 1 ? .all(values[0]) : .each(values) }
}
