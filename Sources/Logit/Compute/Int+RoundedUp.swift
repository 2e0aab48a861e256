extension Int {
  /// The smallest multiple of `unit` that is not below the number.
  func roundedUp(to unit: Int) -> Int { (self + unit - 1) / unit * unit }
}
