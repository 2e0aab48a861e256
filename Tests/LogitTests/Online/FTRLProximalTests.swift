import LogitTestSupport
import Testing

@testable import Logit

/// Rows and what FTRL-Proximal makes of them, from `make_ftrl.py`.
struct FTRLCase: Decodable, Sendable {
  let name: String
  let columns: Int
  let classes: Int
  let alpha: Double
  let beta: Double
  let kind: String
  let a: Double
  let b: Double
  let starts: [Int]
  let places: [Int32]
  let values: HexadecimalNumbers<Double>
  let labels: [Int]
  let probabilities: HexadecimalNumbers<Double>
  let weights: HexadecimalNumbers<Double>
  let intercepts: HexadecimalNumbers<Double>

  static func all() throws -> [FTRLCase] { try Fixture.load("Solvers/ftrl", as: [FTRLCase].self) }

  var penalty: FTRLProximal.Penalty { kind == "sum" ? .ofSum(l1: a, l2: b) : .ofMean(lambda: a, l1Ratio: b) }

  func model() throws -> FTRLProximal {
    try FTRLProximal(
      classCount: classes, columnCount: columns, learningRate: alpha, beta: beta, penalty: penalty)
  }

  func row(_ row: Int) -> (columns: [Int32], values: [Double]) {
    let range = starts[row]..<starts[row + 1]
    return (Array(places[range]), Array(values.values[range]))
  }
}

@Suite struct FTRLProximalTests {
  // The reference sums a row in another order, whose rounding a few hundred steps multiply.
  private static let tolerance = 1e-12

  @Test("Probabilities before each row and weights in the end are those of the paper's algorithm in NumPy")
  func reference() throws {
    for test in try FTRLCase.all() {
      var model = try test.model()
      var found: [Double] = []
      for row in test.labels.indices {
        let (columns, values) = test.row(row)
        let before = try model.predict(columns: columns, values: values)
        let p = try model.learn(columns: columns, values: values, label: test.labels[row])
        #expect(zip(before, p).allSatisfy { abs($0 - $1) < 1e-14 }, "\(test.name), row \(row)")
        found += p
      }
      #expect(found.count == test.probabilities.values.count)
      for (own, expected) in zip(found, test.probabilities.values) {
        #expect(abs(own - expected) < Self.tolerance, "\(test.name)")
      }
      let (columns, own) = model.coefficients()
      var weights = [Double](repeating: 0, count: test.weights.values.count)
      for k in 0..<model.predictorCount {
        for (place, column) in columns.enumerated() {
          weights[k * test.columns + Int(column)] = own[k * columns.count + place]
        }
      }
      for (own, expected) in zip(weights + model.intercepts, test.weights.values + test.intercepts.values) {
        #expect(abs(own - expected) < Self.tolerance, "\(test.name)")
        #expect((own == 0) == (expected == 0), "\(test.name)")
      }
    }
  }

  @Test("A copy learns on its own, and room for more columns changes nothing")
  func values() throws {
    let test = try #require(try FTRLCase.all().first)
    var model = try test.model()
    var narrow = try FTRLProximal(classCount: 2, columnCount: 0, learningRate: test.alpha, beta: test.beta)
    for row in 0..<100 {
      let (columns, values) = test.row(row)
      _ = try model.learn(columns: columns, values: values, label: test.labels[row])
      try narrow.makeRoom(columnCount: columns.last.map { Int($0) + 1 } ?? 0)
      _ = try narrow.learn(columns: columns, values: values, label: test.labels[row])
    }
    #expect(narrow.coefficients().values == model.coefficients().values)
    #expect(narrow.coefficients().columns == model.coefficients().columns)
    var copy = model
    let before = model.coefficients().values
    let (columns, values) = test.row(100)
    _ = try copy.learn(columns: columns, values: values, label: test.labels[100])
    #expect(model.coefficients().values == before && copy.coefficients().values != before)
    #expect(model.rowCount == 100 && copy.rowCount == 101)
  }

  @Test("Options, columns, values and classes out of range are refused")
  func refusals() throws {
    #expect(throws: LogitError.self) { try FTRLProximal(classCount: 1, columnCount: 3) }
    #expect(throws: LogitError.self) { try FTRLProximal(classCount: 2, columnCount: -1) }
    #expect(throws: LogitError.self) { try FTRLProximal(classCount: 2, columnCount: 3, learningRate: 0) }
    #expect(throws: LogitError.self) { try FTRLProximal(classCount: 2, columnCount: 3, beta: .infinity) }
    #expect(throws: LogitError.self) {
      try FTRLProximal(classCount: 2, columnCount: 3, penalty: .ofSum(l1: -1, l2: 0))
    }
    #expect(throws: LogitError.self) {
      try FTRLProximal(classCount: 2, columnCount: 3, penalty: .ofMean(lambda: 1, l1Ratio: 2))
    }
    var model = try FTRLProximal(classCount: 2, columnCount: 3)
    for (columns, values, label) in [
      ([3], [1.0], 0), ([1, 1], [1, 1], 0), ([2, 1], [1, 1], 0), ([1], [.nan], 0), ([1], [1, 2], 0),
      ([1], [1], 2), ([-1], [1], 0),
    ] as [([Int32], [Double], Int)] {
      #expect(throws: LogitError.self) { try model.learn(columns: columns, values: values, label: label) }
    }
    #expect(model.rowCount == 0 && model.coefficients().columns.isEmpty)
  }

  @Test("A weight multiplies a row's gradient and the penalty on the mean, and once is nothing else")
  func weights() throws {
    func model(_ penalty: FTRLProximal.Penalty) throws -> FTRLProximal {
      try FTRLProximal(classCount: 2, columnCount: 4, learningRate: 0.5, beta: 2, penalty: penalty)
    }
    var heavy = try model(.ofMean(lambda: 0.25, l1Ratio: 0))
    _ = try heavy.learn(columns: [1], values: [3], label: 1, weight: 4)
    // The first gradient is 4 (1/2 - 1) 3 = -6, so z = -6 and n = 36, and the penalty is 4 times 0.25.
    #expect(abs(heavy.coefficients().values[0] - 6 / ((2 + 6) / 0.5 + 1)) < 1e-15)
    #expect(heavy.weightSum == 4 && heavy.rowCount == 1)
    var (one, other) = (try model(.ofSum(l1: 0, l2: 1)), try model(.ofSum(l1: 0, l2: 1)))
    for row in 0..<20 {
      _ = try one.learn(columns: [Int32(row % 4)], values: [1], label: row % 2)
      _ = try other.learn(columns: [Int32(row % 4)], values: [1], label: row % 2, weight: 1)
      // A row of weight 0 is as none.
      _ = try other.learn(columns: [2], values: [5], label: 0, weight: 0)
    }
    #expect(one.coefficients().values == other.coefficients().values && one.intercepts == other.intercepts)
    for weight in [-1, .nan, .infinity] {
      #expect(throws: LogitError.self) { try one.learn(columns: [1], values: [1], label: 0, weight: weight) }
    }
  }

  @Test("An entry whose square would overflow is refused, by itself or times its weight")
  func overflow() throws {
    var model = try FTRLProximal(classCount: 2, columnCount: 2)
    #expect(throws: LogitError.self) { try model.learn(columns: [0], values: [1e101], label: 1) }
    #expect(throws: LogitError.self) { try model.learn(columns: [0], values: [1e70], label: 1, weight: 1e40) }
    for _ in 0..<3 { _ = try model.learn(columns: [0], values: [-1e100], label: 1) }
    #expect(model.intercepts[0].isFinite && model.coefficients().values.allSatisfy(\.isFinite))
  }
}
