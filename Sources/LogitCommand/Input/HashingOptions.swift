#if Command
import ArgumentParser
import Logit
import LogitClassifier

/// What is hashed into bins, and how many there are.
struct HashingOptions: ParsableArguments {
  @Option(
    parsing: .unconditional,
    help: ArgumentHelp(
      "The bins that the words of a text and the combinations of --cross are hashed into, up to 2^24; by default 262,144 in logit fit of a table with texts, and \(ColumnOptions.usualHashBinCount) elsewhere or where an option needs rows with all their numbers. From \(SparseInput.leastBins + 1) on logit fit keeps rows sparse.",
      valueName: "n"))
  var hashBins: Int?

  @Option(
    parsing: .unconditionalSingleValue,
    help: ArgumentHelp(
      "Columns with categories whose combinations are features, too; may be repeated; none by default.",
      valueName: "a,b"))
  var cross: [String] = []
}

extension HashingOptions {
  /// Says it to the library.
  ///
  /// - Parameter allowsSparse: Whether rows may be kept sparse.
  /// - Throws: `ValidationError` for more bins than rows are written out with.
  func set(_ options: inout ClassifierOptions, allowsSparse: Bool) throws {
    if let hashBins, hashBins > SparseInput.leastBins, !allowsSparse {
      throw ValidationError(
        "--hash-bins is \(hashBins), but only logit fit keeps rows sparse; give at most \(SparseInput.leastBins)."
      )
    }
    options.columns.hashBinCount = hashBins
    options.crosses = try cross.map { try [String](list: $0, option: "--cross") }
  }
}
#endif
