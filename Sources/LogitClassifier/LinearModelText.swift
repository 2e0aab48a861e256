import LogitData

/// Intercepts and coefficients as lines of text.
struct LinearModelText {
  let intercepts: [Intercept]
  let coefficients: [Coefficient]

  /// With more classes, intercepts are not listed.
  private static let mostIntercepts = 12

  /// A line for each intercept and for the strongest coefficients; empty if there are none.
  ///
  /// - Parameter count: The most coefficients to list.
  func text(count: Int) -> String {
    guard !coefficients.isEmpty else { return "" }
    let count = max(count, 0)
    let severalClasses = intercepts.count > 1
    var table = AlignedText(rightAligned: severalClasses ? [2, 3] : [1, 2])
    func append(_ feature: String, _ className: String, _ weight: String, _ estimate: String) {
      table.append(severalClasses ? [feature, className, weight, estimate] : [feature, weight, estimate])
    }
    append("", "", "per deviation", "per unit")
    for intercept in intercepts.prefix(Self.mostIntercepts) {
      append("intercept", intercept.className, "", intercept.estimate.signedText)
    }
    for coefficient in coefficients.prefix(count) {
      let weight = (coefficient.weight < 0 ? "" : "+") + coefficient.weight.fixed(decimals: 3)
      append(coefficient.feature, coefficient.className, weight, coefficient.estimate.signedText)
    }
    let direction = severalClasses ? "" : " towards \(coefficients[0].className)"
    let left = coefficients.count - count
    let more = left > 0 ? "  and \(left.grouped) more\n" : ""
    return
      "Strongest coefficients\(direction) (change of the log-odds: of a number per standard deviation and per unit, of a "
      + "category where it holds and against the mean of its column)\n\(table.text)\(more)"
  }
}

extension Double {
  /// With a sign and four digits.
  fileprivate var signedText: String { (self < 0 ? "" : "+") + text(digits: 4) }

  /// With at most so many digits, large and small numbers with an exponent.
  func text(digits: Int) -> String { PythonFormat(".\(digits)g")?.text(for: self) ?? shortText }
}
