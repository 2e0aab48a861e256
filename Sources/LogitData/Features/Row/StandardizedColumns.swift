/// The rules of columns of which each is standardized and becomes one feature, in their order, as those of most
/// models do: the numbers of all rules side by side, so that several columns are gone through at once.
struct StandardizedColumns: Sendable {
  private let count: Int
  /// `[5, count]`: the parts of what is subtracted, what is divided by, the least number learned from and the
  /// greatest.
  private let planes: [Double]

  /// - Returns: `nil` if a column is of another kind.
  init?(_ rules: [NumberRule]) {
    let columns = rules.enumerated().compactMap { $1.standardizing(place: $0) }
    guard columns.count == rules.count else { return nil }
    count = rules.count
    planes = (0..<5).flatMap { plane in columns.map { $0[plane] } }
  }

  /// Writes the features of a row of numbers, the same to the last bit as ``NumberRule`` does.
  ///
  /// - Parameters:
  ///   - numbers: One for each column.
  ///   - features: Room for as many.
  /// - Returns: Whether there is nothing to tell of any number, since all are finite, within what was learned from
  ///   and not too far away. If not, what was written does not count.
  @inline(__always)
  func write(_ numbers: UnsafePointer<Double>, into features: UnsafeMutablePointer<Float>) -> Bool {
    planes.withUnsafeBufferPointer { planes in
      guard let high = planes.baseAddress else { return true }
      let (low, divisor, least, greatest) = (
        high + count, high + 2 * count, high + 3 * count, high + 4 * count
      )
      var isUsual = SIMDMask<SIMD4<Int64>>(repeating: true)
      let whole = count & ~3
      for column in stride(from: 0, to: whole, by: 4) {
        let number = four(numbers + column)
        let value = ((number - four(high + column)) - four(low + column)) / four(divisor + column)
        UnsafeMutableRawPointer(features + column).storeBytes(of: SIMD4<Float>(value), as: SIMD4<Float>.self)
        // What is NaN is neither.
        isUsual .&= value .<= Standardization.largest .& (value .>= -Standardization.largest)
        isUsual .&= number .>= four(least + column) .& (number .<= four(greatest + column))
      }
      var areAllUsual = isUsual == SIMDMask(repeating: true)
      for column in whole..<count {
        let number = numbers[column]
        let value = ((number - high[column]) - low[column]) / divisor[column]
        features[column] = Float(value)
        let isUsual = value.magnitude <= Standardization.largest
        if !(isUsual && number >= least[column] && number <= greatest[column]) { areAllUsual = false }
      }
      return areAllUsual
    }
  }
}

@inline(__always)
private func four(_ start: UnsafePointer<Double>) -> SIMD4<Double> {
  UnsafeRawPointer(start).loadUnaligned(as: SIMD4<Double>.self)
}
