public import Logit
public import LogitData

/// How a classifier is trained on rows that come one after the other.
public struct OnlineOptions: Sendable {
  /// The rate α of `FTRLProximal`, above 0; 0.2 by default.
  public var learningRate = 0.2
  /// The number β of `FTRLProximal`, above 0; 1 by default.
  public var beta = 1.0
  /// The penalty on the mean loss of all rows, as everywhere. Without a λ, as by default, it is one over the
  /// number of rows, however many come: a ridge is then a penalty of half the squares on the sum of the losses.
  public var penalty = LogisticRegression.Penalty.ridge()
  /// How columns of a table are read and used; by what the first rows hold by default.
  public var columns = ColumnOptions()
  /// The columns of a table that are used; all by default.
  public var features: [String]?
  /// Columns of a table to leave out.
  public var excluded: [String] = []
  /// Columns with categories whose combinations are hashed, too.
  public var crosses: [[String]] = []
  /// Of two classes, the one whose probability is given; the later one by default.
  public var positiveClass: String?
  /// How much the rows of each class count, besides their own weights; all alike by default. `balanced` is not
  /// possible: how often each class comes is known at the end.
  public var classWeight = ClassifierOptions.ClassWeight.equal
  /// The column of a table that says how much each row counts, which is no feature; every row once by default.
  public var weights: String?
  /// What happens to rows of a table whose target is missing; an error by default.
  public var missingTarget = ClassifierOptions.MissingTarget.refuse
  /// What the rows are called in the report and the model: the name of a file, say.
  public var source = "rows"
  /// How a table was read, which the classifier remembers.
  public var reading = TableReading()
  /// What the process may take up; `MemoryLimit.standard` by default.
  public var memory = MemoryLimit.standard

  /// The defaults.
  public init() {}

  /// The penalty as the learner takes it.
  var learnersPenalty: FTRLProximal.Penalty {
    if penalty == .none { return .ofSum(l1: 0, l2: 0) }
    guard let lambda = penalty.lambda else {
      return .ofSum(l1: penalty.l1Ratio, l2: 1 - penalty.l1Ratio)
    }
    return .ofMean(lambda: lambda, l1Ratio: penalty.l1Ratio)
  }
}
