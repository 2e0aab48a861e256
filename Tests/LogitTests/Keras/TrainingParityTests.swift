import Foundation
import Testing

@testable import Logit

/// Whole runs of Keras's training, every layer, loss, optimizer, metric and option among them, made anew from
/// Keras's own JSON.
@Suite struct TrainingParityTests {
  /// Runs that deviate on purpose, with the reason.
  static let deviations: [String: String] = {
    let logits = "Keras on TensorFlow takes the logits of the other activation; its other backends do not"
    let names = "Logit reports one number under each name: f1_score_0, f1_score_1, ..."
    let short = "what it means would depend on the labels' shape; use the loss's own name"
    var reasons = [
      "loss binary after softmax": logits, "loss other activation": logits,
      "loss saturated focal": "Keras on TensorFlow sees the logits behind a sigmoid in half of the formula",
      "loss Huber": "Keras's JSON forgets delta", "loss weight": "loss weights of a single loss are refused",
      "loss Dice multi-label": "a Dice loss of each column is refused",
      "terminate on nan": "the model keeps its last finite weights", "metric per class": names,
      "csv logger per class": names, "dense on matrices": "Dense takes flat rows",
      "loss by name crossentropy": short, "loss by name ce sparse": short, "loss by name ce binary": short,
    ]
    for optimizer in [
      "Adam", "AdamW", "RMSprop", "Adagrad", "Adadelta", "Adamax", "Nadam", "Ftrl", "clipnorm",
      "global clipnorm",
    ] {
      reasons["embedding \(optimizer)"] =
        "Keras on TensorFlow squares the parts of a repeated row's gradient one by one; its other backends do not"
    }
    return reasons
  }()

  static let cases = TrainingCase.all.filter {
    $0["fit"] != .null && $0["raises"] == .null && deviations[$0.name] == nil
  }

  /// 1e-5 after five epochs, relative to the largest weight of a tensor: a small weight carries the rounding
  /// of the large ones beside it.
  static let tolerance: Float = 1e-5

  private final class Recorder: EpochEndCallback {
    var weights: [[Tensor<Float>]] = []
    var logs: [Logs] = []
    func onEpochEnd(
      _ epoch: Int, logs: inout Logs, model: inout Sequential, control: inout TrainingControl
    ) {
      weights.append(model.weights)
      self.logs.append(logs)
    }
  }

  @Test("Training gives Keras's weights, logs and predictions", arguments: cases)
  func parity(_ test: TrainingCase) throws {
    var model = try test.model()
    let fit = test["fit"]
    let recorder = Recorder()
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent("logit-\(UUID())")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let callbacks =
      try fit["callbacks"]?.elements.map { try KerasCallbacks.make($0, folder: folder.path) } ?? []
    var history: History?
    if fit["epochs"]?.int ?? 1 > 0 {
      history = try model.fit(
        test.x, test.y, sampleWeight: test.sampleWeight, classWeight: test.classWeight,
        epochs: fit["epochs"]?.int ?? 1, batchSize: fit["batch_size"]?.wholeNumber ?? 32, verbose: .silent,
        callbacks: callbacks + [recorder], validationSplit: fit["validation_split"]?.double ?? 0,
        validationData: test.validation(), shuffle: false, initialEpoch: fit["initial_epoch"]?.int ?? 0,
        stepsPerEpoch: fit["steps_per_epoch"]?.wholeNumber,
        validationSteps: fit["validation_steps"]?.wholeNumber,
        validationBatchSize: fit["validation_batch_size"]?.wholeNumber, validationFreq: test.validationFreq)
    }
    var worst: Float = 0
    let epochs = test["epochs"].elements
    #expect(recorder.logs.count == epochs.count)
    for (index, (found, expected)) in zip(recorder.logs, epochs).enumerated() {
      let logs = expected["logs"]?.members ?? []
      #expect(Set(found.names) == Set(logs.map(\.name)), "epoch \(index)")
      for entry in logs {
        guard let value = found[entry.name], case .array = entry.value else {
          expectClose(found[entry.name] ?? .nan, entry.value.double, "\(entry.name), epoch \(index)")
          continue
        }
        _ = value
      }
      compare(recorder.weights[index], expected["weights"]?.elements ?? [], "epoch \(index)", &worst)
    }
    compare(model.weights, test["final_weights"].elements, "the end", &worst)
    let names = test["history"].elements.compactMap(\.text)
    if let history { #expect(Set(history.names) == Set(names)) }

    let predictions = try model.predict(test["predict"]["x"]?.tensor() ?? Tensor([]))
    compare([predictions], [.array((test["predict"]["y"]?["values"]?.elements ?? []))], "predictions", &worst)
    let logs = try model.evaluate(test.x, test.y, sampleWeight: test.sampleWeight, batchSize: 16)
    for entry in test["evaluate"].members {
      if case .array = entry.value { continue }
      expectClose(logs[entry.name] ?? .nan, entry.value.double, "evaluate \(entry.name)")
    }
    ParityTable.record(
      family: "training", item: test.name, configurations: 1, largestDifference: Double(worst))
  }

  @Test("What deviates goes into the parity table")
  func recordDeviations() {
    let names = Set(TrainingCase.all.map(\.name))
    #expect(names.isSuperset(of: Self.deviations.keys), "a reason for a run that is not there")
    ParityTable.record(deviations: Self.deviations)
  }

  @Test("What Keras refuses is refused", arguments: TrainingCase.all.filter { $0["raises"] != .null })
  func refused(_ test: TrainingCase) {
    #expect(throws: LogitError.self) {
      var model = try test.model()
      let callbacks =
        try test["fit"]["callbacks"]?.elements.map { try KerasCallbacks.make($0, folder: "/") } ?? []
      try model.fit(
        test.x, test.y, sampleWeight: test.sampleWeight, classWeight: test.classWeight, verbose: .silent,
        callbacks: callbacks)
    }
  }

  private func compare(
    _ found: [Tensor<Float>], _ expected: [JSON], _ place: String, _ worst: inout Float
  ) {
    #expect(found.count == expected.count, "\(place)")
    for (index, (tensor, values)) in zip(found, expected).enumerated() {
      let expected = values.floats
      let scale = max(expected.map(abs).max() ?? 1, 1e-3)
      let difference = zip(tensor.scalars, expected).map { abs($0 - $1) }.max() ?? 0
      worst = max(worst, difference / scale)
      #expect(
        difference <= Self.tolerance * scale && tensor.count == expected.count,
        "\(place), tensor \(index): \(Array(tensor.scalars.prefix(6))), Keras \(expected.prefix(6))")
    }
  }

  /// Keras adds metrics up in Float.
  private func expectClose(_ found: Double, _ expected: Double, _ place: String) {
    #expect(
      abs(found - expected) <= 2e-5 * max(abs(expected), 0.1) || (found.isNaN && expected.isNaN),
      "\(place): \(found), Keras \(expected)")
  }
}

// MARK: - Steps by hand

extension TrainingParityTests {
  @Test(
    "Steps and evaluations on single batches give Keras's",
    arguments: TrainingCase.all.filter { $0["calls"] != .null })
  func onBatches(_ test: TrainingCase) throws {
    var model = try test.model()
    let (x, y, weights) = (try test.x, try test.y, try test.sampleWeight)
    for (index, call) in test["calls"].elements.enumerated() {
      guard let rows = call["rows"]?.integers, rows.count == 2 else { continue }
      let range = rows[0]..<rows[1]
      let usesWeights = call["sample_weight"] == .bool(true)
      let sampleWeight = usesWeights ? weights?.rows(range) : nil
      var loss: Double?
      switch call["call"]?.text {
      case "train_on_batch":
        loss = try model.trainOnBatch(
          x.rows(range), y.rows(range), sampleWeight: sampleWeight,
          classWeight: TrainingCase.classWeight(call["class_weight"])
        ).loss
      case "test_on_batch":
        loss = try model.testOnBatch(x.rows(range), y.rows(range), sampleWeight: sampleWeight).loss
      case "predict_on_batch":
        let predictions = try model.predictOnBatch(x.rows(range)).scalars
        let expected = (call["result"]?["values"] ?? call["result"] ?? .null).floats
        for (a, b) in zip(predictions, expected) { #expect(abs(a - b) < 1e-5) }
      default: continue
      }
      if let loss, let expected = call["result"]?["loss"]?.double ?? call["result"]?.elements.first?.double {
        expectClose(loss, expected, "call \(index)")
      }
      var worst: Float = 0
      if let expected = call["weights"]?.elements {
        compare(model.weights, expected, "call \(index)", &worst)
      }
    }
  }
}
