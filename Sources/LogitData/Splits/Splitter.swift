import Logit

/// A way to divide the rows of a table into those to train on and those to measure on, once or several times.
///
/// The ways offered:
///
/// | hold rows back | once or independently | in turn, each row once |
/// |---|---|---|
/// | at random | ``ShuffleSplit`` | ``KFold`` |
/// | with the same share of each class | ``StratifiedShuffleSplit`` | ``StratifiedKFold`` |
/// | whole groups at a time | ``GroupShuffleSplit`` | ``GroupKFold`` |
/// | the latest | ``TimeSplit`` | ``TimeSeriesSplit`` |
///
/// They follow scikit-learn's splitters of the same names. Those that draw do so from ``RandomGenerator``, which is
/// NumPy's `default_rng`, where scikit-learn draws from its older `RandomState`; what is done with the draws is the same.
public protocol Splitter: Sendable {
  /// How many splits it makes.
  var splitCount: Int { get }

  /// Divides the rows of a table.
  ///
  /// - Throws: A ``DataError`` or ``LogitError`` if the table has too few rows, or gaps in the column that decides.
  func splits(of table: Table) throws -> Splits
}

extension Splitter {
  /// The first of the splits.
  ///
  /// - Throws: As ``splits(of:)``.
  public func split(_ table: Table) throws -> Split { try splits(of: table)[0] }
}

/// Checks that a number of splits is one.
///
/// - Throws: ``LogitError/invalidOption(name:value:expected:)``.
func requireSplitCount(_ count: Int, atLeast least: Int) throws(LogitError) {
  guard count < least || count > Int(Int32.max) else { return }
  throw LogitError.invalidOption(
    name: "The number of splits", value: "\(count)", expected: "at least \(least)")
}
