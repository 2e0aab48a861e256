import Logit
import LogitStatistics
import Testing

@Suite("The groups of Hosmer and Lemeshow's test")
struct GroupTestTests {
  /// Rows of a column with so many values, each of which some rows have.
  private func fit(
    values: Int, rows: Int = 60, groups: Int, _ change: (inout RegressionOptions) -> Void = { _ in }
  ) throws -> FittedRegression {
    let x = try Tensor((0..<rows).map { Double($0 % values) }, shape: [rows, 1])
    let labels = (0..<rows).map { Int32($0 * 7 % 11 < 3 + $0 % values * 6 / values ? 1 : 0) }
    var options = RegressionOptions()
    options.hosmerLemeshowGroupCount = groups
    change(&options)
    return try FittedRegression(
      RegressionDesign(x), .classes(labels, names: ["no", "yes"]), options: options)
  }

  /// The distinct quantiles of fitted probabilities, as R's `unique(quantile(x, (0:g) / g))`.
  private func cuts(_ fitted: [Double], _ groups: Int) -> [Double] {
    let sorted = fitted.sorted()
    let all = (0...groups).map { group in
      let place = Double((sorted.count - 1) * group) / Double(groups)
      let (low, share) = (Int(place), place - place.rounded(.down))
      return sorted[low] + share * (sorted[min(low + 1, sorted.count - 1)] - sorted[low])
    }
    return Array(Set(all)).sorted()
  }

  @Test("Fewer groups than were asked for are counted, and so are the degrees of freedom")
  func ties() throws {
    for (values, groups) in [(4, 10), (6, 7), (9, 10), (20, 10)] {
      let fit = try fit(values: values, groups: groups)
      let found = try #require(fit.inference.hosmerLemeshow)
      let influence = try fit.influence()
      let cuts = cuts(influence.map(\.fitted), groups)
      let members = Dictionary(grouping: influence) { row in
        max(cuts.firstIndex { row.fitted <= $0 } ?? 0, 1)
      }
      var statistic = 0.0
      for rows in members.values {
        let expected = rows.reduce(0) { $0 + $1.fitted }
        let observed = Double(rows.count { $0.deviance > 0 })
        let (difference, rest) = (observed - expected, Double(rows.count) - expected)
        statistic += difference * difference * (1 / expected + 1 / rest)
      }
      #expect(found.requestedGroupCount == groups && found.groupCount == members.count)
      #expect(found.test?.degreesOfFreedom == members.count - 2)
      #expect(relativeDifference(try #require(found.test).statistic, statistic) < 1e-9)
      #expect((members.count < groups) == (values < 20))
      let note = "with \(members.count) groups in place of \(groups)"
      #expect(fit.inference.description.contains(note) == (values < 20))
    }
  }

  @Test("With fewer than three groups there is no test, which is said")
  func tooFew() throws {
    let found = try fit(values: 2, groups: 10).inference
    #expect(found.hosmerLemeshow?.groupCount == 2 && found.hosmerLemeshow?.test == nil)
    #expect(found.description.contains("no test, which takes 3 groups; there are 2 groups in place of 10"))
    guard case .object(let members) = JSON.object(found.members),
      let json = members.first(where: { $0.name == "hosmer_lemeshow" })?.value
    else {
      Issue.record("There is no object")
      return
    }
    #expect(json["statistic"] == .null && json["p_value"] == .null && json["groups"] == 2)
    #expect(json["requested_groups"] == 10)
    let count = found.coefficients.count
    let errors = found.coefficients.map { $0.standardError ?? .nan }
    let covariance = try Tensor(
      (0..<count * count).map {
        $0 % (count + 1) == 0 ? errors[$0 / (count + 1)] * errors[$0 / (count + 1)] : 0
      },
      shape: [count, count])
    let read = try LogisticInference(
      json: .object(found.members), covariance: covariance, centeredFactor: .zeros([count, count]))
    #expect(read.hosmerLemeshow == found.hosmerLemeshow)
  }

  @Test("There are no more groups than rows, however many are asked for")
  func bound() throws {
    for groups in [60, 61, 1_000_000_000, .max] {
      let found = try #require(fit(values: 60, groups: groups).inference.hosmerLemeshow)
      #expect(found.groupCount == 60 && found.requestedGroupCount == groups)
      #expect(found.test?.degreesOfFreedom == 58)
    }
    let counted = try fit(values: 60, groups: 1_000_000_000) {
      $0.frequencyWeights = (0..<60).map { $0 % 3 == 0 ? 0 : 1 }
    }
    #expect(counted.inference.hosmerLemeshow?.groupCount == 40)
  }
}
