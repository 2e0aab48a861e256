public import Logit

/// What happens to a regression's columns where one of its variables changes.
///
/// For a number it is the derivative of each column with respect to it; for a category, the columns with the
/// category and those with the reference in its place.
public struct MarginalChange: Sendable {
  /// What effects are named after: `"age"` or `"city[Oslo]"`.
  public let name: String
  /// The columns that change.
  public let columns: [Int]
  /// How.
  public let kind: Kind

  /// How columns change.
  public enum Kind: Sendable {
    /// Smoothly, with these derivatives.
    case derivative(Values)
    /// From some values to others.
    case contrast(from: Values, to: Values)
  }

  /// A number for each of the columns that change.
  public enum Values: Sendable {
    /// The same in every row.
    case constant([Double])
    /// `[rows, columns that change]`.
    case rows(Tensor<Double>)
  }

  /// Describes a change.
  ///
  /// - Parameters:
  ///   - name: What effects are named after.
  ///   - columns: The columns that change.
  ///   - kind: How, with a value for each of them.
  public init(name: String, columns: [Int], kind: Kind) {
    (self.name, self.columns, self.kind) = (name, columns, kind)
  }
}

extension MarginalChange.Kind {
  /// Whether the column at a place among those that change does so in any row.
  func moves(_ place: Int) -> Bool {
    switch self {
    case .derivative(let slopes): slopes.contains(at: place) { $0 != 0 }
    case .contrast(from: .rows(let from), to: .rows(let to)):
      (0..<from.shape[0]).contains { from[$0, place] != to[$0, place] }
    case .contrast(from: .constant(let from), let to): to.contains(at: place) { $0 != from[place] }
    case .contrast(let from, to: .constant(let to)): from.contains(at: place) { $0 != to[place] }
    }
  }
}

extension MarginalChange.Values {
  /// Whether a column has a value of which something is true.
  fileprivate func contains(at place: Int, where isTrue: (Double) -> Bool) -> Bool {
    switch self {
    case .constant(let values): isTrue(values[place])
    case .rows(let values): (0..<values.shape[0]).contains { isTrue(values[$0, place]) }
    }
  }
}

/// Where marginal effects are worked out.
public enum MarginalPlace: Sendable {
  /// In every row; effects are the mean over the rows.
  case overall
  /// At one point: the columns' values there. Changes have one row.
  case mean([Double])
}
