import Foundation
import Logit
import LogitData
import Testing

@Suite struct DatasetTests {
  private static func fixture(_ name: String) throws -> Data {
    let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    return try Data(contentsOf: folder.appendingPathComponent("Fixtures/Datasets/\(name)"))
  }

  /// A header and a line a row, numbers in their shortest form.
  private static func csv(_ table: Table) -> String {
    let columns = table.columns.map { $0.strings() }
    return table.columnNames.joined(separator: ",") + "\n"
      + (0..<table.rowCount).map { row in
        columns.map { $0[row] ?? "NA" }.joined(separator: ",") + "\n"
      }.joined()
  }

  /// The 64-bit hash of G. Fowler, L. C. Noll and K.-P. Vo.
  private static func fnv1a(_ text: String) -> UInt64 {
    text.utf8.reduce(0xCBF2_9CE4_8422_2325) { ($0 ^ UInt64($1)) &* 0x100_0000_01B3 }
  }

  @Test(arguments: ["iris", "wine", "breastCancer", "penguins", "digits"])
  func `every value of a real set is its origin's`(name: String) throws {
    let hashes = String(decoding: try Self.fixture("hashes.txt"), as: UTF8.self).split(separator: "\n")
    let line = try #require(hashes.first { $0.hasSuffix(" \(name)") })
    let set =
      switch name {
      case "iris": Dataset.iris()
      case "wine": Dataset.wine()
      case "breastCancer": Dataset.breastCancer()
      case "penguins": Dataset.penguins()
      default: Dataset.digits()
      }
    #expect(Self.fnv1a(Self.csv(set.table)) == UInt64(line.prefix(16), radix: 16))
  }

  @Test(arguments: [Dataset.iris(), Dataset.penguins()]) func `rows are the origin's, gaps included`(
    _ set: Dataset
  ) throws {
    let expected = String(decoding: try Self.fixture("\(set.name).csv"), as: UTF8.self)
    #expect(Self.csv(set.table) == expected)
  }

  @Test func `columns have the kinds that their values suggest`() throws {
    let penguins = Dataset.penguins().table
    #expect(
      penguins.columns.map(\.kind) == [
        .string, .string, .numeric, .numeric, .integer, .integer, .string, .integer,
      ])
    #expect(penguins.columns.map(\.missingCount) == [0, 0, 2, 2, 2, 2, 11, 0])
    #expect(try Dataset.wine().table.column("proline").kind == .integer)
    #expect(try Dataset.iris().table.column("species").dictionary == ["setosa", "versicolor", "virginica"])
    let pixels = try Dataset.digits().table.excluding(["digit"]).columns
    #expect(try pixels.allSatisfy { try $0.numbers().allSatisfy { (0...16).contains($0) } })
  }

  @Test(arguments: Dataset.all) func `the list says what a set holds`(_ entry: DatasetEntry) throws {
    let set = entry.load()
    #expect(set.table.rowCount == entry.rowCount)
    #expect(set.table.columnCount == entry.columnCount)
    let classes = Set(try set.table.column(entry.target).strings())
    #expect(classes.count == entry.classCount && !classes.contains(nil))
    #expect(!entry.source.isEmpty && !entry.licence.isEmpty && !entry.summary.isEmpty)
    #expect(try Dataset.named(entry.name) == set)
  }

  @Test func `names are different, and one that is none is answered with the nearest`() throws {
    #expect(Set(Dataset.all.map(\.name)).count == Dataset.all.count)
    let error = #expect(throws: DataError.self) { try Dataset.named("pengiuns") }
    #expect(
      error?.description
        == "There is no data set \"pengiuns\"; did you mean \"penguins\"? The data sets are iris, wine, penguins, "
        + "breast-cancer, digits, sigmoid, boundary, softmax, two-moons, circles, blobs.")
  }

  @Test func `the tutorial's problems have the numbers of the examples`() throws {
    // As in Examples/Logistic1D, Logistic2D and SoftmaxRegression.
    var generator = RandomGenerator(seed: 42)
    let x0 = generator.normal(mean: -4, standardDeviation: 2, count: 1000)
    let x1 = generator.normal(mean: 4, standardDeviation: 2, count: 1000)
    #expect(try Dataset.sigmoid().table.column("x").numbers() == x0.scalars + x1.scalars)

    generator = RandomGenerator(seed: 42)
    func draw(_ mean: Double) -> Tensor<Double> {
      generator.normal(mean: mean, standardDeviation: 1, count: 1000)
    }
    let (a, b, c, d) = (draw(3), draw(2), draw(7), draw(6))
    let boundary = Dataset.boundary().table
    #expect(try boundary.column("x1").numbers() == a.scalars + c.scalars)
    #expect(try boundary.column("x2").numbers() == b.scalars + d.scalars)
    #expect(try boundary.column("class").numbers() == (0..<2000).map { $0 < 1000 ? 0 : 1 })

    generator = RandomGenerator(seed: 42)
    func cloud(_ x1: Double, _ x2: Double) throws -> Tensor<Double> {
      try Tensor.hstack([
        generator.normal(mean: x1, standardDeviation: 1, shape: [100, 1]),
        generator.normal(mean: x2, standardDeviation: 1, shape: [100, 1]),
      ])
    }
    let points = try Tensor.vstack([cloud(1, 1), cloud(5, 4), cloud(8, 0)])
    let order = generator.permutation(300)
    let shuffled = try points.rows(at: order)
    let softmax = Dataset.softmax().table
    #expect(try softmax.column("x1").numbers() == shuffled.column(0).scalars)
    #expect(try softmax.column("x2").numbers() == shuffled.column(1).scalars)
    #expect(try softmax.column("class").numbers() == order.scalars.map { Double($0 / 100) })
  }

  struct Shape: Decodable {
    var columns: [[Double]]
    var classes: [Double]
  }

  @Test(arguments: ["twoMoons", "circles", "blobs"]) func `shapes are scikit-learn's`(name: String) throws {
    let expected = try #require(
      JSONDecoder().decode([String: Shape].self, from: Self.fixture("shapes.json"))[name])
    let set =
      switch name {
      case "twoMoons": try Dataset.twoMoons(count: 25, noise: 0.15, seed: 1)
      case "circles": try Dataset.circles(count: 24, noise: 0.05, factor: 0.6, seed: 2)
      default: try Dataset.blobs(count: 23, centers: 4, features: 3, standardDeviation: 0.7, seed: 3)
      }
    #expect(try set.table.column("class").numbers() == expected.classes)
    for (index, column) in expected.columns.enumerated() {
      let found = try set.table.column("x\(index + 1)").numbers()
      // Sine and cosine may differ by a unit in the last place between mathematics libraries.
      #expect(zip(found, column).allSatisfy { abs($0 - $1) < 1e-14 } && found.count == column.count)
    }
  }

  @Test func `the same seed gives the same rows, another others`() throws {
    #expect(try Dataset.twoMoons(seed: 5) == Dataset.twoMoons(seed: 5))
    #expect(try Dataset.twoMoons(seed: 5) != Dataset.twoMoons(seed: 6))
    #expect(try Dataset.circles(seed: 5) != Dataset.circles(seed: 6))
    #expect(try Dataset.blobs(seed: 5) != Dataset.blobs(seed: 6))
    #expect(Dataset.sigmoid(seed: 1) != Dataset.sigmoid(seed: 2))
  }

  @Test func `shapes refuse what they cannot draw`() {
    #expect(throws: LogitError.self) { try Dataset.twoMoons(count: 1) }
    #expect(throws: LogitError.self) { try Dataset.twoMoons(noise: -1) }
    #expect(throws: LogitError.self) { try Dataset.circles(noise: .nan) }
    #expect(throws: LogitError.self) { try Dataset.circles(factor: 1) }
    #expect(throws: LogitError.self) { try Dataset.blobs(count: 0) }
    #expect(throws: LogitError.self) { try Dataset.blobs(centers: 0) }
    #expect(throws: LogitError.self) { try Dataset.blobs(features: -1) }
    #expect(throws: LogitError.self) { try Dataset.blobs(standardDeviation: .infinity) }
  }
}
