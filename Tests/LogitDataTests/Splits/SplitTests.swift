import Logit
import Testing

@testable import LogitData

@Suite struct SplitTests {
  /// 200 rows: classes of 120, 60, 15, 3 and 2 rows, 23 groups, times in no order.
  private func table(rows: Int = 200) throws -> Table {
    var generator = RandomGenerator(seed: 4)
    let names = ["often", "half", "some", "three", "two"]
    let counts = [120, 60, 15, 3, 2]
    let classes = zip(names, counts).flatMap { Array(repeating: $0, count: $1) }
    let order = generator.permutation(200)
    return try Table([
      Column("class", strings: (0..<rows).map { classes[order[$0]] }),
      Column("group", integers: (0..<rows).map { _ in generator.integer(in: 0..<23) * 1_000_000_007 }),
      Column("time", numbers: (0..<rows).map { _ in generator.random() } as [Double]),
    ])
  }

  private static let splitters: [any Splitter] = [
    ShuffleSplit(3, validation: 0.25, seed: 1), KFold(4), KFold(4, shuffleSeed: 1),
    StratifiedShuffleSplit(3, by: "class", validation: 0.25, seed: 1), StratifiedKFold(4, by: "class"),
    StratifiedKFold(4, by: "class", shuffleSeed: 1), GroupShuffleSplit(3, by: "group", validation: 0.25),
    GroupKFold(4, by: "group"), GroupKFold(4, by: "group", shuffleSeed: 1),
    TimeSplit(by: "time", validation: 0.25),
  ]

  @Test(arguments: splitters) func `each row is on one side, and the same seed gives the same rows`(
    _ splitter: any Splitter
  ) throws {
    let table = try table()
    let splits = try splitter.splits(of: table)
    #expect(splits.count == splitter.splitCount)
    for split in splits {
      #expect((split.training + split.validation).sorted() == Array(0..<200))
      #expect(!split.training.isEmpty && !split.validation.isEmpty)
    }
    #expect(try splitter.splits(of: table) == splits)
    #expect(try splitter.split(table) == splits[0])
  }

  @Test(arguments: splitters.filter { "\(type(of: $0))".contains("Fold") })
  func `folds hold each row back once`(_ splitter: any Splitter) throws {
    let splits = try splitter.splits(of: table())
    #expect(splits.flatMap(\.validation).sorted() == Array(0..<200))
  }

  @Test(arguments: splitters.filter { "\(type(of: $0))".contains("Group") })
  func `no group is on both sides`(_ splitter: any Splitter) throws {
    let table = try table()
    let groups = try table.column("group").numbers()
    for split in try splitter.splits(of: table) {
      #expect(Set(split.training.map { groups[$0] }).isDisjoint(with: split.validation.map { groups[$0] }))
    }
  }

  @Test(arguments: [0.05, 0.1, 0.2, 0.5, 0.9]) func `every class is on both sides, in about its share`(
    share: Double
  ) throws {
    let table = try table()
    let classes = try table.column("class").strings().map { $0 ?? "" }
    for seed in 0..<20 as Range<UInt64> {
      let split = try StratifiedShuffleSplit(by: "class", validation: .share(share), seed: seed).split(table)
      #expect(split.validation.count == Int((share * 200).rounded(.up)))
      for (name, count) in [("often", 120), ("half", 60), ("some", 15), ("three", 3), ("two", 2)] {
        let held = split.validation.count { classes[$0] == name }
        #expect(held >= 1 && held < count)
        // Within 1 of the share, but for the row that a class gains because it would have none, and the rows
        // that the largest class loses for these.
        let wanted = share * Double(count)
        #expect(abs(Double(held) - wanted) < (name == "often" ? 4 : 1.0001))
      }
    }
  }

  @Test func `folds of strata differ by a row of each class at most`() throws {
    let table = try table()
    let classes = try table.column("class").strings()
    for splitter in [StratifiedKFold(4, by: "class"), StratifiedKFold(4, by: "class", shuffleSeed: 3)] {
      for name in ["often", "half", "some", "three", "two"] {
        let counts = try splitter.splits(of: table).map { $0.validation.count { classes[$0] == name } }
        #expect((counts.max() ?? 0) - (counts.min() ?? 0) <= 1)
      }
    }
  }

  @Test func `other seeds give other rows`() throws {
    let table = try table()
    for pair in [
      (try ShuffleSplit(seed: 1).split(table), try ShuffleSplit(seed: 2).split(table)),
      (
        try StratifiedShuffleSplit(by: "class", seed: 1).split(table),
        try StratifiedShuffleSplit(by: "class", seed: 2).split(table)
      ),
      (
        try GroupShuffleSplit(by: "group", seed: 1).split(table),
        try GroupShuffleSplit(by: "group", seed: 2).split(table)
      ),
    ] { #expect(pair.0 != pair.1) }
  }

  @Test func `the latest rows are held back, and ties keep their order`() throws {
    let times = Column("time", integers: [5, 1, 9, 5, 3, 9])
    let dates = Column("date", strings: ["2026-05", "2026-01", "2026-09", "2026-05", "2026-03", "2026-09"])
    let table = try Table([times, dates])
    let expected = Split(training: [1, 4, 0, 3], validation: [2, 5])
    #expect(try TimeSplit(by: "time", validation: 2).split(table) == expected)
    #expect(try TimeSplit(by: "date", validation: 2).split(table) == expected)
    #expect(try TimeSplit(validation: 2, gap: 1).split(table).training == [0, 1, 2])
    let periods = try TimeSeriesSplit(2, by: "time").splits(of: table)
    #expect(periods.map(\.validation) == [[0, 3], [2, 5]])
    #expect(periods.map(\.training) == [[1, 4], [1, 4, 0, 3]])
  }

  @Test func `weeks and quarters with the year first have an order of time`() throws {
    for texts in [["2023-W10", "2023-W02", "2022-W51"], ["2023Q3", "2023Q1", "2022Q4"]] {
      #expect(try Column("w", strings: texts).ascendingOrder(role: "times") == [2, 1, 0])
    }
    for texts in [["b1", "a2"], ["2023-W10", "2023-Q02"], ["2023-W10", "2023-W2"]] {
      #expect(throws: DataError.self) { try Column("w", strings: texts).ascendingOrder(role: "times") }
    }
  }

  @Test func `classes of any kind are told apart`() throws {
    let columns = [
      Column("k", strings: ["b", "a", "b", "a"]),
      Column("k", integers: [9, -4_000_000_000_000, 9, -4_000_000_000_000]),
      Column("k", booleans: [true, false, true, false]),
      Column("k", numbers: [0.5, 0.25, 0.5, 0.25] as [Double]),
    ]
    for column in columns {
      let split = try StratifiedShuffleSplit(by: "k", validation: 0.5, seed: 0).split(Table([column]))
      #expect(split.training.count == 2)
      #expect(Set(split.training.map { $0 % 2 }) == [0, 1])
      #expect(try GroupKFold(2, by: "k").splits(of: Table([column])).map(\.validation) == [[0, 2], [1, 3]])
    }
  }

  @Test func `a class with one row is refused by name, or kept in training`() throws {
    let table = try Table([Column("class", strings: ["a", "b", "a", "c", "a", "b", "b", "a"])])
    let error = DataError.tooFewRows(className: "c", found: 1, needed: 2, purpose: "a stratified split")
    #expect(throws: error) { try StratifiedShuffleSplit(by: "class").split(table) }
    #expect(throws: error) { try StratifiedKFold(2, by: "class").split(table) }
    let keep = SingleRowClasses.keepInTraining
    for seed in 0..<10 as Range<UInt64> {
      let split = try StratifiedShuffleSplit(
        by: "class", validation: 0.25, singleRowClasses: keep, seed: seed
      )
      .split(table)
      #expect(split.validation.count == 2 && split.training.contains(3))
    }
    for split in try StratifiedKFold(2, by: "class", singleRowClasses: keep).splits(of: table) {
      #expect(split.training.contains(3))
    }
  }
}

// MARK: - Errors

extension SplitTests {
  @Test(arguments: [0, 1, -0.5, 1.5, .nan, .infinity]) func `a share outside (0, 1) is refused`(share: Double)
    throws
  {
    #expect(throws: LogitError.self) { try ShuffleSplit(validation: .share(share)).splits(rowCount: 10) }
    #expect(throws: LogitError.self) {
      try StratifiedShuffleSplit(by: "c", validation: .share(share)).splits(classes: [0, 0, 1, 1])
    }
    #expect(throws: LogitError.self) {
      try GroupShuffleSplit(by: "g", validation: .share(share)).splits(groups: [0, 0, 1, 1])
    }
  }

  @Test func `sides without rows are refused`() {
    for rows in [0, 1] {
      #expect(throws: DataError.self) { try ShuffleSplit().splits(rowCount: rows) }
      #expect(throws: DataError.self) { try KFold(2).splits(rowCount: rows) }
      #expect(throws: DataError.self) { try TimeSeriesSplit(1).splits(rowCount: rows) }
      #expect(throws: DataError.self) {
        try StratifiedShuffleSplit(by: "c").splits(classes: Array(repeating: 0, count: rows))
      }
    }
    #expect(throws: LogitError.self) { try ShuffleSplit(validation: 0).splits(rowCount: 10) }
    #expect(throws: LogitError.self) { try ShuffleSplit(validation: -3).splits(rowCount: 10) }
    #expect(throws: DataError.self) { try ShuffleSplit(validation: 10).splits(rowCount: 10) }
    #expect(throws: DataError.self) { try GroupShuffleSplit(by: "g").splits(groups: [4, 4, 4]) }
    #expect(throws: DataError.self) {
      try StratifiedShuffleSplit(by: "c", validation: 1).splits(classes: [0, 0, 1, 1])
    }
  }

  @Test func `more folds than there are rows, groups or periods are refused`() {
    #expect(throws: LogitError.self) { try KFold(1).splits(rowCount: 10) }
    #expect(throws: LogitError.self) { try StratifiedKFold(-1, by: "c").splits(classes: [0, 0]) }
    #expect(throws: LogitError.self) { try ShuffleSplit(0).splits(rowCount: 10) }
    #expect(
      throws: DataError.tooFew(
        things: "rows", found: 3, needed: 4, purpose: "4 folds", remedy: "choose fewer folds, or add rows")
    ) { try KFold(4).splits(rowCount: 3) }
    #expect(throws: DataError.self) { try StratifiedKFold(3, by: "c").splits(classes: [0, 0, 1, 1]) }
    #expect(throws: DataError.self) { try GroupKFold(3, by: "g").splits(groups: [1, 2, 1, 2]) }
    #expect(throws: DataError.self) { try TimeSeriesSplit(5).splits(rowCount: 5) }
    #expect(throws: DataError.self) {
      try TimeSeriesSplit(.max >> 40, validationCount: .max).splits(rowCount: 5)
    }
    #expect(throws: LogitError.self) { try TimeSeriesSplit(2, gap: -1).splits(rowCount: 9) }
    #expect(throws: LogitError.self) { try TimeSeriesSplit(2, maximumTrainingCount: 0).splits(rowCount: 9) }
  }

  @Test func `numbers of rows that no table has are refused`() throws {
    for count in [200, Int.max - 1, Int.max] {
      #expect(throws: DataError.self) { try ShuffleSplit(validation: .count(count)).splits(of: table()) }
    }
  }

  @Test func `gaps in the column that decides are refused with the first row`() throws {
    let table = try Table([
      Column("a", strings: ["x", "y", nil, "x"]), Column("b", integers: [1, nil, nil, 2]),
      Column("c", numbers: [1, 2, 3, .nan] as [Double]), Column("d", booleans: [nil, true, false, true]),
    ])
    for (name, count, first) in [("a", 1, 2), ("b", 2, 1), ("c", 1, 3), ("d", 1, 0)] {
      #expect(throws: DataError.missingKeys(column: name, role: "groups", count: count, firstRow: first)) {
        try GroupKFold(2, by: name).splits(of: table)
      }
      #expect(throws: DataError.missingKeys(column: name, role: "times", count: count, firstRow: first)) {
        try TimeSplit(by: name).splits(of: table)
      }
      #expect(throws: DataError.missingKeys(column: name, role: "classes", count: count, firstRow: first)) {
        try StratifiedKFold(2, by: name).splits(of: table)
      }
    }
    #expect(throws: DataError.self) { try GroupKFold(2, by: "nothing").splits(of: table) }
  }
}
