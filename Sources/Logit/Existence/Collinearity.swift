import LogitFiles

/// Which columns say nothing that columns before them do not say, and how.
///
///     for alias in try Collinearity(of: x).aliased { print(alias.description(names)) }  // c = 2 a − b + 5
///
/// As in R's `glm` it is the later column that is aliased. A column counts as a combination of others if what
/// the nearest one leaves of it is at most 10⁻⁷ of its deviation; of `Float` values, at most what rounding
/// them may leave, up to 10⁻⁵. A column that is constant is aliased with the intercept.
public struct Collinearity: Sendable, Hashable {
  /// A column as a combination of others.
  public struct Alias: Sendable, Hashable {
    /// The column.
    public let column: Int
    /// The columns before it that it is made of, each with its factor; factors are whole numbers where those
    /// nearest explain the column as well.
    public let terms: [Term]
    /// What is added.
    public let constant: Double

    /// Says how the column is made: `c = 2 a − b + 5`.
    ///
    /// - Parameter names: The columns' names; fewer than there are columns are a programming error.
    public func description(_ names: [String]) -> String {
      let last = terms.reduce(column) { max($0, $1.column) }
      guard last < names.count else {
        programmingError("There is no name of column \(last) among \(names.count)")
      }
      var text = ""
      for term in terms {
        let isNegative = term.factor < 0
        text += text.isEmpty ? (isNegative ? "−" : "") : (isNegative ? " − " : " + ")
        if term.factor.magnitude != 1 { text += Self.text(term.factor.magnitude) + " " }
        text += names[term.column]
      }
      if text.isEmpty {
        text = constant < 0 ? "−" + Self.text(-constant) : Self.text(constant)
      } else if constant != 0 {
        text += (constant < 0 ? " − " : " + ") + Self.text(constant.magnitude)
      }
      return "\(names[column]) = \(text)"
    }

    private static func text(_ value: Double) -> String {
      value == value.rounded() && value < 1e15 ? "\(Int(value))" : "\(Float(value))"
    }
  }

  /// A column in a combination.
  public struct Term: Sendable, Hashable {
    /// The column.
    public let column: Int
    /// What it is multiplied with.
    public let factor: Double
  }

  /// The columns that others make up, ascending.
  public let aliased: [Alias]
  /// The columns that remain, ascending.
  public let kept: [Int]
  /// Groups of columns that remain, but are nearly combinations of each other.
  public let near: [NearCollinearity]
  /// The variance inflation of each column that remains, 1/(1 − R²) with R² of its regression on the others.
  public let varianceInflations: [Double]

  /// Looks for dependent columns.
  ///
  /// - Parameters:
  ///   - x: The features, `[rows, columns]`, finite.
  ///   - weights: How much each row counts; only whether it is 0 matters. All count by default.
  ///   - hasIntercept: Whether there is a constant that columns may be combined with.
  /// - Throws: ``LogitError`` for the first value that is wrong.
  /// - Complexity: rows · columns², and a few passes over the rows for every column that is aliased or nearly
  ///   so.
  public init(of x: Tensor<Float>, weights: [Double]? = nil, hasIntercept: Bool = true) throws {
    try self.init(.float(x), weights: weights, hasIntercept: hasIntercept)
  }

  /// Looks for dependent columns among features in double precision; see the other initializer.
  ///
  /// - Parameters:
  ///   - x: The features, `[rows, columns]`, finite.
  ///   - weights: How much each row counts; only whether it is 0 matters. All count by default.
  ///   - hasIntercept: Whether there is a constant that columns may be combined with.
  /// - Throws: ``LogitError`` for the first value that is wrong.
  /// - Complexity: rows · columns², and a few passes over the rows for every column that is aliased or nearly
  ///   so.
  public init(of x: Tensor<Double>, weights: [Double]? = nil, hasIntercept: Bool = true) throws {
    try self.init(.double(x), weights: weights, hasIntercept: hasIntercept)
  }

  package init(_ matrix: DenseRows.Matrix, weights: [Double]?, hasIntercept: Bool) throws {
    let classes = [Int32](repeating: 0, count: matrix.shape.first ?? 0)
    let rows = try CountedRows(matrix, classes, classCount: 2, weights: weights)
    let scan = CollinearityScan(StandardizedRows(matrix, rows: rows.rows, hasIntercept: hasIntercept))
    kept = scan.kept
    aliased = scan.combinations.sorted { $0.key < $1.key }.map { Alias($0.key, $0.value, scan) }
    let nearness = Nearness(scan)
    near = nearness.groups
    varianceInflations = nearness.inflations
  }
}

extension Collinearity.Alias {
  /// In the columns' own units, with whole numbers where they do as well.
  init(_ column: Int, _ factors: [(column: Int, factor: Double)], _ scan: CollinearityScan) {
    let rows = scan.standardized
    self.column = column
    guard rows.scale[column] > 0 else {
      terms = []
      constant = rows.shift[column]
      return
    }
    let exact = factors.filter { $0.factor.magnitude > 1e-5 }.map {
      Collinearity.Term(column: $0.column, factor: $0.factor * rows.scale[$0.column] / rows.scale[column])
    }
    func remainder(_ terms: [Collinearity.Term]) -> Double {
      guard rows.hasIntercept else { return 0 }
      return terms.reduce(rows.shift[column]) { $0 - $1.factor * rows.shift[$1.column] }
    }
    func snapped(_ value: Double, _ scale: Double) -> Double {
      (value - value.rounded()).magnitude <= 1e-5 * scale ? value.rounded() : value
    }
    let whole = exact.map {
      Collinearity.Term(column: $0.column, factor: snapped($0.factor, min(1, $0.factor.magnitude)))
    }
    // A constant that is left by rounding of large shifts is none.
    let deviation = 1 / rows.scale[column]
    func rounded(_ constant: Double) -> Double {
      let nearest = constant.rounded()
      return (constant - nearest).magnitude <= CollinearityScan.roundingLimit * deviation ? nearest : constant
    }
    let candidate = rounded(remainder(whole))
    let isAsGood =
      Self.distance(column, whole, candidate, rows) <= CollinearityScan.roundingLimit * deviation
    terms = isAsGood ? whole : exact
    self.constant = isAsGood ? candidate : remainder(exact)
  }

  /// The root mean square of what a combination leaves of a column, in the column's units.
  private static func distance(
    _ column: Int, _ terms: [Collinearity.Term], _ constant: Double, _ rows: StandardizedRows
  ) -> Double {
    var square = 0.0
    // Around the means, where the digits are.
    let level = terms.reduce(rows.shift[column] - constant) { $0 - $1.factor * rows.shift[$1.column] }
    rows.forEach(rows.rows) { _, row in
      var rest = level + row[column] / rows.scale[column]
      for term in terms { rest -= term.factor * row[term.column] / rows.scale[term.column] }
      square += rest * rest
    }
    return (square / Double(max(rows.rows.count, 1))).squareRoot()
  }
}
