import Foundation
import Testing

/// Two columns that are nearly equal, whose difference is the signal.
@Suite struct NearCollinearCaseTests {
  let logit: BuiltCommand

  init() throws { logit = try BuiltCommand() }

  /// The coefficients of `before` and `after`, worked out with 40 digits.
  private static let exact = ["before": 242.7619779235728, "after": -242.78677297480038]

  @Test(
    "Without a penalty the signal is found, and the coefficients are right to 1e-8",
    arguments: [
      ["--l2", "0"], ["--like", "r"], ["--like", "statsmodels"], ["--penalty", "lasso", "--lambda", "0"],
    ])
  func free(_ options: [String]) throws {
    let path = CaseFixture.path("near-collinear.csv")
    let output = try logit.run(["fit", path, "--target", "better", "--json", "-o", "m.st"] + options)
    let object = try #require(output.object, "\(output.errors)")
    let lines = try #require(object["coefficients"] as? [[String: Any]])
    #expect(lines.count == 2)
    for line in lines {
      let exact = try #require(Self.exact[line["feature"] as? String ?? ""])
      let estimate = line["estimate"] as? Double ?? .nan
      #expect(abs(estimate - exact) < 1e-8 * abs(exact), "\(options): \(estimate) is not \(exact)")
    }
    let scores = try #require(object["scores"] as? [String: Any])
    let accuracy = try #require((scores["accuracy"] as? [String: Any])?["value"] as? Double)
    #expect(abs(accuracy - 0.888) < 0.01, "\(accuracy)")
  }
}
