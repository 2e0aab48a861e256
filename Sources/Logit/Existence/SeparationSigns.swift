/// Tells whether coefficients of separated classes go to infinity with one sign only, whichever direction is taken.
///
/// Where many directions separate, as mostly with complete separation, a coefficient may rise along one and fall along
/// another; the likelihood comes as near to its supremum on either way.
struct SeparationSigns {
  private let search: SeparationSearch
  /// The directions found one after the other, in the columns' own units: the later ones separate where little of
  /// them is added to those before.
  private let stages: [Ray]
  /// Other directions that separate by themselves.
  private var rays: [Ray] = []
  private let ray: ([Double]) -> Ray
  /// The inequalities of the last search: those that bound one coefficient mostly bound the next.
  private var part = SeparationSearch.Part()
  /// How many products may yet be worked out: for some tenths of a second in all.
  private var budget = 400_000_000

  /// - Parameters:
  ///   - search: Among all inequalities.
  ///   - stages: The directions found, one after the other.
  ///   - ray: Makes one of a direction of standardized columns.
  init(_ search: SeparationSearch, _ stages: [Ray], ray: @escaping ([Double]) -> Ray) {
    (self.search, self.stages, self.ray) = (search, stages, ray)
  }

  /// Whether a coefficient of a class against another has one sign in all directions.
  ///
  /// - Parameters:
  ///   - label: The class.
  ///   - reference: The other class.
  ///   - coefficient: Its place among the standardized columns, or behind them for the constant.
  ///   - limit: Where it goes along the directions found, and those that with them span all.
  /// - Returns: `nil` if that would take too long.
  mutating func isOnly(
    _ limit: Separation.Limit, _ label: Int, against reference: Int, _ coefficient: Int
  ) -> Bool? {
    // Of a direction that leaves all inequalities on their hyperplanes either sign can be added to the others.
    if stages.limit(label, against: reference, coefficient) == .finite { return false }
    if rays.contains(where: { $0.limit(label, against: reference, coefficient) == limit.opposite }) {
      return false
    }
    var combination = self.combination(label, against: reference, coefficient)
    if limit == .negativeInfinity { combination = combination.map { -$0 } }
    switch search.direction(lowering: combination, from: &part, budget: &budget) {
    case .none: return true
    case .unsettled: return nil
    case .direction(let direction):
      let found = ray(direction)
      rays.append(found)
      return found.limit(label, against: reference, coefficient) == limit.opposite ? false : nil
    }
  }

  /// The contrast of two classes' coefficients in the columns' own units, as a combination of those of standardized
  /// columns, but for a positive factor.
  private func combination(_ label: Int, against reference: Int, _ coefficient: Int) -> [Double] {
    let (pairs, rows) = (search.pairs, search.pairs.rows)
    var result = [Double](repeating: 0, count: pairs.coefficientCount)
    for (block, sign) in [(label, 1.0), (reference, -1.0)] where block > 0 {
      let start = (block - 1) * pairs.width
      result[start + coefficient] = sign
      guard rows.hasIntercept, coefficient == pairs.width - 1 else { continue }
      for (column, shift) in rows.shift.enumerated() {
        result[start + column] = -sign * rows.scale[column] * shift
      }
    }
    return result
  }
}
