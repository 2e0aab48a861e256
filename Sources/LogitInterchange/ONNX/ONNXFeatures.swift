import Logit
import LogitData
import LogitFiles

/// Adds a classifier's preprocessing to a graph: from a table's columns to the numbers that the model's
/// features are made of by a subtraction, a product and a sum, which can go into the weights of a linear
/// model.
///
/// Columns of numbers are gathered into one matrix, so that however many there are, a few operations treat
/// them all:
///
///     Where(IsNaN(x − x), replacements, x)     x − x is NaN for infinities, too
///
/// Texts become codes by `LabelEncoder` and features by `OneHot`. A graph cannot refuse a row. Where the
/// classifier would, all probabilities of the row are NaN.
struct ONNXFeatures {
  /// `[batch, features]`, in the order of the features and of ``type``.
  private(set) var value = ""
  /// Single precision, unless something shows that needs more.
  private(set) var type = ONNXElementType.float
  /// What is subtracted from each feature, what it is multiplied by then, and what is added.
  private(set) var centers: [Double] = []
  private(set) var factors: [Double] = []
  private(set) var offsets: [Double] = []
  /// `[batch, 1]`: NaN for the rows that the classifier would refuse, 0 for others; `nil` if it refuses none
  /// of them in another way than by NaN among the features.
  private(set) var refusals: String?
  /// The columns that are taken.
  let columns: [ONNXColumn]

  private let format: String
  /// Blocks of features, `[batch, n]` each, and the place of each of their columns among the features.
  private var blocks: [(value: String, places: [Int])] = []
  private var refused: [String] = []
  /// `[batch, numbers]`, whether each is missing, and the place of each column.
  private var numbers = ""
  private var missing = ""
  private var numberPlaces: [String: Int] = [:]
}

extension ONNXFeatures {
  /// Adds inputs and preprocessing to a graph.
  ///
  /// - Parameters:
  ///   - classifier: Whose columns are taken.
  ///   - options: How they are taken.
  ///   - graph: Where the operations go.
  /// - Throws: ``InterchangeError/inexpressible(format:item:remedy:)`` for a column whose values ONNX cannot
  ///   treat as the classifier does.
  init(_ classifier: Classifier, _ options: ONNXOptions, to graph: inout ONNXGraph) throws {
    let features = try classifier.features.portableFeatures
    format = options.formatName
    columns = try ONNXColumn.columns(of: classifier, options)
    // Steep lines of isotonic curves enlarge what rounding does to logits.
    let isSteep = classifier.decision.calibration == .isotonic
    if columns.contains(where: { $0.kind == .double }) || classifier.needsDoublePrecision || isSteep {
      type = .double
    }
    addInputs(to: &graph)
    var place = 0
    addNumbers(features, to: &graph)
    for (feature, transform) in zip(features, classifier.features.transforms) {
      let places = Array(place..<place + transform.outputCount)
      place += transform.outputCount
      switch feature {
      case .number(let number):
        addAffine(
          center: number.center - subtracted(number), factor: number.factor, offset: number.offset)
        if number.hasIndicator { addIdentity(1) }
      case .category(let category):
        addIdentity(places.count)
        try add(category, at: places, missingWords: classifier.features.missingWords, to: &graph)
      case .bins(let bins):
        addIdentity(places.count)
        add(bins, at: places, to: &graph)
      case .formula(let formula):
        for column in formula.columns { addAffine(center: column.center, factor: column.factor, offset: 0) }
        try add(formula, at: places, to: &graph)
      case .other(let kind): throw ONNXColumn.inexpressible(transform.inputs, kind, format)
      }
    }
    join(to: &graph)
  }

  /// From so many deviations of the mean on, it is subtracted from the numbers themselves, since their
  /// products with weights would be large beside the sum.
  private static let farFromZero = 1.0

  /// What is subtracted from a number before it is replaced or anything else is done with it, in the graph's
  /// precision; 0 for nothing.
  private func subtracted(_ number: PortableNumeric) -> Double {
    guard abs(number.center * number.factor) > Self.farFromZero else { return 0 }
    return type == .double ? number.center : Double(Float(number.center))
  }

  private mutating func addAffine(center: Double, factor: Double, offset: Double) {
    centers.append(center)
    factors.append(factor)
    offsets.append(offset)
  }

  private mutating func addIdentity(_ count: Int) {
    for _ in 0..<count { addAffine(center: 0, factor: 1, offset: 0) }
  }

  // MARK: Inputs

  /// Declares the inputs, and gathers the numbers in one matrix.
  private mutating func addInputs(to graph: inout ONNXGraph) {
    let numeric = columns.filter { $0.kind != .string }
    for (place, column) in numeric.enumerated() { numberPlaces[column.name] = place }
    for column in columns where column.kind == .string {
      _ = graph.addInput(column.input, .text, [1], documentation: "Texts; empty where one is missing.")
    }
    guard let first = numeric.first else { return }
    let isMatrix =
      numeric.count > 1 && numeric.allSatisfy { $0.input == first.input } || first.input != first.name
    if isMatrix {
      let elements: ONNXElementType = first.kind == .double ? .double : .float
      let names = numeric.map(\.name).joined(separator: ", ")
      let input = graph.addInput(
        first.input, elements, [numeric.count],
        documentation: "NaN where a number is missing. Columns: \(names)")
      numbers = graph.cast(input, from: elements, to: type)
    } else {
      numbers = graph.concatenate(
        numeric.map { column in
          let elements: ONNXElementType = column.kind == .double ? .double : .float
          let input = graph.addInput(
            column.input, elements, [1], documentation: "Numbers; NaN where one is missing.")
          return graph.cast(input, from: elements, to: type)
        })
    }
    missing = graph.add("IsNaN", [graph.add("Sub", [numbers, numbers])])
  }

  // MARK: Numbers

  /// Adds the features that are numbers, and their indicators of missing values, all at once.
  private mutating func addNumbers(_ features: [PortableFeature], to graph: inout ONNXGraph) {
    var places: [Int] = []
    var sources: [Int] = []
    var (replacements, shifts): ([Double], [Double]) = ([], [])
    var (indicators, indicatorSources): ([Int], [Int]) = ([], [])
    var place = 0
    for feature in features {
      if case .number(let number) = feature, let source = numberPlaces[number.column] {
        places.append(place)
        sources.append(source)
        shifts.append(subtracted(number))
        replacements.append((number.replacement ?? .nan) - subtracted(number))
        if number.hasIndicator {
          indicators.append(place + 1)
          indicatorSources.append(source)
        }
      }
      place += feature.width
    }
    guard !places.isEmpty else { return }
    let count = numberPlaces.count
    var values = graph.columns(sources, of: numbers, count: count)
    if shifts.contains(where: { $0 != 0 }) {
      values = graph.add("Sub", [values, graph.constant("centers", ONNXTensor(shifts, as: type))])
    }
    let areMissing = graph.columns(sources, of: missing, count: count)
    let replacement = graph.constant("replacements", ONNXTensor(replacements, as: type))
    blocks.append((graph.add("Where", [areMissing, replacement, values]), places))
    guard !indicators.isEmpty else { return }
    let chosen = graph.columns(indicatorSources, of: missing, count: count)
    blocks.append((graph.cast(chosen, from: .bool, to: type), indicators))
  }

  /// A column of numbers, `[batch, 1]`, and whether each is missing.
  private func number(_ column: String, _ graph: inout ONNXGraph) -> (value: String, isMissing: String) {
    let (place, count) = (numberPlaces[column] ?? 0, numberPlaces.count)
    return (
      graph.columns([place], of: numbers, count: count), graph.columns([place], of: missing, count: count)
    )
  }

  /// Notes the rows to refuse: those where a truth value holds, `[batch, 1]`.
  private mutating func refuse(_ condition: String, _ graph: inout ONNXGraph) {
    refused.append(graph.add("Where", [condition, graph.scalar(.nan, type), graph.scalar(0, type)]))
  }

  /// Makes features of codes, `[batch, 1]`; a code beyond them is that of none.
  private func oneHot(_ codes: String, width: Int, _ graph: inout ONNXGraph) -> String {
    let values = graph.constant("off_on", ONNXTensor([0, 1] as [Float]))
    let features = graph.add(
      "OneHot", [codes, graph.constant("depth", ONNXTensor([width], shape: [])), values])
    return graph.cast(graph.add("Squeeze", [features, graph.constant("axes", [1])]), from: .float, to: type)
  }

  // MARK: Bins

  private mutating func add(_ bins: PortableBins, at places: [Int], to graph: inout ONNXGraph) {
    let (value, isMissing) = number(bins.column, &graph)
    var code = graph.constant("bin", ONNXTensor([0], shape: [1, 1]))
    if !bins.boundaries.isEmpty {
      let boundaries = graph.constant("\(bins.column)/boundaries", ONNXTensor(bins.boundaries, as: type))
      let reached = graph.add("GreaterOrEqual", [value, boundaries])
      code = graph.rowSums(graph.cast(reached, from: .bool, to: .int64))
    }
    let missingCode = graph.constant("bin", ONNXTensor([bins.missingFeature ?? bins.width], shape: [1, 1]))
    if bins.refusesMissing { refuse(isMissing, &graph) }
    code = graph.add("Where", [isMissing, missingCode, code])
    blocks.append((oneHot(code, width: bins.width, &graph), places))
  }

  // MARK: Categories

  private mutating func add(
    _ category: PortableCategory, at places: [Int], missingWords: Set<String>, to graph: inout ONNXGraph
  ) throws {
    guard category.unknownFeatureCount <= 1 else {
      throw ONNXColumn.inexpressible([category.column], "unknown categories that are hashed", format)
    }
    // Codes beyond the features are those of a row without a category, and of one that is refused.
    let (none, refusal) = (category.width, category.width + 1)
    let missingCode = category.refusesMissing ? refusal : category.missingFeature ?? none
    let unknownCode = category.refusesUnknown ? refusal : category.unknownFeature ?? none
    let code: String
    switch category.tokens {
    case .texts(let texts):
      code = textCode(
        category.column, texts, first: category.firstToken, missingCode: missingCode,
        unknownCode: unknownCode,
        missingWords: missingWords, &graph)
    case .numbers(let tokens):
      code = numberCode(
        category.column, tokens, first: category.firstToken, missingCode: missingCode,
        unknownCode: unknownCode, fractionCode: category.refusesUnknown ? refusal : none, &graph)
    }
    if category.refusesMissing || category.refusesUnknown {
      refuse(graph.add("Equal", [code, graph.constant("refusal", ONNXTensor([refusal], shape: []))]), &graph)
    }
    guard category.width > 0 else { return }
    blocks.append((oneHot(code, width: category.width, &graph), places))
  }

  /// The codes of a column of texts, `[batch, 1]`.
  private func textCode(
    _ column: String, _ texts: [String], first: Int, missingCode: Int, unknownCode: Int,
    missingWords: Set<String>, _ graph: inout ONNXGraph
  ) -> String {
    var keys = texts
    var codes = Array(first..<first + texts.count)
    for word in [""] + missingWords.sorted() {
      // A word that counts as missing is no category, whatever was learned.
      if let place = keys.firstIndex(of: word) {
        if !word.isEmpty { codes[place] = missingCode }
      } else {
        keys.append(word)
        codes.append(missingCode)
      }
    }
    return graph.add(
      "LabelEncoder", [column],
      [
        ("keys_strings", .texts(keys)), ("values_int64s", .integers(codes)),
        ("default_int64", .integer(unknownCode)),
      ],
      domain: ONNXNode.ml)
  }

  /// The codes of a column of numbers that are categories, `[batch, 1]`.
  private func numberCode(
    _ column: String, _ tokens: [Int], first: Int, missingCode: Int, unknownCode: Int, fractionCode: Int,
    _ graph: inout ONNXGraph
  ) -> String {
    func codes(_ value: Int) -> String { graph.constant("code", ONNXTensor([value], shape: [1, 1])) }
    let (value, isMissing) = number(column, &graph)
    let isWhole = graph.add("Equal", [value, graph.add("Floor", [value])])
    var code = graph.add("Where", [isWhole, codes(unknownCode), codes(fractionCode)])
    if !tokens.isEmpty {
      let known = graph.constant("\(column)/categories", ONNXTensor(tokens.map { Double($0) }, as: type))
      let matches = graph.cast(graph.add("Equal", [value, known]), from: .bool, to: .int64)
      let places = graph.constant("\(column)/codes", ONNXTensor(Array(1...tokens.count)))
      let place = graph.rowSums(graph.add("Mul", [matches, places]))
      let isKnown = graph.add("Greater", [place, codes(0)])
      code = graph.add("Where", [isKnown, graph.add("Add", [place, codes(first - 1)]), code])
    }
    return graph.add("Where", [isMissing, codes(missingCode), code])
  }

  // MARK: Formulas

  private mutating func add(
    _ formula: PortableFormula, at places: [Int], to graph: inout ONNXGraph
  ) throws {
    var expressions = ONNXExpressions(
      type: type,
      columns: Dictionary(
        uniqueKeysWithValues: formula.numberColumns.map { ($0, number($0, &graph).value) }))
    for column in formula.numberColumns { refuse(number(column, &graph).isMissing, &graph) }
    // `[batch, levels]` for each category.
    let levels = formula.categories.map { category in
      let count = category.texts?.count ?? category.numbers.count
      let code: String
      if let texts = category.texts {
        code = textCode(
          category.column, texts, first: 0, missingCode: count + 1, unknownCode: count + 1, missingWords: [],
          &graph)
      } else {
        let value = number(category.column, &graph).value
        let known = graph.constant("\(category.column)/levels", ONNXTensor(category.numbers, as: type))
        let matches = graph.cast(graph.add("Equal", [value, known]), from: .bool, to: .int64)
        let ranks = graph.constant("ranks", (0..<count).map { $0 - count - 1 })
        let rank = graph.rowSums(graph.add("Mul", [matches, ranks]))
        code = graph.add("Add", [rank, graph.constant("code", ONNXTensor([count + 1], shape: []))])
      }
      refuse(
        graph.add("Equal", [code, graph.constant("refusal", ONNXTensor([count + 1], shape: []))]), &graph)
      return (value: oneHot(code, width: count, &graph), count: count)
    }
    let columns = formula.columns.map { column in
      var product = column.numbers.map { expressions.add($0, to: &graph) }
      product += column.levels.map {
        graph.columns([$0.level], of: levels[$0.category].value, count: levels[$0.category].count)
      }
      guard let first = product.first else {
        return graph.constant("one", ONNXTensor([1], shape: [1, 1], as: type))
      }
      return product.dropFirst().reduce(first) { graph.add("Mul", [$0, $1]) }
    }
    let joined = graph.concatenate(columns)
    // An infinity is no value of a function: x + (x − x) is NaN for it.
    blocks.append((graph.add("Add", [joined, graph.add("Sub", [joined, joined])]), places))
  }

  // MARK: All together

  private mutating func join(to graph: inout ONNXGraph) {
    let order = blocks.flatMap(\.places)
    var places = [Int](repeating: 0, count: order.count)
    for (place, feature) in order.enumerated() { places[feature] = place }
    value = graph.columns(places, of: graph.concatenate(blocks.map(\.value)), count: places.count)
    refusals = refused.isEmpty ? nil : refused.dropFirst().reduce(refused[0]) { graph.add("Add", [$0, $1]) }
  }
}

extension PortableFeature {
  /// The number of features.
  var width: Int {
    switch self {
    case .number(let number): number.hasIndicator ? 2 : 1
    case .category(let category): category.width
    case .bins(let bins): bins.width
    case .formula(let formula): formula.columns.count
    case .other: 0
    }
  }
}
