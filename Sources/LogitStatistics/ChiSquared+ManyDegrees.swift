#if canImport(Darwin)
import Darwin
#elseif canImport(Musl)
import Musl
#else
import Glibc
#endif

// Upper tails of distributions of many degrees of freedom, in the same time however many they are.

extension ChiSquared {
  /// Q(a, y), the upper incomplete gamma function over Γ(a), to about 12 digits, down to 1e-300.
  ///
  /// Near the mean it is Temme's expansion, uniform in y (DLMF 8.12.4): with μ = y/a − 1, η²/2 = μ − ln(1 +
  /// μ) and η of the sign of μ,
  ///
  ///     Q(a, y) ≈ ½ erfc(η √(a/2)) + exp(−a η²/2) / √(2πa) · Σₖ cₖ(η) a⁻ᵏ.
  ///
  /// Farther out it is 1 less the series of the lower tail (DLMF 8.11.4), or the continued fraction of the
  /// upper one (DLMF 8.9.2), which take fewer than 100 terms there.
  ///
  /// Reference: N. M. Temme, The asymptotic expansion of the incomplete gamma functions, SIAM Journal on
  /// Mathematical Analysis 10 (1979).
  ///
  /// - Parameters:
  ///   - a: At least ``leastShape``.
  ///   - y: Above 0 and finite.
  static func upperTail(ofShape a: Double, above y: Double) -> Double {
    let mu = (y - a) / a
    if abs(mu) < nearestShare { return temme(a, mu) }
    return mu < 0 ? 1 - lowerSeries(a, y, mu) : upperFraction(a, y, mu)
  }

  /// From here on seven terms of the expansion are exact to rounding: the next is 10⁻¹⁵.
  static let leastShape = 50.0
  /// |y/a − 1| below which the expansion is taken; |η| is below 0.48 there.
  private static let nearestShare = 0.4

  private static func temme(_ a: Double, _ mu: Double) -> Double {
    let half = excess(mu)
    let eta = (mu < 0 ? -1 : 1) * (2 * half).squareRoot()
    var sum = 0.0
    for row in coefficients.reversed() {
      sum = sum / a + row.reversed().reduce(0) { $0 * eta + $1 }
    }
    return 0.5 * erfc(eta * (a / 2).squareRoot()) + exp(-a * half) / (2 * Double.pi * a).squareRoot() * sum
  }

  /// μ − ln(1 + μ), which is about μ²/2, without the digits that a difference would lose.
  private static func excess(_ mu: Double) -> Double {
    guard abs(mu) < nearestShare else { return mu - log1p(mu) }
    // ln(1 + μ) = 2 (r + r³/3 + r⁵/5 + ...), and μ − 2r = μ r.
    let r = mu / (2 + mu)
    let square = r * r
    var (sum, power, divisor) = (0.0, square, 3.0)
    while power > 1e-18 {
      sum += power / divisor
      (power, divisor) = (power * square, divisor + 2)
    }
    return mu * r - 2 * r * sum
  }

  /// yᵃ e⁻ʸ / Γ(a + 1), by Stirling's series.
  private static func density(_ a: Double, _ mu: Double) -> Double {
    let inverse = 1 / a
    // DLMF 5.11.3.
    let gamma =
      1 + inverse
      * (1 / 12 + inverse
        * (1 / 288 - inverse * (139 / 51840 + inverse * (571 / 2_488_320 - inverse * 163_879 / 209_018_880))))
    return exp(-a * excess(mu)) / ((2 * Double.pi * a).squareRoot() * gamma)
  }

  /// P(a, y) for y below 0.6 a, where each term is less than 0.6 of the one before.
  private static func lowerSeries(_ a: Double, _ y: Double, _ mu: Double) -> Double {
    var (term, sum, order) = (1.0, 1.0, a)
    while term > 1e-17 * sum {
      order += 1
      term *= y / order
      sum += term
    }
    return density(a, mu) * sum
  }

  /// Q(a, y) for y above 1.4 a, by Lentz's method.
  private static func upperFraction(_ a: Double, _ y: Double, _ mu: Double) -> Double {
    let factor = density(a, mu) * a
    guard factor > 0 else { return 0 }
    var b = y + 1 - a
    var (c, d) = (Double.infinity, 1 / b)
    var value = d
    for term in 1...mostTerms {
      let n = Double(term)
      let numerator = -n * (n - a)
      b += 2
      d = 1 / (numerator * d + b)
      c = b + numerator / c
      let change = c * d
      value *= change
      if abs(change - 1) < 1e-16 { break }
    }
    return factor * value
  }

  /// The fraction ends long before, by y above 1.4 a and a at least 50.
  private static let mostTerms = 200

  /// The Taylor coefficients of cₖ in η, from k = 0; from
  /// `Tests/LogitStatisticsTests/Fixtures/make_chi_squared.py`.
  private static let coefficients: [[Double]] = [
    [
      -0.3333333333333333, 0.08333333333333333, -0.014814814814814815, 0.0011574074074074073,
      0.0003527336860670194, -0.0001787551440329218, 3.919263178522438e-05, -2.185448510679992e-06,
      -1.85406221071516e-06, 8.296711340953087e-07, -1.7665952736826078e-07, 6.707853543401498e-09,
      1.0261809784240309e-08, -4.382036018453353e-09, 9.14769958223679e-10, -2.5514193994946248e-11,
      -5.830772132550426e-11, 2.4361948020667415e-11, -5.0276692801141755e-12,
    ],
    [
      -0.001851851851851852, -0.003472222222222222, 0.0026455026455026454, -0.0009902263374485596,
      0.00020576131687242798, -4.018775720164609e-07, -1.8098550334489977e-05, 7.64916091608111e-06,
      -1.6120900894563446e-06, 4.647127802807434e-09, 1.378633446915721e-07, -5.752545603517705e-08,
      1.1951628599778148e-08, -1.7543241719747647e-11, -1.0091543710600413e-09, 4.162792991842583e-10,
      -8.56390702649298e-11,
    ],
    [
      0.004133597883597883, -0.0026813271604938273, 0.0007716049382716049, 2.0093878600823047e-06,
      -0.0001073665322636516, 5.2923448829120125e-05, -1.2760635188618728e-05, 3.423578734096138e-08,
      1.3721957309062934e-06, -6.298992138380055e-07, 1.4280614206064242e-07, -2.0477098421990866e-10,
      -1.409252991086752e-08, 6.228974084922022e-09, -1.3670488396617114e-09,
    ],
    [
      0.0006494341563786008, 0.00022947209362139917, -0.0004691894943952557, 0.00026772063206283885,
      -7.561801671883977e-05, -2.396505113867297e-07, 1.1082654115347302e-05, -5.6749528269915965e-06,
      1.4230900732435883e-06, -2.7861080291528143e-11, -1.6958404091930278e-07, 8.099464905388083e-08,
      -1.9111168485973655e-08,
    ],
    [
      -0.0008618882909167117, 0.0007840392217200666, -0.0002990724803031902, -1.4638452578843418e-06,
      6.641498215465122e-05, -3.968365047179435e-05, 1.1375726970678419e-05, 2.507497226237533e-10,
      -1.6954149536558305e-06, 8.907507532205309e-07, -2.292934834000805e-07,
    ],
    [
      -0.00033679855336635813, -6.972813758365857e-05, 0.0002772753244959392, -0.00019932570516188847,
      6.797780477937208e-05, 1.419062920643967e-07, -1.3594048189768693e-05, 8.018470256334202e-06,
      -2.291481176508095e-06,
    ],
    [
      0.0005313079364639922, -0.0005921664373536939, 0.0002708782096718045, 7.902353232660328e-07,
      -8.153969367561969e-05, 5.61168275310625e-05, -1.8329116582843375e-05,
    ],
  ]
}
