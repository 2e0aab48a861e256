import Logit
import LogitStatistics

/// Writes a scoring function as a document of PMML.
struct PMMLWriter {
  /// What the header names as the program.
  static let application = "Logit"

  private(set) var root = XMLElement("PMML")
  private(set) var notes: [String]

  private let code: ScoringCode
  private let target: String
  /// The derived fields, and the names that are taken.
  private(set) var derived: [XMLElement] = []
  private var names: Set<String>
  /// The number behind the last field of a name that was wanted more than once.
  private var nameCounts: [String: Int] = [:]
  /// The fields of steps that are numbers.
  private var stepFields: [Int: String] = [:]

  init(_ request: ExportRequest, _ code: ScoringCode) throws {
    (self.code, notes) = (code, code.notes)
    let inputs = code.inputs.map(\.name)
    names = Set(inputs)
    target = Self.unused(request.classifier.target, &names, &nameCounts)
    try requireCharacters()
    notes.append("PMML knows no infinite numbers: leave them out, as missing values.")
    let model = code.layers.count == 1 ? try regression(request.golden) : try network(request.golden)
    let header = XMLElement(
      "Header", ["description": "Predicts \(request.classifier.target)."],
      [XMLElement("Application", ["name": Self.application, "version": LogitVersion.current])])
    root = XMLElement(
      "PMML", ["xmlns": "http://www.dmg.org/PMML-4_4", "version": "4.4"],
      [header, dictionary(), XMLElement("TransformationDictionary", [:], derived), model])
  }

  private func requireCharacters() throws {
    let texts = code.steps.flatMap { step -> [String] in
      guard case .choice(let choice) = step.body, case .texts(let texts) = choice.cases else { return [] }
      return texts
    }
    for text in code.inputs.map(\.name) + code.head.classNames + texts + [target]
    where !XMLElement.canHold(text) {
      throw code.inexpressible(
        "a character of \"\(text.onOneLine)\" that XML has no place for", remedy: "give it another name")
    }
  }

  // MARK: Fields

  private func dictionary() -> XMLElement {
    let columns = code.inputs.map { input in
      switch input.kind {
      case .number:
        XMLElement("DataField", ["name": input.name, "optype": "continuous", "dataType": "double"])
      case .boolean:
        XMLElement("DataField", ["name": input.name, "optype": "categorical", "dataType": "boolean"])
      case .text:
        XMLElement("DataField", ["name": input.name, "optype": "categorical", "dataType": "string"])
      }
    }
    let classes = XMLElement(
      "DataField", ["name": target, "optype": "categorical", "dataType": "string"],
      code.head.classNames.map { XMLElement("Value", ["value": $0]) })
    return XMLElement(
      "DataDictionary", ["numberOfFields": "\(columns.count + 1)"], columns + [classes])
  }

  private func schema() -> XMLElement {
    XMLElement(
      "MiningSchema", [:],
      [XMLElement("MiningField", ["name": target, "usageType": "target"])]
        // Whatever the fields hold is for the derived ones to judge.
        + code.inputs.map {
          XMLElement("MiningField", ["name": $0.name, "invalidValueTreatment": "asIs"])
        })
  }

  private func output() -> XMLElement {
    var fields = code.head.classNames.map {
      XMLElement(
        "OutputField",
        [
          "name": "probability(\($0))", "optype": "continuous", "dataType": "double",
          "feature": "probability", "value": $0,
        ])
    }
    if let threshold = code.head.rule.threshold(classCount: code.head.classNames.count) {
      let names = code.head.classNames
      fields.append(
        XMLElement(
          "OutputField",
          [
            "name": "decision", "optype": "categorical", "dataType": "string", "feature": "transformedValue",
          ],
          [
            Self.apply(
              "if",
              [
                Self.apply(
                  "greaterThan",
                  [XMLElement("FieldRef", ["field": "probability(\(names[1]))"]), Self.constant(threshold)]),
                XMLElement("Constant", ["dataType": "string"], text: names[1]),
                XMLElement("Constant", ["dataType": "string"], text: names[0]),
              ])
          ]))
    }
    return XMLElement("Output", [:], fields)
  }

  /// Adds a derived field of numbers.
  ///
  /// - Returns: Its name.
  mutating func derive(_ wanted: String, _ expression: XMLElement) -> String {
    let name = Self.unused(wanted, &names, &nameCounts)
    derived.append(
      XMLElement(
        "DerivedField", ["name": name, "optype": "continuous", "dataType": "double"], [expression]))
    return name
  }

  /// The field of a step that is a number, made if there is none.
  mutating func field(ofStep step: Int) -> String {
    if let name = stepFields[step] { return name }
    guard case .number(let number) = code.steps[step].body else { return "" }
    let name = derive("\(code.steps[step].name) as a number", expression(number, code))
    stepFields[step] = name
    return name
  }

  // MARK: Models

  private mutating func regression(_ golden: GoldenRows) throws -> XMLElement {
    let (slope, shift) = try code.line()
    var tables: [XMLElement] = []
    for (output, sum) in code.foldedSums.enumerated() {
      var predictors: [XMLElement] = []
      for term in sum.terms {
        let (name, weight): (String, Double)
        switch term {
        case .weighted(let own, .step(let step)): (name, weight) = (field(ofStep: step), own)
        case .weighted(let own, .input(let input)): (name, weight) = (code.inputs[input].name, own)
        case .weighted(let own, let number):
          (name, weight) = (derive("number", expression(number, code)), own)
        case .entry(let step, let entries):
          (name, weight) = (derive("\(code.steps[step].name) weighted", entry(step, entries, code)), 1)
        }
        predictors.append(
          XMLElement("NumericPredictor", ["name": name, "coefficient": Self.text(weight * slope)]))
      }
      let label = code.head.classNames[code.head.isBinary ? 1 : output]
      tables.append(
        XMLElement(
          "RegressionTable",
          ["intercept": Self.text(sum.constant * slope + shift[output]), "targetCategory": label], predictors)
      )
    }
    if code.head.isBinary {
      tables.append(
        XMLElement("RegressionTable", ["intercept": "0", "targetCategory": code.head.classNames[0]]))
    }
    noteCosts()
    return XMLElement(
      "RegressionModel",
      [
        "modelName": target, "functionName": "classification",
        "normalizationMethod": code.head.isBinary ? "logit" : "softmax",
      ], [schema(), output()] + tables + [verification(golden)])
  }

  private mutating func network(_ golden: GoldenRows) throws -> XMLElement {
    let (slope, shift) = try code.line()
    var names: [String] = []
    for number in code.scaledFeatures {
      if case .input(let input) = number {
        names.append(code.inputs[input].name)
      } else {
        names.append(derive("feature", expression(number, code)))
      }
    }
    let inputs = names.enumerated().map { place, name in
      XMLElement(
        "NeuralInput", ["id": "0,\(place)"],
        [
          XMLElement(
            "DerivedField", ["optype": "continuous", "dataType": "double"],
            [XMLElement("FieldRef", ["field": name])])
        ])
    }
    var layers: [XMLElement] = []
    for (index, layer) in code.layers.enumerated() {
      var (kernel, bias) = (layer.kernel, layer.bias)
      let isLast = index == code.layers.count - 1
      if isLast {
        bias = zip(bias, shift).map { $0 * slope + $1 }
        kernel = kernel.map { $0.map { $0 * slope } }
        // Of 0 and z the softmax gives what the sigmoid of z gives, and the rest.
        if code.head.isBinary { (kernel, bias) = (kernel.map { [0, $0[0]] }, [0, bias[0]]) }
      }
      let function = isLast ? "identity" : try Self.function(layer.activation, code)
      let neurons = bias.indices.map { unit in
        XMLElement(
          "Neuron", ["id": "\(index + 1),\(unit)", "bias": Self.text(bias[unit])],
          kernel.indices.map {
            XMLElement("Con", ["from": "\(index),\($0)", "weight": Self.text(kernel[$0][unit])])
          })
      }
      layers.append(
        isLast
          ? XMLElement(
            "NeuralLayer", ["activationFunction": function, "normalizationMethod": "softmax"], neurons)
          : XMLElement("NeuralLayer", ["activationFunction": function], neurons))
    }
    let outputs = code.head.classNames.enumerated().map { place, name in
      XMLElement(
        "NeuralOutput", ["outputNeuron": "\(layers.count),\(place)"],
        [
          XMLElement(
            "DerivedField", ["optype": "categorical", "dataType": "string"],
            [XMLElement("NormDiscrete", ["field": target, "value": name])])
        ])
    }
    noteCosts()
    return XMLElement(
      "NeuralNetwork",
      ["modelName": target, "functionName": "classification", "activationFunction": "identity"],
      [
        schema(), output(), XMLElement("NeuralInputs", ["numberOfInputs": "\(inputs.count)"], inputs),
      ] + layers + [
        XMLElement("NeuralOutputs", ["numberOfOutputs": "\(outputs.count)"], outputs), verification(golden),
      ])
  }

  private mutating func noteCosts() {
    if case .leastCost = code.head.rule,
      code.head.rule.threshold(classCount: code.head.classNames.count) == nil
    {
      notes.append("PMML predicts the most probable class, where this model has costs.")
    } else if code.head.rule != .mostProbable {
      notes.append("The class by the model's threshold is the output \"decision\".")
    }
  }

  /// PMML's word for an activation.
  private static func function(_ activation: CodeActivation, _ code: ScoringCode) throws -> String {
    switch activation {
    case .linear: return "identity"
    case .relu: return "rectifier"
    case .sigmoid: return "logistic"
    case .tanh: return "tanh"
    case .softsign: return "Elliott"
    case .exponential: return "exponential"
    default:
      throw code.inexpressible(
        "the activation \(activation)", remedy: "use relu, sigmoid, tanh, softsign or exponential")
    }
  }

  // MARK: Golden rows

  private func verification(_ golden: GoldenRows) -> XMLElement {
    let classes = code.head.classNames
    let fields =
      code.inputs.enumerated().map {
        XMLElement("VerificationField", ["field": $1.name, "column": "x\($0 + 1)"])
      }
      + classes.enumerated().map {
        XMLElement(
          "VerificationField",
          [
            "field": "probability(\($1))", "column": "p\($0 + 1)", "precision": "1e-6",
            "zeroThreshold": "1e-6",
          ])
      }
    let cells = code.isEncoded ? golden.encoded.map { $0.map { TableCell.number($0) } } : golden.rows
    let rows = zip(cells, golden.probabilities).map { row, shares in
      let given = zip(row, code.inputs).enumerated().compactMap { place, pair in
        Self.text(pair.0, pair.1.kind).map { XMLElement("x\(place + 1)", text: $0) }
      }
      return XMLElement(
        "row", [:], given + shares.enumerated().map { XMLElement("p\($0 + 1)", text: Self.text($1)) })
    }
    return XMLElement(
      "ModelVerification", ["recordCount": "\(rows.count)", "fieldCount": "\(fields.count)"],
      [XMLElement("VerificationFields", [:], fields), XMLElement("InlineTable", [:], rows)])
  }

  /// A value of a golden row; `nil` where it is missing.
  private static func text(_ cell: TableCell, _ kind: CodeInput.Kind) -> String? {
    switch (cell, kind) {
    case (.missing, _): nil
    case (.text(let text), _): text
    case (.number(let number), _): text(number)
    case (.integer(let number), _): "\(number)"
    case (.boolean(let value), .boolean): value ? "true" : "false"
    case (.boolean(let value), _): value ? "1" : "0"
    }
  }

  /// A number.
  static func text(_ number: Double) -> String { number.sourceText }

  /// A name for a field that no other has, and takes it.
  private static func unused(
    _ wanted: String, _ names: inout Set<String>, _ counts: inout [String: Int]
  ) -> String {
    var name = wanted
    while name.isEmpty || !names.insert(name).inserted {
      counts[wanted, default: 1] += 1
      name = "\(wanted) \(counts[wanted, default: 1])"
    }
    return name
  }
}
