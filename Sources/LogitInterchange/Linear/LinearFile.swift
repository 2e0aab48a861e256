import Logit
import LogitData
import LogitFiles

/// A linear model as a JSON object, `logit-linear`, which a few lines of Python or R write of what they
/// fitted.
///
///     {"format": "logit-linear", "version": 1, "producer": "scikit-learn 1.9.1",
///      "classes": ["no", "yes"], "columns": ["age", "income"], "link": "logit",
///      "coefficients": [[0.031, -0.0002]], "intercepts": [-1.5],
///      "scaling": {"mean": [41.3, 52100.0], "scale": [12.2, 18300.0]}}
///
/// `Documentation/LinearModels.md` describes every member, and `Scripts/interchange` has programs that write
/// such files from scikit-learn, statsmodels and R. The numbers keep double precision.
struct LinearFile {
  /// The value of the member `format`.
  static let format = "logit-linear"
  /// The version that is read.
  static let version = 1

  /// The functions that make probabilities of sums.
  enum Link: String, CaseIterable {
    /// One sum, that of the second of two classes.
    case logit
    /// A sum for each class, or for each but the first, whose is 0.
    case softmax
  }

  /// What wrote it.
  var producer: String?
  /// The column that says the class of each row.
  var target: String?
  /// The classes; of two, the second is the one whose probability is worked out.
  var classes: [String]
  /// What the coefficients belong to: columns, or with a formula what it makes of them.
  var columns: [String]
  /// `[outputs][columns]`
  var coefficients: [[Double]]
  /// `[outputs]`
  var intercepts: [Double]
  /// What columns are lessened and divided by first; `nil` if they count as they are.
  var scaling: [(mean: Double, scale: Double)]?
  /// What columns are made by, and the levels of its categories, the reference first; `nil` if they are those
  /// of the table.
  var formula: (text: String, levels: [(column: String, names: [String])])?
  /// Rows with the probabilities that the tool gave.
  var golden: GoldenRows?
}

extension LinearFile {
  /// How many bytes at the beginning of a file tell what it is.
  static let beginningByteCount = 512

  /// Whether bytes begin as such a file does: with a JSON object whose first member is its format.
  static func begins(_ bytes: some Collection<UInt8>) -> Bool {
    let text = String(decoding: bytes.prefix(beginningByteCount), as: UTF8.self)
    var rest = text[...]
    for part in ["{", "\"format\"", ":", "\"\(format)\""] {
      rest = rest.drop { $0.isWhitespace }
      guard rest.hasPrefix(part) else { return false }
      rest = rest.dropFirst(part.count)
    }
    return true
  }

  /// The weights of the model's outputs, of two classes one: that of the second against the first.
  var outputs: (coefficients: [[Double]], intercepts: [Double]) {
    guard classes.count == 2, coefficients.count == 2 else { return (coefficients, intercepts) }
    return (
      [zip(coefficients[1], coefficients[0]).map { $0 - $1 }], [intercepts[1] - intercepts[0]]
    )
  }
}
