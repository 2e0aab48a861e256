// Metrics that Keras does not have. They are written in the model's member `logit`, so that they come back.

extension Accuracy: LogitSerializable {
  /// `"AdaptiveAccuracy"`, since Keras's class `Accuracy` is another metric.
  public static var kerasClassName: String { "AdaptiveAccuracy" }

  /// The name.
  public var kerasConfiguration: [JSON.Member] { commonConfiguration }

  /// Reads the name.
  public init(keras options: inout JSONFields) throws {
    self.init(name: try options.metricName(default: "accuracy"))
  }
}

extension BrierScore: LogitSerializable {
  /// `"BrierScore"`.
  public static var kerasClassName: String { "BrierScore" }

  /// The name.
  public var kerasConfiguration: [JSON.Member] { commonConfiguration }

  /// Reads the name.
  public init(keras options: inout JSONFields) throws {
    self.init(name: try options.metricName(default: "brier_score"))
  }
}

extension LogLoss: LogitSerializable {
  /// `"LogLoss"`.
  public static var kerasClassName: String { "LogLoss" }

  /// The name.
  public var kerasConfiguration: [JSON.Member] { commonConfiguration }

  /// Reads the name.
  public init(keras options: inout JSONFields) throws {
    self.init(name: try options.metricName(default: "log_loss"))
  }
}

extension MatthewsCorrelation: LogitSerializable {
  /// `"MatthewsCorrelation"`.
  public static var kerasClassName: String { "MatthewsCorrelation" }

  /// The options.
  public var kerasConfiguration: [JSON.Member] {
    commonConfiguration + [JSON.Member("threshold", .decimal(threshold))]
  }

  /// Reads the options.
  public init(keras options: inout JSONFields) throws {
    self.init(
      threshold: Float(try options.double("threshold", default: 0.5)),
      name: try options.metricName(default: "matthews_correlation"))
  }
}

extension ExpectedCalibrationError: LogitSerializable {
  /// `"ExpectedCalibrationError"`.
  public static var kerasClassName: String { "ExpectedCalibrationError" }

  /// The options.
  public var kerasConfiguration: [JSON.Member] {
    commonConfiguration + [
      JSON.Member("bin_count", .integer(binCount)),
      JSON.Member(
        "confidence", .string(confidence == .positiveClass ? "positive_class" : "predicted_class")),
    ]
  }

  /// Reads the options.
  public init(keras options: inout JSONFields) throws {
    let confidence = try options.string("confidence", default: "predicted_class")
    guard ["predicted_class", "positive_class"].contains(confidence) else {
      throw options.wrong(
        "confidence", expected: "\"predicted_class\" or \"positive_class\"", found: .string(confidence))
    }
    self.init(
      binCount: try options.integer("bin_count", default: 15),
      confidence: confidence == "positive_class" ? .positiveClass : .predictedClass,
      name: try options.metricName(default: "expected_calibration_error"))
  }
}
