import Logit
import LogitData

// The calls that give the same model elsewhere.

extension ToolFit {
  /// The call, as lines of the program's language.
  var call: String {
    switch tool {
    case .sklearn: sklearn
    case .statsmodels: statsmodels
    case .r: r
    case .glmnet: glmnet
    case .liblinear: liblinear
    case .keras: keras
    case .spark: spark
    }
  }

  var penalty: LogisticRegression.Penalty { optimum?.options.penalty ?? .none }
  private var hasPenalty: Bool { penalty != .none && penalty.lambda != 0 }
  private var lambda: Double { penalty.lambda ?? 0 }
  private var c: String { hasPenalty ? "\(inverse(lambda))" : "np.inf" }
  private var isReversed: Bool { classNames != classNames.sorted() }

  // MARK: Python

  /// The columns as a frame of numbers.
  private func frame(droppingFirst: Bool = false) -> String {
    let chosen = "df[\(columns.all.inPython)]"
    guard !columns.categories.isEmpty else { return "\(chosen).astype(float)" }
    return "pd.get_dummies(\(chosen), columns=\(columns.categories.inPython), "
      + "\(droppingFirst ? "drop_first=True, " : "")dtype=float).astype(float)"
  }

  /// The classes, of two the second as 1 where their order is not the usual one.
  private var pythonTarget: String {
    let column = "df[\(target.inQuotes)]"
    return isReversed && classNames.count == 2 ? "\(column).astype(str) == \(classNames[1].inQuotes)" : column
  }

  private var pythonWeights: String {
    guard let classWeights else { return "" }
    if isBalanced { return ", class_weight=\"balanced\"" }
    let pairs =
      isReversed && classNames.count == 2
      ? ["False: \(classWeights[0])", "True: \(classWeights[1])"]
      : zip(classNames, classWeights).map { "\($0.inQuotes): \($1)" }
    return ", class_weight={\(pairs.joined(separator: ", "))}"
  }

  private var sklearn: String {
    let ratio = penalty.l1Ratio
    let solver =
      hasPenalty && ratio > 0
      ? ", l1_ratio=\(ratio), solver=\"saga\", tol=1e-10, max_iter=1_000_000"
      : ", solver=\"newton-cholesky\", tol=1e-10"
    return """
      \(hasPenalty ? "" : "import numpy as np\n")import pandas as pd
      from sklearn.linear_model import LogisticRegression
      \(readsCSV)
      X, y = \(frame()), \(pythonTarget)
      model = LogisticRegression(C=\(c)\(solver)\(pythonWeights)).fit(X, y)
      print(model.intercept_, model.coef_)
      """
  }

  private var statsmodels: String {
    let coded =
      classNames.count == 2
      ? "(df[\(target.inQuotes)].astype(str) == \(classNames[1].inQuotes)).astype(int)"
      : "df[\(target.inQuotes)].astype(\"category\").cat.codes"
    return """
      import pandas as pd
      import statsmodels.api as sm
      \(readsCSV)
      X = sm.add_constant(\(frame(droppingFirst: true)))
      y = \(coded)
      model = sm.\(classNames.count == 2 ? "Logit" : "MNLogit")(y, X).fit()
      print(model.params, model.llf)
      """
  }

  private var keras: String {
    let weights =
      classWeights.map { weights in
        ", class_weight={\(weights.enumerated().map { "\($0): \($1)" }.joined(separator: ", "))}"
      } ?? ""
    let isBinary = classNames.count == 2
    let regularizer = l2 > 0 ? ", kernel_regularizer=keras.regularizers.L2(\(l2))" : ""
    let hidden = hiddenUnits.map { "keras.layers.Dense(\($0), activation=\"relu\"\(regularizer)), " }.joined()
    return """
      import keras, pandas as pd
      \(readsCSV)
      X = \(frame()).to_numpy("float32")
      y = pd.Categorical(df[\(target.inQuotes)].astype(str), categories=\(classNames.inPython)).codes
      scale = keras.layers.Normalization()
      scale.adapt(X)
      model = keras.Sequential([scale, \(hidden)keras.layers.Dense(\(isBinary ? 1 : classNames.count), activation="\(isBinary ? "sigmoid" : "softmax")"\(regularizer))])
      model.compile(optimizer=\(optimizerCall), loss="\(isBinary ? "binary_crossentropy" : "sparse_categorical_crossentropy")", metrics=["accuracy"])
      model.fit(X, y, batch_size=\(schedule?.batchSize ?? 32), epochs=\(schedule?.epochs ?? 1)\(weights))
      """
  }

  private var optimizerCall: String {
    let names = [
      "SGD", "Adam", "AdamW", "Adamax", "Nadam", "Adagrad", "Adadelta", "RMSprop", "Ftrl", "Lion",
    ]
    let name = names.first { $0.lowercased() == optimizerName.lowercased() } ?? optimizerName
    return "keras.optimizers.\(name)(\(schedule?.learningRate ?? 0.001))"
  }

  private var spark: String {
    let coded = columns.categories.map { "\($0)_coded" }
    let indexed = columns.categories.map { "\($0)_index" }
    let inputs = columns.all.map { columns.categories.contains($0) ? "\($0)_coded" : $0 }
    let stages =
      columns.categories.isEmpty
      ? ""
      : """
      StringIndexer(inputCols=\(columns.categories.inPython), outputCols=\(indexed.inPython)),
        OneHotEncoder(inputCols=\(indexed.inPython), outputCols=\(coded.inPython)),
        
      """
    let standardization = optimum?.options.standardizes == false ? ", standardization=False" : ""
    return """
      from pyspark.ml import Pipeline
      from pyspark.ml.classification import LogisticRegression
      from pyspark.ml.feature import OneHotEncoder, StringIndexer, VectorAssembler
      \(readsInSpark)
      model = Pipeline(stages=[
        \(stages)VectorAssembler(inputCols=\(inputs.inPython), outputCol="features"),
        StringIndexer(inputCol=\(target.inQuotes), outputCol="label", stringOrderType="\(isReversed ? "alphabetDesc" : "alphabetAsc")"),
        LogisticRegression(regParam=\(lambda), elasticNetParam=\(penalty.l1Ratio), tol=1e-12, maxIter=1000\(standardization)),
      ]).fit(df)
      print(model.stages[-1].interceptVector, model.stages[-1].coefficientMatrix)
      """
  }

  // MARK: R

  /// The classes, in the order of the outputs.
  private var levels: String {
    "df[[\(target.inQuotes)]] <- factor(df[[\(target.inQuotes)]], levels = \(classNames.inR))"
  }

  private var rWeights: String {
    guard let classWeights else { return "" }
    let values = classWeights.map { "\($0)" }.joined(separator: ", ")
    return ", weights = c(\(values))[as.integer(df[[\(target.inQuotes)]])]"
  }

  private var factors: String {
    columns.categories.isEmpty
      ? "" : "df[\(columns.categories.inR)] <- lapply(df[\(columns.categories.inR)], factor)\n"
  }

  private var r: String {
    let formula = "\(target.inFormula) ~ \(columns.all.map(\.inFormula).joined(separator: " + "))"
    let fit =
      classNames.count == 2
      ? "model <- glm(\(formula), family = binomial, data = df\(rWeights))"
      : "model <- nnet::multinom(\(formula), data = df\(rWeights), maxit = 10000, reltol = 1e-15, MaxNWts = 100000)"
    return """
      \(readsInR)
      \(levels)
      \(factors)\(fit)
      coef(model); deviance(model)
      """
  }

  private var glmnet: String {
    let options = optimum?.options
    var more = options?.standardizes == false ? ", standardize = FALSE" : ""
    if let factors = options?.penaltyFactors, !factors.isEmpty {
      let values = columns.features.map { factors[$0.column] ?? 1 }
      more +=
        ", penalty.factor = c(\(values.map { $0.isInfinite ? "Inf" : "\($0)" }.joined(separator: ", ")))"
    }
    let family = classNames.count == 2 ? "binomial" : "multinomial"
    return """
      library(glmnet)
      \(readsInR)
      \(levels)
      \(factors)x <- makeX(df[\(columns.all.inR)])
      model <- glmnet(x, df[[\(target.inQuotes)]], family = "\(family)", alpha = \(penalty.l1Ratio), lambda = \(lambda), thresh = 1e-14, maxit = 1e7\(more)\(rWeights))
      coef(model)
      """
  }

  // MARK: LIBLINEAR

  private var liblinear: String {
    let weights =
      classWeights.map { " -w-1 \($0[0]) -w1 \($0[1])" } ?? ""
    let strength = hasPenalty ? "\(inverse(lambda))" : "1e10"
    return
      "train -s \(penalty.l1Ratio > 0 ? 6 : 0) -c \(strength) -B 1 -e 1e-10\(weights) data.libsvm data.model"
  }
}
