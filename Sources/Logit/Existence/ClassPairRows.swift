/// The inequalities of which separation is made: for each row i of class c, and each other class k,
///
///     (β_c − β_k)ᵀ xᵢ ≥ 0,  β₀ = 0
///
/// The coefficients are those of the classes from the second on, `[classes − 1, width]`. An inequality is
/// known by `row · classes + k`.
struct ClassPairRows {
  let rows: StandardizedRows
  let classes: [Int32]
  let classCount: Int
  /// What the inequalities with each class k count in the metric of the search: about the share of k's rows,
  /// so that a large class does not hide a small one.
  let shares: [Double]

  init(_ rows: StandardizedRows, classes: [Int32], classCount: Int) {
    self.rows = rows
    self.classes = classes
    self.classCount = classCount
    var counts = [Int](repeating: 1, count: classCount)
    for row in rows.rows { counts[Int(classes[Int(row)])] += 1 }
    let total = Double(rows.rows.count + classCount)
    shares = counts.map { Double($0) / total }
  }

  var width: Int { rows.width }
  var coefficientCount: Int { (classCount - 1) * width }

  /// Inequalities that are not settled yet.
  struct Open {
    /// For each row of the data and each class.
    var isOpen: [Bool]
    /// The rows with an open inequality.
    var rows: [Int32]
  }

  /// All of them.
  func all(rowCount: Int) -> Open {
    var isOpen = [Bool](repeating: false, count: rowCount * classCount)
    for row in rows.rows {
      for k in 0..<classCount { isOpen[Int(row) * classCount + k] = k != Int(classes[Int(row)]) }
    }
    return Open(isOpen: isOpen, rows: rows.rows)
  }

  /// Σ w a aᵀ and Σ w a over open inequalities a, with the share of the other class as w; the lower triangle
  /// of the first, `[coefficients, coefficients]`.
  func sums(_ open: Open) -> (gram: [Double], target: [Double]) {
    let pairCount = classCount * classCount
    var squares = [[Double]](repeating: [], count: pairCount)
    var means = [[Double]](repeating: [Double](repeating: 0, count: width), count: pairCount)
    // For two classes the class decides the pair; for more, of a row whose inequalities are all open the
    // products are summed once, at the place of the class with itself.
    rows.forEach(open.rows) { index, row in
      let own = Int(classes[index])
      let first = index * classCount
      var openCount = 0
      for k in 0..<classCount where open.isOpen[first + k] { openCount += 1 }
      for k in 0..<classCount where openCount == classCount - 1 ? k == own : open.isOpen[first + k] {
        let pair = own * classCount + k
        if squares[pair].isEmpty { squares[pair] = [Double](repeating: 0, count: width * width) }
        addSquare(row, into: &squares[pair])
        for j in 0..<width { means[pair][j] += row[j] }
      }
    }
    return assemble(squares, means)
  }

  private func addSquare(_ row: UnsafePointer<Double>, into sums: inout [Double]) {
    sums.withUnsafeMutableBufferPointer { sums in
      guard var line = sums.baseAddress else { return }
      for a in 0..<width {
        let value = row[a]
        for b in 0...a { line[b] += value * row[b] }
        line += width
      }
    }
  }

  private func assemble(_ squares: [[Double]], _ means: [[Double]]) -> (gram: [Double], target: [Double]) {
    let size = coefficientCount
    var gram = [Double](repeating: 0, count: size * size)
    var target = [Double](repeating: 0, count: size)
    func add(_ c: Int, _ k: Int, _ square: [Double], _ mean: [Double]) {
      guard !square.isEmpty else { return }
      let weight = shares[k]
      for (block, sign) in [(c, 1.0), (k, -1.0)] where block > 0 {
        for j in 0..<width { target[(block - 1) * width + j] += sign * weight * mean[j] }
      }
      for (first, second, sign) in [(c, c, 1.0), (k, k, 1.0), (max(c, k), min(c, k), -1.0)] where second > 0 {
        for a in 0..<width {
          for b in 0..<(first == second ? a + 1 : width) {
            let value = a >= b ? square[a * width + b] : square[b * width + a]
            gram[((first - 1) * width + a) * size + (second - 1) * width + b] += sign * weight * value
          }
        }
      }
    }
    for c in 0..<classCount {
      let own = c * classCount + c
      for k in 0..<classCount where k != c {
        add(c, k, squares[own], means[own])
        add(c, k, squares[c * classCount + k], means[c * classCount + k])
      }
    }
    return (gram, target)
  }

  /// The coefficients of an inequality, `[coefficients]`.
  func inequality(_ code: Int) -> [Double] {
    var result = [Double](repeating: 0, count: coefficientCount)
    let (index, k) = (code / classCount, code % classCount)
    let own = Int(classes[index])
    rows.forEach([Int32(index)]) { _, row in
      for j in 0..<width {
        if own > 0 { result[(own - 1) * width + j] = row[j] }
        if k > 0 { result[(k - 1) * width + j] = -row[j] }
      }
    }
    return result
  }

  /// Calls `body` for every open inequality with its code, its left side at some coefficients, and the
  /// product of the lengths of the row and of the longest coefficients of a class, the scale of its rounding.
  func forEach(_ open: Open, at coefficients: [Double], _ body: (Int, Double, Double) -> Void) {
    let padded = rows.paddedWidth
    var blocks = [Double](repeating: 0, count: classCount * padded)
    // The longest of all classes: coefficients of a class that should be 0 are rounding, and no measure.
    var longest = 0.0
    for k in 1..<classCount {
      var square = 0.0
      for j in 0..<width {
        let value = coefficients[(k - 1) * width + j]
        blocks[k * padded + j] = value
        square += value * value
      }
      longest = max(longest, square.squareRoot())
    }
    withUnsafeTemporaryAllocation(of: Double.self, capacity: classCount) { predictors in
      blocks.withUnsafeBufferPointer { blocks in
        guard let base = blocks.baseAddress else { return }
        open.isOpen.withUnsafeBufferPointer { isOpen in
          rows.forEach(open.rows) { index, row in
            let length = innerProduct(row, row, padded).squareRoot()
            predictors[0] = 0
            for k in 1..<classCount { predictors[k] = innerProduct(row, base + k * padded, padded) }
            let own = Int(classes[index])
            for k in 0..<classCount where isOpen[index * classCount + k] {
              body(
                index * classCount + k, predictors[own] - predictors[k], length * longest)
            }
          }
        }
      }
    }
  }
}
