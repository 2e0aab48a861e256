import CLogitKernels
import Testing

@testable import Logit

/// A linear model with its data, and what it gives, worked out with 60 digits.
struct LinearCase: Decodable, Sendable, CustomTestStringConvertible {
  let name: String
  let precision: String
  let rows: Int
  let columns: Int
  let classes: Int
  let binary: Bool
  let reference: Int?
  let intercept: Bool
  let ridge: Double
  let x: HexadecimalNumbers<Double>
  let labels: [Int32]?
  let shares: HexadecimalNumbers<Double>?
  let weights: HexadecimalNumbers<Double>?
  let offsets: HexadecimalNumbers<Double>?
  let shift: HexadecimalNumbers<Double>
  let scale: HexadecimalNumbers<Double>
  let coefficients: HexadecimalNumbers<Double>
  let direction: HexadecimalNumbers<Double>
  let value: HexadecimalNumbers<Double>
  let gradient: HexadecimalNumbers<Double>
  let hessian: HexadecimalNumbers<Double>
  let product: HexadecimalNumbers<Double>

  var testDescription: String { name }

  static func all() throws -> [LinearCase] { try Fixture.load("Solvers/linear", as: [LinearCase].self) }

  var model: LinearModel {
    get throws {
      try LinearModel(
        binary ? .binary : .multinomial(classCount: classes, reference: reference), columnCount: columns,
        hasIntercept: intercept)
    }
  }

  /// The problem over rows in memory, with the kernels of a level.
  func problem(_ level: logit_level? = nil, leafLength: Int = 8, threads: Int = 1) throws -> LinearProblem {
    let kernels = level.flatMap { logit_kernels_for_level($0)?.pointee } ?? Kernels.current
    let x = try Tensor(x.values, shape: [rows, columns])
    let data = try DenseRows(
      precision == "float" ? .float(Tensor<Float>(x)) : .double(x),
      labels: labels.map { .classes($0) } ?? .shares(shares?.values ?? []), model: model,
      weights: weights?.values, offsets: offsets?.values, shift: shift.values, scale: scale.values,
      kernels: kernels)
    let fold = MemoryFold(data, leafLength: leafLength, pool: ThreadPool(count: threads), kernels: kernels)
    return try LinearProblem(fold, ridge: ridge)
  }
}

/// Data of any size for tests that need no reference.
struct RandomRows {
  var generator: RandomGenerator
  let model: LinearModel
  let matrix: Tensor<Float>
  let labels: [Int32]
  let weights: [Double]

  init(_ outcome: LinearModel.Outcome, rows: Int, columns: Int, seed: Int = 3) throws {
    generator = RandomGenerator(seed: UInt64(seed))
    model = try LinearModel(outcome, columnCount: columns)
    let classes = model.classCount
    matrix = Tensor<Float>(generator.normal(mean: 0, standardDeviation: 1, shape: [rows, columns]))
    labels = (0..<rows).map { Int32(($0 * 7 + $0 / 5) % classes) }
    weights = (0..<rows).map { Double($0 % 4) * 0.5 + 0.25 }
  }

  /// Some of the rows.
  func rows(_ range: Range<Int>? = nil, kernels: logit_kernels = Kernels.current) throws -> DenseRows {
    let range = range ?? 0..<labels.count
    let columns = model.columnCount
    let part = Array(matrix.scalars[range.lowerBound * columns..<range.upperBound * columns])
    return try DenseRows(
      .float(Tensor(part, shape: [range.count, columns])), labels: .classes(Array(labels[range])),
      model: model,
      weights: Array(weights[range]), kernels: kernels)
  }

  mutating func coefficients() -> [Double] {
    generator.normal(mean: 0, standardDeviation: 0.5, shape: [model.coefficientCount]).scalars
  }

  /// The sums over some of the rows, as somebody who has only those would work them out.
  func sums(
    _ wanted: WantedSums, _ range: Range<Int>? = nil, at coefficients: [Double], leafLength: Int,
    threads: Int = 1,
    kernels: logit_kernels = Kernels.current
  ) throws -> PartialSums {
    let fold = MemoryFold(
      try rows(range, kernels: kernels), leafLength: leafLength, pool: ThreadPool(count: threads),
      kernels: kernels)
    var evaluation = LinearEvaluation()
    try LinearProblem(fold).evaluate(
      wanted, at: coefficients, direction: coefficients.reversed(), into: &evaluation)
    return try #require(evaluation.sums)
  }
}

extension WantedSums {
  static let everything: WantedSums = [.gradient, .product, .hessian, .gram]
}
