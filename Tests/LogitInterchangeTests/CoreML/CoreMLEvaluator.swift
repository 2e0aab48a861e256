import Foundation
import LogitFiles

/// Works a Core ML file out as its specification says (apple/coremltools: mlmodel/format), read from its
/// bytes and not from what wrote them; nothing but Apple's systems runs Core ML itself.
struct CoreMLEvaluator {
  enum Value {
    case number(Double)
    case text(String)
    case array([Double])
  }

  /// The fields of a message by number.
  struct Message {
    private(set) var fields: [Int: [ProtobufField]] = [:]
    let message: ProtobufMessage

    init(_ message: ProtobufMessage) throws {
      self.message = message
      var rest = message
      while let field = try rest.next() { fields[field.number, default: []].append(field) }
    }

    func all(_ number: Int) throws -> [Message] {
      try (fields[number] ?? []).map { try Message(message.message($0, name: "\(number)")) }
    }
    func one(_ number: Int) throws -> Message? { try all(number).first }
    func texts(_ number: Int) throws -> [String] { try (fields[number] ?? []).map { try message.text($0) } }
    func integer(_ number: Int) throws -> Int {
      try (fields[number]?.last).map { try message.integer($0) } ?? 0
    }
    func float(_ number: Int) throws -> Float {
      try (fields[number]?.last).map { try message.float($0) } ?? 0
    }
    func doubles(_ number: Int) throws -> [Double] {
      var values: [Double] = []
      for field in fields[number] ?? [] { try message.add(field, to: &values, limit: 1 << 20) }
      return values
    }
    func floats(_ number: Int) throws -> [Float] {
      var values: [Float] = []
      for field in fields[number] ?? [] { try message.add(field, to: &values, limit: 1 << 20) }
      return values
    }
  }

  let model: Message

  init(_ bytes: [UInt8]) throws {
    model = try Message(ProtobufMessage(StoredBytes(bytes, name: "a.mlmodel"), name: "model"))
  }

  /// The names of the inputs.
  func inputs() throws -> [String] { try model.one(2)?.all(1).flatMap { try $0.texts(1) } ?? [] }

  /// The class labels and their probabilities.
  func classes(_ values: [String: Value]) throws -> (labels: [String], probabilities: [Double]) {
    var values = values
    guard let pipeline = try model.one(200)?.one(1) else { return try Self.classify(model, values) }
    let models = try pipeline.all(1)
    for part in models.dropLast() {
      let output = try part.one(2)?.one(10)?.texts(1).first ?? ""
      values[output] = .array(try Self.transform(part, values))
    }
    return try models.last.map { try Self.classify($0, values) } ?? ([], [])
  }

  private static func input(_ model: Message, _ values: [String: Value]) throws -> Value? {
    try model.one(2)?.one(1)?.texts(1).first.flatMap { values[$0] }
  }

  private static func transform(_ model: Message, _ values: [String: Value]) throws -> [Double] {
    if let encoder = try model.one(600), case .text(let text)? = try input(model, values) {
      return try encoder.one(1)?.texts(1).map { $0 == text ? 1 : 0 } ?? []
    }
    if let vectorizer = try model.one(602) {
      return try vectorizer.all(1).flatMap { column -> [Double] in
        let count = try column.integer(2)
        switch try values[column.texts(1).first ?? ""] {
        case .number(let number)?: return [number]
        case .array(let numbers)? where numbers.count == count: return numbers
        default: throw CocoaError(.coderValueNotFound)
        }
      }
    }
    guard case .array(let x)? = try input(model, values) else { throw CocoaError(.coderValueNotFound) }
    if let imputer = try model.one(601) {
      let replacements = try imputer.one(4)?.doubles(1) ?? []
      return zip(x, replacements).map { $0.isNaN ? $1 : $0 }
    }
    guard let scaler = try model.one(604) else { throw CocoaError(.coderValueNotFound) }
    return try zip(x, zip(scaler.doubles(1), scaler.doubles(2))).map { ($0 + $1.0) * $1.1 }
  }

  private static func labels(_ message: Message) throws -> [String] {
    if let texts = try message.one(100) { return try texts.texts(1) }
    var numbers: [Int] = []
    if let list = try message.one(101) {
      for field in list.fields[1] ?? [] { try list.message.add(field, to: &numbers, limit: 1000) }
    }
    return numbers.map { "\($0)" }
  }

  private static func classify(
    _ model: Message, _ values: [String: Value]
  ) throws -> (labels: [String], probabilities: [Double]) {
    guard case .array(let x)? = try input(model, values) else { throw CocoaError(.coderValueNotFound) }
    if let glm = try model.one(400) {
      // The log-odds of the second class against the first, the reference.
      let weights = try glm.one(1)?.doubles(1) ?? []
      let z = try zip(weights, x).reduce(glm.doubles(2)[0]) { $0 + $1.0 * $1.1 }
      let p = 1 / (1 + exp(-z))
      return (try labels(glm), [1 - p, p])
    }
    guard let network = try model.one(403) else { throw CocoaError(.coderValueNotFound) }
    var blobs = [try model.one(2)?.one(1)?.texts(1).first ?? "": x.map { Float($0) }]
    for layer in try network.all(1) {
      let input = try blobs[layer.texts(2)[0]] ?? []
      blobs[try layer.texts(3)[0]] = try evaluate(layer, input)
    }
    return (try labels(network), try (blobs[network.texts(200)[0]] ?? []).map { Double($0) })
  }

  private static func evaluate(_ layer: Message, _ x: [Float]) throws -> [Float] {
    if let product = try layer.one(140) {
      let (inputs, outputs) = (try product.integer(1), try product.integer(2))
      let weights = try product.one(20)?.floats(2) ?? []
      let bias = try product.one(21)?.floats(2) ?? []
      guard inputs == x.count, weights.count == inputs * outputs, bias.count == outputs else {
        throw CocoaError(.coderReadCorrupt)
      }
      return (0..<outputs).map { output in
        (0..<inputs).reduce(bias[output]) { $0 + weights[output * inputs + $1] * x[$1] }
      }
    }
    if try layer.one(175) != nil {
      let greatest = x.max() ?? 0
      let powers = x.map { exp($0 - greatest) }
      let sum = powers.reduce(0, +)
      return powers.map { $0 / sum }
    }
    guard let activation = try layer.one(130),
      let (kind, part) = try activation.fields.keys.first.map({ ($0, try activation.one($0)) })
    else {
      throw CocoaError(.coderValueNotFound)
    }
    let (alpha, beta) = (try part?.float(1) ?? 0, try part?.float(2) ?? 0)
    return x.map { x in
      switch kind {
      case 5: alpha * x + beta
      case 10: max(x, 0)
      case 15: x > 0 ? x : alpha * x
      case 30: tanh(x)
      case 40: 1 / (1 + exp(-x))
      case 41: min(max(alpha * x + beta, 0), 1)
      case 50: x >= 0 ? x : alpha * (exp(x) - 1)
      case 60: x / (1 + abs(x))
      case 70: log(1 + exp(x))
      default: .nan
      }
    }
  }
}
