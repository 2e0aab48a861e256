import Logit
import LogitData
import LogitFiles

/// Reads the model of a document of PMML: sums of columns, and the layers behind them.
struct PMMLReader {
  /// `x · kernel + bias`, and what follows.
  struct Layer {
    /// `[inputs][outputs]`.
    var kernel: [[Double]]
    var bias: [Double]
    var activation: any Activation
  }

  /// The sums that the first layer takes.
  private(set) var inputs: [ColumnSum] = []
  private(set) var layers: [Layer] = []
  private(set) var classNames: [String] = []
  /// The probability of the second of two classes above which an output of the file is that class.
  private(set) var threshold: Double?
  private(set) var notes: [String] = []
  private(set) var fields: PMMLFields
  private let source: String

  private static let mostWeights = SummedColumns.mostWeights

  init(_ root: XMLElement, source: String) throws {
    self.source = source
    let known: Set<String> = [
      "Header", "MiningBuildTask", "DataDictionary", "TransformationDictionary", "Extension",
    ]
    let models = root.children.filter { !known.contains($0.name) }
    guard root.name == "PMML", let model = models.first else {
      throw PMMLFields.damaged(source, root, expected: "<PMML> with a model", found: "none")
    }
    fields = try PMMLFields(root, model, source: source)
    guard models.count == 1, ["RegressionModel", "NeuralNetwork"].contains(model.name) else {
      throw fields.unsupported(
        models.count > 1 ? "several models in a document" : "the model <\(model.name)>")
    }
    if let targets = model.child("Targets") {
      throw fields.unsupported("the element <Targets> (line \(targets.line))")
    }
    let function = model["functionName"] ?? ""
    // Old writers of R call a logistic regression of 0 and 1 one of numbers.
    guard function == "classification" || function == "regression" && model["normalizationMethod"] == "logit"
    else { throw fields.unsupported("functionName \"\(function.shortened)\"") }
    if model.name == "RegressionModel" {
      try readRegression(model, isOfNumbers: function == "regression")
    } else {
      try readNetwork(model)
    }
    readOutputs(model)
  }

  // MARK: Decisions

  /// Takes over the threshold of an output that is a class by it; says which others are passed over.
  private mutating func readOutputs(_ model: XMLElement) {
    var passed: [String] = []
    for output in model.child("Output")?.children("OutputField") ?? [] {
      let usual = ["probability", "predictedValue", "predictedDisplayValue", "residual"]
      guard let feature = output["feature"], !usual.contains(feature) else { continue }
      if threshold == nil, let found = decision(output, probabilities: model) {
        threshold = found
      } else {
        passed.append(output["name"] ?? "")
      }
    }
    if !passed.isEmpty { notes.append("Outputs of the file that are not read: \(DataError.list(passed)).") }
  }

  /// The threshold where a field is `probability of the second > threshold ? second : first`.
  private func decision(_ output: XMLElement, probabilities model: XMLElement) -> Double? {
    guard classNames.count == 2, let choice = output.child("Apply"), choice["function"] == "if",
      choice.children.count == 3, choice["mapMissingTo"] == nil,
      case let (test, chosen, other) = (choice.children[0], choice.children[1], choice.children[2]),
      test.name == "Apply", test["function"] == "greaterThan", test.children.count == 2,
      let field = test.child("FieldRef")?["field"], test.children[0].name == "FieldRef",
      let threshold = test.child("Constant").flatMap({ Double($0.text) }), (0...1).contains(threshold),
      chosen.name == "Constant", chosen.text == classNames[1],
      other.name == "Constant", other.text == classNames[0]
    else { return nil }
    let source = model.child("Output")?.children("OutputField").first { $0["name"] == field }
    guard source?["feature"] == "probability", source?["value"] == classNames[1] else { return nil }
    return threshold
  }

  // MARK: Regression

  private mutating func readRegression(_ model: XMLElement, isOfNumbers: Bool) throws {
    var sums: [(name: String, sum: ColumnSum)] = []
    for table in model.children("RegressionTable") {
      var sum = ColumnSum(constant: try fields.number(table, "intercept", default: 0))
      for term in table.children {
        switch term.name {
        case "NumericPredictor":
          guard try fields.number(term, "exponent", default: 1) == 1 else {
            throw fields.unsupported("an exponent of a NumericPredictor (line \(term.line))")
          }
          let name = term["name"] ?? ""
          sum.add(try fields.sum(of: name, term), times: try fields.number(term, "coefficient"))
        case "CategoricalPredictor":
          let source = try fields.category(term["name"] ?? "", term["value"] ?? "", term)
          sum.add(source, try fields.number(term, "coefficient"))
        case "Extension": continue
        default: throw fields.unsupported("<\(term.name)> (line \(term.line))")
        }
      }
      sums.append((table["targetCategory"] ?? "", sum))
    }
    let method = model["normalizationMethod"] ?? "none"
    if isOfNumbers, sums.count == 1 { sums = [("1", sums[0].sum), ("0", ColumnSum())] }
    guard method == "softmax" && sums.count >= 2 || method == "logit" && sums.count == 2 else {
      throw fields.unsupported("normalizationMethod \"\(method.shortened)\" of \(sums.count) tables")
    }
    if sums.count == 2 {
      guard method == "softmax" || sums[1].sum == ColumnSum() else {
        throw fields.unsupported("normalizationMethod \"logit\" of two tables with weights")
      }
      // The softmax of two is the sigmoid of their difference.
      sums[0].sum.add(sums[1].sum, times: -1)
      classNames = [sums[1].name, sums[0].name]
      inputs = [sums[0].sum]
      layers = [Layer(kernel: [[1]], bias: [0], activation: .sigmoid)]
      return
    }
    classNames = sums.map(\.name)
    inputs = sums.map(\.sum)
    let count = sums.count
    guard count * count <= Self.mostWeights else { throw fields.unsupported("\(count) tables") }
    layers = [
      Layer(
        kernel: (0..<count).map { row in (0..<count).map { $0 == row ? 1 : 0 } },
        bias: [Double](repeating: 0, count: count), activation: .softmax)
    ]
  }

  // MARK: Networks

  private mutating func readNetwork(_ model: XMLElement) throws {
    var places: [String: Int] = [:]
    for input in model.child("NeuralInputs")?.children("NeuralInput") ?? [] {
      guard let id = input["id"], let field = input.child("DerivedField"), let last = field.children.last
      else {
        throw PMMLFields.damaged(source, input, expected: "an id and a field", found: "none")
      }
      guard places.updateValue(inputs.count, forKey: id) == nil else {
        throw PMMLFields.damaged(
          source, input, expected: "an id of its own", found: "\"\(id.shortened)\" twice")
      }
      inputs.append(try fields.sum(last))
    }
    var norms: [String] = []
    var ids: [String: Int] = [:]
    for layer in model.children("NeuralLayer") {
      let read = try self.layer(layer, model, places)
      layers.append(read.layer)
      (ids, places) = (read.places, read.places)
      norms.append(layer["normalizationMethod"] ?? model["normalizationMethod"] ?? "none")
    }
    guard let norm = norms.last else {
      throw PMMLFields.damaged(source, model, expected: "a <NeuralLayer>", found: "none")
    }
    guard norms.dropLast().allSatisfy({ $0 == "none" }) else {
      throw fields.unsupported("a normalizationMethod of hidden layers")
    }
    try name(outputs: model, ids)
    try finish(norm)
  }

  private func layer(
    _ element: XMLElement, _ model: XMLElement, _ places: [String: Int]
  ) throws -> (layer: Layer, places: [String: Int]) {
    let neurons = element.children("Neuron")
    guard neurons.count * places.count <= Self.mostWeights, !neurons.isEmpty, !places.isEmpty else {
      throw PMMLFields.damaged(
        source, element, expected: "neurons of at most \(Self.mostWeights) weights", found: "\(neurons.count)"
      )
    }
    var own: [String: Int] = [:]
    var kernel = [[Double]](repeating: [Double](repeating: 0, count: neurons.count), count: places.count)
    var bias: [Double] = []
    for (unit, neuron) in neurons.enumerated() {
      guard let id = neuron["id"], own.updateValue(unit, forKey: id) == nil else {
        throw PMMLFields.damaged(source, neuron, expected: "an id of its own", found: "none")
      }
      bias.append(try fields.number(neuron, "bias", default: 0))
      for connection in neuron.children("Con") {
        guard let from = connection["from"], let place = places[from] else {
          throw fields.unsupported(
            "a connection from \"\((connection["from"] ?? "").shortened)\", which is none of the layer before (line \(connection.line)),"
          )
        }
        kernel[place][unit] += try fields.number(connection, "weight")
      }
    }
    let word = element["activationFunction"] ?? model["activationFunction"] ?? ""
    return (Layer(kernel: kernel, bias: bias, activation: try activation(word, element)), own)
  }

  private func activation(_ word: String, _ element: XMLElement) throws -> any Activation {
    switch word {
    case "identity": return .linear
    case "logistic": return .sigmoid
    case "tanh": return .tanh
    case "rectifier": return .relu
    case "exponential": return .exponential
    case "Elliott": return .softsign
    default:
      throw fields.unsupported("the activation function \"\(word.shortened)\" (line \(element.line))")
    }
  }

  /// The class of each neuron of the last layer.
  private mutating func name(outputs model: XMLElement, _ ids: [String: Int]) throws {
    var names = [String?](repeating: nil, count: ids.count)
    for output in model.child("NeuralOutputs")?.children("NeuralOutput") ?? [] {
      guard let neuron = output["outputNeuron"], let place = ids[neuron],
        let value = output.child("DerivedField")?.child("NormDiscrete")?["value"]
      else { throw fields.unsupported("a NeuralOutput that is no class (line \(output.line))") }
      names[place] = value
    }
    classNames = names.compactMap(\.self)
    guard classNames.count == names.count else {
      throw PMMLFields.damaged(
        source, model, expected: "a NeuralOutput for each neuron of the last layer", found: "fewer")
    }
  }

  /// Makes the outputs probabilities: of two classes the second's.
  private mutating func finish(_ norm: String) throws {
    let last = layers.count - 1
    let isPair = layers[last].bias.count == 2
    if norm == "softmax", layers[last].activation is Linear {
      layers[last].activation = .softmax
      guard isPair else { return }
      layers[last] = Layer(
        kernel: layers[last].kernel.map { [$0[1] - $0[0]] },
        bias: [layers[last].bias[1] - layers[last].bias[0]],
        activation: .sigmoid)
      return
    }
    // A probability and what is left of 1, as neurons of their own.
    guard norm == "none", isPair, last > 0, layers[last].activation is Linear,
      layers[last - 1].activation is Sigmoid, layers[last - 1].bias.count == 1
    else { throw fields.unsupported("a last layer whose outputs are no probabilities") }
    let (weights, bias) = (layers[last].kernel[0], layers[last].bias)
    if weights == [1, -1], bias == [0, 1] {
      classNames.reverse()
    } else {
      guard weights == [-1, 1], bias == [1, 0] else {
        throw fields.unsupported("a last layer whose outputs are no probabilities")
      }
    }
    layers.removeLast()
  }
}
