import Logit
import LogitData

// What is done with columns before the first layer: encoders of categories, and what brings their results and
// numbers side by side. Each of the columns that come out is a sum of weighted ones of the table.

extension ONNXInterpreter {
  /// The most categories of all encoders together.
  private static let mostCategories = 1 << 20

  /// Interprets a node that makes columns of columns.
  ///
  /// - Returns: Whether it is one. What rows of numbers alone go through is left to others.
  mutating func interpretColumns(_ node: ONNXNode) throws -> Bool {
    switch node.type {
    case "OneHotEncoder" where node.domain == ONNXNode.ml: try interpretOneHot(node)
    case "LabelEncoder" where node.domain == ONNXNode.ml: try interpretLabels(node)
    case "Gather", "ArrayFeatureExtractor": return try choose(node)
    case "Concat", "FeatureVectorizer": return try join(node)
    case "Imputer": return try impute(node)
    case "Cast": return try cast(node)
    case "Identity", "Reshape", "Flatten", "Squeeze":
      guard case .columns(let sums)? = try meaning(node, 0) else { return false }
      guard try node.type != "Reshape" || fits(node, sums.count) else { return false }
      set(node, .columns(sums))
    case "Scaler", "Add", "Sub", "Mul", "Div": return try scale(node)
    default: return false
    }
    return true
  }

  /// The columns that an input of a node stands for; `nil` if they went through more than sums.
  func columns(_ node: ONNXNode, _ index: Int) throws -> [ColumnSum]? {
    switch try meaning(node, index) {
    case .columns(let sums)?: return sums
    case .rows(let rows)?: return sums(of: rows)
    default: return nil
    }
  }

  /// The columns that named inputs have become.
  private func sums(of rows: ONNXRows) -> [ColumnSum]? {
    guard let names = columnNames(of: rows) else { return nil }
    var sums = rows.columns ?? names.map { ColumnSum(.number($0)) }
    for entry in rows.steps {
      guard let scaled = entry.step.applied(to: sums) else { return nil }
      sums = scaled
    }
    return sums
  }

  /// The names of the columns of inputs: those of a matrix are numbered.
  private func columnNames(of rows: ONNXRows) -> [String]? {
    guard rows.shape.count == 1, let width = rows.shape[0] else { return nil }
    if rows.inputNames.count == width { return rows.inputNames }
    guard rows.inputNames.count == 1, width > 1, graph.inputs.count == 1 else { return nil }
    return ForeignModel.numberedInputs(width)
  }

  /// Whether a reshaping leaves a row as it is.
  private func fits(_ node: ONNXNode, _ count: Int) throws -> Bool {
    guard let lengths = try constant(node, 1)?.integers(), lengths.count == 2 else { return false }
    return lengths[1] == count || lengths[1] == -1
  }

  // MARK: Encoders

  /// A column for each category that the file names.
  private mutating func interpretOneHot(_ node: ONNXNode) throws {
    let keys = try keys(node, texts: "cats_strings", numbers: "cats_int64s")
    let name = try encoded(node, areTexts: keys.areTexts)
    if node.integer("zeros", default: 1) == 0 {
      rules.refusesUnknown.insert(name)
      // A later node can choose some of the columns: a category that is left out is not unknown.
      rules.knownValues[name, default: []] += keys.words.filter { !keys.areTexts || !$0.isEmpty }
      if !keys.words.contains("") || !keys.areTexts { rules.refusesMissing.insert(name) }
    }
    set(node, .columns(keys.words.map { ColumnSum(source(name, $0, keys.areTexts)) }))
  }

  /// A number for each category.
  private mutating func interpretLabels(_ node: ONNXNode) throws {
    let keys = try keys(node, texts: "keys_strings", numbers: "keys_int64s")
    let (values, other): ([Double], Double)
    if let integers = node.integers("values_int64s") {
      (values, other) = (integers.map { Double($0) }, Double(node.integer("default_int64", default: -1)))
    } else {
      values = node.floats("values_floats").map { Double($0) }
      other = Double(node.float("default_float", default: 0))
    }
    guard values.count == keys.words.count, values.allSatisfy(\.isFinite) else {
      throw unsupported("\(node.title) of other values than a number for each category")
    }
    let name = try encoded(node, areTexts: keys.areTexts)
    var sum = ColumnSum(constant: other.isFinite ? other : 0)
    if !other.isFinite {
      rules.refusesUnknown.insert(name)
      rules.refusesMissing.insert(name)
    }
    for (word, value) in zip(keys.words, values) {
      sum.add(source(name, word, keys.areTexts), value - sum.constant)
    }
    set(node, .columns([sum]))
  }

  /// The categories of an encoder, each once.
  private mutating func keys(
    _ node: ONNXNode, texts: String, numbers: String
  ) throws -> (words: [String], areTexts: Bool) {
    let words = node.texts(texts) ?? []
    let keys = words.isEmpty ? (node.integers(numbers) ?? []).map { "\($0)" } : words
    guard !keys.isEmpty, Set(keys).count == keys.count else {
      throw unsupported("\(node.title) of other categories than texts or whole numbers, each once")
    }
    categoryCount += keys.count
    guard categoryCount <= Self.mostCategories else {
      throw unsupported("\(node.title), with which there are more than \(Self.mostCategories) categories")
    }
    return (keys, !words.isEmpty)
  }

  private func source(_ name: String, _ word: String, _ isText: Bool) -> ColumnSum.Source {
    // Tables have no empty texts, but missing values.
    isText && word.isEmpty ? .missing(name) : .category(name, value: word)
  }

  /// The column that an encoder takes.
  private mutating func encoded(_ node: ONNXNode, areTexts: Bool) throws -> String {
    switch try meaning(node, 0) {
    case .texts(let names)? where areTexts && names.count == 1: return names[0]
    case .rows(let rows)?
    where !areTexts && rows.steps.isEmpty && rows.shape == [1] && rows.inputNames.count == 1,
      .whole(let rows)? where !areTexts && rows.shape == [1]:
      rules.wholeNumbers.insert(rows.inputNames[0])
      return rows.inputNames[0]
    default:
      throw unsupported(
        "\(node.title) of something else than a column of \(areTexts ? "texts" : "whole numbers")")
    }
  }

  // MARK: Side by side

  private mutating func join(_ node: ONNXNode) throws -> Bool {
    let meanings = try node.inputs.indices.map { try meaning(node, $0) }
    if meanings.allSatisfy({ if case .texts? = $0 { true } else { false } }) {
      let names = meanings.flatMap { meaning -> [String] in
        if case .texts(let names)? = meaning { names } else { [] }
      }
      set(node, .texts(names))
      return true
    }
    guard [1, -1, 2].contains(node.integer("axis", default: 1)) else { return false }
    let parts = try node.inputs.indices.map { try columns(node, $0) }
    // Inputs as they are need no more than their names.
    let arePlain = meanings.allSatisfy {
      if case .rows(let rows)? = $0 { rows.steps.isEmpty && rows.shape == [1] } else { false }
    }
    guard !arePlain, parts.count > 1 || meanings.contains(where: { $0?.isColumns ?? false }),
      case let known = parts.compactMap(\.self), known.count == parts.count
    else { return false }
    set(node, .columns(known.flatMap(\.self)))
    return true
  }

  /// Some columns of several.
  private mutating func choose(_ node: ONNXNode) throws -> Bool {
    let isExtractor = node.type == "ArrayFeatureExtractor"
    guard isExtractor || [1, -1, 2].contains(node.integer("axis", default: 0)),
      let places = try constant(node, 1)?.integers(), !places.isEmpty
    else { return false }
    func chosen<Element>(_ all: [Element]) throws -> [Element] {
      guard places.allSatisfy({ all.indices.contains($0 < 0 ? $0 + all.count : $0) }) else {
        throw damaged(
          node.title, expected: "one of \(all.count) columns", found: "one of \(places.max() ?? 0) and more")
      }
      return places.map { all[$0 < 0 ? $0 + all.count : $0] }
    }
    switch try meaning(node, 0) {
    case .texts(let names)?: set(node, .texts(try chosen(names)))
    case .columns(let sums)?:
      // What an encoder gives has an axis of its own before the last.
      guard isExtractor || node.integer("axis", default: 0) != 1 else { throw unsupported(node.title) }
      set(node, .columns(try chosen(sums)))
    case .rows(let rows)? where rows.steps.isEmpty && rows.columns == nil:
      guard let all = columnNames(of: rows), case let names = try chosen(all) else { return false }
      if names == all {
        set(node, .rows(rows))
        return true
      }
      // Taken more than once, they are no inputs of their own.
      guard Set(names).count == names.count else { return false }
      set(node, .rows(ONNXRows(inputNames: names, shape: [names.count])))
    default: return false
    }
    return true
  }

  // MARK: Numbers

  /// What missing numbers of named columns count as.
  private mutating func impute(_ node: ONNXNode) throws -> Bool {
    // A matrix of numbers is taken as it is.
    if case .rows(let rows)? = try meaning(node, 0), rows.shape != [rows.inputNames.count] { return false }
    guard let sums = try columns(node, 0), node.float("replaced_value_float", default: 0).isNaN else {
      return false
    }
    let values = node.floats("imputed_value_floats").map { Double($0) }
    guard values.count == sums.count || values.count == 1 && !sums.isEmpty, values.allSatisfy(\.isFinite)
    else {
      return false
    }
    for (place, sum) in sums.enumerated() {
      guard case .number(let name)? = sum.sources.first, sum == ColumnSum(.number(name)),
        case let value = values.count == 1 ? values[0] : values[place],
        rules.replacements[name] ?? value == value
      else { return false }
    }
    for (place, sum) in sums.enumerated() {
      if case .number(let name) = sum.sources[0] {
        rules.replacements[name] = values.count == 1 ? values[0] : values[place]
      }
    }
    set(node, .columns(sums))
    return true
  }

  /// Numbers as whole ones, which encoders take.
  private mutating func cast(_ node: ONNXNode) throws -> Bool {
    let type = ONNXElementType(rawValue: node.integer("to", default: 1))
    switch try meaning(node, 0) {
    case .columns(let sums)?:
      guard type?.isFloatingPoint ?? false else {
        throw unsupported("\(node.title) of columns to \(type?.name ?? "another type")")
      }
      set(node, .columns(sums))
    case .rows(let rows)?
    where type == .int64 && rows.steps.isEmpty && rows.shape == [1] && rows.inputNames.count == 1:
      set(node, .whole(rows))
    case .whole(let rows)? where type?.isFloatingPoint ?? false && isWhole(rows.inputNames[0]):
      set(node, .rows(rows))
    case .whole(let rows)? where type == .int64: set(node, .whole(rows))
    case .texts(let names)? where type == .text: set(node, .texts(names))
    default: return false
    }
    return true
  }

  /// Whether an input is one of whole numbers, so that a cast changes none.
  private func isWhole(_ name: String) -> Bool {
    guard let type = graph.inputs.first(where: { $0.name == name })?.type else { return false }
    return type.range != nil
  }

  /// Numbers that are added to columns, or that these are multiplied by.
  private mutating func scale(_ node: ONNXNode) throws -> Bool {
    guard case .columns(let sums)? = try meaning(node, 0) else {
      if case .columns? = try meaning(node, 1) { return try scaleSwapped(node) }
      return false
    }
    let steps: [ONNXStep]
    if node.type == "Scaler" {
      steps = [
        .add(node.floats("offset").map { -Double($0) }), .multiply(node.floats("scale").map { Double($0) }),
      ]
    } else {
      guard case .constant(let tensor)? = try meaning(node, 1),
        tensor.shape.dropLast().allSatisfy({ $0 == 1 })
      else { return false }
      let values = try numbers(tensor, node)
      switch node.type {
      case "Mul": steps = [.multiply(values)]
      case "Div": steps = [.divide(values)]
      case "Sub": steps = [.add(values.map { -$0 })]
      default: steps = [.add(values)]
      }
    }
    var scaled = sums
    for step in steps {
      guard let next = step.applied(to: scaled) else { throw unsupported(node.title) }
      scaled = next
    }
    set(node, .columns(scaled))
    return true
  }

  /// The same with the constant first.
  private mutating func scaleSwapped(_ node: ONNXNode) throws -> Bool {
    guard ["Add", "Mul"].contains(node.type) else { return false }
    var other = node
    other.inputs = [node.inputs[1], node.inputs[0]]
    return try scale(other)
  }
}

// MARK: - The first layer

extension ONNXRows {
  private static let mostColumnsAlone = 4096

  /// Rows that take columns of a table's columns.
  init(_ sums: [ColumnSum]) {
    self.init(inputNames: sums.indices.map { "column \($0)" }, shape: [sums.count], columns: sums)
  }

  /// The rows of the features that columns are made of, with the rest taken into the first layer of weights.
  ///
  /// - Parameter interpreter: What they come from.
  /// - Returns: `nil` where inputs are taken as they are.
  /// - Throws: As ``SummedColumns/init(_:_:refusal:)``.
  func folded(_ interpreter: ONNXInterpreter) throws -> (rows: ONNXRows, columns: SummedColumns)? {
    guard let sums = columns else { return nil }
    var rules = interpreter.rules
    for sum in sums { rules.noteScale(of: sum) }
    let columns = try SummedColumns(sums, rules, refusal: interpreter.unsupported)
    let width = sums.count
    var rows = self
    let (kernel, bias): ([[Double]], [Double])
    if case .dense(let own, let biases)? = steps.first?.step {
      rows.steps.removeFirst()
      let (values, outputs) = (try own.values(), own.shape[1])
      kernel = (0..<width).map { row in values[row * outputs..<(row + 1) * outputs].map { Double($0) } }
      bias = biases.map { $0.map { Double($0) } } ?? [Double](repeating: 0, count: outputs)
    } else {
      // What makes the columns is a layer of its own.
      guard width <= Self.mostColumnsAlone else {
        throw interpreter.unsupported("\(width) columns that no layer of weights takes")
      }
      kernel = (0..<width).map { row in (0..<width).map { $0 == row ? 1 : 0 } }
      bias = [Double](repeating: 0, count: width)
    }
    let folded = try columns.fold(sums, kernel: kernel, bias: bias)
    let weights = ONNXMatrix(
      folded.kernel.flatMap { $0.map { Float($0) } }, shape: [folded.kernel.count, folded.bias.count])
    let layer = ONNXStep.dense(kernel: weights, bias: folded.bias.map { Float($0) })
    rows.steps.insert(Entry(id: steps.first?.id ?? 0, step: layer, title: "the first layer"), at: 0)
    (rows.inputNames, rows.columns) = (columns.features.featureNames, nil)
    return (rows, columns)
  }
}

extension ONNXStep {
  /// What becomes of columns; `nil` for a step that is no sum.
  fileprivate func applied(to sums: [ColumnSum]) -> [ColumnSum]? {
    func each(_ values: [Double], _ change: (ColumnSum, Double) -> ColumnSum) -> [ColumnSum]? {
      guard values.count == 1 || values.count == sums.count else { return nil }
      return sums.enumerated().map { change($1, values.count == 1 ? values[0] : values[$0]) }
    }
    switch self {
    case .multiply(let values): return each(values) { $0.times($1) }
    case .divide(let values): return each(values) { $0.times(1 / $1) }
    case .add(let values):
      return each(values) { sum, value in
        var sum = sum
        sum.constant += value
        return sum
      }
    default: return nil
    }
  }
}

extension ONNXMeaning {
  fileprivate var isColumns: Bool { if case .columns = self { true } else { false } }
}
