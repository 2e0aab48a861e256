/// Which rows are held out.
package struct Holdout {
  /// 1 for a row that is held out, 0 for one that is not.
  package var isHeld: [UInt8]
  /// The number of held-out rows of each class.
  package var counts: [Int]

  /// Records which rows are held out.
  ///
  /// - Parameters:
  ///   - isHeld: 1 for a row that is held out, 0 for one that is not.
  ///   - counts: The number of held-out rows of each class.
  package init(isHeld: [UInt8], counts: [Int]) {
    (self.isHeld, self.counts) = (isHeld, counts)
  }
}
