import LogitFiles

/// What a model of Core ML takes, gives and does, and what it reaches beyond itself.
///
/// Source of the numbers of fields: Core ML's `Model.proto`, `Pipeline.proto`, `NeuralNetwork.proto`,
/// `FeatureTypes.proto`.
struct CoreMLScan {
  /// The most risks, and the most parts, that are listed.
  private static let mostListed = 4096

  /// Parts that are numbers and names, and compute.
  private static let plain: [Int: String] = [
    300: "glmRegressor", 301: "supportVectorRegressor", 302: "treeEnsembleRegressor",
    304: "bayesianProbitRegressor", 400: "glmClassifier", 401: "supportVectorClassifier",
    402: "treeEnsembleClassifier", 404: "kNearestNeighborsClassifier", 501: "itemSimilarityRecommender",
    560: "classConfidenceThresholding", 600: "oneHotEncoder", 601: "imputer", 602: "featureVectorizer",
    603: "dictVectorizer", 604: "scaler", 606: "categoricalMapping", 607: "normalizer",
    609: "arrayFeatureExtractor", 610: "nonMaximumSuppression", 900: "identity",
  ]
  private static let pipelines = [200: "pipelineClassifier", 201: "pipelineRegressor", 202: "pipeline"]
  private static let networks = [
    303: "neuralNetworkRegressor", 403: "neuralNetworkClassifier", 500: "neuralNetwork",
  ]
  /// Parts that hold what only Apple's systems read.
  private static let opaque = [
    502: "mlProgram, whose operations may take their weights from other files", 2000: "textClassifier",
    2001: "wordTagger", 2002: "visionFeaturePrint", 2003: "soundAnalysisPreprocessing", 2004: "gazetteer",
    2005: "wordEmbedding", 2006: "audioFeaturePrint", 3000: "serializedModel",
  ]

  private(set) var version: Int?
  private(set) var author: String?
  private(set) var inputs: [FileInspection.Value] = []
  private(set) var outputs: [FileInspection.Value] = []
  private(set) var layers: [FileInspection.Layer] = []
  private(set) var risks: [FileInspection.Risk] = []
  private(set) var unseen: [String] = []

  /// The whole file.
  mutating func model(_ message: ProtobufMessage) throws {
    var message = message
    while let field = try message.next() {
      switch field.number {
      case 1: version = try message.integer(field)
      case 2: try description(message.message(field, name: "description"))
      default: try content(field, of: message)
      }
    }
  }

  private mutating func description(_ message: ProtobufMessage) throws {
    var message = message
    while let field = try message.next() {
      switch field.number {
      case 1: inputs.append(try value(message.message(field, name: "input")))
      case 10: outputs.append(try value(message.message(field, name: "output")))
      case 100:
        var about = try message.message(field, name: "metadata")
        while let field = try about.next() { if field.number == 3 { author = try about.text(field) } }
      default: break
      }
      guard inputs.count + outputs.count <= Self.mostListed else {
        throw message.damaged(expected: "at most \(Self.mostListed) inputs and outputs", found: "more")
      }
    }
  }

  /// What a model, or a part of a pipeline, does.
  private mutating func content(_ field: ProtobufField, of message: ProtobufMessage) throws {
    let number = field.number
    if let type = Self.plain[number] {
      add(type, type)
    } else if let type = Self.pipelines[number] {
      add(type, type)
      let pipeline = try message.message(field, name: type)
      try parts(of: number == 202 ? pipeline : first(of: pipeline, name: "pipeline"))
    } else if let type = Self.networks[number] {
      add(type, type)
      try network(message.message(field, name: type))
    } else if number == 555 {
      add("customModel", "customModel")
      try own(message.message(field, name: "customModel"), "model")
    } else if number == 556 {
      add("linkedModel", "linkedModel")
      risk(.files, at: "linkedModel", "it is a model in another file, which loading it opens.")
    } else if number != 10 {
      // 10 says whether it may be trained on a device.
      let type = Self.opaque[number] ?? "a part of a kind that is not known (\(number))"
      add(type, type)
      unseen.append("What its part \(type) holds.")
    }
  }

  private func first(of message: ProtobufMessage, name: String) throws -> ProtobufMessage {
    var fields = message
    while let field = try fields.next() {
      if field.number == 1 { return try message.message(field, name: name) }
    }
    throw message.damaged(expected: "a message \(name)", found: "none")
  }

  private mutating func parts(of message: ProtobufMessage) throws {
    var message = message
    while let field = try message.next() {
      guard field.number == 1 else { continue }
      var part = try message.message(field, name: "models")
      // What the parts hand each other is not listed.
      while let field = try part.next() { if field.number > 2 { try content(field, of: part) } }
    }
  }

  private mutating func network(_ message: ProtobufMessage) throws {
    var message = message
    while let field = try message.next() {
      guard field.number == 1 else { continue }
      var layer = try message.message(field, name: "layers")
      var name = ""
      while let field = try layer.next() {
        switch field.number {
        case 1: name = try layer.text(field)
        case 500:
          try own(layer.message(field, name: "custom"), "layer \"\(name.shortened)\"")
        case 605:
          // Its networks are fields 1 and 2 of a branch, and 3 and 4 of a loop.
          try networks(of: layer.message(field, name: "branch"), 1...2)
        case 615: try networks(of: layer.message(field, name: "loop"), 3...4)
        default: break
        }
      }
      add(name, "layer")
    }
  }

  private mutating func networks(of message: ProtobufMessage, _ numbers: ClosedRange<Int>) throws {
    var message = message
    while let field = try message.next() {
      if numbers.contains(field.number) { try network(message.message(field, name: "network")) }
    }
  }

  /// A class of the program that loads the model.
  private mutating func own(_ message: ProtobufMessage, _ place: String) throws {
    var message = message
    var name = ""
    while let field = try message.next() { if field.number == 10 { name = try message.text(field) } }
    risk(
      .code, at: "the \(place)",
      "it runs the class \"\(name.shortened)\" of the program that loads it, with what the file gives it.")
  }

  // MARK: Inputs and outputs

  private func value(_ message: ProtobufMessage) throws -> FileInspection.Value {
    var message = message
    var value = FileInspection.Value("", type: "", shape: [])
    while let field = try message.next() {
      switch field.number {
      case 1: value.name = try message.text(field)
      case 3:
        var type = try message.message(field, name: "type")
        while let field = try type.next() {
          let names = [
            1: "int64", 2: "float64", 3: "string", 4: "image", 5: "array", 6: "dictionary", 7: "sequence",
          ]
          guard let name = names[field.number] else { continue }
          value.type = name
          if field.number == 5 { try array(type.message(field, name: "multiArrayType"), &value) }
        }
      default: break
      }
    }
    return value
  }

  private func array(_ message: ProtobufMessage, _ value: inout FileInspection.Value) throws {
    var message = message
    var lengths: [Int] = []
    while let field = try message.next() {
      switch field.number {
      case 1: try message.add(field, to: &lengths, limit: 16)
      case 2:
        let types = [65552: "float16", 65568: "float32", 65600: "float64", 131104: "int32"]
        value.type = types[try message.integer(field)] ?? value.type
      default: break
      }
    }
    value.shape = lengths.map { $0 > 0 ? $0 : nil }
  }

  // MARK: Lists

  private mutating func add(_ name: String, _ type: String) {
    if layers.count < Self.mostListed { layers.append(.init(name, type: type, parameters: nil)) }
  }

  private mutating func risk(_ kind: FileInspection.Risk.Kind, at place: String, _ message: String) {
    if risks.count < Self.mostListed { risks.append(.init(kind, at: place, message)) }
  }
}
