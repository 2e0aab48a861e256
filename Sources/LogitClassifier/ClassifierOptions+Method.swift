public import Logit

extension ClassifierOptions {
  /// How the model is trained.
  var trainingMethod: TrainingMethod { method ?? (hiddenUnits.isEmpty ? .optimum() : .steps()) }

  /// On which rows the model is measured.
  var rowsToMeasure: Measuring { measuring ?? .usual(for: trainingMethod) }

  /// Whether anything keeps weights small.
  var hasPenalty: Bool {
    switch trainingMethod {
    case .optimum(let optimum): optimum.penalty.lambda != 0
    case .steps(let steps): steps.l2 != 0
    }
  }

  /// The options of training in steps; to set one of them means that.
  public var steps: StepOptions {
    get { if case .steps(let steps)? = method { steps } else { StepOptions() } }
    set { method = .steps(newValue) }
  }

  /// The optimizer of training in steps; to set it means that. See ``StepOptions/optimizer``.
  public var optimizer: any Optimizer {
    get { steps.optimizer }
    set { steps.optimizer = newValue }
  }

  /// The learning rate of training in steps; to set it means that. See ``StepOptions/learningRate``.
  public var learningRate: Double? {
    get { steps.learningRate }
    set { steps.learningRate = newValue }
  }

  /// The number of passes over the rows of training in steps; to set it means that. See
  /// ``StepOptions/epochs``.
  public var epochs: Int? {
    get { steps.epochs }
    set { steps.epochs = newValue }
  }

  /// The number of rows in a step of training in steps; to set it means that. See ``StepOptions/batchSize``.
  public var batchSize: Int? {
    get { steps.batchSize }
    set { steps.batchSize = newValue }
  }

  /// The strength of the penalty of training in steps; to set it means that. See ``StepOptions/l2``.
  public var l2: Double? {
    get { steps.l2 }
    set { steps.l2 = newValue }
  }

  /// The share of rows that are held out; to set it means that. See ``Measuring/holdout(_:)``.
  public var validationShare: Double {
    get { rowsToMeasure.share }
    set { measuring = .holdout(newValue) }
  }
}
