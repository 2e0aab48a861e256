import Foundation
import LogitStatistics
import Testing

@Suite("Chi-squared distributions")
struct ChiSquaredTests {
  @Test(
    "The upper tail has R's digits, far out too",
    arguments: [
      // pchisq(x, df, lower.tail = FALSE) of R 4.2.2.
      (3.841458820694124, 1, 0.05), (0.5, 1, 0.4795001221869535), (1300, 1, 1.130372844149274e-284),
      (2, 2, 0.3678794411714423), (5, 3, 0.1717971442967332), (20, 7, 0.005569683072945571),
      (700, 12, 4.408807346940939e-142), (100, 100, 0.4811916845279567), (0.001, 5, 0.9999999983185123),
    ])
  func upperTail(_ x: Double, _ degrees: Int, _ expected: Double) {
    #expect(relativeDifference(ChiSquared.upperTail(x, degreesOfFreedom: degrees), expected) < 1e-12)
  }

  /// Values of 60 digits; see `Fixtures/make_chi_squared.py`.
  private static let cases: [[Double]] = {
    let url = URL(fileURLWithPath: #filePath).deletingLastPathComponent().appendingPathComponent(
      "Fixtures/chi-squared.json")
    guard let data = try? Data(contentsOf: url) else { return [] }
    return (try? JSONDecoder().decode([[Double]].self, from: data)) ?? []
  }()

  @Test("From 1 to 10¹⁵ degrees of freedom, near the mean and in both tails, they are those of 60 digits")
  func manyDegrees() {
    #expect(Self.cases.count == 220 && Self.cases.contains { $0[1] == 1e15 })
    for row in Self.cases {
      let found = ChiSquared.upperTail(row[0], degreesOfFreedom: Int(row[1]))
      // Far out the exponent, up to 700, is rounded to 10⁻¹⁶ of itself.
      #expect(relativeDifference(found, row[2]) < 2e-12, "\(row): \(found)")
    }
  }

  @Test(
    "The tail falls without a step from one number of degrees, and one way of working it out, to the next")
  func steps() {
    // Neighbours differ by more than this, or by rounding.
    let rounding = 1 + 4e-12
    for degrees in [99, 100, 101, 102, 5000] {
      let values = (1...400).map {
        ChiSquared.upperTail(Double(degrees) * Double($0) / 100, degreesOfFreedom: degrees)
      }
      #expect(zip(values, values.dropFirst()).allSatisfy { $1 <= $0 * rounding })
    }
    for x in stride(from: 20.0, through: 400, by: 1) {
      let values = (95...106).map { ChiSquared.upperTail(x, degreesOfFreedom: $0) }
      #expect(zip(values, values.dropFirst()).allSatisfy { $0 <= $1 * rounding }, "\(x)")
    }
    #expect(ChiSquared.upperTail(1e300, degreesOfFreedom: .max) == 0)
    #expect(ChiSquared.upperTail(1e-300, degreesOfFreedom: .max) == 1)
  }
}
