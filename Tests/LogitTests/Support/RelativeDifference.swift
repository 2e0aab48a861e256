/// How far numbers are from those expected: relative to the number itself, or to a thousandth of the largest
/// one beside it, below which the rounding of what they are made of shows.
func relativeDifference(_ found: [Float], _ expected: [Float]) -> Double {
  guard found.count == expected.count else { return .infinity }
  let floor = Double(expected.map(abs).filter(\.isFinite).max() ?? 0) / 1000
  return zip(found, expected).reduce(0) { largest, pair in
    let (found, expected) = (Double(pair.0), Double(pair.1))
    if found == expected || (found.isNaN && expected.isNaN) { return largest }
    let difference = abs(found - expected) / Swift.max(abs(expected), floor)
    return difference.isNaN ? .infinity : Swift.max(largest, difference)
  }
}

/// How far a number is from the expected one, relative to it or to a scale, whichever is larger. 0 for the
/// same bits, infinities and NaN included; infinite if only one is finite.
func relativeDifference(_ found: Double, _ expected: Double, scale: Double) -> Double {
  if found == expected || (found.isNaN && expected.isNaN) { return 0 }
  guard found.isFinite && expected.isFinite else { return .infinity }
  return abs(found - expected) / max(abs(expected), scale)
}

/// The difference of two numbers relative to the second; 0 for equal infinities and for NaN twice.
func relativeDifference(_ found: Float, _ expected: Float) -> Double {
  relativeDifference(Double(found), Double(expected), scale: 0)
}
