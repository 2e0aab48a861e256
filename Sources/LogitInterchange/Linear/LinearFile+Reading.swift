import Logit
import LogitData
import LogitFiles

extension LinearFile {
  /// The most numbers, texts and lists that a file may have.
  private static let largestValueCount = 1 << 22

  /// Reads a file.
  ///
  /// - Parameters:
  ///   - bytes: The whole file.
  ///   - source: What messages call it.
  /// - Throws: `FileError.invalidJSON(source:line:column:reason:)`,
  ///   `FileError.damaged(source:item:expected:found:remedy:)` for members that do not fit together, and
  ///   ``InterchangeError/unsupported(source:item:supported:)`` for another version or link.
  init(_ bytes: [UInt8], source: String) throws {
    let value = try JSONReader.parse(bytes, source: source, largestValueCount: Self.largestValueCount)
    let reader = LinearReader(members: value.object ?? [], source: source)
    try reader.requireKnownMembers()
    let link = try reader.link()
    classes = try reader.names("classes")
    try reader.require(
      classes.count >= 2, "the member \"classes\"", "two names or more", classes.count.counted("name"))
    columns = try reader.names("columns")
    let kernel = try reader.rows("coefficients")
    let constants = try reader.numbers("intercepts")
    let expected = link == .logit ? [1] : [classes.count, classes.count - 1]
    try reader.require(
      link == .softmax || classes.count == 2, "the member \"classes\"", "two names for the link \"logit\"",
      classes.count.counted("name"))
    try reader.require(
      expected.contains(kernel.count), "the member \"coefficients\"",
      link == .logit
        ? "one list of numbers, that of the second class"
        : "\(classes.count) lists of numbers, one for each class, or one fewer without the first class",
      kernel.count.counted("list"))
    for (place, row) in kernel.enumerated() {
      try reader.require(
        row.count == columns.count, "the list \(place + 1) of the member \"coefficients\"",
        "\(columns.count.counted("number")), one for each of \"columns\"", row.count.counted("number"))
    }
    try reader.require(
      constants.count == kernel.count, "the member \"intercepts\"",
      "\(kernel.count.counted("number")), one for each list of \"coefficients\"",
      constants.count.counted("number"))
    // The first class is what the others are compared with.
    let isCompared = link == .softmax && kernel.count < classes.count
    coefficients = (isCompared ? [[Double](repeating: 0, count: columns.count)] : []) + kernel
    intercepts = (isCompared ? [0] : []) + constants
    (producer, target) = (try reader.text("producer"), try reader.text("target"))
    scaling = try reader.scaling(columnCount: columns.count)
    formula = try reader.formula()
    try reader.require(
      scaling == nil || formula == nil, "the member \"scaling\"", "absent beside \"formula\"", "there")
    golden = try reader.golden(classCount: classes.count)
  }
}

/// Takes the members of the object, none of which can be trusted.
private struct LinearReader {
  let members: [JSON.Member]
  let source: String

  private static let known = [
    "format", "version", "producer", "target", "classes", "columns", "link", "coefficients", "intercepts",
    "scaling", "formula", "levels", "golden",
  ]

  private subscript(name: String) -> JSON? {
    members.first { $0.name == name }.flatMap { $0.value == .null ? nil : $0.value }
  }

  func require(
    _ holds: Bool, _ item: String, _ expected: @autoclosure () -> String, _ found: @autoclosure () -> String
  ) throws {
    guard holds else { throw damaged(item, expected(), found()) }
  }

  private func damaged(_ item: String, _ expected: String, _ found: String) -> FileError {
    .damaged(
      source: source, item: item, expected: expected, found: found.shortened,
      remedy: "write the object as Documentation/LinearModels.md describes it")
  }

  private func wrong(_ item: String, _ expected: String, _ found: JSON?) -> FileError {
    damaged(item, expected, found.map { "\($0)" } ?? "missing")
  }

  /// A member that is misspelt would change predictions without a word.
  func requireKnownMembers() throws {
    guard self["format"]?.string == LinearFile.format else {
      throw wrong("the member \"format\"", "\"\(LinearFile.format)\"", self["format"])
    }
    let version = self["version"]?.double
    guard version == Double(LinearFile.version) else {
      throw InterchangeError.unsupported(
        source: source, item: "version \((self["version"] ?? .null).description.shortened)",
        supported: "version \(LinearFile.version)")
    }
    if let other = members.first(where: { !Self.known.contains($0.name) }) {
      let nearest = other.name.nearest(among: Self.known)
      try require(
        false, "the member \"\(other.name.shortened)\"",
        nearest.map { "absent, or called \"\($0)\"" } ?? "one of \(Self.known.joined(separator: ", "))",
        "there")
    }
  }

  func link() throws -> LinearFile.Link {
    guard let word = self["link"]?.string else {
      throw wrong("the member \"link\"", "\"logit\" or \"softmax\"", self["link"])
    }
    if let link = LinearFile.Link(rawValue: word) { return link }
    let isRest = ["ovr", "ovo", "one-vs-rest", "one-vs-one"].contains(word)
    throw InterchangeError.unsupported(
      source: source,
      item: isRest
        ? "one class against the rest (the link \"\(word)\"), whose probabilities are those of no softmax,"
        : "the link \"\(word.shortened)\"",
      supported: "logit, the logistic regression of two classes, and softmax, the multinomial one")
  }

  func text(_ name: String) throws -> String? {
    guard let value = self[name] else { return nil }
    guard let text = value.string else { throw wrong("the member \"\(name)\"", "a text", value) }
    return text
  }

  // MARK: Lists

  /// The values of a list. R writes a list of one as its only value.
  private func list(_ value: JSON?, _ item: String, _ expected: String) throws -> [JSON] {
    switch value {
    case .array(let values)?: values
    case .string?, .number?, .integer?, .bool?: [value ?? .null]
    default: throw wrong(item, expected, value)
    }
  }

  func names(_ name: String) throws -> [String] {
    let item = "the member \"\(name)\""
    let values = try list(self[name], item, "a list of names").map { value in
      guard let text = Self.name(value) else { throw wrong("a value of \(item)", "a name", value) }
      return text
    }
    try require(!values.isEmpty, item, "a list of names", "empty")
    var seen: Set<String> = []
    for value in values {
      try require(seen.insert(value).inserted, item, "of different names", "with \"\(value)\" twice")
    }
    return values
  }

  /// Classes and levels may be numbers and truth values.
  private static func name(_ value: JSON) -> String? {
    switch value {
    case .string(let text): text
    case .integer(let number): "\(number)"
    case .number(let number) where number.isFinite: number.shortText
    case .bool(let value): value ? "true" : "false"
    default: nil
    }
  }

  /// A number, or its text: some writers of JSON round numbers, and none rounds texts.
  private static func number(_ value: JSON) -> Double? {
    let number = value.double ?? value.string.flatMap { Double($0) }
    return number.flatMap { Float($0).isFinite ? $0 : nil }
  }

  private func numbers(_ value: JSON?, _ item: String) throws -> [Double] {
    try list(value, item, "a list of numbers").enumerated().map { place, value in
      guard let number = Self.number(value) else {
        throw wrong("the value \(place + 1) of \(item)", "a finite number", value)
      }
      return number
    }
  }

  func numbers(_ name: String) throws -> [Double] { try numbers(self[name], "the member \"\(name)\"") }

  /// Lists of numbers; a single one may stand by itself.
  func rows(_ name: String) throws -> [[Double]] {
    let item = "the member \"\(name)\""
    let values = try list(self[name], item, "a list of lists of numbers")
    guard values.contains(where: { $0.array != nil }) else { return [try numbers(self[name], item)] }
    return try values.enumerated().map { try numbers($1, "the list \($0 + 1) of \(item)") }
  }

  // MARK: Parts

  /// The least divisor: the square of a smaller one may be no number.
  private static let leastScale = 1e-100

  func scaling(columnCount count: Int) throws -> [(mean: Double, scale: Double)]? {
    guard let value = self["scaling"] else { return nil }
    guard let parts = value.object, parts.allSatisfy({ ["mean", "scale"].contains($0.name) }) else {
      throw wrong("the member \"scaling\"", "an object with \"mean\" and \"scale\"", value)
    }
    func part(_ name: String, _ usual: Double) throws -> [Double] {
      // scikit-learn has None where it does not center, or does not scale.
      guard let list = value[name], list != .null else { return [Double](repeating: usual, count: count) }
      let item = "the member \"\(name)\" of \"scaling\""
      let numbers = try numbers(list, item)
      try require(
        numbers.count == count, item, "\(count.counted("number")), one for each of \"columns\"",
        numbers.count.counted("number"))
      return numbers
    }
    let scales = try part("scale", 1)
    if let place = scales.firstIndex(where: { !($0 >= Self.leastScale) }) {
      try require(
        false, "the value \(place + 1) of the member \"scale\" of \"scaling\"", "\(Self.leastScale) or more",
        "\(scales[place])")
    }
    return zip(try part("mean", 0), scales).map { ($0, $1) }
  }

  func formula() throws -> (text: String, levels: [(column: String, names: [String])])? {
    guard let text = try text("formula") else {
      guard self["levels"] == nil else {
        throw wrong("the member \"levels\"", "absent where there is no \"formula\"", self["levels"])
      }
      return nil
    }
    // R writes an empty list as an array.
    guard let value = self["levels"], value != .array([]) else { return (text, []) }
    guard let levels = value.object else {
      throw wrong("the member \"levels\"", "an object with the levels of each category", value)
    }
    return try (
      text,
      levels.map { member in
        let reader = LinearReader(members: [member], source: source)
        let names = try reader.names(member.name)
        try require(names.count > 1, "the levels of \"\(member.name)\"", "two or more", "one")
        return (member.name, names)
      }
    )
  }

  func golden(classCount: Int) throws -> GoldenRows? {
    guard let value = self["golden"] else { return nil }
    let item = "the member \"probabilities\" of \"golden\""
    let probabilities = try list(value["probabilities"], item, "a list of lists of numbers").map {
      JSON.array(try numbers($0, "a list of \(item)").map { .number($0) })
    }
    // What are numbers here may be texts in the file, as everywhere in it.
    let object = JSON.object([
      JSON.Member("columns", .array(try list(value["columns"], item, "a list of names"))),
      JSON.Member("rows", value["rows"] ?? .null), JSON.Member("probabilities", .array(probabilities)),
    ])
    guard let rows = GoldenRows(json: object), !rows.rows.isEmpty else {
      throw wrong(
        "the member \"golden\"", "an object with \"columns\", \"rows\" and \"probabilities\" for each", value)
    }
    try require(
      rows.probabilities.allSatisfy { $0.count == classCount }, item,
      "lists of \(classCount.counted("number")), one for each class", "of other lengths")
    return rows
  }
}
