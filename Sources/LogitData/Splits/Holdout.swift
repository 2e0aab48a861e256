/// Which rows are held back.
struct Holdout {
  /// 1 for a row that is, 0 for one that is not.
  var isHeld: [UInt8]
  /// The number of rows of each class that are.
  var counts: [Int]
}
