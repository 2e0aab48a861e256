@testable import Logit

/// Callbacks from what `training.json` says of them.
enum KerasCallbacks {
  static func make(_ value: JSON, folder: String) throws -> any Callback {
    guard let name = value["class_name"]?.text, let members = value["config"]?.object else {
      throw LogitError.invalidConfiguration(object: "callback", reason: "\(value)")
    }
    var options = JSONFields(members, of: name)
    let modes: [String: MonitorMode] = ["auto": .auto, "min": .min, "max": .max]
    let mode = modes[try options.string("mode", default: "auto")] ?? .auto
    switch name {
    case "EarlyStopping":
      return try EarlyStopping(
        monitor: try options.string("monitor", default: "val_loss"),
        minDelta: try options.double("min_delta", default: 0),
        patience: try options.integer("patience", default: 0), mode: mode,
        baseline: try options.optionalDouble("baseline"),
        restoreBestWeights: try options.bool("restore_best_weights", default: false),
        startFromEpoch: try options.integer("start_from_epoch", default: 0))
    case "ReduceLROnPlateau":
      return try ReduceLROnPlateau(
        monitor: try options.string("monitor", default: "val_loss"),
        factor: try options.double("factor", default: 0.1),
        patience: try options.integer("patience", default: 10), mode: mode,
        minDelta: try options.double("min_delta", default: 1e-4),
        cooldown: try options.integer("cooldown", default: 0),
        minimumLearningRate: try options.double("min_lr", default: 0))
    case "LearningRateScheduler":
      let schedule = options.value("schedule") ?? .null
      if let factor = schedule["multiply"]?.double {
        return LearningRateScheduler { _, rate in Double(Float(rate) * Float(factor)) }
      }
      let table = schedule["table"]?.elements.map(\.double) ?? []
      return LearningRateScheduler { epoch, _ in table[epoch] }
    case "TerminateOnNaN": return TerminateOnNaN()
    case "CSVLogger":
      return try CSVLogger(
        folder + "/" + options.string("filename", default: "log.csv"),
        separator: options.string("separator", default: ",").first ?? ",")
    case "ModelCheckpoint":
      let frequency = options.value("save_freq")
      return try ModelCheckpoint(
        folder + "/" + options.string("filepath", default: "").replacingH5,
        saveBestOnly: try options.bool("save_best_only", default: false),
        saveWeightsOnly: try options.bool("save_weights_only", default: false),
        saveFrequency: frequency.map { .batches($0.int) } ?? .epoch,
        initialValueThreshold: try options.optionalDouble("initial_value_threshold"))
    default: throw LogitError.invalidConfiguration(object: name, reason: "no such callback")
    }
  }
}

extension String {
  /// The name with the ending of Logit's checkpoints.
  var replacingH5: String { hasSuffix(".weights.h5") ? dropLast(11) + ".safetensors" : self }
}
