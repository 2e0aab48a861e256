/// One direction after the other, each among the inequalities that the ones before leave at 0, until those
/// left overlap.
///
/// With the later directions added in ever smaller amounts, the sum makes every inequality positive that any
/// direction can; so signs are those of the first direction in which a coefficient is not 0.
struct SeparationStages {
  let pairs: ClassPairRows
  private(set) var kind = Separation.Kind.none
  private(set) var open: ClassPairRows.Open
  private var directions: [[Double]] = []
  /// The search among all inequalities.
  private var first: SeparationSearch?

  /// What is left of a coordinate below which it depends on others: of all rows, where dependent columns have
  /// been left out already, and of some.
  private static let (firstTolerance, laterTolerance) = (1e-15, 1e-11)
  /// The square of a coordinate in some of the rows, as a share of the largest, below which all that it has there is
  /// the rounding of the shift by its mean.
  private static let leastShare = 1e-22

  init(_ pairs: ClassPairRows, rowCount: Int) {
    self.pairs = pairs
    open = pairs.all(rowCount: rowCount)
  }

  mutating func run() {
    guard pairs.coefficientCount <= Separation.coefficientLimit else {
      kind = .notSettled(
        "\(pairs.coefficientCount) coefficients are more than \(Separation.coefficientLimit)")
      return
    }
    while !open.rows.isEmpty {
      let search = SeparationSearch(
        pairs, open, tolerance: directions.isEmpty ? Self.firstTolerance : Self.laterTolerance,
        leastShare: directions.isEmpty ? 0 : Self.leastShare)
      first = first ?? search
      switch search.run() {
      case .overlap:
        kind = directions.isEmpty ? .none : .quasi
        return
      case .unsettled(let reason):
        kind = .notSettled(reason)
        return
      case .direction(let direction):
        guard close(direction) else {
          kind = .notSettled("rounding hides whether a direction separates")
          return
        }
        directions.append(direction)
      }
    }
    kind = directions.isEmpty ? .none : .complete
  }

  /// Takes out the inequalities that a direction makes positive; false if there is none.
  private mutating func close(_ direction: [Double]) -> Bool {
    var isOpen = open.isOpen
    var closed = 0
    pairs.forEach(open, at: direction) { code, value, most in
      if value > SeparationSearch.tieTolerance * most {
        isOpen[code] = false
        closed += 1
      }
    }
    open.isOpen = isOpen
    let classCount = pairs.classCount
    open.rows.removeAll { row in
      !isOpen[Int(row) * classCount..<(Int(row) + 1) * classCount].contains(true)
    }
    return closed > 0
  }

  /// What is left of a coefficient beside the largest of its direction below which it is rounding: of a
  /// direction that was found, and of one that follows from the rows that are left.
  private static let (directionTolerance, spanTolerance) = (1e-8, 1e-4)

  /// The directions, in the columns' own units, by which it is decided where coefficients go: those found,
  /// and behind them others that with these span all that separate.
  var rays: [Ray] { foundRays + spanningDirections.map { Ray($0, pairs, tolerance: Self.spanTolerance) } }

  private var foundRays: [Ray] { directions.map(ray) }

  private func ray(_ direction: [Double]) -> Ray { Ray(direction, pairs, tolerance: Self.directionTolerance) }

  /// What tells the signs that are settled from those of one direction among others.
  var signs: SeparationSigns? {
    guard let first, !directions.isEmpty, first.factor.rank == pairs.coefficientCount else { return nil }
    return SeparationSigns(first, foundRays, ray: ray)
  }

  /// Directions that leave what is open on its hyperplanes. A small part of them, of either sign, added to
  /// one that makes all other inequalities positive leaves these so: the coefficients that are 0 in all of
  /// them, and no others, are those that do not grow. If nothing is open any direction is one of these.
  private var spanningDirections: [[Double]] {
    guard !directions.isEmpty else { return [] }
    let size = pairs.coefficientCount
    guard !open.rows.isEmpty else {
      return (0..<size).map { own in (0..<size).map { $0 == own ? 1 : 0 } }
    }
    let gram = pairs.sums(open).gram
    let factor = SkippingCholesky(
      gram, size: size, tolerance: Self.laterTolerance, leastShare: Self.leastShare)
    let isKept = Set(factor.kept)
    return (0..<size).filter { !isKept.contains($0) }.map { skipped in
      // The skipped coordinate less the combination of those kept that it is.
      var factors = factor.kept.map { gram[max($0, skipped) * size + min($0, skipped)] }
      factor.solveLower(&factors)
      factor.solveUpper(&factors)
      var direction = factor.scatter(factors, size: size).map { -$0 }
      direction[skipped] = 1
      return direction
    }
  }

  /// The pairs of classes of which an inequality is closed.
  var separatedPairs: [Separation.ClassPair] {
    guard !directions.isEmpty else { return [] }
    let classCount = pairs.classCount
    var (total, left) = (
      [Int](repeating: 0, count: classCount * classCount), [Int](repeating: 0, count: classCount * classCount)
    )
    for row in pairs.rows.rows {
      let own = Int(pairs.classes[Int(row)])
      for k in 0..<classCount where k != own {
        let place = min(own, k) * classCount + max(own, k)
        total[place] += 1
        if open.isOpen[Int(row) * classCount + k] { left[place] += 1 }
      }
    }
    return total.indices.filter { left[$0] < total[$0] }.map {
      Separation.ClassPair(
        first: $0 / classCount, second: $0 % classCount, kind: left[$0] == 0 ? .complete : .quasi)
    }
  }
}
