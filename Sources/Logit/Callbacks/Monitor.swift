/// A number in the logs that a callback monitors, and what counts as better; Keras's `MonitorCallback`.
struct Monitor {
  /// The name in the logs, such as `"val_loss"`.
  let name: String
  private let owner: String
  private let mode: MonitorMode
  private let minDelta: Double
  private var isBetterWhenHigher: Bool?
  private var hasComplained = false

  /// - Parameters:
  ///   - owner: The callback's name, for messages.
  ///   - minDelta: The amount that an improvement must exceed.
  init(_ name: String, owner: String, mode: MonitorMode, minDelta: Double = 0) throws {
    try LogitError.require(
      minDelta >= 0 && minDelta.isFinite, "\(owner)'s minDelta", minDelta, "finite and not negative")
    self.name = name
    self.owner = owner
    self.mode = mode
    self.minDelta = minDelta
  }

  /// Determines whether smaller or larger is better, once the metrics are known.
  ///
  /// - Throws: ``LogitError/invalidOption(name:value:expected:)`` if nothing determines it.
  mutating func resolve(_ control: TrainingControl) throws {
    guard isBetterWhenHigher == nil else { return }
    let metric = name.hasPrefix("val_") ? String(name.dropFirst(4)) : name
    switch mode {
    case .min: isBetterWhenHigher = false
    case .max: isBetterWhenHigher = true
    case .auto: isBetterWhenHigher = control.isBetterWhenHigher[metric] ?? (metric == "loss" ? false : nil)
    }
    guard isBetterWhenHigher == nil else { return }
    let metrics = control.isBetterWhenHigher.keys.sorted().filter { $0 != "loss" }
    let known = (["loss"] + metrics).joined(separator: ", ")
    throw LogitError.invalidOption(
      name: "\(owner)'s monitor", value: name,
      expected:
        "the loss or a metric that tells which way is better (\(known)), with or without val_ before it; or "
        + "set mode to .min or .max")
  }

  /// The number; if it is missing, prints so once.
  mutating func value(in logs: Logs, _ control: TrainingControl) -> Double? {
    if let value = logs[name] { return value }
    if !hasComplained {
      control.say("\(owner) watches \(name), which is not among \(logs.names.joined(separator: ", ")).")
      hasComplained = true
    }
    return nil
  }

  /// Whether a number is better than another by more than the least difference; always true if there is no
  /// other.
  ///
  /// Numbers are compared as `Float`, as Keras compares them on TensorFlow.
  func isImprovement(_ value: Double, over reference: Double?) -> Bool {
    guard let reference else { return true }
    return isBetterWhenHigher == true
      ? Float(value - minDelta) > Float(reference) : Float(value + minDelta) < Float(reference)
  }
}
