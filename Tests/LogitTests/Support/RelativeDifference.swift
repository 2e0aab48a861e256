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
