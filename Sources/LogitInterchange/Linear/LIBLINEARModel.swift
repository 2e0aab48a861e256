import Logit
import LogitData

/// The text file of a model of LIBLINEAR.
///
/// LIBLINEAR takes numbers by position and knows no columns: a model of numbers alone is written for these as
/// they are, with the scaling folded into the weights; any other from encoded numbers. For two classes the
/// file is one of logistic regression, `L2R_LR`, whose probabilities are the model's, calibrated and
/// corrected. Of more classes LIBLINEAR's logistic regression takes one against the rest, which is not
/// softmax; so the file is one that gives classes and no probabilities, `MCSVM_CS`. Golden rows stand behind
/// the last weight, where LIBLINEAR reads no further.
public struct LIBLINEARModel: ExportFormat {
  /// `liblinear`
  public let word = "liblinear"
  /// `LIBLINEAR`
  public let name = "LIBLINEAR"
  /// `liblinear`
  public let fileExtension = "liblinear"

  /// Makes the format.
  public init() {}

  /// Writes the model.
  ///
  /// - Parameter request: What to write.
  /// - Returns: The text.
  /// - Throws: ``InterchangeError/inexpressible(format:item:remedy:)`` for hidden layers, columns that are no
  ///   numbers, and calibrations that are no straight line.
  public func encode(_ request: ExportRequest) throws -> ExportedFile {
    let code = try ScoringCode(request, format: name)
    guard code.layers.count == 1 else {
      throw code.inexpressible("hidden layers", remedy: "train a model without, or write another format")
    }
    let numbers = try weights(code)
    let labels = Self.labels(code.head.classNames)
    var notes = code.notes
    if labels != code.head.classNames {
      let names = zip(labels, code.head.classNames).map { "\($0) is \($1)" }
      notes.append("LIBLINEAR's labels are whole numbers: \(names.joined(separator: ", ")).")
    }
    notes.append(
      "Its numbers are those of \(code.inputs.map(\.name).joined(separator: ", ")), in this order, counted from 1."
    )
    let isUsual =
      code.head.rule.threshold(classCount: code.head.classNames.count).map { $0 == 0.5 }
      ?? (code.head.rule == .mostProbable)
    if !isUsual {
      notes.append("LIBLINEAR predicts the most probable class, where this model has a threshold or costs.")
    }
    if let replaced = Self.replacements(code) { notes.append(replaced) }
    let isBinary = code.head.isBinary
    if !isBinary { notes.append("It gives classes and no probabilities.") }
    // Of two labels, the first is that of positive sums.
    let order = isBinary ? [labels[1], labels[0]] : labels
    var lines = [
      "solver_type \(isBinary ? "L2R_LR" : "MCSVM_CS")", "nr_class \(labels.count)",
      "label \(order.joined(separator: " "))",
      "nr_feature \(code.inputs.count)", "bias 1", "w",
    ]
    lines += (numbers.kernel + [numbers.bias]).map { row in
      row.map { "\($0.pythonDescription) " }.joined()
    }
    // LIBLINEAR reads nothing behind the last weight.
    let golden = request.golden.complete.json(isEncoded: request.isEncoded)
    lines.append("\(Self.goldenStart)\(golden)")
    return ExportedFile(Array((lines.joined(separator: "\n") + "\n").utf8), notes: notes)
  }

  /// The last line of a model of sparse rows, which carries no golden rows.
  static let sparseEnd = "# logit sparse rows"

  /// What the line of golden rows begins with.
  static let goldenStart = "# logit golden_rows "

  /// Whether a file ends with the golden rows that this writes.
  ///
  /// - Parameter artefact: The file.
  /// - Returns: `false` for files of LIBLINEAR itself.
  public func recognizes(_ artefact: Artefact) -> Bool {
    guard Self.begins(artefact.bytes),
      let line = artefact.bytes.split(separator: UInt8(ascii: "\n")).last
    else { return false }
    if line.elementsEqual(Self.sparseEnd.utf8) { return true }
    guard line.starts(with: Self.goldenStart.utf8) else { return false }
    let text = String(decoding: line.dropFirst(Self.goldenStart.utf8.count), as: UTF8.self)
    return (try? JSON(json: text)).flatMap { GoldenRows(json: $0) } != nil
  }

  /// As a clause.
  public var uncheckedReason: String { "LIBLINEAR is not run by Logit" }

  /// Nothing on this machine is known to run it.
  ///
  /// - Parameter artefact: The file.
  /// - Returns: `nil`.
  public func check(_ artefact: Artefact) -> GoldenCheck? { nil }

  /// What to put in for missing values, of which LIBLINEAR knows none; `nil` if nothing is put in.
  private static func replacements(_ code: ScoringCode) -> String? {
    let replaced = code.usedSteps.sorted().compactMap { step -> String? in
      guard case .number(.present(let input, let replacement)) = code.steps[step].body, !replacement.isNaN
      else { return nil }
      return "\(replacement.pythonDescription) for \(code.inputs[input].name)"
    }
    guard !replaced.isEmpty else { return nil }
    return "LIBLINEAR knows no missing values: put in \(replaced.joined(separator: ", "))."
  }

  /// The whole numbers that LIBLINEAR's labels are: those that the classes are, or their positions.
  static func labels(_ classes: [String]) -> [String] {
    let numbers = classes.compactMap { Int32($0) }
    return numbers.count == classes.count && Set(numbers).count == numbers.count
      ? numbers.map { "\($0)" } : classes.indices.map { "\($0)" }
  }

  /// The weights of each input and the constants, with calibration and prior folded in.
  private func weights(_ code: ScoringCode) throws -> (kernel: [[Double]], bias: [Double]) {
    var kernel = [[Double]](repeating: [], count: code.inputs.count)
    var bias: [Double] = []
    for sum in code.foldedSums {
      var weights = [Double](repeating: 0, count: code.inputs.count)
      var constant = sum.constant
      for term in sum.terms {
        guard case .weighted(let weight, let number) = term else { throw notOfNumbers(code) }
        try Self.add(weight, number, code, to: &weights, &constant) { notOfNumbers(code) }
      }
      for input in kernel.indices { kernel[input].append(weights[input]) }
      bias.append(constant)
    }
    let (slope, shift) = try code.line()
    return (kernel.map { $0.map { $0 * slope } }, zip(bias, shift).map { $0 * slope + $1 })
  }

  private func notOfNumbers(_ code: ScoringCode) -> InterchangeError {
    code.inexpressible(
      "columns other than numbers without missing values", remedy: "write it from encoded numbers")
  }

  private static func add(
    _ weight: Double, _ number: CodeNumber, _ code: ScoringCode, to weights: inout [Double],
    _ constant: inout Double,
    refusal: () -> InterchangeError
  ) throws {
    switch number {
    case .input(let input), .present(let input, _):
      guard code.inputs[input].kind != .text else { throw refusal() }
      weights[input] += weight
    case .step(let step):
      guard case .number(let inner) = code.steps[step].body else { throw refusal() }
      try add(weight, inner, code, to: &weights, &constant, refusal: refusal)
    case .constant(let value): constant += weight * value
    case .finite(let inner): try add(weight, inner, code, to: &weights, &constant, refusal: refusal)
    case .sum(let parts):
      for part in parts { try add(weight, part, code, to: &weights, &constant, refusal: refusal) }
    default: throw refusal()
    }
  }
}
