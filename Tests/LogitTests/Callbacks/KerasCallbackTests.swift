import Foundation
import Testing

@testable import Logit

/// Callbacks against runs of Keras: given its logs and weights of every epoch, they must decide, write and
/// change what Keras's did.
@Suite struct KerasCallbackTests {
  struct Case: Sendable, CustomStringConvertible {
    let name: String
    let json: JSON
    var description: String { name }
  }

  /// The cases whose callbacks can be driven by the logs of epochs alone.
  static let cases: [Case] = {
    let path = Fixture.url("KerasSurface/training.json").path
    let text = (try? String(contentsOfFile: path, encoding: .utf8)) ?? ""
    return text.split(separator: "\n").compactMap { line in
      guard line.hasPrefix("{\"name\""), line.contains("\"callbacks\""),
        let json = try? JSON(json: line.hasSuffix(",") ? String(line.dropLast()) : String(line)),
        let name = json["name"]?.string, case .array(let callbacks)? = json["fit"]?["callbacks"],
        !callbacks.isEmpty
      else { return nil }
      return Case(name: name, json: json)
    }
  }()

  /// Logs hold one number under a name, so a metric with one for each class has no place in them; batches are
  /// followed in tests of their own.
  static let driven = cases.filter {
    !["csv logger per class", "checkpoint frequency", "terminate on nan"].contains($0.name)
      && $0.json["raises"] == nil
  }

  @Test("The vectors are there")
  func vectors() {
    #expect(Self.cases.count == 28)
    #expect(Self.driven.count == 24)
  }

  @Test("Callbacks stop, save, write and set what Keras's did", arguments: driven)
  func followsKeras(_ example: Case) throws {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent("logit-callbacks-\(UUID())")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }

    let json = example.json
    let callbacks =
      try json["fit"]?["callbacks"]?.elements.map { try callback($0, folder: folder.path) } ?? []
    let initial = try #require(json["initial_weights"]?.elements)
    let shapes = initial.map { ($0["shape"]?.elements ?? []).map { Int($0.double) } }
    let rate = try #require(json["compile"]?["optimizer"]?["config"]?["learning_rate"]?.double)
    let epochs = try #require(json["epochs"]?.elements)
    var driver = try CallbackDriver(callbacks, shapes: shapes, learningRate: rate)
    driver.control.epochs = Int(json["fit"]?["epochs"]?.double ?? 0)

    try driver.trainBegin()
    for (epoch, recorded) in epochs.enumerated() {
      #expect(!driver.control.stopTraining, "stopped before epoch \(epoch)")
      try driver.epochBegin(epoch)
      try driver.model.setWeights(tensors(recorded["weights"], shapes: shapes))
      guard let members = recorded["logs"]?.object else { continue }
      let given = members.filter { $0.name != "learning_rate" }
      let expected = Logs(names: members.map(\.name), values: members.map(\.value.double))
      let logs = try driver.epochEnd(
        epoch, Logs(names: given.map(\.name), values: given.map(\.value.double)))
      #expect(logs.names == expected.names)
      #expect(logs.values.map(Float.init) == expected.values.map(Float.init))
    }
    #expect(driver.control.stopTraining == (epochs.count < driver.control.epochs))
    try driver.trainEnd()
    #expect(driver.model.weights == (try tensors(json["final_weights"], shapes: shapes)))

    let files = try FileManager.default.contentsOfDirectory(atPath: folder.path).sorted()
    let expectedFiles = (json["files"]?.elements ?? []).compactMap(\.text).map {
      $0.replacingOccurrences(of: ".weights.h5", with: ".safetensors")
    }
    #expect(files == expectedFiles)
    if let csv = json["csv"]?.text {
      let written = try String(contentsOf: folder.appendingPathComponent("log.csv"), encoding: .utf8)
      // The recording script read the file as text, which turned Python's \r\n into \n.
      #expect(written == csv.replacingOccurrences(of: "\n", with: "\r\n"))
    }
  }

  @Test("A monitor of which nothing tells which way is better is refused at the end of the first epoch")
  func unknownMonitor() throws {
    let example = try #require(Self.cases.first { $0.name == "early stopping on unknown metric" })
    #expect(example.json["raises"] != nil)
    let configuration = try #require(example.json["fit"]?["callbacks"]?.elements.first)
    var driver = try CallbackDriver([callback(configuration, folder: "")])
    try driver.trainBegin()
    let error = #expect(throws: LogitError.self) { try driver.epochEnd(0, ["loss": 1]) }
    #expect(
      "\(try #require(error))"
        == "EarlyStopping's monitor is nothing, but must be the loss or a metric that tells which way is better "
        + "(loss, accuracy), with or without val_ before it; or set mode to .min or .max.")
  }

  @Test("The parity table gets a line for each callback")
  func parityTable() {
    let names = Self.driven.flatMap {
      $0.json["fit"]?["callbacks"]?.elements.compactMap { $0["class_name"]?.text } ?? []
    }
    let counts = Dictionary(names.map { ($0, 1) }, uniquingKeysWith: +)
    #expect(counts.count == 5)
    // Decisions, texts and restored weights must be equal above.
    for (name, count) in counts {
      ParityTable.record(family: "callbacks", item: name, configurations: count, largestDifference: 0)
    }
  }

  /// The callback of Keras's class name and arguments.
  private func callback(_ json: JSON, folder: String) throws -> any Callback {
    guard let name = json["class_name"]?.string, let members = json["config"]?.object else {
      throw LogitError.invalidConfiguration(object: "a callback", reason: "\(json)")
    }
    var options = JSONFields(members, of: name)
    let monitor = try options.string("monitor", default: "val_loss")
    let mode: MonitorMode
    switch try options.string("mode", default: "auto") {
    case "min": mode = .min
    case "max": mode = .max
    default: mode = .auto
    }
    let result: any Callback
    switch name {
    case "EarlyStopping":
      result = try EarlyStopping(
        monitor: monitor, minDelta: options.double("min_delta", default: 0),
        patience: options.integer("patience", default: 0), mode: mode,
        baseline: options.optionalDouble("baseline"),
        restoreBestWeights: options.bool("restore_best_weights", default: false),
        startFromEpoch: options.integer("start_from_epoch", default: 0))
    case "ReduceLROnPlateau":
      result = try ReduceLROnPlateau(
        monitor: monitor, factor: options.double("factor", default: 0.1),
        patience: options.integer("patience", default: 10), mode: mode,
        minDelta: options.double("min_delta", default: 1e-4),
        cooldown: options.integer("cooldown", default: 0),
        minimumLearningRate: options.double("min_lr", default: 0))
    case "LearningRateScheduler":
      let schedule = options.value("schedule")
      let table = schedule?["table"]?.elements.map(\.double)
      let factor = schedule?["multiply"]?.double
      result = LearningRateScheduler { epoch, rate in table?[epoch] ?? (rate * (factor ?? 1)) }
    case "CSVLogger":
      result = try CSVLogger(
        "\(folder)/\(options.string("filename", default: ""))",
        separator: Character(options.string("separator", default: ",")))
    case "ModelCheckpoint":
      let pattern = try options.string("filepath", default: "").replacingOccurrences(
        of: ".weights.h5", with: ".safetensors")
      result = try ModelCheckpoint(
        "\(folder)/\(pattern)", monitor: monitor,
        saveBestOnly: options.bool("save_best_only", default: false),
        saveWeightsOnly: options.bool("save_weights_only", default: false), mode: mode,
        initialValueThreshold: options.optionalDouble("initial_value_threshold"))
    default: throw LogitError.invalidConfiguration(object: name, reason: "no such callback")
    }
    try options.finish()
    return result
  }

  private func tensors(_ json: JSON?, shapes: [[Int]]) throws -> [Tensor<Float>] {
    try zip(json?.elements ?? [], shapes).map { values, shape in
      try Tensor((values["values"] ?? values).elements.map { Float($0.double) }, shape: shape)
    }
  }
}
