import Logit

extension LIBLINEARModel {
  /// The most weights that a file may have.
  private static let largestCount = 1 << 26

  /// Whether bytes begin as LIBLINEAR's models do.
  static func begins(_ bytes: [UInt8]) -> Bool { bytes.starts(with: Array("solver_type ".utf8)) }

  /// Reads a model of LIBLINEAR.
  ///
  /// Weights become those of a dense layer in single precision, the constant is the last weight times the
  /// file's `bias`. For two classes the layer's output is that of the first label, which is the second class;
  /// logistic regression of more classes is one sigmoid for each, whose shares LIBLINEAR divides by their
  /// sum.
  ///
  /// - Parameters:
  ///   - bytes: The file.
  ///   - name: What messages call it.
  /// - Returns: The model, with labels as the names of classes.
  /// - Throws: ``InterchangeError/unsupported(source:item:supported:)`` for anything but a model of classes,
  ///   or `FileError.damaged(source:item:expected:found:remedy:)` for a file that is damaged.
  public static func read(_ bytes: [UInt8], name: String) throws -> ForeignModel {
    var reader = LIBLINEARReader(bytes, name: name)
    let header = try reader.header()
    let isLogistic = ["L2R_LR", "L2R_LR_DUAL", "L1R_LR"].contains(header.solver)
    let known = [
      "L2R_L2LOSS_SVC_DUAL", "L2R_L2LOSS_SVC", "L2R_L1LOSS_SVC_DUAL", "MCSVM_CS", "L1R_L2LOSS_SVC",
    ]
    guard isLogistic || known.contains(header.solver) else {
      throw InterchangeError.unsupported(
        source: name, item: "solver_type \(header.solver.shortened)",
        supported: "L2R_LR, L2R_LR_DUAL, L1R_LR, " + known.joined(separator: ", "))
    }
    let isSingle = header.labels.count == 2 && header.solver != "MCSVM_CS"
    let width = isSingle ? 1 : header.labels.count
    let hasBias = header.bias >= 0
    guard header.featureCount <= largestCount / max(width, 1) else {
      throw reader.damaged("nr_feature", "\(header.featureCount)", "at most \(largestCount) weights")
    }
    var kernel: [Float] = []
    for _ in 0..<header.featureCount * width { kernel.append(Float(try reader.number("w"))) }
    var bias: [Float] = []
    for _ in 0..<width { bias.append(hasBias ? try reader.constant(times: header.bias) : 0) }
    try reader.requireEnd(count: (header.featureCount + (hasBias ? 1 : 0)) * width)
    let activation: any Activation = isLogistic ? .sigmoid : .linear
    var model = try Sequential([Dense(width, inputShape: [header.featureCount], activation: activation)])
    try model.setWeights([Tensor(kernel, shape: [header.featureCount, width]), Tensor(bias)])
    var notes: [String] = []
    if !isLogistic {
      notes.append("Its outputs are sums, not probabilities: it is a support vector machine.")
    }
    if isLogistic, !isSingle {
      notes.append("Its outputs are each class against the rest; LIBLINEAR divides them by their sum.")
    }
    return ForeignModel(model, classNames: isSingle ? header.labels.reversed() : header.labels, notes: notes)
  }
}

/// Reads the words of a file of LIBLINEAR, which are separated by blanks.
private struct LIBLINEARReader {
  struct Header {
    var solver = ""
    var labels: [String] = []
    var featureCount = 0
    var bias = -1.0
  }

  private let bytes: [UInt8]
  private let name: String
  private var place = 0

  /// The most bytes of a word. Numbers have some twenty.
  private static let longestWord = 400

  init(_ bytes: [UInt8], name: String) { (self.bytes, self.name) = (bytes, name) }

  /// Everything up to the weights.
  mutating func header() throws -> Header {
    var header = Header()
    var classCount = 0
    while true {
      switch try word("a keyword") {
      case "solver_type": header.solver = try word("solver_type")
      case "nr_class": classCount = try count("nr_class", 1...1 << 16)
      case "label":
        for _ in 0..<classCount {
          header.labels.append("\(try count("label", Int(Int32.min)...Int(Int32.max)))")
        }
      case "nr_feature": header.featureCount = try count("nr_feature", 0...1 << 30)
      case "bias": header.bias = try number("bias")
      case "w":
        guard !header.solver.isEmpty, header.labels.count >= 2, header.labels.count == classCount else {
          throw damaged(
            "the header", "other lines", "solver_type, nr_class of at least 2, and as many labels")
        }
        // Every weight takes two bytes at least.
        guard header.featureCount <= bytes.count - place else {
          throw damaged("nr_feature", "\(header.featureCount)", "a weight for each feature")
        }
        return header
      case let other:
        throw InterchangeError.unsupported(
          source: name, item: "\"\(other.shortened.onOneLine)\"",
          supported: "solver_type, nr_class, label, nr_feature, bias and w")
      }
    }
  }

  mutating func number(_ what: String) throws -> Double {
    let word = try word(what)
    guard let number = Double(word), Float(number).isFinite else {
      throw damaged(what, word.shortened.onOneLine, "a number")
    }
    return number
  }

  /// The last weight of an output times the file's bias.
  mutating func constant(times bias: Double) throws -> Float {
    let weight = try number("w")
    let constant = Float(weight * bias)
    guard constant.isFinite else {
      throw damaged("w", "\(weight) times the bias \(bias)", "a constant of single precision")
    }
    return constant
  }

  /// Refuses what follows the last weight, which belongs to a model of another shape.
  ///
  /// - Parameter count: The number of weights.
  mutating func requireEnd(count: Int) throws {
    while place < bytes.count, bytes[place] <= 0x20 { place += 1 }
    var end = bytes.count
    while end > place, bytes[end - 1] <= 0x20 { end -= 1 }
    let rest = bytes[place..<end]
    guard !rest.isEmpty, !rest.starts(with: LIBLINEARModel.goldenStart.utf8),
      !rest.elementsEqual(LIBLINEARModel.sparseEnd.utf8)
    else { return }
    let found = try word("w")
    throw damaged(
      "w", found.shortened.onOneLine, "the end of the file after \(count) weights, as the header says")
  }

  private mutating func count(_ what: String, _ range: ClosedRange<Int>) throws -> Int {
    let word = try word(what)
    guard let number = Int(word), range.contains(number) else {
      throw damaged(what, word.shortened.onOneLine, "a whole number in \(range)")
    }
    return number
  }

  private mutating func word(_ what: String) throws -> String {
    while place < bytes.count, bytes[place] <= 0x20 { place += 1 }
    let start = place
    while place < bytes.count, bytes[place] > 0x20, place - start <= Self.longestWord { place += 1 }
    guard place > start else { throw damaged(what, "the end of the file", "a word") }
    guard place - start <= Self.longestWord else {
      throw damaged(what, "a longer one", "a word of at most \(Self.longestWord) bytes")
    }
    return String(decoding: bytes[start..<place], as: UTF8.self)
  }

  /// The line of the last word, counted from 1.
  private var line: Int {
    // The blank behind a word is not read yet.
    1 + bytes[..<place].count { $0 == 0x0A }
  }

  func damaged(_ what: String, _ found: String, _ expected: String) -> FileError {
    .damaged(
      source: name, item: "\(what) in line \(line)", expected: expected, found: found,
      remedy: "write the model again")
  }
}
