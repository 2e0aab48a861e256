/// What one pass over a column of numbers shows.
struct NumberScan {
  /// The number of values that are not missing.
  let count: Int
  let least: Double
  let greatest: Double
  /// The first rows that have the least and the greatest value.
  let leastRow: Int
  let greatestRow: Int
  /// The mean, and the deviation that divides by n.
  let mean: Double
  let deviation: Double
  /// The values of each class.
  let classes: [ClassValues]

  /// The values of a class.
  struct ClassValues {
    var least = Double.infinity
    var greatest = -Double.infinity
    var present = 0
    var missing = 0
  }

  /// - Parameters:
  ///   - values: A value for each row, NaN where it is missing.
  ///   - labels: The number of each row's class, below 0 if it has none; such rows count in no class.
  init(_ values: [Double], classes labels: [Int32], classCount: Int) {
    var classes = [ClassValues](repeating: ClassValues(), count: classCount)
    // Numbers are counted from the first, so that an offset takes none of their digits.
    let origin = values.first { !$0.isNaN } ?? 0
    var (count, sum, squares) = (0, 0.0, 0.0)
    var (least, greatest, leastRow, greatestRow) = (Double.infinity, -Double.infinity, 0, 0)
    values.withUnsafeBufferPointer { values in
      labels.withUnsafeBufferPointer { labels in
        classes.withUnsafeMutableBufferPointer { classes in
          for row in values.indices {
            let (value, label) = (values[row], Int(labels[row]))
            if value.isNaN {
              if label >= 0 { classes[label].missing &+= 1 }
              continue
            }
            count &+= 1
            let difference = value - origin
            sum += difference
            squares += difference * difference
            if value < least { (least, leastRow) = (value, row) }
            if value > greatest { (greatest, greatestRow) = (value, row) }
            guard label >= 0 else { continue }
            classes[label].present &+= 1
            if value < classes[label].least { classes[label].least = value }
            if value > classes[label].greatest { classes[label].greatest = value }
          }
        }
      }
    }
    (self.count, self.classes) = (count, classes)
    (self.least, self.greatest, self.leastRow, self.greatestRow) = (least, greatest, leastRow, greatestRow)
    let total = Double(max(count, 1))
    mean = origin + sum / total
    deviation = max(squares / total - sum / total * (sum / total), 0).squareRoot()
  }

  /// The number of rows with a class whose value is missing.
  var missing: Int { classes.reduce(0) { $0 + $1.missing } }
}

// MARK: - Classes that a bound divides

extension NumberScan {
  /// The classes whose values all lie on one side of all others', and those that share just the bound with
  /// others.
  var divided: (complete: [Int], touching: [Int]) {
    let present = classes.indices.filter { classes[$0].present > 0 }
    guard present.count >= 2, least < greatest else { return ([], []) }
    let low = present.sorted { classes[$0].least < classes[$1].least }
    let high = present.sorted { classes[$0].greatest > classes[$1].greatest }
    var (complete, touching): ([Int], [Int]) = ([], [])
    for index in present {
      let leastOther = classes[low[0] == index ? low[1] : low[0]].least
      let greatestOther = classes[high[0] == index ? high[1] : high[0]].greatest
      let (least, greatest) = (classes[index].least, classes[index].greatest)
      if least > greatestOther || greatest < leastOther {
        // Rows without the value lie on the bound.
        if missing == 0 { complete.append(index) } else { touching.append(index) }
      } else if least == greatestOther || greatest == leastOther {
        touching.append(index)
      }
    }
    return (complete, touching)
  }

  /// Half way between a class and the others that it does not overlap, and the width between them.
  func bound(of index: Int) -> (middle: Double, width: Double) {
    let others = classes.indices.filter { $0 != index && classes[$0].present > 0 }
    let leastOther = others.map { classes[$0].least }.min() ?? .nan
    let greatestOther = others.map { classes[$0].greatest }.max() ?? .nan
    let isAbove = classes[index].least > greatestOther
    let (low, high) =
      isAbove ? (greatestOther, classes[index].least) : (classes[index].greatest, leastOther)
    return (low + (high - low) / 2, high - low)
  }

  /// Whether the values of no two classes overlap, and none is missing.
  var dividesAll: Bool {
    let present = classes.filter { $0.present > 0 }.sorted { $0.least < $1.least }
    guard present.count >= 2, missing == 0 else { return false }
    return zip(present, present.dropFirst()).allSatisfy { $0.greatest < $1.least }
  }
}
