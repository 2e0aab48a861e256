import LogitClassifier
import Testing

/// Rows of nothing but numbers, which go the shortest way.
@Suite struct NumberRowTests {
  /// Numbers that are encoded by name, as those of a struct are.
  private struct NamedNumbers: Encodable {
    let names: [String]
    let numbers: [Double]

    struct Key: CodingKey {
      let stringValue: String
      var intValue: Int? { nil }
      init(stringValue: String) { self.stringValue = stringValue }
      init?(intValue: Int) { nil }
    }

    func encode(to encoder: any Encoder) throws {
      var container = encoder.container(keyedBy: Key.self)
      for (name, number) in zip(names, numbers) {
        try container.encode(number, forKey: Key(stringValue: name))
      }
    }
  }

  // Four columns are gone through at once, and what is left one by one.
  @Test(arguments: [1, 3, 4, 7, 28])
  func `each form of a row gives what a table gives, whatever stands in a column`(count: Int) throws {
    var random = RandomGenerator(seed: 5)
    let names = (0..<count).map { "x\($0)" }
    let columns = names.enumerated().map { place, name in
      Column(
        name,
        numbers: random.normal(mean: Double(place), standardDeviation: Double(place + 1), count: 80).scalars)
    }
    let noise = random.normal(mean: 0, standardDeviation: 1, count: 80).scalars
    let labels = try zip(columns[0].numbers(), noise).map { $0 + $1 > 0 ? "yes" : "no" }
    var options = ClassifierOptions()
    options.measuring = .holdout(0)
    let classifier = try Classifier.fit(
      Table(columns + [Column("y", strings: labels)]), target: "y", options: options
    ).classifier
    let predictor = try classifier.predictor()
    try #require(predictor.columns == names)
    let usual = try columns.map { try $0.numbers()[7] }
    let odd: [Double?] = [
      nil, .nan, .infinity, -.infinity, 1e300, -1e300, 1e25, -1000, 0, -0.0, Double.leastNonzeroMagnitude,
    ]
    for column in 0..<count {
      for value in odd {
        var row = usual
        if let value { row[column] = value }
        let table = try Table(zip(names, row).map { Column($0, numbers: [$1]) })
        let expected = try classifier.predict(table)[0]
        #expect(try predictor.predict(row) == expected)
        let named = Dictionary(uniqueKeysWithValues: zip(names, row))
        #expect(try predictor.predict(named.mapValues { $0 as any TableValue }) == expected)
        #expect(try predictor.predict(named.mapValues { $0 as (any TableValue)? }) == expected)
        #expect(try predictor.predict(NamedNumbers(names: names, numbers: row)) == expected)
        let backwards = NamedNumbers(names: names.reversed(), numbers: row.reversed())
        #expect(try predictor.predict(backwards) == expected)
        if value?.isFinite == false { #expect(expected.missing == [names[column]]) }
        if value == 1e25 { #expect(expected.outOfRange == [names[column]]) }
      }
    }
  }
}
