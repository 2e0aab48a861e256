import Logit
import Testing

/// Options and rows that cannot be used are refused with what is wrong and where.
@Suite struct LogisticInputTests {
  static let x = Tensor<Double>((0..<8).map(Double.init))
  static let labels: [Int32] = [0, 1, 0, 1, 0, 0, 1, 1]

  private func fit(
    _ regression: LogisticRegression = LogisticRegression(), x: Tensor<Double>? = nil,
    labels: [Int32] = labels, classCount: Int? = nil, weights: [Double]? = nil,
    offsets: Tensor<Double>? = nil
  ) throws -> LogisticModel {
    try regression.fit(
      try x ?? Self.x.reshaped([8, 1]), labels, classCount: classCount, weights: weights, offsets: offsets)
  }

  private func option(_ change: (inout LogisticRegression) -> Void) -> LogisticRegression {
    var regression = LogisticRegression()
    change(&regression)
    return regression
  }

  @Test("Penalties out of range are refused")
  func penalties() {
    let penalties: [LogisticRegression.Penalty] = [
      .ridge(-1), .ridge(.nan), .ridge(.infinity), .lasso(-0.1), .elasticNet(1, l1Ratio: 1.5),
      .elasticNet(1, l1Ratio: -0.1), .elasticNet(l1Ratio: .nan),
    ]
    for penalty in penalties {
      #expect(throws: LogitError.self) { try self.fit(LogisticRegression(penalty: penalty)) }
    }
    #expect(
      throws: LogitError.invalidOption(
        name: "The penalty's lambda", value: "-1.0", expected: "finite and not negative")
    ) { try self.fit(LogisticRegression(penalty: .ridge(-1))) }
    for factors in [[-1], [.nan], [], [1, 1]] as [[Double]] {
      #expect(throws: LogitError.self) { try self.fit(self.option { $0.penaltyFactors = factors }) }
    }
    for bounds in [[1...2], [-2 ... -1], [], [0...1, 0...1]] as [[ClosedRange<Double>]] {
      #expect(throws: LogitError.self) { try self.fit(self.option { $0.bounds = bounds }) }
    }
    for tolerance in [0, -1, .nan] as [Double] {
      #expect(throws: LogitError.self) { try self.fit(self.option { $0.tolerance = tolerance }) }
    }
    #expect(throws: LogitError.self) { try self.fit(self.option { $0.iterationLimit = -1 }) }
    #expect(throws: LogitError.self) {
      try self.fit(
        self.option {
          $0.penalty = .lasso()
          $0.solver = .newton
        })
    }
  }

  @Test("Penalty factors are relative, and an infinite one leaves its column out")
  func factors() throws {
    let x = try Tensor<Double>((0..<60).map { Double($0 * 37 % 11) + Double($0 % 3) }, shape: [30, 2])
    let classes = (0..<30).map { Int32($0 * 7 % 13 > 5 ? 1 : 0) }
    func fit(_ factors: [Double]?) throws -> LogisticModel {
      var regression = LogisticRegression(penalty: .elasticNet(0.05, l1Ratio: 0.5))
      regression.penaltyFactors = factors
      return try regression.fit(x, classes)
    }
    let once = try fit([1, 3])
    let tenfold = try fit([10, 30])
    for column in 0..<2 {
      #expect(abs(once.coefficients[0, column] - tenfold.coefficients[0, column]) < 1e-9)
    }
    #expect(try fit([4, 4]).coefficients == fit(nil).coefficients)
    let left = try fit([.infinity, 1])
    #expect(left.coefficients[0, 0] == 0 && left.coefficients[0, 1] != 0 && left.aliased.isEmpty)
  }

  @Test("Rows that cannot be used are refused with their place")
  func rows() throws {
    var bad = try Self.x.reshaped([8, 1])
    bad[3] = .nan
    do {
      _ = try fit(x: bad)
      Issue.record("NaN was taken")
    } catch LogitError.nonFiniteInput(let name, let row, let column, _) {
      #expect(name == "x" && row == 3 && column == 0)
    }
    #expect(throws: LogitError.emptyData(name: "x")) {
      try self.fit(x: Tensor(repeating: 0, shape: [0, 1]), labels: [])
    }
    #expect(throws: LogitError.self) { try self.fit(x: Self.x) }
    #expect(throws: LogitError.rowCountMismatch(name: "classes", expected: 8, found: 2)) {
      try self.fit(labels: [0, 1])
    }
    #expect(throws: LogitError.rowCountMismatch(name: "weights", expected: 8, found: 1)) {
      try self.fit(weights: [1])
    }
    for weight in [-1, .nan, .infinity] as [Double] {
      #expect(throws: LogitError.self) { try self.fit(weights: [1, 1, weight, 1, 1, 1, 1, 1]) }
    }
    #expect(throws: LogitError.self) { try self.fit(weights: [Double](repeating: 0, count: 8)) }
    #expect(throws: LogitError.self) { try self.fit(offsets: Tensor([1, 2])) }
    #expect(throws: LogitError.self) { try self.fit(offsets: Tensor(repeating: .infinity, shape: [8, 1])) }
    #expect(throws: LogitError.self) {
      try self.fit(x: Tensor((0..<8).map { Double($0) * 1e300 }).reshaped([8, 1]))
    }
    #expect(throws: LogitError.self) {
      try self.fit(x: Tensor((0..<8).map { Double($0) * 1e-200 }).reshaped([8, 1]))
    }
  }

  @Test("A class that is alone, absent or without weight is refused by its number")
  func classes() {
    for label in [0, 1] as [Int32] {
      #expect(throws: LogitError.self) { try self.fit(labels: [Int32](repeating: label, count: 8)) }
    }
    #expect(throws: LogitError.unknownClass(label: -1, row: 2, classCount: 2)) {
      try self.fit(labels: [0, 1, -1, 0, 0, 0, 0, 0])
    }
    #expect(throws: LogitError.unknownClass(label: 2, row: 1, classCount: 2)) {
      try self.fit(labels: [0, 2, 1, 0, 0, 0, 0, 0], classCount: 2)
    }
    #expect(throws: LogitError.self) { try self.fit(classCount: 3) }
    #expect(throws: LogitError.self) { try self.fit(classCount: 1) }
    #expect(throws: LogitError.self) { try self.fit(labels: [0, 1, .max, 1, 0, 0, 0, 0]) }
    #expect(
      throws: LogitError.invalidOption(
        name: "The sum of the weights of class 1", value: "0.0",
        expected: "above 0: a class without weight has no finite coefficients; leave its rows out")
    ) { try self.fit(weights: Self.labels.map { $0 == 1 ? 0 : 1 }) }
  }

  @Test("A model of other columns or classes is no place to begin")
  func start() throws {
    let two = try Tensor<Double>(rows: (0..<8).map { [Double($0), Double($0 * $0 % 5)] })
    let model = try fit(x: two)
    #expect(throws: LogitError.self) {
      try LogisticRegression().fit(Self.x.reshaped([8, 1]), Self.labels, from: model)
    }
    #expect(throws: LogitError.self) {
      try LogisticRegression().fit(two, [0, 1, 2, 0, 1, 2, 0, 1], from: model)
    }
  }
}
