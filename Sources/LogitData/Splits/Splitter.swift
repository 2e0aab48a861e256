import Logit

/// A way to divide the rows of a table into rows to train on and rows to measure on, once or several times.
///
/// These come with Logit:
///
/// | hold rows back | once or independently | in turn, each row once |
/// |---|---|---|
/// | at random | ``ShuffleSplit`` | ``KFold`` |
/// | with the same share of each class | ``StratifiedShuffleSplit`` | ``StratifiedKFold`` |
/// | whole groups at a time | ``GroupShuffleSplit`` | ``GroupKFold`` |
/// | the latest | ``TimeSplit`` | ``TimeSeriesSplit`` |
///
/// They follow scikit-learn's splitters of the same names. Random ones draw from `RandomGenerator`, which is
/// NumPy's `default_rng`, where scikit-learn uses the older `RandomState`; otherwise the algorithms are the
/// same.
public protocol Splitter: Sendable {
  /// The number of splits it makes.
  var splitCount: Int { get }

  /// Divides the rows of a table.
  ///
  /// - Parameter table: The rows, with the column that decides, if the splitter uses one.
  /// - Returns: ``splitCount`` splits.
  /// - Throws: ``DataError/tooFew(things:found:needed:purpose:remedy:)`` if the table has too few rows, or
  ///   the errors the splitter lists: for an option out of range, or a column that is unknown or has missing
  ///   values.
  func splits(of table: Table) throws -> Splits
}

extension Splitter {
  /// The first of the splits.
  ///
  /// - Parameter table: The rows, as for ``splits(of:)``.
  /// - Returns: The split.
  /// - Throws: As ``splits(of:)``.
  public func split(_ table: Table) throws -> Split { try splits(of: table)[0] }
}

/// Checks that a number of splits is in range.
///
/// - Throws: `LogitError.invalidOption(name:value:expected:)`.
func requireSplitCount(_ count: Int, atLeast least: Int) throws(LogitError) {
  guard count < least || count > Int(Int32.max) else { return }
  throw LogitError.invalidOption(
    name: "The number of splits", value: "\(count)", expected: "at least \(least)")
}
