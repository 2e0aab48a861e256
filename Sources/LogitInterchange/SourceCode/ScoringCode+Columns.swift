import Logit
import LogitData

extension ScoringCode {
  /// How far from 0 a mean may be, in deviations, for it to be folded into the constant without losing
  /// digits.
  static let farthestMean = 1e6

  /// Takes the columns of a classifier in, feature by feature.
  mutating func addColumns(of classifier: Classifier) throws {
    let space = classifier.features
    for (name, kind) in space.inputKinds {
      let input: CodeInput.Kind =
        switch (kind, space.readings[name]) {
        case (.string, .category(let spelling)?) where spelling.areNumbers: .number
        case (.string, _): .text
        case (.boolean, _): .boolean
        case (.integer, _), (.numeric, _): .number
        }
      inputs.append(CodeInput(name: name, kind: input))
      if case .number(let spelling)? = space.readings[name], !spelling.isPlain || spelling.usesDecimalComma {
        notes.append("Column \(name) takes numbers, not the texts that the model reads as numbers.")
      }
    }
    for (feature, transform) in zip(try space.portableFeatures, space.transforms) {
      switch (feature, transform) {
      case (_, let number as NumericFeature): add(number)
      case (_, let offset as OffsetFeature): addOffset(offset)
      case (_, let formula as FormulaFeature): try add(formula, space)
      case (.category(let category), _): try add(category, space)
      case (.bins(let bins), _): add(bins)
      default:
        throw inexpressible(
          "what the model makes of column \(transform.inputs.joined(separator: ", ")) (\(transform.summary))",
          remedy: "write it from encoded numbers, or train it without that column")
      }
    }
  }

  /// The position of a column among the inputs.
  func place(of column: String) -> Int { inputs.firstIndex { $0.name == column } ?? 0 }

  /// Adds a step.
  ///
  /// - Returns: Its position.
  mutating func add(step name: String, _ body: CodeStep.Body) -> Int {
    steps.append(CodeStep(name: name, body: body))
    return steps.count - 1
  }

  // MARK: Numbers

  private mutating func add(_ feature: NumericFeature) {
    let input = place(of: feature.column)
    let replacement = feature.refusal.missing ? .nan : feature.replacement ?? 0
    let step = add(step: feature.column, .number(.present(input, else: replacement)))
    switch feature.scaling {
    case .none: features.append(.number(.step(step), center: 0, scale: 1))
    case .normalized:
      let (center, scale) = feature.standardization.map { ($0.mean, $0.deviation) } ?? (0, 1)
      features.append(
        scale > 0 ? .number(.step(step), center: center, scale: scale) : Self.nothing(of: step, feature))
    case .rescaled(let rule):
      let (factor, offset) = (Double(rule.scale), Double(rule.offset))
      features.append(
        factor == 0
          ? .number(.constant(offset), center: 0, scale: 1)
          : .number(.step(step), center: -offset / factor, scale: 1 / factor))
    }
    guard feature.outputNames.count > 1 else { return }
    let missing = add(step: "\(feature.column) is missing", .number(.isMissing(input)))
    features.append(.number(.step(missing), center: 0, scale: 1))
  }

  /// What a number counts as that was the same in all rows: 0, unless it is refused.
  private static func nothing(of step: Int, _ feature: NumericFeature) -> CodeFeature {
    feature.refusal.missing
      ? .number(.product([.constant(0), .step(step)]), center: 0, scale: 1)
      : .number(.constant(0), center: 0, scale: 1)
  }

  private mutating func addOffset(_ offset: OffsetFeature) {
    let step = add(step: offset.column, .number(.present(place(of: offset.column), else: .nan)))
    features.append(.number(.step(step), center: 0, scale: 1))
  }

  // MARK: Categories

  private mutating func add(_ feature: PortableCategory, _ space: FeatureSpace) throws {
    if case .category(let spelling)? = space.readings[feature.column], spelling.spellings != nil {
      throw inexpressible(
        "the joined spellings of column \(feature.column)",
        remedy: "write it from encoded numbers, or train it on a column of one spelling")
    }
    guard feature.unknownFeatureCount <= 1 else {
      throw inexpressible(
        "the hashed unknown categories of column \(feature.column)", remedy: "write it from encoded numbers")
    }
    let (none, refused) = (feature.width, feature.width + 1)
    let other = feature.refusesUnknown ? refused : feature.unknownFeature ?? none
    let input = place(of: feature.column)
    let areNumbers = inputs[input].kind != .text
    let cases: CodeChoice.Cases
    // A number that is not whole is none of whole ones, not even an unknown one.
    var fraction = other
    switch feature.tokens {
    case .texts(let texts) where areNumbers: cases = .numbers(texts.compactMap { Double($0) })
    case .texts(let texts): cases = .texts(texts)
    case .numbers(let numbers):
      cases = .numbers(numbers.map { Double($0) })
      fraction = feature.refusesUnknown ? refused : none
    }
    if case .numbers(let numbers) = cases,
      numbers.count != feature.tokens.count || numbers.contains(where: { abs($0) > 0x1p53 })
    {
      throw inexpressible(
        "the categories of column \(feature.column), not all of which are numbers of at most 53 bits",
        remedy: "write it from encoded numbers")
    }
    let isRefusing = feature.refusesUnknown || feature.refusesMissing
    let choice = CodeChoice(
      input: input, cases: cases, places: (0..<feature.tokens.count).map { feature.firstToken + $0 },
      missingWords: areNumbers ? [] : space.missingWords.sorted(),
      missing: feature.refusesMissing ? refused : feature.missingFeature ?? none, other: other,
      fraction: fraction, count: isRefusing ? feature.width + 2 : feature.width + 1,
      refused: isRefusing ? refused : nil)
    let step = add(step: feature.column, .choice(choice))
    features += (0..<feature.width).map { .indicator(step: step, place: $0) }
  }

  private mutating func add(_ feature: PortableBins) {
    let (none, refused, refuses) = (feature.width, feature.width + 1, feature.refusesMissing)
    let choice = CodeChoice(
      input: place(of: feature.column), cases: .boundaries(feature.boundaries), places: [],
      missing: refuses ? refused : feature.missingFeature ?? none, other: none, fraction: none,
      count: refuses ? feature.width + 2 : feature.width + 1, refused: refuses ? refused : nil)
    let step = add(step: feature.column, .choice(choice))
    features += (0..<feature.width).map { .indicator(step: step, place: $0) }
  }
}
