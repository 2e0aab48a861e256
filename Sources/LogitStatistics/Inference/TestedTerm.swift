/// A term that is tested, and the columns with and without which it is: type II, marginality kept.
struct TestedTerm {
  let name: String
  /// The term's columns.
  let own: Set<Int>
  /// Those of the terms that it is marginal to: they have all of its factors, and more.
  let related: Set<Int>
  /// All others, ascending.
  let others: [Int]

  /// The terms of a design.
  static func all(_ design: RegressionDesign) -> [TestedTerm] {
    design.terms.map { term in
      let factors = Set(term.factors)
      let relatives = design.terms.filter { Set($0.factors).isStrictSuperset(of: factors) }
      let (own, related) = (Set(term.columns), Set(relatives.flatMap(\.columns)))
      return TestedTerm(
        name: term.name, own: own, related: related,
        others: (0..<design.columnCount).filter { !own.contains($0) && !related.contains($0) })
    }
  }

  /// The columns of the regression with the term and without those that it is marginal to, ascending.
  var larger: [Int] { (others + own).sorted() }

  /// The test by what is said of some coefficients together: of the term's with those that it is marginal to,
  /// less that of the latter, as `car::Anova` has it.
  ///
  /// - Parameter statistic: Is given the places of coefficients.
  /// - Returns: `nil` where the statistic is, where the term has no coefficient, and where its coefficients
  ///   are not what leaving it out takes from the regression, since columns that they explain would have a
  ///   coefficient then.
  func test(
    _ problem: RegressionProblem, _ fit: RegressionFit, statistic: ([Int]) throws -> Double?
  ) throws -> LogisticInference.Test? {
    let (ownPlaces, relatedPlaces) = (fit.indices(of: own), fit.indices(of: related))
    guard !ownPlaces.isEmpty, try loses(ownPlaces.count / fit.predictorCount, problem, fit) else {
      return nil
    }
    let part = relatedPlaces.isEmpty ? 0 : try statistic(relatedPlaces)
    guard let part, let whole = try statistic((ownPlaces + relatedPlaces).sorted()) else { return nil }
    return LogisticInference.Test(statistic: max(whole - part, 0), degreesOfFreedom: ownPlaces.count)
  }

  /// Whether the regression loses so many columns where the term is left out.
  private func loses(_ count: Int, _ problem: RegressionProblem, _ fit: RegressionFit) throws -> Bool {
    let aliased = Set(fit.basis.aliased)
    // Without aliased columns it loses the term's own.
    guard !aliased.isDisjoint(with: larger) else { return true }
    let with = try RegressionBasis(problem.rows, problem.moments, columns: larger)
    let without = try RegressionBasis(problem.rows, problem.moments, columns: others)
    return with.columns.count - without.columns.count == count
  }
}
