import Foundation
import Logit
import Testing

@testable import LogitStatistics

@Suite("A fit that ends early, and separated classes, have no numbers of where the search stopped")
struct UnfinishedRegressionTests {
  private let infert = InferenceVectors.all.infert
  private let quasi = InferenceVectors.all.quasi

  private func askingAll(_ options: inout RegressionOptions) {
    (options.termTest, options.inflatesVariance, options.hosmerLemeshowGroupCount) = (
      .likelihoodRatio, true, 10
    )
    options.profiles = true
  }

  private func effects(_ fit: FittedRegression, columns: Int) throws -> FittedRegression {
    var fit = fit
    let changes = (0..<columns).map {
      MarginalChange(name: "\($0)", columns: [$0], kind: .derivative(.constant([1])))
    }
    try fit.addMarginalEffects(changes, at: .overall)
    try fit.addMarginalEffects(changes, at: .mean([Double](repeating: 0.5, count: columns)))
    return fit
  }

  /// What belongs to a maximum is missing, with a sentence each.
  private func expectNothing(_ fit: FittedRegression, reason: String) throws {
    let found = fit.inference
    #expect(!found.isConverged)
    #expect(found.varianceInflation?.isEmpty == false)
    #expect(found.varianceInflation?.allSatisfy { $0.value == nil } == true)
    #expect(found.hosmerLemeshow?.test == nil && found.hosmerLemeshow?.groupCount == nil)
    #expect(found.marginalEffects?.isEmpty == false)
    #expect(found.marginalEffects?.allSatisfy { $0.effect == nil && $0.standardError == nil } == true)
    // What separated classes come near leaves one end of a coefficient that runs away, and both of the
    // others.
    for line in found.coefficients {
      let (low, high) = (line.confidenceLow, line.confidenceHigh)
      if line.divergingSign == nil, !found.separated.isEmpty, line.estimate != nil { continue }
      #expect(line.divergingSign != nil || low == nil && high == nil)
      #expect(line.divergingSign != 1 || high == nil)
      #expect(line.divergingSign != -1 || low == nil)
    }
    let text = found.description
    #expect(text.contains("Hosmer and Lemeshow: no test, since \(reason)"), "\(text)")
    #expect(text.components(separatedBy: "NA: \(reason).").count == 3, "\(text)")
    for place in found.coefficients.indices {
      #expect(throws: LogitError.self) { try fit.profile(of: place) }
    }
  }

  @Test("Without a maximum nothing is compared with it", arguments: [0, 1, 2])
  func unfinished(steps: Int) throws {
    // Steps are asked for before they are made.
    var asked = 0
    let design = try infert.design()
    var options = infert.options
    askingAll(&options)
    if steps > 0 { options.iterationLimit = steps }
    let fit = try FittedRegression(design, infert.outcome, options: options) {
      asked += 1
      return steps == 0
    }
    let found = fit.inference
    #expect(asked > 0)
    #expect(found.likelihoodRatio == nil && found.aic == nil && found.bic == nil)
    #expect(found.mcFadden == nil && found.coxSnell == nil && found.nagelkerke == nil)
    #expect(found.termTests?.allSatisfy { $0.test == nil } == true)
    #expect(found.description.contains("The fit did not converge in"))
    #expect(!found.description.contains("those given"))
    try expectNothing(effects(fit, columns: 5), reason: "the fit did not converge")
    #expect(throws: LogitError.self) { try fit.influence() }
  }

  @Test("Estimates that were given are called so, whatever steps are made elsewhere")
  func given() throws {
    let slopes = [Double](repeating: 0.1, count: 5)
    let fit = try FittedRegression(infert.design(), infert.outcome, slopes: [slopes], intercepts: [0.3])
    #expect(fit.inference.description.contains("The estimates are those given"))
    let with = try effects(fit, columns: 5)
    #expect(with.inference.marginalEffects?.allSatisfy { $0.effect != nil } == true)
    #expect(throws: LogitError.self) { try fit.profile(of: 1) }
  }

  @Test("Separated classes have limits where there are any")
  func separated() throws {
    let fit = try quasi.fit(askingAll)
    try expectNothing(effects(fit, columns: 3), reason: "classes are separated")
    // Those of the rows where the second column, which separates, is 0.
    let onPlane = quasi.x.indices.filter { quasi.x[$0][1] == 0 }
    let rest = try FittedRegression(
      RegressionDesign(
        Tensor(onPlane.flatMap { [quasi.x[$0][0], quasi.x[$0][2]] }, shape: [onPlane.count, 2])),
      .classes(onPlane.map { Int32(quasi.y[$0]) }, names: ["a", "b"]))
    let (found, expected) = (try fit.influence(), try rest.influence())
    for (row, wanted) in zip(onPlane, expected) {
      #expect(relativeDifference(found[row].fitted, wanted.fitted) < 1e-9)
      #expect(relativeDifference(found[row].leverage ?? 0, wanted.leverage ?? 1) < 1e-9)
      #expect(relativeDifference(found[row].deviance, wanted.deviance) < 1e-9)
      #expect(relativeDifference(found[row].standardizedPearson ?? 0, wanted.standardizedPearson ?? 1) < 1e-9)
      // It counts one more coefficient.
      let distance = try (#require(found[row].cooksDistance), #require(wanted.cooksDistance))
      #expect(relativeDifference(distance.0 * 4, distance.1 * 3) < 1e-9)
    }
    for row in found.indices where !onPlane.contains(row) {
      #expect(found[row].fitted == quasi.y[row] && found[row].pearson == 0 && found[row].deviance == 0)
      #expect(found[row].leverage == nil && found[row].cooksDistance == nil)
      #expect(found[row].standardizedPearson == nil)
    }
    #expect(fit.influenceNote?.contains("Classes are separated") == true)
    #expect(rest.influenceNote == nil)
  }

  @Test("Completely separated rows are fitted exactly, those without weight as the sides go")
  func completelySeparated() throws {
    let x = try Tensor((0..<20).map { Double($0) }, shape: [20, 1])
    let labels = (0..<20).map { Int32($0 < 9 || $0 == 15 ? 0 : 1) }
    var options = RegressionOptions()
    options.weights = (0..<20).map { $0 == 15 ? 0 : 1 }
    let fit = try FittedRegression(
      RegressionDesign(x), .classes(labels, names: ["no", "yes"]), options: options)
    let found = try fit.influence()
    for row in found.indices where row != 15 { #expect(found[row].fitted == (row < 9 ? 0 : 1)) }
    #expect(found[15].fitted > 0.99)
    #expect(found.allSatisfy { $0.leverage == nil && $0.deviance == 0 })
  }

  @Test("Three separated classes are told of a penalty that there is for them")
  func threeClasses() throws {
    let x = try Tensor((0..<30).map { Double($0) }, shape: [30, 1])
    let found = try FittedRegression(
      RegressionDesign(x), .classes((0..<30).map { Int32($0 / 10) }, names: ["a", "b", "c"])
    ).inference
    #expect(found.description.contains("A ridge penalty gives finite ones."))
    #expect(!found.description.contains("Firth"))
    let error = #expect(throws: LogitError.self) { try found.probabilityIntervals(x) }
    let text = try #require(error).description
    #expect(text.contains("ridge") && !text.contains("Firth") && !text.contains("is none"))
  }

  @Test("Searches of profiles and of Firth's method stop where they are asked to")
  func cancelled() throws {
    for usesFirth in [false, true] {
      // Not before the fit itself has ended: only the first one is let through.
      var (asked, isFitted) = (0, false)
      var options = infert.options
      (options.usesFirthPenalty, options.profiles) = (usesFirth, true)
      _ = try FittedRegression(infert.design(), infert.outcome, options: options) {
        asked += 1
        return false
      }
      let all = asked
      options.profiles = false
      options.comparesPenalizedLikelihoods = false
      asked = 0
      _ = try FittedRegression(infert.design(), infert.outcome, options: options) {
        asked += 1
        return false
      }
      let first = asked
      #expect(all > 10 * first, "\(all) of \(first)")
      options.profiles = true
      asked = 0
      let cut = try FittedRegression(infert.design(), infert.outcome, options: options) {
        asked += 1
        isFitted = asked > first
        return isFitted
      }.inference
      #expect(isFitted && cut.isConverged)
      #expect(cut.coefficients.allSatisfy { $0.confidenceLow == nil && $0.confidenceHigh == nil })
      #expect(asked < all / 2)
    }
  }

  @Test("A search by Firth's method has as many steps as are allowed, and says so")
  func firthLimit() throws {
    let cut = try quasi.fit {
      ($0.usesFirthPenalty, $0.iterationLimit, $0.termTest) = (true, 1, .likelihoodRatio)
    }
    #expect(!cut.inference.isConverged && cut.inference.iterationCount == 1)
    #expect(cut.inference.likelihoodRatio == nil && cut.inference.aic == nil)
    #expect(cut.inference.coefficients.allSatisfy { $0.pValue == nil && $0.confidenceLow == nil })
    #expect(cut.inference.termTests?.allSatisfy { $0.test == nil } == true)
    #expect(cut.inference.description.contains("did not converge in 1 step"))
    #expect(throws: LogitError.self) { try cut.profile(of: 1) }
  }

  @Test("Profiles that are asked for are those of the penalized likelihood")
  func firthProfiles() throws {
    let whole = try quasi.fit { $0.usesFirthPenalty = true }.inference
    let asked = try quasi.fit {
      ($0.usesFirthPenalty, $0.comparesPenalizedLikelihoods, $0.profiles) = (true, false, true)
    }.inference
    #expect(asked.interval == .profile && asked.coefficients == whole.coefficients)
  }
}
