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
}
