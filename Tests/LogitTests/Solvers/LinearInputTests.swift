import Testing

@testable import Logit

/// Bad data is refused before anything is summed, with the place where it stands.
@Suite struct LinearInputTests {
  private static func rows(
    _ values: [Double] = [1, 2, 3, 4, 5, 6], shape: [Int] = [3, 2],
    labels: DenseRows.Labels = .classes([0, 1, 0]),
    outcome: LinearModel.Outcome = .binary, weights: [Double]? = nil, offsets: [Double]? = nil,
    shift: [Double]? = nil, asFloat: Bool = false
  ) throws -> DenseRows {
    let x = try Tensor(values, shape: shape)
    return try DenseRows(
      asFloat ? .float(Tensor<Float>(x)) : .double(x), labels: labels,
      model: LinearModel(outcome, columnCount: 2), weights: weights, offsets: offsets, shift: shift)
  }

  @Test("Infinity in a row is refused with row and column", arguments: [true, false])
  func nonFinite(asFloat: Bool) {
    #expect(throws: LogitError.nonFiniteInput(name: "x", row: 1, column: 1, value: .infinity)) {
      try Self.rows([1, 2, 3, .infinity, 5, 6], asFloat: asFloat)
    }
    #expect(throws: LogitError.self) { try Self.rows([1, 2, 3, 4, .nan, 6], asFloat: asFloat) }
  }

  @Test("Infinity anywhere in many rows is found")
  func anywhere() throws {
    for place in 0..<100 {
      var values = [Double](repeating: 1, count: 100)
      values[place] = -.infinity
      #expect(
        throws: LogitError.nonFiniteInput(name: "x", row: place / 2, column: place % 2, value: -.infinity)
      ) { try Self.rows(values, shape: [50, 2]) }
    }
  }

  @Test("Labels out of range are refused with their row")
  func labels() {
    #expect(throws: LogitError.unknownClass(label: 2, row: 1, classCount: 2)) {
      try Self.rows(labels: .classes([0, 2, 0]))
    }
    #expect(throws: LogitError.unknownClass(label: -1, row: 2, classCount: 3)) {
      try Self.rows(labels: .classes([0, 2, -1]), outcome: .multinomial(classCount: 3))
    }
    #expect(throws: LogitError.self) { try Self.rows(labels: .shares([0, 1.5, 0])) }
    #expect(throws: LogitError.self) { try Self.rows(labels: .shares([0, .nan, 0])) }
    #expect(throws: LogitError.self) {
      try Self.rows(labels: .shares([0, 0.5, 0]), outcome: .multinomial(classCount: 3))
    }
    #expect(throws: LogitError.rowCountMismatch(name: "labels", expected: 3, found: 2)) {
      try Self.rows(labels: .classes([0, 1]))
    }
  }

  @Test("Negative weights, weights that are no numbers and weights that are all 0 are refused")
  func weights() {
    #expect(
      throws: LogitError.invalidOption(
        name: "The weight of row 1 (counted from 0)", value: "-1.0", expected: "finite and not negative")
    ) { try Self.rows(weights: [1, -1, 1]) }
    #expect(throws: LogitError.self) { try Self.rows(weights: [1, .nan, 1]) }
    #expect(
      throws: LogitError.invalidOption(
        name: "The sum of the weights", value: "0.0", expected: "finite and above 0")
    ) { try LinearProblem(MemoryFold(Self.rows(weights: [0, 0, 0]))).value(at: [0, 0, 0]) }
    #expect(throws: LogitError.rowCountMismatch(name: "weights", expected: 3, found: 2)) {
      try Self.rows(weights: [1, 1])
    }
  }

  @Test("Shapes, offsets and shifts that do not fit are refused")
  func shapes() {
    #expect(throws: LogitError.self) { try Self.rows(shape: [2, 3], labels: .classes([0, 1])) }
    #expect(throws: LogitError.self) { try Self.rows(shape: [6]) }
    #expect(throws: LogitError.emptyData(name: "x")) {
      try Self.rows([], shape: [0, 2], labels: .classes([]))
    }
    #expect(throws: LogitError.self) { try Self.rows(offsets: [1]) }
    #expect(throws: LogitError.nonFiniteInput(name: "offsets", row: 2, column: 0, value: .infinity)) {
      try Self.rows(offsets: [1, 2, .infinity])
    }
    #expect(throws: LogitError.self) { try Self.rows(shift: [1]) }
    #expect(throws: LogitError.self) { try Self.rows(shift: [1, .nan]) }
  }

  @Test("Models without classes or coefficients are refused")
  func models() {
    #expect(throws: LogitError.self) { try LinearModel(.multinomial(classCount: 1), columnCount: 2) }
    #expect(throws: LogitError.self) {
      try LinearModel(.multinomial(classCount: 3, reference: 3), columnCount: 2)
    }
    #expect(throws: LogitError.self) { try LinearModel(.binary, columnCount: 0, hasIntercept: false) }
    #expect(throws: LogitError.self) { try LinearModel(.binary, columnCount: -1) }
  }
}
