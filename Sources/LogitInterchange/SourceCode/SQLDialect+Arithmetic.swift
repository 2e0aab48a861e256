/// The arithmetic of IEEE 754 in SQL, which databases have in part: SQLite gives NULL for a division by 0,
/// and PostgreSQL ends the query for it, and for every number that becomes too large or too small.
///
/// What has no value is NULL or NaN, whichever is at hand; ``finite(_:)`` makes NULL of both, and of
/// infinities.
extension SQLDialect {
  /// Twice this is more than the largest number.
  private static let half = 8.9e307
  /// The logarithms of the largest number, and of the smallest that keeps all its digits.
  private static let (largest, smallest) = (709.78, -708.3)

  private var infinity: String { self == .sqlite ? "9e999" : "CAST('Infinity' AS DOUBLE PRECISION)" }

  /// An expression of values that stand in it more than once: these are worked out in a query of their own.
  func bound(_ values: [String], _ body: ([String]) -> String) -> String {
    var (names, inner) = ([String](), [String]())
    for value in values {
      let isShort = value.utf8.allSatisfy { byte in
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "0")...UInt8(ascii: "9"),
          UInt8(ascii: "."), UInt8(ascii: "-"), UInt8(ascii: "("), UInt8(ascii: ")"):
          true
        default: false
        }
      }
      names.append(isShort ? value : "v\(inner.count)")
      if !isShort { inner.append("\(value) AS v\(inner.count)") }
    }
    guard !inner.isEmpty else { return "(\(body(names)))" }
    return "(SELECT \(body(names)) FROM (SELECT \(inner.joined(separator: ", "))\(fence)) AS v)"
  }

  /// A function of one number.
  func call(_ function: CodeFunction, _ x: String) -> String {
    switch function {
    case .exp: exponential(x)
    case .log: logarithm(x, divisor: nil)
    case .log2: logarithm(x, divisor: 0.6931471805599453)
    case .log10: logarithm(x, divisor: 2.302585092994046)
    case .sqrt: bound([x]) { "CASE WHEN \($0[0]) >= 0 THEN sqrt(\($0[0])) END" }
    case .abs: "abs(\(x))"
    case .tanh: "tanh(\(x))"
    }
  }

  private func exponential(_ x: String) -> String {
    guard self == .postgresql else { return "exp(\(x))" }
    return bound([x]) { x in
      "CASE WHEN \(x[0]) < -745 THEN \(literal(0)) WHEN \(x[0]) < \(literal(Self.largest)) THEN exp(\(x[0])) "
        + "ELSE \(x[0]) + \(infinity) END"
    }
  }

  private func logarithm(_ x: String, divisor: Double?) -> String {
    let rest = divisor.map { " / \(literal($0))" } ?? ""
    return bound([x]) {
      "CASE WHEN \($0[0]) > 0 THEN ln(\($0[0]))\(rest) WHEN \($0[0]) = 0 THEN -\(infinity) END"
    }
  }

  /// A sum of two.
  func sum(_ a: String, _ b: String) -> String {
    guard self == .postgresql else { return "(\(a) + \(b))" }
    return bound([a, b]) { v in
      let (a, b, half) = (v[0], v[1], literal(0.5))
      return "CASE WHEN abs(\(a)) < \(literal(Self.half)) AND abs(\(b)) < \(literal(Self.half)) "
        + "OR abs(\(a)) >= \(infinity) OR abs(\(b)) >= \(infinity) "
        + "OR abs(\(a) * \(half) + \(b) * \(half)) < \(literal(Self.half)) THEN \(a) + \(b) "
        + "ELSE sign(\(a)) * \(infinity) END"
    }
  }

  /// A product of two.
  func product(_ a: String, _ b: String) -> String {
    guard self == .postgresql else { return "(\(a) * \(b))" }
    return bound([a, b]) { scaled("*", "+", $0[0], $0[1]) }
  }

  /// A quotient.
  func quotient(_ a: String, _ b: String, isByZero: Bool = true) -> String {
    guard isByZero || self == .postgresql else { return "(\(a) / \(b))" }
    return bound([a, b]) { v in
      let rest =
        self == .postgresql ? "ELSE \(scaled("/", "-", v[0], v[1]))" : "ELSE \(v[0]) / \(v[1])"
      return "CASE WHEN \(v[1]) = 0 THEN \(v[0]) * \(infinity) \(rest) END"
    }
  }

  /// A product or a quotient for PostgreSQL, where logarithms tell whether it is too large or too small.
  private func scaled(_ mark: String, _ logMark: String, _ a: String, _ b: String) -> String {
    let size = "ln(abs(\(a))) \(logMark) ln(abs(\(b)))"
    return "CASE WHEN \(a) = 0 OR \(b) = 0 OR abs(\(a)) >= \(infinity) OR abs(\(b)) >= \(infinity) "
      + "THEN \(a) \(mark) \(b) WHEN \(size) > \(literal(Self.largest)) THEN sign(\(a)) * sign(\(b)) * \(infinity) "
      + "WHEN \(size) < \(literal(Self.smallest)) THEN \(literal(0)) ELSE \(a) \(mark) \(b) END"
  }

  /// A power.
  func power(_ base: String, _ exponent: String) -> String {
    guard self == .postgresql else { return "power(\(base), \(exponent))" }
    return bound([base, exponent]) { v in
      let (a, b) = (v[0], v[1])
      let size = "greatest(-1e300, least(1e300, \(b))) * ln(abs(\(a)))"
      return
        "CASE WHEN \(a) = 0 AND \(b) < 0 THEN \(infinity) WHEN \(a) < 0 AND \(b) <> floor(\(b)) THEN NULL "
        + "WHEN \(a) = 0 OR abs(\(b)) < 1e-290 OR abs(\(a)) >= \(infinity) OR abs(\(b)) >= \(infinity) "
        + "THEN power(\(a), \(b)) WHEN \(size) > \(literal(Self.largest)) THEN "
        + "CASE WHEN \(a) < 0 AND \(b) / 2 <> floor(\(b) / 2) THEN -\(infinity) ELSE \(infinity) END "
        + "WHEN \(size) < \(literal(Self.smallest)) THEN \(literal(0)) ELSE power(\(a), \(b)) END"
    }
  }

  /// A number, or NULL where it is infinite or none.
  func finite(_ x: String) -> String {
    // A difference that is 0 tells numbers from NULL, NaN and infinities.
    bound([x]) { "CASE WHEN \($0[0]) - \($0[0]) = 0 THEN \($0[0]) END" }
  }

  /// A weighted number, which ends no query however large or small it is.
  func weighted(_ weight: Double, _ x: String) -> String {
    let factor = literal(weight)
    guard self == .postgresql, weight != 0 else { return "\(factor) * \(x)" }
    let (least, most) = (1e-300 / min(abs(weight), 1), 1e300 / max(abs(weight), 1))
    guard least.isFinite, least < most else { return product(factor, x) }
    return bound([x]) {
      "CASE WHEN abs(\($0[0])) > \(literal(least)) THEN \(factor) "
        + "* greatest(\(literal(-most)), least(\(literal(most)), \($0[0]))) ELSE \(literal(0)) * \($0[0]) END"
    }
  }
}
