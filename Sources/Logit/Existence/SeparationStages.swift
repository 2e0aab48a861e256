/// One direction after the other, each among the inequalities that the ones before leave at 0, until those left
/// overlap.
///
/// With the later directions added in ever smaller amounts, the sum makes every inequality positive that any
/// direction can; so signs are those of the first direction in which a coefficient is not 0.
struct SeparationStages {
  let pairs: ClassPairRows
  private(set) var kind = Separation.Kind.none
  private(set) var open: ClassPairRows.Open
  private var directions: [[Double]] = []

  /// What is left of a coordinate below which it depends on others: of all rows, where dependent columns have been
  /// left out already, and of some.
  private static let (firstTolerance, laterTolerance) = (1e-15, 1e-11)

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
        pairs, open, tolerance: directions.isEmpty ? Self.firstTolerance : Self.laterTolerance)
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

  /// Where each coefficient goes, `[classes − 1, width]`, the intercept in the columns' own units.
  var limits: [[Separation.Limit]] {
    let (width, rows) = (pairs.width, pairs.rows)
    return (0..<pairs.classCount - 1).map { block in
      (0..<width).map { j in
        for direction in directions {
          let largest = direction.reduce(0) { max($0, $1.magnitude) }
          var value = direction[block * width + j]
          var scale = largest
          if j == rows.columns.count {
            // The standardized columns' shifts belong to the intercept.
            for (column, shift) in rows.shift.enumerated() {
              let part = direction[block * width + column] * rows.scale[column] * shift
              value -= part
              scale = max(scale, part.magnitude)
            }
          }
          if value.magnitude > 1e-8 * scale { return value > 0 ? .positiveInfinity : .negativeInfinity }
        }
        return .finite
      }
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
