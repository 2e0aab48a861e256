/// Which rows are held back.
package struct Holdout {
  /// 1 for a row that is, 0 for one that is not.
  package var isHeld: [UInt8]
  /// The number of rows of each class that are.
  package var counts: [Int]

  package init(isHeld: [UInt8], counts: [Int]) {
    (self.isHeld, self.counts) = (isHeld, counts)
  }
}
