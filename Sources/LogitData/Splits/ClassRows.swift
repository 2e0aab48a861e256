import Logit

/// The rows of each class, one class after the other.
struct ClassRows {
  /// The number of rows of each class.
  let counts: [Int]
  /// The rows of class 0 in ascending order, then those of class 1 and so on.
  private let rows: [UInt32]
  private let starts: [Int]

  /// The number of rows, including those without a class.
  let rowCount: Int

  /// Sorts rows by class.
  ///
  /// - Parameter classes: The class of each row, in `0..<classCount`; a row with a negative one has none.
  init(_ classes: [Int32], classCount: Int) {
    var counts = [Int](repeating: 0, count: classCount)
    classes.withUnsafeBufferPointer { classes in
      counts.withUnsafeMutableBufferPointer { counts in
        for label in classes where label >= 0 { counts[Int(label)] += 1 }
      }
    }
    var starts: [Int] = []
    var start = 0
    for count in counts {
      starts.append(start)
      start += count
    }
    var next = starts
    rows = [UInt32](unsafeUninitializedCapacity: start) { rows, count in
      classes.withUnsafeBufferPointer { classes in
        next.withUnsafeMutableBufferPointer { next in
          for row in classes.indices where classes[row] >= 0 {
            let label = Int(classes[row])
            rows[next[label]] = UInt32(truncatingIfNeeded: row)
            next[label] &+= 1
          }
        }
      }
      count = start
    }
    (self.counts, self.starts, rowCount) = (counts, starts, classes.count)
  }

  /// Calls a closure with a class's rows in random order.
  ///
  /// They are swapped as in NumPy's `permutation(count)`, so the order is `rows[permutation]`.
  func withPermutation(
    of label: Int, using generator: inout RandomGenerator,
    _ body: (UnsafeMutableBufferPointer<UInt32>) -> Void
  ) {
    var permuted = Array(rows[starts[label]..<starts[label] + counts[label]])
    permuted.withUnsafeMutableBufferPointer {
      generator.shuffle($0)
      body($0)
    }
  }

  /// Checks that each class has at least two rows, unless classes with one may stay in training.
  ///
  /// - Throws: ``DataError/tooFewRows(className:found:needed:purpose:)``.
  func requireTwo(
    _ policy: SingleRowClasses, purpose: String, name: (Int) -> String
  ) throws {
    try Self.requireTwo(counts, policy, purpose: purpose, name: name)
  }

  /// The same for numbers of rows.
  static func requireTwo(
    _ counts: [Int], _ policy: SingleRowClasses, purpose: String, name: (Int) -> String
  ) throws {
    guard policy == .refuse, let single = counts.firstIndex(of: 1) else { return }
    throw DataError.tooFewRows(className: name(single), found: 1, needed: 2, purpose: purpose)
  }
}
