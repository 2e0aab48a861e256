import Logit
import LogitData
import LogitTestSupport
import Testing

/// Tables, divisions of rows and features that cannot be: everything that data can cause ends in an error.
@Suite struct DataMisuseTests {
  private static let table: @Sendable () throws -> Table = {
    try Table([
      Column("group", strings: ["a", "b", "a", "b", "a", nil]),
      Column("size", numbers: [1, 2, 3, 4, 5, .nan] as [Double]),
      Column("class", strings: ["x", "y", "x", "y", "x", "y"]),
    ])
  }

  private static let tables: [Misuse] = {
    var list = MisuseList()
    let table = Self.table
    list.add("a table of columns of two lengths") {
      _ = try Table([Column("a", integers: [1, 2]), Column("b", integers: [1])])
    }
    list.add("two columns of one name") {
      _ = try Table([Column("a", integers: [1]), Column("a", integers: [2])])
    }
    list.add("column(_:) of an unknown name") { _ = try table().column("sise") }
    list.add("index(of:) of no name") { _ = try table().index(of: "") }
    list.add("selecting an unknown column") { _ = try table().selecting(["size", "agge"]) }
    list.add("selecting a column twice") { _ = try table().selecting(["size", "size"]) }
    list.add("excluding an unknown column") { _ = try table().excluding(["agge"]) }
    for row in [-1, 6, .max, .min] { list.add("rows(at: [\(row)])") { _ = try table().rows(at: [row]) } }
    list.add("numbers of a column of names") { _ = try table().column("group").numbers() }
    list.add("text without rows") { _ = try CSVReader(bytes: []).read() }
    list.add("an open quote") { _ = try CSVReader(bytes: Array("a,b\n1,\"2\n".utf8)).read() }
    list.add("a row that is too long") { _ = try CSVReader(bytes: Array("a,b\n1,2,3\n1,2\n".utf8)).read() }
    list.add("a separator in a quotation mark") {
      _ = try CSVReader(bytes: Array("a,b\n1,2\n".utf8), options: CSVOptions(separator: "\"")).read()
    }
    list.add("skipping -1 lines") {
      _ = try CSVReader(bytes: Array("a,b\n1,2\n".utf8), options: CSVOptions(skippedLines: -1)).read()
    }
    list.add("fields of at most 0 bytes") {
      _ = try CSVReader(bytes: Array("a,b\n1,2\n".utf8), options: CSVOptions(maximumFieldByteCount: 0)).read()
    }
    list.add("an array that is none") { _ = try NumPyArray(bytes: [1, 2, 3]) }
    list.add("a file that is not there") { _ = try Table(csv: "/nonexistent.csv") }
    return list.all
  }()

  private static let splits: [Misuse] = {
    var list = MisuseList()
    let table = Self.table
    for count in [0, -1, 1, .min] {
      list.add("KFold(\(count))") { _ = try KFold(count).splits(rowCount: 10) }
      list.add("StratifiedKFold(\(count))") {
        _ = try StratifiedKFold(count, by: "class").splits(of: table())
      }
      list.add("GroupKFold(\(count))") { _ = try GroupKFold(count, by: "size").splits(groups: [1, 2, 3]) }
      guard count != 1 else { continue }
      list.add("ShuffleSplit(\(count))") { _ = try ShuffleSplit(count).splits(rowCount: 10) }
      list.add("TimeSeriesSplit(\(count))") { _ = try TimeSeriesSplit(count).splits(rowCount: 10) }
    }
    list.add("KFold of Int.max") { _ = try KFold(.max).splits(rowCount: 10) }
    for rows in [0, -5, .min] {
      list.add("KFold of \(rows) rows") { _ = try KFold().splits(rowCount: rows) }
      list.add("ShuffleSplit of \(rows) rows") { _ = try ShuffleSplit().splits(rowCount: rows) }
      list.add("TimeSeriesSplit of \(rows) rows") { _ = try TimeSeriesSplit().splits(rowCount: rows) }
    }
    for share in [0, 1, -0.5, .nan, .infinity] as [Double] {
      list.add("ShuffleSplit of the share \(share)") {
        _ = try ShuffleSplit(validation: .share(share)).splits(rowCount: 10)
      }
      list.add("trainTestSplit of the share \(share)") {
        _ = try trainTestSplit([1, 2, 3], [1, 2, 3], testSize: .share(share))
      }
    }
    for count in [0, 10, -1, .max, .min] {
      list.add("ShuffleSplit of \(count) rows of ten") {
        _ = try ShuffleSplit(validation: .count(count)).splits(rowCount: 10)
      }
    }
    for gap in [-1, .min, .max] {
      list.add("TimeSeriesSplit with a gap of \(gap)") {
        _ = try TimeSeriesSplit(gap: gap).splits(rowCount: 10)
      }
    }
    for count in [0, -1, .max] {
      list.add("TimeSeriesSplit of \(count) rows each") {
        _ = try TimeSeriesSplit(validationCount: count).splits(rowCount: 10)
      }
    }
    list.add("TimeSeriesSplit on 0 rows") {
      _ = try TimeSeriesSplit(maximumTrainingCount: 0).splits(rowCount: 10)
    }
    list.add("KFold of more folds than rows") { _ = try KFold(20).splits(rowCount: 10) }
    list.add("StratifiedKFold of one class") { _ = try StratifiedKFold(by: "").splits(classes: []) }
    list.add("trainTestSplit of fewer labels") { _ = try trainTestSplit([1, 2, 3], [1]) }
    list.add("trainTestSplit by fewer classes") {
      _ = try trainTestSplit([1, 2, 3], [1, 2, 3], stratify: [0])
    }
    list.add("trainTestSplit of single numbers") {
      let one = Tensor<Float>(repeating: 1, shape: [])
      _ = try trainTestSplit(one, one)
    }
    list.add("groups by a column with gaps") { _ = try GroupKFold(2, by: "group").splits(of: table()) }
    return list.all
  }()

  private static let features: [Misuse] = {
    var list = MisuseList()
    list.add("no features") { _ = try FeatureSpace([]) }
    list.add("features that are not learned") {
      _ = try FeatureSpace([CategoryFeature("group", isInteger: false)]).matrix(of: table())
    }
    for count in [0, -1, .min] {
      list.add("Discretization(binCount: \(count))") { _ = try Discretization(binCount: count) }
      list.add("CategoryEncoding(tokenCount: \(count))") { _ = try CategoryEncoding(tokenCount: count) }
      list.add("HashedCrossing(binCount: \(count))") { _ = try HashedCrossing(binCount: count) }
      list.add("Hashing(binCount: \(count))") { _ = try Hashing(binCount: count) }
      list.add("a cross of \(count) bins") {
        _ = try FeatureSpace(
          [CategoryFeature("group", isInteger: false), CategoryFeature("class", isInteger: false)],
          crosses: [FeatureCross(["group", "class"], binCount: count)])
      }
    }
    list.add("a column for each of Int.max tokens") {
      _ = try CategoryEncoding(tokenCount: .max).encode([[0]])
    }
    list.add("Discretization at NaN") { _ = try Discretization(binBoundaries: [Double.nan, 1]) }
    list.add("Discretization(epsilon: 0)") { _ = try Discretization(binCount: 4, epsilon: 0) }
    list.add("weights of fewer tokens") {
      _ = try CategoryEncoding(tokenCount: 3, outputMode: .count).encode([[1, 2]], weights: [[1]])
    }
    list.add("several tokens where one is wanted") {
      _ = try CategoryEncoding(tokenCount: 3, outputMode: .oneHot).encode([[1, 2]])
    }
    return list.all
  }()

  @Test(arguments: tables) func `a table that cannot be throws`(misuse: Misuse) {
    #expect(misuse.faults() == [])
  }

  @Test(arguments: splits) func `rows that cannot be divided throw`(misuse: Misuse) {
    #expect(misuse.faults() == [])
  }

  @Test(arguments: features) func `features that cannot be made throw`(misuse: Misuse) {
    #expect(misuse.faults() == [])
  }

  @Test(arguments: [-1, 5, Int.max])
  func `a split that does not exist ends the program with a message`(index: Int) async {
    let result = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      [index = index as Int] in
      _ = try KFold(5).splits(rowCount: 10)[index]
    }
    let text = String(decoding: result?.standardErrorContent ?? [], as: UTF8.self)
    #expect(text.contains("Fatal error: Split \(index) is outside 0..<5"), "\(text)")
  }

  @Test func `a separator that cannot be one ends the program with a message`() async {
    let result = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      _ = CSVWriter(separator: "5")
    }
    let text = String(decoding: result?.standardErrorContent ?? [], as: UTF8.self)
    #expect(text.contains("Fatal error: 5 cannot separate values"), "\(text)")
  }
}
