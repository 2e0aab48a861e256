import LogitFiles

/// A model as Core ML's files have it: what it takes and gives, and what it does. The numbers of fields are
/// those of Model.proto.
struct CoreMLModel {
  /// What a value is.
  enum Kind: Equatable {
    case double
    case string
    case int64
    /// Numbers in double precision, or in single.
    case array(Int, isDouble: Bool)
    /// A number for each class, by its name or number.
    case dictionary(isText: Bool)
  }

  struct Feature {
    var name: String
    var kind: Kind
    var documentation = ""
  }

  enum Content {
    case vectorizer([(name: String, width: Int)])
    case imputer([Double])
    case scaler(shift: [Double], scale: [Double])
    case oneHot([String])
    /// A row of weights and a constant: the log-odds of the second class.
    case glm(weights: [Double], offset: Double, labels: CoreMLLabels)
    case network([CoreMLLayer], labels: CoreMLLabels)
    case pipeline([CoreMLModel])
  }

  var inputs: [Feature]
  var outputs: [Feature]
  var content: Content
  /// The outputs that are the class, and the probabilities; `nil` for a model that gives none.
  var predicted: (label: String, probabilities: String)?
  var documentation = ""
  var metadata: [(key: String, value: String)] = []
}

/// The classes of a Core ML model.
enum CoreMLLabels: Equatable {
  case texts([String])
  case numbers([Int])

  var isText: Bool { if case .texts = self { true } else { false } }
}

/// A layer of a Core ML network.
struct CoreMLLayer {
  enum Content {
    /// `weights · x + bias`, `[outputs, inputs]`.
    case innerProduct(inputs: Int, outputs: Int, weights: [Float], bias: [Float])
    case activation(CoreMLActivation)
    case softmax
  }

  var name: String
  var input: String
  var output: String
  var content: Content
}

/// An activation that Core ML knows.
enum CoreMLActivation: Equatable {
  case linear(alpha: Float, beta: Float)
  case relu
  case leakyRelu(Float)
  case tanh
  case sigmoid
  case hardSigmoid(alpha: Float, beta: Float)
  case elu(Float)
  case softsign
  case softplus
}

// MARK: - Encoding

extension CoreMLModel {
  /// The oldest version that has all that is written here: that of iOS 11 and macOS 10.13.
  private static let version = 1

  /// The bytes of a file.
  var encoded: [UInt8] {
    var writer = ProtobufWriter()
    encode(to: &writer)
    return writer.bytes
  }

  private func encode(to model: inout ProtobufWriter) {
    model.add(1, integer: Self.version)
    model.add(2) { encodeDescription(to: &$0) }
    switch content {
    case .pipeline(let models):
      model.add(200) {
        $0.add(1) { pipeline in for part in models { pipeline.add(1) { part.encode(to: &$0) } } }
      }
    case .glm(let weights, let offset, let labels):
      model.add(400) { glm in
        glm.add(1) { $0.add(1, packed: weights) }
        glm.add(2, packed: [offset])
        labels.encode(to: &glm)
      }
    case .network(let layers, let labels):
      model.add(403) { network in
        for layer in layers { network.add(1) { layer.encode(to: &$0) } }
        labels.encode(to: &network)
        network.add(200, text: layers.last?.output ?? "")
      }
    case .oneHot(let categories):
      model.add(600) { encoder in
        encoder.add(1) { for category in categories { $0.add(1, text: category) } }
        // An unknown category is not among them.
        encoder.add(11, integer: 1)
      }
    case .imputer(let values):
      model.add(601) { imputer in
        imputer.add(4) { $0.add(1, packed: values) }
        imputer.add(11, double: .nan)
      }
    case .vectorizer(let columns):
      model.add(602) { vectorizer in
        for (name, width) in columns {
          vectorizer.add(1) {
            $0.add(1, text: name)
            $0.add(2, integer: width)
          }
        }
      }
    case .scaler(let shift, let scale):
      model.add(604) {
        $0.add(1, packed: shift)
        $0.add(2, packed: scale)
      }
    }
  }

  private func encodeDescription(to description: inout ProtobufWriter) {
    for input in inputs { description.add(1) { input.encode(to: &$0) } }
    for output in outputs { description.add(10) { output.encode(to: &$0) } }
    if let predicted {
      description.add(11, text: predicted.label)
      description.add(12, text: predicted.probabilities)
    }
    guard !documentation.isEmpty || !metadata.isEmpty else { return }
    description.add(100) { about in
      about.add(1, text: documentation)
      for (key, value) in metadata {
        about.add(100) {
          $0.add(1, text: key)
          $0.add(2, text: value)
        }
      }
    }
  }
}

extension CoreMLModel.Feature {
  fileprivate func encode(to feature: inout ProtobufWriter) {
    feature.add(1, text: name)
    if !documentation.isEmpty { feature.add(2, text: documentation) }
    feature.add(3) { type in
      switch kind {
      case .int64: type.add(1) { _ in }
      case .double: type.add(2) { _ in }
      case .string: type.add(3) { _ in }
      case .array(let count, let isDouble):
        type.add(5) {
          $0.add(1, packed: [count])
          $0.add(2, integer: isDouble ? 65600 : 65568)
        }
      case .dictionary(let isText): type.add(6) { $0.add(isText ? 2 : 1) { _ in } }
      }
    }
  }
}

extension CoreMLLabels {
  fileprivate func encode(to writer: inout ProtobufWriter) {
    switch self {
    case .texts(let texts): writer.add(100) { for text in texts { $0.add(1, text: text) } }
    case .numbers(let numbers): writer.add(101) { $0.add(1, packed: numbers) }
    }
  }
}

extension CoreMLLayer {
  fileprivate func encode(to layer: inout ProtobufWriter) {
    layer.add(1, text: name)
    layer.add(2, text: input)
    layer.add(3, text: output)
    switch content {
    case .softmax: layer.add(175) { _ in }
    case .activation(let activation): layer.add(130) { activation.encode(to: &$0) }
    case .innerProduct(let inputs, let outputs, let weights, let bias):
      layer.add(140) { product in
        product.add(1, integer: inputs)
        product.add(2, integer: outputs)
        product.add(10, integer: 1)
        product.add(20) { $0.add(2, packed: weights) }
        product.add(21) { $0.add(2, packed: bias) }
      }
    }
  }
}

extension CoreMLActivation {
  fileprivate func encode(to activation: inout ProtobufWriter) {
    func alpha(_ value: Float) -> (inout ProtobufWriter) -> Void { { $0.add(1, float: value) } }
    switch self {
    case .linear(let slope, let offset):
      activation.add(5) {
        $0.add(1, float: slope)
        $0.add(2, float: offset)
      }
    case .relu: activation.add(10) { _ in }
    case .leakyRelu(let slope): activation.add(15, alpha(slope))
    case .tanh: activation.add(30) { _ in }
    case .sigmoid: activation.add(40) { _ in }
    case .hardSigmoid(let slope, let offset):
      activation.add(41) {
        $0.add(1, float: slope)
        $0.add(2, float: offset)
      }
    case .elu(let factor): activation.add(50, alpha(factor))
    case .softsign: activation.add(60) { _ in }
    case .softplus: activation.add(70) { _ in }
    }
  }
}
