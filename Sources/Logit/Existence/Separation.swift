/// Whether a hyperplane separates classes, so that a maximum likelihood estimate does not exist, and which
/// coefficients grow without end.
///
///     let separation = try Separation(of: x, classes, classCount: 2)
///     if separation.kind == .quasi { print(separation.separatedColumns) }
///
/// A direction β separates if (β_c − β_k)ᵀxᵢ ≥ 0 for every row i of class c and every other class k, and not
/// all are 0 (β of the first class is 0). The likelihood rises along it for ever. The separation is
/// `complete` if some direction makes all of them positive, and `quasi` if some rows lie on the hyperplane of
/// every direction. The direction reported makes as many of them positive as any does.
///
/// A row within 10⁻⁹ of a hyperplane, relative to its length in standardized columns, counts as on it.
/// Columns that others explain exactly (``Collinearity``) take no part. Rows of weight 0 do not count.
///
/// Reference: A. Albert and J. A. Anderson, On the existence of maximum likelihood estimates in logistic
/// regression models, Biometrika 71 (1984); K. Konis, Linear programming algorithms for detecting separated
/// data in binary logistic regression models (2007).
public struct Separation: Sendable, Hashable {
  /// What the classes do.
  public enum Kind: Sendable, Hashable {
    /// They overlap: the estimate exists.
    case none
    /// A hyperplane separates them, with rows of both on it.
    case quasi
    /// A hyperplane separates them, and none of their rows is on it.
    case complete
    /// It is not known, and why.
    case notSettled(String)
  }

  /// Where a coefficient's estimate is.
  public enum Limit: Int, Sendable, Hashable {
    /// It falls without end.
    case negativeInfinity = -1
    /// It is finite.
    case finite = 0
    /// It rises without end.
    case positiveInfinity = 1

    /// The other infinity; the same of a finite one.
    var opposite: Self { Self(rawValue: -rawValue) ?? self }
  }

  /// Two classes that the direction separates, the smaller number first.
  public struct ClassPair: Sendable, Hashable {
    /// The class with the smaller number.
    public let first: Int
    /// The other class.
    public let second: Int
    /// ``Kind/complete`` if no row of either is on their hyperplane, else ``Kind/quasi``.
    public let kind: Kind
  }

  /// What the classes do, over all pairs.
  public let kind: Kind
  /// Where each coefficient's estimate is, `[classes − 1, columns]`: of each class from the second on,
  /// against the first; see ``coefficients(against:)`` for another. Of a column that is aliased it is finite.
  /// Where directions of both signs separate, as often with complete separation, the sign is that of the
  /// direction found, and either if it is 0 there; see ``areSignsDetermined(against:)``.
  public var coefficients: [[Limit]] { coefficients(against: 0) }
  /// Where the constants' estimates are, `[classes − 1]`, in the columns' own units.
  public var intercepts: [Limit] { intercepts(against: 0) }
  /// Of each class against each, by the number of the latter, `[classes, classes, columns]`; and of the
  /// constants.
  private let contrasts: [[Contrast]]
  /// The pairs of classes that are separated.
  public let pairs: [ClassPair]
  /// Columns that others explain exactly and that were left out.
  public let aliased: [Int]

  /// The columns with a coefficient that is not finite.
  public var separatedColumns: [Int] {
    (coefficients.first ?? []).indices.filter { column in coefficients.contains { $0[column] != .finite } }
  }

  /// The most coefficients for which separation is settled; beyond, it would take minutes.
  public static let coefficientLimit = 600

  /// Decides whether classes are separated.
  ///
  /// - Parameters:
  ///   - x: The features, `[rows, columns]`, finite.
  ///   - classes: The class of each row, from 0.
  ///   - classCount: The number of classes, at least 2.
  ///   - weights: How much each row counts; only whether it is 0 matters. All count by default.
  ///   - hasIntercept: Whether there is a constant.
  /// - Throws: ``LogitError`` for the first value that is wrong, as `LogisticRegression.fit` does.
  /// - Complexity: Some passes over the rows, mostly fewer than twice the number of coefficients.
  public init(
    of x: Tensor<Float>, _ classes: [Int32], classCount: Int, weights: [Double]? = nil,
    hasIntercept: Bool = true
  ) throws {
    try self.init(.float(x), classes, classCount: classCount, weights: weights, hasIntercept: hasIntercept)
  }

  /// Decides whether classes are separated, for features in double precision; see the other initializer.
  ///
  /// - Parameters:
  ///   - x: The features, `[rows, columns]`, finite.
  ///   - classes: The class of each row, from 0.
  ///   - classCount: The number of classes, at least 2.
  ///   - weights: How much each row counts; only whether it is 0 matters. All count by default.
  ///   - hasIntercept: Whether there is a constant.
  /// - Throws: ``LogitError`` for the first value that is wrong, as `LogisticRegression.fit` does.
  /// - Complexity: Some passes over the rows, mostly fewer than twice the number of coefficients.
  public init(
    of x: Tensor<Double>, _ classes: [Int32], classCount: Int, weights: [Double]? = nil,
    hasIntercept: Bool = true
  ) throws {
    try self.init(.double(x), classes, classCount: classCount, weights: weights, hasIntercept: hasIntercept)
  }

  package init(
    _ matrix: DenseRows.Matrix, _ classes: [Int32], classCount: Int, weights: [Double]?, hasIntercept: Bool
  ) throws {
    self = try Self.withOpenRows(
      matrix, classes, classCount: classCount, weights: weights, hasIntercept: hasIntercept
    ).separation
  }

  /// Decides whether classes are separated, and which rows stay on the hyperplanes.
  ///
  /// - Returns: What is decided; and for each row i and class k, `[rows, classes]`, whether every direction
  ///   leaves the row on the hyperplane between its class and k. It is false for a row's own class, and for
  ///   rows of weight 0.
  package static func withOpenRows(
    _ matrix: DenseRows.Matrix, _ classes: [Int32], classCount: Int, weights: [Double]?, hasIntercept: Bool
  ) throws -> (separation: Separation, isOpen: [Bool]) {
    let rows = try CountedRows(matrix, classes, classCount: classCount, weights: weights)
    let columns = CollinearityScan(StandardizedRows(matrix, rows: rows.rows, hasIntercept: hasIntercept))
    let kept = columns.standardized.selecting(columns.kept)
    let pairs = ClassPairRows(kept, classes: classes, classCount: classCount)
    var stages = SeparationStages(pairs, rowCount: classes.count)
    stages.run()
    return (Self(stages, columnCount: matrix.shape[1], kept: columns.kept), stages.open.isOpen)
  }

  init(_ stages: SeparationStages, columnCount: Int, kept: [Int]) {
    kind = stages.kind
    let (rays, classCount) = (stages.rays, stages.pairs.classCount)
    var signs = stages.signs
    let hasIntercept = stages.pairs.rows.hasIntercept
    // One for all classes that are not separated, of which there may be a million pairs.
    let finite = Contrast(
      coefficients: [Limit](repeating: .finite, count: columnCount), intercept: .finite)
    var contrasts = [[Contrast]](
      repeating: [Contrast](repeating: finite, count: classCount), count: rays.isEmpty ? 0 : classCount)
    for reference in contrasts.indices {
      for label in contrasts.indices where label != reference {
        guard label > reference else {
          contrasts[reference][label] = contrasts[label][reference].reversed
          continue
        }
        var contrast = finite
        for (position, column) in kept.enumerated() {
          contrast.coefficients[column] = rays.limit(label, against: reference, position)
        }
        if hasIntercept { contrast.intercept = rays.limit(label, against: reference, kept.count) }
        if contrast.isFinite { continue }
        contrast.areDetermined = [Bool?](repeating: nil, count: columnCount + 1)
        for (position, column) in (kept + [columnCount]).enumerated()
        where column < columnCount || hasIntercept {
          let limit = column < columnCount ? contrast.coefficients[column] : contrast.intercept
          contrast.areDetermined[column] =
            limit == .finite ? true : signs?.isOnly(limit, label, against: reference, position)
        }
        contrasts[reference][label] = contrast
      }
    }
    self.contrasts =
      rays.isEmpty
      ? [[Contrast]](repeating: [Contrast](repeating: finite, count: classCount), count: classCount)
      : contrasts
    self.pairs = stages.separatedPairs
    let isKept = Set(kept)
    aliased = (0..<columnCount).filter { !isKept.contains($0) }
  }
}

extension Separation {
  /// Where the estimates of a class are against another class.
  private struct Contrast: Hashable, Sendable {
    var coefficients: [Limit]
    var intercept: Limit
    /// Whether each of them, and of the constant behind them, goes there in every direction that separates; `nil`
    /// where that is not known. Empty if all are finite.
    var areDetermined: [Bool?] = []

    /// That of the other class against this one.
    var reversed: Contrast {
      guard !isFinite else { return self }
      return Contrast(
        coefficients: coefficients.map(\.opposite), intercept: intercept.opposite,
        areDetermined: areDetermined)
    }

    var isFinite: Bool { intercept == .finite && coefficients.allSatisfy { $0 == .finite } }
  }

  /// Where each coefficient's estimate is against a class, `[classes − 1, columns]`: of the other classes in
  /// their order.
  ///
  /// Whether it is finite depends on the class: where one of three lies apart, the coefficients of the two
  /// others are finite against each other, and infinite against the third.
  ///
  /// - Parameter reference: The class, from 0; one that is not there is a programming error.
  /// - Returns: The limits.
  public func coefficients(against reference: Int) -> [[Limit]] { others(reference).map(\.coefficients) }

  /// Where the constants' estimates are against a class, `[classes − 1]`; see ``coefficients(against:)``.
  ///
  /// - Parameter reference: The class, from 0; one that is not there is a programming error.
  /// - Returns: The limits, in the columns' own units.
  public func intercepts(against reference: Int) -> [Limit] { others(reference).map(\.intercept) }

  /// Whether each coefficient, and the constant behind the columns, goes where it goes in every direction that
  /// separates, `[classes − 1, columns + 1]`: `true` of finite ones, `false` of those that rise along one direction and
  /// fall along another, and `nil` where it was not settled, which many rows and columns would take long.
  ///
  /// - Parameter reference: The class that others are compared with, from 0; one that is not there is a programming
  ///   error.
  /// - Returns: In the order of ``coefficients(against:)``.
  public func areSignsDetermined(against reference: Int) -> [[Bool?]] {
    others(reference).map {
      $0.areDetermined.isEmpty ? [Bool?](repeating: true, count: $0.coefficients.count + 1) : $0.areDetermined
    }
  }

  private func others(_ reference: Int) -> [Contrast] {
    guard contrasts.indices.contains(reference) else {
      programmingError("There is no class \(reference) among \(contrasts.count)")
    }
    return contrasts[reference].enumerated().filter { $0.offset != reference }.map(\.element)
  }

  /// The classes in groups within which all estimates are finite against each other, each group and all of
  /// them in the order of the classes; one group if the classes overlap.
  public var finiteGroups: [[Int]] {
    var groups: [[Int]] = []
    for label in contrasts.indices {
      if let group = groups.firstIndex(where: { contrasts[$0[0]][label].isFinite }) {
        groups[group].append(label)
      } else {
        groups.append([label])
      }
    }
    return groups
  }
}

/// The rows that count, after checks.
struct CountedRows {
  let rows: [Int32]

  init(
    _ matrix: DenseRows.Matrix, _ classes: [Int32], classCount: Int, weights: [Double]?
  ) throws(LogitError) {
    let shape = matrix.shape
    guard shape.count == 2 else {
      throw .shapeMismatch(
        operation: "Separation", expected: "a matrix of rows and columns", found: shape,
        remedy: "give a matrix [rows, columns]")
    }
    let outcome: LinearModel.Outcome =
      classCount == 2 ? .binary : .multinomial(classCount: classCount, reference: 0)
    // Only for the checks.
    _ = try DenseRows(
      matrix, labels: .classes(classes),
      model: LinearModel(outcome, columnCount: shape[1], hasIntercept: true),
      weights: weights)
    var rows: [Int32] = []
    for row in classes.indices {
      if let weights, weights[row] == 0 { continue }
      rows.append(Int32(row))
    }
    self.rows = rows
  }
}
