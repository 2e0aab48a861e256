import Logit

/// A programming language that scoring functions are written in: its spelling of what they consist of.
protocol SourceLanguage: Sendable {
  /// The names of its own functions, as far as a column could have them.
  var ownNames: [String] { get }
  /// A number; NaN is what a refused row becomes.
  func literal(_ value: Double) -> String
  /// A text.
  func string(_ text: String) -> String
  /// A comment on a line of its own, or at the end of one.
  func comment(_ text: String) -> String
  /// A function of one number.
  func call(_ function: CodeFunction, _ argument: String) -> String
  func power(_ base: String, _ exponent: String) -> String
  /// A quotient as IEEE 754 has it, also of a division by 0.
  func quotient(_ dividend: String, _ divisor: String) -> String
  /// A number, or none where it is infinite.
  func finite(_ value: String) -> String
  /// The number of a column, or another where it is missing.
  func present(_ input: InputName, _ kind: CodeInput.Kind, _ replacement: String) -> String
  /// 1 where a column is missing, and 0 elsewhere.
  func isMissing(_ input: InputName, _ kind: CodeInput.Kind) -> String
  /// A constant number.
  func number(_ name: String, _ value: String) -> [String]
  /// A sum: its constant, and its terms with what they are of.
  func sum(_ name: String, _ constant: String, _ terms: [(value: String, of: String)]) -> [String]
  /// A list of numbers that are worked out.
  func vector(_ name: String, _ values: [String]) -> [String]
  /// A layer: sums of a vector, and what is done with them.
  func layer(
    _ name: String, of vector: String, kernel: String, bias: String, count: Int, _ activation: CodeActivation
  )
    -> [String]
  /// A place by the value of a column.
  func choice(_ name: String, _ choice: CodeChoice, _ input: InputName, _ kind: CodeInput.Kind) -> [String]
  /// The number of a column as it is given, for sums that show by themselves whether one is missing; `nil` if
  /// they do not.
  func given(_ input: InputName) -> String?
  /// Sums of numbers as they are given, and where one of them is no number those of numbers that are looked
  /// at.
  func carefully(_ sums: [String], fast: [[String]], numbers: [String], careful: [[String]]) -> [String]
  /// A list of constants, before the function.
  func list(_ name: String, _ values: [Double]) -> [String]
  /// Rows of constants, before the function.
  func matrix(_ name: String, _ rows: [[Double]]) -> [String]
  /// The statements that make probabilities of the sums, which are `z0`, `z1` and so on, or the vector `z`.
  func head(_ head: CodeHead, sums: HeadSums) -> [String]
}

extension SourceLanguage {
  /// The operator, which most languages have from IEEE 754.
  func quotient(_ dividend: String, _ divisor: String) -> String { "\(dividend) / \(divisor)" }

  /// Numbers are looked at one by one.
  func given(_ input: InputName) -> String? { nil }

  /// The careful statements alone.
  func carefully(
    _ sums: [String], fast: [[String]], numbers: [String], careful: [[String]]
  ) -> [String] { numbers + careful.flatMap { $0 } }
}

/// What an input is called.
struct InputName: Sendable {
  /// Its position.
  let place: Int
  /// Its column's name, or the feature's.
  let column: String
  /// The name in source code.
  let identifier: String
}

/// Where the sums of the last layer are.
enum HeadSums {
  /// In numbers of these names.
  case numbers([String])
  /// In a vector of this name.
  case vector(String)
}

/// The parts of a scoring function in a language.
struct SourceBody {
  let inputs: [InputName]
  /// Lists of constants that stand before the function.
  private(set) var constants: [String] = []
  /// The statements of the function.
  private(set) var statements: [String] = []

  private let code: ScoringCode
  private let language: any SourceLanguage
  private var stepNames: [String] = []
  /// The names of the lists of entries that were written.
  private var lists: [String: String] = [:]
  private var names: SourceNames

  init(_ code: ScoringCode, _ language: any SourceLanguage) {
    (self.code, self.language) = (code, language)
    // As columns are called, where that is a name at all.
    var fields = SourceNames()
    inputs = code.inputs.enumerated().map {
      InputName(place: $0, column: $1.name, identifier: fields.name($1.name, or: "column_\($0 + 1)"))
    }
    names = SourceNames(reserving: language.ownNames)
    let used = code.usedSteps
    for step in code.steps { stepNames.append(names.name(step.name, or: "number_\(stepNames.count + 1)")) }
    let sums = code.layers.count == 1 ? linearSums(used) : layers(used)
    statements += language.head(code.head, sums: sums)
  }

  /// The statements of the steps that are used: those of numbers, or those of choices.
  private mutating func steps(_ used: Set<Int>, areNumbers: Bool) -> [String] {
    var lines: [String] = []
    for (index, step) in code.steps.enumerated() where used.contains(index) {
      switch step.body {
      case .number(let number) where areNumbers:
        lines += language.number(stepNames[index], expression(number))
      case .choice(let choice) where !areNumbers:
        lines += language.choice(
          stepNames[index], choice, inputs[choice.input], code.inputs[choice.input].kind)
      case .number, .choice: break
      }
    }
    return lines
  }

  /// Each sum of a linear model with its terms written out.
  private mutating func linearSums(_ used: Set<Int>) -> HeadSums {
    statements += steps(used, areNumbers: false)
    let sums = code.foldedSums
    let found = sums.indices.map { sums.count == 1 ? "z" : "z\($0)" }
    let numbers = steps(used, areNumbers: true)
    let careful = sums.indices.map { language.sum(found[$0], self.constant(sums[$0]), terms(sums[$0], $0)) }
    guard !numbers.isEmpty, let raw = rawNames(used) else {
      statements += numbers
      for output in sums.indices {
        if sums.count > 1 { statements.append(language.comment(code.head.classNames[output])) }
        statements += careful[output]
      }
      return .numbers(found)
    }
    // What is missing makes the sum of the rest no number, so that each number need not be looked at by
    // itself.
    let names = stepNames
    stepNames = raw
    let zero = " * \(language.literal(0))"
    let fast = sums.indices.map { output in
      let terms = terms(sums[output], output).filter { !$0.value.hasSuffix(zero) }
      return language.sum(found[output], self.constant(sums[output]), terms)
    }
    stepNames = names
    statements += language.carefully(found, fast: fast, numbers: numbers, careful: careful)
    return .numbers(found)
  }

  private func constant(_ sum: CodeSum) -> String { language.literal(sum.constant) }

  /// The terms of a sum, with what they are of.
  private mutating func terms(_ sum: CodeSum, _ output: Int) -> [(value: String, of: String)] {
    var terms: [(value: String, of: String)] = []
    for term in sum.terms {
      switch term {
      case .weighted(let weight, let number):
        let factor = expression(number, isFactor: true)
        terms.append(("\(language.literal(weight)) * \(factor)", subject(of: number)))
      case .entry(let step, let entries):
        let suffix = code.layers[0].bias.count == 1 ? "" : "_\(output)"
        terms.append((entry(step, entries, suffix: suffix), subject(of: .step(step))))
      }
    }
    return terms
  }

  /// The names of steps where numbers are taken as they are given; `nil` where the language or the steps do
  /// not allow for that, and where a number whose absence counts weighs nothing itself, so that no sum would
  /// show it.
  private func rawNames(_ used: Set<Int>) -> [String]? {
    guard !code.isEncoded else { return nil }
    var raw = stepNames
    var (watched, indicated): (Set<Int>, Set<Int>) = ([], [])
    for (index, step) in code.steps.enumerated() where used.contains(index) {
      switch step.body {
      case .number(.present(let input, _)):
        guard let name = language.given(inputs[input]) else { return nil }
        watched.insert(input)
        raw[index] = name
      case .number(.isMissing(let input)):
        indicated.insert(input)
        raw[index] = language.literal(0)
      case .number: return nil
      case .choice: break
      }
    }
    return indicated.isSubset(of: watched) ? raw : nil
  }

  /// The layers of a network.
  private mutating func layers(_ used: Set<Int>) -> HeadSums {
    statements += steps(used, areNumbers: false) + steps(used, areNumbers: true)
    statements += language.vector("x", code.scaledFeatures.map { expression($0) })
    var vector = "x"
    for (index, layer) in code.layers.enumerated() {
      let isLast = index == code.layers.count - 1
      let kernel = names.name("kernel_\(index + 1)", or: "kernel")
      let bias = names.name("bias_\(index + 1)", or: "bias")
      constants += language.matrix(kernel, layer.kernel) + language.list(bias, layer.bias)
      let name = isLast ? "z" : "h\(index + 1)"
      statements += language.layer(
        name, of: vector, kernel: kernel, bias: bias, count: layer.bias.count, layer.activation)
      vector = name
    }
    return .vector(vector)
  }

  /// What a number is of, for a comment.
  private func subject(of number: CodeNumber) -> String {
    switch number {
    case .step(let step): code.steps[step].name
    case .input(let input): code.inputs[input].name
    case .sum(let parts): parts.first.map { subject(of: $0) } ?? ""
    default: ""
    }
  }

  private mutating func entry(_ step: Int, _ entries: [Double], suffix: String) -> String {
    let key = "\(step) \(suffix) \(entries)"
    let list = lists[key] ?? names.name("\(stepNames[step])_weights\(suffix)", or: "weights")
    if lists.updateValue(list, forKey: key) == nil { constants += language.list(list, entries) }
    return "\(list)[\(stepNames[step])]"
  }

  private mutating func expression(_ number: CodeNumber, isFactor: Bool = false) -> String {
    func grouped(_ text: String) -> String { isFactor ? "(\(text))" : text }
    switch number {
    case .constant(let value): return language.literal(value)
    case .input(let input):
      return language.present(inputs[input], .number, "")
    case .present(let input, let replacement):
      return language.present(inputs[input], code.inputs[input].kind, language.literal(replacement))
    case .isMissing(let input): return language.isMissing(inputs[input], code.inputs[input].kind)
    case .step(let step): return stepNames[step]
    case .entry(let step, let entries): return entry(step, entries, suffix: "")
    case .sum(let parts): return grouped(joined(parts, " + "))
    case .product(let parts): return grouped(joined(parts, " * "))
    case .quotient(let a, .constant(let divisor)) where divisor != 0:
      return grouped("\(expression(a, isFactor: true)) / \(language.literal(divisor))")
    case .quotient(let a, let b):
      return grouped(language.quotient(expression(a, isFactor: true), expression(b, isFactor: true)))
    case .power(let a, let b): return language.power(expression(a), expression(b))
    case .call(let function, let inner): return language.call(function, expression(inner))
    case .finite(let inner): return language.finite(expression(inner))
    }
  }

  private mutating func joined(_ parts: [CodeNumber], _ mark: String) -> String {
    var texts: [String] = []
    for part in parts { texts.append(expression(part, isFactor: true)) }
    return texts.joined(separator: mark)
  }
}

/// Names for source code, each once, and none a word of one of the languages.
struct SourceNames {
  private var used: Set<String>

  /// - Parameter others: Names that are used already.
  init(reserving others: [String] = []) { used = Self.reserved.union(others) }

  /// A name that stands for a text.
  ///
  /// - Parameters:
  ///   - text: Any text; its letters and digits of ASCII become the name.
  ///   - fallback: The name if there are none.
  mutating func name(_ text: String, or fallback: String) -> String {
    var name = ""
    for scalar in text.unicodeScalars.prefix(48) {
      switch scalar {
      case "a"..."z", "A"..."Z", "0"..."9": name.unicodeScalars.append(scalar)
      default: if !name.isEmpty && !name.hasSuffix("_") { name += "_" }
      }
    }
    while name.hasSuffix("_") { name.removeLast() }
    name = name.lowercased()
    if name.isEmpty { name = fallback }
    if name.first?.isNumber ?? true { name = "n\(name)" }
    var unique = name
    var count = 2
    while used.contains(unique) || used.contains(unique.uppercased()) {
      unique = "\(name)_\(count)"
      count += 1
    }
    used.insert(unique)
    return unique
  }

  /// The words of C, C++, Swift, JavaScript and Python in lower case, and the names that scoring functions
  /// use themselves.
  private static let reserved: Set<String> = Set(
    """
    alignas alignof and any arguments as asm assert associatedtype async atomic auto await bool boolean borrowing break \
    byte case catch char class compl concept const constexpr consuming continue convenience debugger def default defer del \
    delete deinit didset do double dynamic elif else enum eval except explicit export exports extends extension extern \
    fallthrough false fileprivate final finally float for friend from func function generic get global goto guard if \
    implements import in indirect infix init inline inout instanceof int interface internal is isolated lambda lazy left \
    let long macro match module mutable mutating namespace native new nil nonlocal none noexcept nonisolated nonmutating \
    not null nullptr of open operator optional or override package pass postfix precedencegroup prefix print private \
    process protected protocol public raise register repeat require requires restrict rethrows return right row rows self \
    set short signed sizeof some static static_assert strict struct subscript super switch synchronized template this \
    thread_local throw throws transient true try type typealias typedef typeid typename typeof undefined union unknown \
    unowned unsigned using var virtual void volatile wchar_t weak when where while willset with xor yield \
    nan inf infinity isnan isfinite exp log log2 log10 sqrt pow fabs abs tanh fmax fmin max min math number string array \
    object date strcmp printf main stdio double_t float_t errno stdin stdout stderr linux unix y0 y1 yn j0 j1 jn gamma \
    x z p k i j n t h sum values value probabilities predict classes columns expected present is_missing sigmoid softmax \
    dense log_odds interpolate activation kernel bias place total \
    finite boundaries scores shares levels curves ratios costs given same normalized normalize golden self_test text index decide dict list str len
    """.split(whereSeparator: { $0 == " " || $0.isNewline }).map(String.init)
      + (0..<64).flatMap { ["z\($0)", "h\($0)"] }
  )
}

/// What every file of source code says at its beginning.
struct SourceProvenance {
  let lines: [String]

  /// - Parameters:
  ///   - request: What is written.
  ///   - code: What it does.
  ///   - usage: How the function is called, line by line.
  init(_ request: ExportRequest, _ code: ScoringCode, usage: [String]) {
    let (classifier, origin) = (request.classifier, request.classifier.provenance)
    var lines = [
      "Probabilities of \(Self.text(classifier.target)), written by Logit \(LogitVersion.current)."
    ]
    lines.append("Classes: \(classifier.classes.names.map { Self.text($0) }.joined(separator: ", ")).")
    let what = code.isEncoded ? "Features" : "Columns"
    lines.append("\(what): \(code.inputs.map { Self.text($0.name) }.joined(separator: ", ")).")
    lines.append(
      "Trained on \(origin.trainingRowCount) rows of \(Self.text(origin.source)) by Logit \(origin.version).")
    lines += usage
    lines += code.notes
    self.lines = lines
  }

  /// A name on one line, which can end no comment in any of the languages.
  static func text(_ name: String) -> String {
    var text = ""
    for scalar in name.onOneLine.unicodeScalars {
      switch scalar {
      case "\u{2028}": text += "\\u2028"
      case "\u{2029}": text += "\\u2029"
      default: text.unicodeScalars.append(scalar)
      }
    }
    return text.replacingScalars("*/", with: "* /").replacingScalars("/*", with: "/ *")
      .replacingScalars("??/", with: "?? /")
  }
}

extension String {
  /// The text with another in the place of each occurrence of one, character by character.
  ///
  /// Swift's own method would not find a quote that an accent follows, since both are one character to it.
  func replacingScalars(_ wanted: String, with other: String) -> String {
    let (scalars, wanted) = (Array(unicodeScalars), Array(wanted.unicodeScalars))
    var text = String.UnicodeScalarView()
    var place = 0
    while place < scalars.count {
      if scalars[place...].starts(with: wanted) {
        text.append(contentsOf: other.unicodeScalars)
        place += wanted.count
      } else {
        text.append(scalars[place])
        place += 1
      }
    }
    return String(text)
  }
}
