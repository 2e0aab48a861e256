import CAllocationCounter
import LogitClassifier
import Testing

/// The forms that a row has, and what is told of it.
@Suite struct RowFormTests {
  private static let classifier: Classifier? = {
    var options = ClassifierOptions()
    options.measuring = .holdout(0)
    return try? Classifier.fit(Dataset.penguins().table, target: "species", options: options).classifier
  }()

  private let classifier: Classifier
  private let predictor: ClassPredictor

  init() throws {
    classifier = try #require(Self.classifier)
    predictor = try classifier.predictor()
  }

  private enum Sex: String, Encodable {
    case male, female
  }

  private struct Penguin: Encodable {
    var island: String?
    var billLength: Double?
    var billDepth: Float?
    var flipper: Int?
    var mass: Int16?
    var sex: Sex?
    var year: UInt64?
    /// Something that is no column.
    var nickname = "Pingu"

    enum CodingKeys: String, CodingKey {
      case year, island, sex, nickname
      case billLength = "bill_length_mm"
      case billDepth = "bill_depth_mm"
      case flipper = "flipper_length_mm"
      case mass = "body_mass_g"
    }
  }

  private static let penguin = Penguin(
    island: "Torgersen", billLength: 39.1, billDepth: 18.5, flipper: 181, mass: 3750, sex: .male, year: 2007)

  @Test func `dictionaries of literals and variables, structs and lists are one row`() throws {
    let expected = try classifier.predict(Dataset.penguins().table.rows(at: [0]))[0]
    let (island, length, flipper, depth): (String, Double, Int, Float) = ("Torgersen", 39.1, 181, 18.5)
    let named: [String: any TableValue] = [
      "island": island, "bill_length_mm": length, "bill_depth_mm": 18.7, "flipper_length_mm": flipper,
      "body_mass_g": 3750, "sex": "male", "year": 2007, "note": true,
    ]
    #expect(try predictor.predict(named) == expected)
    #expect(
      try predictor.predict([
        "island": island, "bill_length_mm": length, "bill_depth_mm": 18.7, "flipper_length_mm": flipper,
        "body_mass_g": 3750, "sex": "male", "year": 2007,
      ]) == expected)
    let single = try predictor.predict(Self.penguin)
    #expect(single.className == expected.className && single.missing.isEmpty)
    var other = named
    other["bill_depth_mm"] = depth
    #expect(try predictor.predict(other) == single)
    #expect(Array(try predictor.predict([Self.penguin, Self.penguin])) == [single, single])
    #expect(Array(try predictor.predict([named, other])) == [expected, single])
    let none: [Penguin] = []
    #expect(try predictor.predict(none).isEmpty)
  }

  @Test func `what is missing, unknown or out of range is told, of rows and of tables`() throws {
    let found = try predictor.predict(["island": "Atlantis", "bill_length_mm": 460.1, "sex": nil])
    let missing = ["bill_depth_mm", "flipper_length_mm", "body_mass_g", "sex", "year"]
    #expect(found.missing == missing && found.unknown == ["island"] && found.outOfRange == ["bill_length_mm"])
    #expect(
      found.description.hasPrefix("\(found.className), with probability ")
        && found.description.hasSuffix(
          "; missing: \(missing.joined(separator: ", ")); unknown: island; out of range: bill_length_mm")
    )
    #expect(found.probability == found.probabilities.max())
    #expect(found.probability(of: found.className) == found.probability)
    #expect(found.probability(of: "Dodo") == nil)
    // An absent column, a missing value and a number that is none are the same.
    var penguin = Self.penguin
    (penguin.island, penguin.billLength, penguin.sex) = (nil, .nan, nil)
    let other = try predictor.predict(penguin)
    #expect(other.missing == ["island", "bill_length_mm", "sex"] && other.outOfRange.isEmpty)

    let table = try Table([
      Column("island", strings: ["Atlantis", "Biscoe", nil]),
      Column("bill_length_mm", numbers: [40, 460.1, 40.0]),
      Column("bill_depth_mm", numbers: [17.0, .nan, 17]),
      Column("flipper_length_mm", integers: [1, 200, 200]),
      Column("body_mass_g", integers: [4000, 4000, 4000]), Column("sex", strings: ["male", "male", "male"]),
      Column("year", integers: [2007, 2008, 2009]),
    ])
    let rows = try classifier.predict(table)
    #expect(rows.count == 3 && rows.map(\.className) == (0..<3).map { rows.className(row: $0) })
    #expect(rows.map(\.missing) == [[], ["bill_depth_mm"], ["island"]])
    #expect(rows.map(\.unknown) == [["island"], [], []])
    #expect(rows.map(\.outOfRange) == [["flipper_length_mm"], ["bill_length_mm"], []])
    #expect(rows.first?.description.contains("unknown: island") == true)
  }

  @Test func `a number that is given as text is out of range as the number is`() throws {
    for (text, number) in [("460.1", 460.1), ("46.1", 46.1), (" 31.0 ", 31)] {
      let found = try predictor.predict(["bill_length_mm": text])
      #expect(try found == predictor.predict(["bill_length_mm": number]))
      #expect(found.outOfRange == (number == 46.1 ? [] : ["bill_length_mm"]))
    }
  }

  @Test func `a struct of nothing but nil is a row whose values are missing`() throws {
    struct Empty: Encodable {
      var island: String?
      var billLength: Double?
      var mass: Int32?
      var sex: Sex?
      enum CodingKeys: String, CodingKey {
        case island, sex
        case billLength = "bill_length_mm"
        case mass = "body_mass_g"
      }
    }
    let found = try predictor.predict(Empty())
    #expect(found.missing == predictor.columns)
    let none: [String: (any TableValue)?] = ["island": nil]
    #expect(try found == predictor.predict(none))
    struct Other: Encodable { var colour: String? }
    #expect(throws: DataError.self) { try predictor.predict(Other()) }
    struct Misspelled: Encodable {
      var island = "Biscoe"
      var billLength: Double?
      enum CodingKeys: String, CodingKey {
        case island
        case billLength = "bil_length_mm"
      }
    }
    #expect(throws: DataError.self) { try predictor.predict(Misspelled()) }
  }

  @Test func `a column that is given two values is refused by its name`() throws {
    struct Twice: Encodable {
      enum Keys: String, CodingKey { case island, billLength = "bill_length_mm" }
      var column: Keys
      func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: Keys.self)
        try container.encode("Biscoe", forKey: .island)
        try container.encode(40.5, forKey: .billLength)
        try container.encode(column == .island ? "Dream" : "41", forKey: column)
      }
    }
    for column in [Twice.Keys.island, .billLength] {
      #expect(
        throws: DataError.wrongKind(
          column: column.rawValue, expected: "single texts, numbers or truth values", found: "two values",
          remedy: "encode one value for the column")
      ) { try predictor.predict(Twice(column: column)) }
    }
  }

  @Test func `the range of numbers is learned, and goes with the file`() throws {
    let number = try #require(
      classifier.features.transforms.lazy.compactMap { $0 as? NumericFeature }
        .first { $0.column == "bill_length_mm" })
    #expect(number.range == 32.1...59.6)
    let json = classifier.features.json
    #expect(try FeatureSpace(json: json).json == json)
    func without(_ json: JSON) -> JSON {
      switch json {
      case .array(let values): .array(values.map { without($0) })
      case .object(let members):
        .object(
          members.filter { $0.name != "least" && $0.name != "greatest" }
            .map { JSON.Member($0.name, without($0.value)) })
      default: json
      }
    }
    // A file of a release that did not keep the range.
    let old = try FeatureSpace(json: without(json))
    #expect(old.transforms.allSatisfy { ($0 as? NumericFeature)?.range == nil })
    #expect(
      try old.matrix(of: Dataset.penguins().table) == classifier.features.matrix(of: Dataset.penguins().table)
    )
  }

  @Test func `names that are no columns do no harm, unless they look like one`() throws {
    let usual = try predictor.predict(["island": "Biscoe", "species": "Adelie", "id": 7])
    #expect(try usual == predictor.predict(["island": "Biscoe"]))
    #expect(
      throws: DataError.unknownColumn(
        name: "bill_lenght_mm", role: "column", nearest: "bill_length_mm", known: predictor.columns)
    ) { try predictor.predict(["island": "Biscoe", "bill_lenght_mm": 46.1]) }
    struct Camel: Encodable {
      var island = "Biscoe"
      var bodyMassG = 4000
    }
    let error = #expect(throws: DataError.self) { try predictor.predict(Camel()) }
    #expect(error?.description.contains("did you mean \"body_mass_g\"?") == true)
    #expect(throws: DataError.missingColumns(names: predictor.columns, known: ["x"])) {
      try predictor.predict(["x": 1])
    }
    let empty: [String: any TableValue] = [:]
    #expect(throws: DataError.missingColumns(names: predictor.columns, known: [])) {
      try predictor.predict(empty)
    }
  }

  @Test func `values of another kind are refused as in a table`() throws {
    let rows: [[String: any TableValue]] = [
      ["island": 3, "sex": "male"], ["bill_length_mm": "long", "sex": "male"], ["bill_length_mm": true],
      ["island": false],
    ]
    for row in rows {
      let table = try Table(
        predictor.columns.map { name in
          switch row[name]?.tableCell {
          case .integer(let number)?: Column(name, integers: [Int(number)])
          case .text(let text)?: Column(name, strings: [text])
          case .boolean(let value)?: Column(name, booleans: [value])
          default: Column(name, numbers: [Double.nan])
          }
        })
      let expected = #expect(throws: DataError.self) { try classifier.predict(table) }
      let found = #expect(throws: DataError.self) { try predictor.predict(row) }
      #expect(found == expected)
      #expect(row.keys.contains { found?.description.contains("\"\($0)\"") == true })
    }
  }

  @Test func `what is no row is named`() throws {
    struct Nested: Encodable {
      var island = ["Biscoe": 1]
    }
    struct Listed: Encodable {
      var island = ["Biscoe"]
    }
    let expected = "single texts, numbers or truth values"
    for (row, found) in [(Nested(), "names with values of their own"), (Listed(), "a list")]
      as [(any Encodable, String)]
    {
      let error = DataError.wrongKind(
        column: "island", expected: expected, found: found, remedy: "encode one value for the column")
      #expect(throws: error) { try predictor.predict(row) }
    }
    #expect(throws: DataError.self) { try predictor.predict("Biscoe") }
    #expect(throws: DataError.self) { try predictor.predict(3.5) }
    for count in [0, 6, 8] {
      #expect(throws: LogitError.self) { try predictor.predict([Double](repeating: 1, count: count)) }
      #expect(throws: LogitError.self) { try predictor.predict([Int](repeating: 1, count: count)) }
    }
    // Islands are texts.
    #expect(throws: DataError.learnedOtherwise(column: "island", learned: "texts", found: "numbers")) {
      try predictor.predict([1.0, 2, 3, 4, 5, 6, 7])
    }
  }

  @Test func `numbers in the order of the columns`() throws {
    let set = Dataset.wine()
    var options = ClassifierOptions()
    options.measuring = .holdout(0)
    let wine = try Classifier.fit(set.table, target: set.target, options: options).classifier
    let predictor = try wine.predictor()
    let expected = try wine.predict(set.table)
    let columns = try predictor.columns.map { try set.table.column($0).numbers() }
    for row in stride(from: 0, to: 178, by: 11) {
      let numbers = columns.map { $0[row] }
      #expect(try predictor.predict(numbers) == expected[row])
      #expect(try predictor.predict(ContiguousArray(numbers)) == expected[row])
      let named = Dictionary(uniqueKeysWithValues: zip(predictor.columns, numbers))
      #expect(try predictor.predict(named) == expected[row])
    }
    for count in [0, 12, 14] {
      let list = ContiguousArray<UInt8>(repeating: 1, count: count)
      let error = #expect(throws: LogitError.self) { try predictor.predict(list) }
      #expect(error?.description.contains("a row of 13 values, for \"alcohol\"") == true)
    }
    let whole = columns.map { Int($0[0]) }
    #expect(try predictor.predict(whole) == predictor.predict(whole.map { Double($0) }))
    #expect(try predictor.predict(whole.map { Float($0) }) == predictor.predict(whole))
    var gap = columns.map { $0[0] }
    (gap[2], gap[4]) = (.infinity, -1e9)
    let told = try predictor.predict(gap)
    #expect(told.missing == [predictor.columns[2]] && told.outOfRange == [predictor.columns[4]])
  }

  @Test func `any number of threads may use one predictor`() async throws {
    let predictor = predictor
    let expected = try predictor.predict(Self.penguin)
    await withTaskGroup(of: Bool.self) { group in
      for _ in 0..<8 {
        group.addTask {
          (0..<200).allSatisfy { _ in (try? predictor.predict(Self.penguin)) == expected }
        }
      }
      for await isSame in group { #expect(isSame) }
    }
  }

  @Test func `an encoder that a row keeps does no harm`() throws {
    final class Keeper: Encodable {
      nonisolated(unsafe) static var kept: (any Encoder)?
      func encode(to encoder: any Encoder) throws {
        Self.kept = encoder
        var container = encoder.container(keyedBy: Penguin.CodingKeys.self)
        try container.encode("Biscoe", forKey: .island)
      }
    }
    let found = try predictor.predict(Keeper())
    #expect(try found == predictor.predict(["island": "Biscoe"]))
    var container = Keeper.kept?.container(keyedBy: Penguin.CodingKeys.self)
    try container?.encode(46.1, forKey: .billLength)
    Keeper.kept = nil
    #expect(try predictor.predict(["island": "Biscoe"]) == found)
  }

  private static var isOptimized: Bool {
    #if DEBUG
    false
    #else
    true
    #endif
  }

  @Test(
    .enabled(if: allocation_counter_is_available() != 0, "needs glibc's malloc"),
    .enabled(if: Self.isOptimized, "unoptimised code boxes generics; run with -c release"))
  func `a row of numbers takes no memory of two classes, and an array of more`() throws {
    for (set, expected) in [(Dataset.breastCancer(), 0), (Dataset.wine(), 1)] {
      var options = ClassifierOptions()
      options.measuring = .holdout(0)
      let classifier = try Classifier.fit(set.table, target: set.target, options: options).classifier
      let predictor = try classifier.predictor()
      let row = try predictor.columns.map { try set.table.column($0).numbers()[0] }
      _ = try predictor.predict(row)
      let before = allocation_counter_current()
      for _ in 0..<100 { _ = try predictor.predict(row) }
      #expect(allocation_counter_current() - before == Int64(100 * expected))
    }
  }
}
