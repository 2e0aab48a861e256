import Foundation
import Testing

@testable import Logit

/// What callbacks do beyond the recorded runs.
@Suite final class CallbackTests {
  let folder: String

  init() throws {
    let url = FileManager.default.temporaryDirectory.appendingPathComponent("logit-callback-\(UUID())")
    try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
    folder = url.path
  }

  deinit { try? FileManager.default.removeItem(atPath: folder) }

  private func files(_ path: String = "") throws -> [String] {
    try FileManager.default.contentsOfDirectory(atPath: "\(folder)/\(path)").sorted()
  }

  private func read(_ name: String) throws -> String {
    try String(contentsOfFile: "\(folder)/\(name)", encoding: .utf8)
  }

  // MARK: Options

  @Test("An option out of range is an error that names option, value and range")
  func options() {
    func message(_ make: () throws -> any Callback) -> String {
      do {
        _ = try make()
        return "no error"
      } catch { return "\(error)" }
    }
    #expect(
      message { try EarlyStopping(patience: -1) } == "EarlyStopping's patience is -1, but must be 0 or more.")
    #expect(
      message { try EarlyStopping(minDelta: .nan) }
        == "EarlyStopping's minDelta is nan, but must be finite and not negative.")
    #expect(
      message { try EarlyStopping(startFromEpoch: -2) }
        == "EarlyStopping's startFromEpoch is -2, but must be 0 or more.")
    #expect(
      message { try EarlyStopping(baseline: .nan) }
        == "EarlyStopping's baseline is nan, but must be a number.")
    #expect(
      message { try ReduceLROnPlateau(factor: 1) }
        == "ReduceLROnPlateau's factor is 1.0, but must be in 0..<1.")
    #expect(
      message { try ReduceLROnPlateau(patience: -1) }
        == "ReduceLROnPlateau's patience is -1, but must be 0 or more.")
    #expect(
      message { try ReduceLROnPlateau(cooldown: -1) }
        == "ReduceLROnPlateau's cooldown is -1, but must be 0 or more.")
    #expect(
      message { try ReduceLROnPlateau(minimumLearningRate: -1) }
        == "ReduceLROnPlateau's minimumLearningRate is -1.0, but must be finite and not negative.")
    #expect(
      message { try BackupAndRestore("x", saveFrequency: .batches(0)) }
        == "BackupAndRestore's saveFrequency is 0, but must be at least 1 batch.")
    #expect(
      message { try BackupAndRestore("") }
        == "BackupAndRestore's directory is \"\", but must be the name of a directory.")
    #expect(message { try CSVLogger("") } == "CSVLogger's path is \"\", but must be the name of a file.")
    #expect(
      message { try CSVLogger("x.csv", separator: "\n") }
        == "CSVLogger's separator is \"\\n\", but must be anything but a quotation mark or a line break.")
    #expect(
      message { try ModelCheckpoint("x.keras") }
        == "ModelCheckpoint's path is x.keras, but must be a path that ends in .safetensors, the format of the file."
    )
    #expect(
      message { try ModelCheckpoint("{batch}.safetensors") }
        == "ModelCheckpoint's path is {batch}.safetensors, but must be without {batch} when saveFrequency is .epoch."
    )
    #expect(message { try ModelCheckpoint("{epoch:x}.safetensors") }.contains("found {epoch:x}"))
    #expect(message { try ModelCheckpoint("{epoch.safetensors") }.contains("braces come in pairs"))
    #expect(message { try ModelCheckpoint("{}.safetensors") }.contains("a name in each pair of braces"))
    #expect(
      message { try ModelCheckpoint("x.safetensors", initialValueThreshold: .nan) }
        .contains("initialValueThreshold is nan"))
  }

  // MARK: Watching a number

  @Test("EarlyStopping tells when it stopped, which epoch was best, and why it cannot watch")
  func earlyStopping() throws {
    let stopping = try EarlyStopping(monitor: "loss", patience: 2, restoreBestWeights: true, verbose: true)
    var driver = try CallbackDriver([stopping])
    #expect(try driver.run([3, 1, 2, .nan, 0]) == 4)
    #expect(stopping.stoppedEpoch == 3 && stopping.bestEpoch == 1 && stopping.wait == 2)
    #expect(
      driver.said.lines == [
        "Epoch 4: early stopping", "Restoring model weights from the end of the best epoch: 2.",
      ])

    var blind = try CallbackDriver([EarlyStopping()])
    #expect(try blind.run([1, 2, 3]) == 3)
    #expect(blind.said.lines == ["EarlyStopping watches val_loss, which is not among loss."])
  }

  @Test("EarlyStopping begins afresh with each training")
  func stoppingTwice() throws {
    var driver = try CallbackDriver([EarlyStopping(monitor: "loss")])
    #expect(try driver.run([1, 2, 3]) == 2)
    driver.control.stopTraining = false
    #expect(try driver.run([5, 4, 6, 7]) == 3)
  }

  @Test("EarlyStopping stops fit and puts the best weights back")
  func stopsFit() throws {
    var generator = RandomGenerator(seed: 3)
    let x = Tensor<Float>(generator.normal(mean: 0, standardDeviation: 1, shape: [64, 2]))
    let y = try Tensor((0..<64).map { Float($0 % 2) }, shape: [64, 1])
    var model = try Sequential(seed: 1) { Dense(1, inputShape: [2], activation: .sigmoid) }
    try model.compile(optimizer: .sgd(learningRate: 30), loss: .binaryCrossentropy)
    let stopping = try EarlyStopping(monitor: "loss", patience: 3, restoreBestWeights: true)
    var kept: [Tensor<Float>] = []
    let keeping = LambdaCallback(onEpochEnd: { epoch, logs, model, _ in
      if stopping.bestEpoch == epoch { kept = model.weights }
    })
    let history = try model.fit(
      x, y, epochs: 200, batchSize: 8, verbose: .silent, callbacks: [stopping, keeping])
    #expect(history.epochs.count < 200)
    #expect(model.weights == kept)
  }

  @Test("ReduceLROnPlateau and LearningRateScheduler say what they do")
  func rates() throws {
    var driver = try CallbackDriver(
      [try ReduceLROnPlateau(monitor: "loss", factor: 0.5, patience: 1, verbose: true)], learningRate: 0.1)
    #expect(try driver.run([1, 1]) == 2)
    #expect(try driver.model.learningRate == Double(Float(0.05)))
    #expect(
      driver.said.lines == ["Epoch 2: ReduceLROnPlateau reducing learning rate to 0.05000000074505806."])

    var scheduled = try CallbackDriver([
      LearningRateScheduler(verbose: true) { epoch, _ in 0.25 / Double(epoch + 1) }
    ])
    #expect(try scheduled.run([1, 1]) == 2)
    #expect(
      scheduled.said.lines == [
        "Epoch 1: LearningRateScheduler setting learning rate to 0.25.",
        "Epoch 2: LearningRateScheduler setting learning rate to 0.125.",
      ])
    var wrong = try CallbackDriver([LearningRateScheduler { _, _ in -1 }])
    #expect(throws: LogitError.self) { try wrong.run([1]) }
  }

  @Test("The learning rate needs an optimizer")
  func learningRate() throws {
    var model = try Sequential { Dense(1, inputShape: [1]) }
    #expect(throws: LogitError.notCompiled(operation: "learningRate")) { try model.learningRate }
    #expect(throws: LogitError.notCompiled(operation: "setLearningRate")) { try model.setLearningRate(1) }
  }

  // MARK: Batches

  @Test("TerminateOnNaN stops after the batch, or throws if asked to", arguments: [Double.nan, .infinity])
  func terminateOnNaN(_ loss: Double) throws {
    var driver = try CallbackDriver([TerminateOnNaN()])
    try driver.trainBegin()
    try driver.epochBegin(0)
    try driver.batchEnd(0, ["loss": 1])
    #expect(!driver.control.stopTraining)
    try driver.batchEnd(1, ["loss": loss])
    #expect(driver.control.stopTraining)
    #expect(driver.said.lines == ["Batch 1: Invalid loss, terminating training"])

    var throwing = try CallbackDriver([TerminateOnNaN(raiseError: true)])
    try throwing.epochBegin(2)
    #expect(throws: LogitError.self) { try throwing.batchEnd(1, ["loss": loss]) }
  }

  @Test("LambdaCallback calls its closures, and asks for batches only if it has closures for them")
  func lambda() throws {
    #expect(!LambdaCallback(onEpochEnd: { _, _, _, _ in }).observesBatches)
    var calls: [String] = []
    var driver = try CallbackDriver([
      LambdaCallback(
        onEpochBegin: { epoch, _, _ in calls.append("epoch \(epoch)") },
        onEpochEnd: { epoch, logs, _, control in
          logs.set("extra", to: 7)
          control.stopTraining = true
          calls.append("end \(epoch)")
        },
        onTrainBegin: { _, control in control.initialEpoch = 3 },
        onTrainEnd: { _, _ in calls.append("done") },
        onTrainBatchEnd: { batch, logs, _, _ in calls.append("batch \(batch) \(logs.loss)") })
    ])
    try driver.trainBegin()
    try driver.epochBegin(3)
    try driver.batchEnd(0, ["loss": 0.5])
    #expect(try driver.epochEnd(3, ["loss": 0.5])["extra"] == 7)
    try driver.trainEnd()
    #expect(calls == ["epoch 3", "batch 0 0.5", "end 3", "done"])
    #expect(driver.control.initialEpoch == 3 && driver.control.stopTraining)
  }

  @Test("A callback is called at the moments whose protocols it conforms to, and at no other")
  func moments() throws {
    final class Recorder: EpochBeginCallback, TrainBatchEndCallback {
      var calls: [String] = []
      func onEpochBegin(_ epoch: Int, model: inout Sequential, control: inout TrainingControl) {
        calls.append("epoch \(epoch)")
      }
      func onTrainBatchEnd(
        _ batch: Int, logs: Logs, model: inout Sequential, control: inout TrainingControl
      ) {
        calls.append("batch \(batch)")
      }
      // Not one of its moments.
      func onEpochEnd(
        _ epoch: Int, logs: inout Logs, model: inout Sequential, control: inout TrainingControl
      ) {
        calls.append("end")
      }
    }
    struct Quiet: TrainBatchBeginCallback {
      let observesBatches = false
      func onTrainBatchBegin(
        _ batch: Int, model: inout Sequential, control: inout TrainingControl
      ) throws {
        throw LogitError.emptyData(name: "A batch that nobody asked for")
      }
    }
    let recorder = Recorder()
    var model = try Sequential([Dense(1, inputShape: [1])], seed: 1)
    try model.compile(optimizer: .sgd(), loss: .meanSquaredError)
    let x = Tensor<Float>.zeros([4, 1])
    try model.fit(x, x, epochs: 2, batchSize: 2, verbose: .silent, callbacks: [recorder, Quiet()])
    #expect(recorder.calls == ["epoch 0", "batch 0", "batch 1", "epoch 1", "batch 0", "batch 1"])
    #expect(Recorder.hasMoment && EarlyStopping.hasMoment)
  }

  @Test("ModelCheckpoint counts batches over the ends of epochs, as in Keras's recorded run")
  func checkpointFrequency() throws {
    let checkpoint = try ModelCheckpoint(
      "\(folder)/{epoch}-{batch}-{accuracy:.3f}.safetensors", saveWeightsOnly: true,
      saveFrequency: .batches(3))
    #expect(checkpoint.observesBatches)
    var driver = try CallbackDriver([checkpoint])
    let accuracies: [[Double]] = [[0, 0, 0.479, 0], [0, 0.438, 0, 0], [0.5, 0, 0, 0.6], [0, 0, 0.542, 0]]
    try driver.trainBegin()
    for (epoch, values) in accuracies.enumerated() {
      try driver.epochBegin(epoch)
      for (batch, value) in values.enumerated() { try driver.batchEnd(batch, ["accuracy": value]) }
      try driver.epochEnd(epoch, ["accuracy": 0, "loss": 1])
    }
    #expect(
      try files() == [
        "1-3-0.479.safetensors", "2-2-0.438.safetensors", "3-1-0.500.safetensors", "3-4-0.600.safetensors",
        "4-3-0.542.safetensors",
      ])
    #expect(checkpoint.lastPath == "\(folder)/4-3-0.542.safetensors")
  }

  // MARK: Files

  @Test("ModelCheckpoint makes directories, says what it does, and restores")
  func checkpointDirectories() throws {
    let checkpoint = try ModelCheckpoint(
      "\(folder)/a/b/{epoch:03d}.safetensors", monitor: "loss", saveBestOnly: true, verbose: true)
    var driver = try CallbackDriver([checkpoint])
    try driver.model.setWeights([Tensor([4.5])])
    #expect(try driver.run([0.5, 0.75]) == 2)
    #expect(try files("a/b") == ["001.safetensors"])
    let path = "\(folder)/a/b/001.safetensors"
    #expect(
      driver.said.lines.filter { !$0.contains("without the layers") } == [
        "Epoch 1: loss improved from None to 0.50000, saving model to \(path)",
        "Epoch 1: finished saving model to \(path)", "Epoch 2: loss did not improve from 0.50000",
      ])
    var other = try CallbackDriver([]).model
    #expect(try other.restore(from: path) == 1)
    #expect(other.weights == [Tensor([4.5])])
  }

  @Test("A path that names what the logs lack, or formats it wrongly, is an error that says so")
  func checkpointNames() throws {
    var driver = try CallbackDriver([ModelCheckpoint("\(folder)/{val_loss:.2f}.safetensors")])
    #expect(throws: LogitError.self) { try driver.run([1]) }
    var wrong = try CallbackDriver([ModelCheckpoint("\(folder)/{loss:d}.safetensors")])
    #expect(throws: LogitError.self) { try wrong.run([1]) }
    #expect(try files().isEmpty)
  }

  @Test("A checkpoint or a log that cannot be written is an error that names the file")
  func unwritable() throws {
    try "a file".write(toFile: "\(folder)/taken", atomically: true, encoding: .utf8)
    var blocked = try CallbackDriver([ModelCheckpoint("\(folder)/taken/x.safetensors")])
    #expect(throws: FileError.self) { try blocked.run([1]) }
    var backup = try CallbackDriver([BackupAndRestore("\(folder)/taken")])
    #expect(throws: FileError.self) { try backup.run([1]) }
    var log = try CallbackDriver([CSVLogger("\(folder)/missing/log.csv")])
    #expect(
      throws: FileError.notWritten(
        path: "\(folder)/missing/log.csv", reason: "No such file or directory")
    ) { try log.run([1]) }
    if FileManager.default.fileExists(atPath: "/dev/full") {
      var full = try CallbackDriver([CSVLogger("/dev/full")])
      #expect(throws: FileError.notWritten(path: "/dev/full", reason: "No space left on device")) {
        try full.run([1])
      }
    }
  }

  @Test(
    "CSVLogger appends without a second line of names, replaces otherwise, and quotes names as Python does")
  func csv() throws {
    let path = "\(folder)/log.csv"
    var first = try CallbackDriver([CSVLogger(path, append: true)])
    #expect(try first.run([0.5, .infinity]) == 2)
    #expect(try read("log.csv") == "epoch,loss,val_loss\r\n0,0.5,NA\r\n1,inf,NA\r\n")
    var second = try CallbackDriver([CSVLogger(path, append: true)])
    #expect(try second.run([1e-5]) == 1)
    #expect(
      try read("log.csv")
        == "epoch,loss,val_loss\r\n0,0.5,NA\r\n1,inf,NA\r\n0,9.999999747378752e-06,NA\r\n")
    var third = try CallbackDriver([CSVLogger(path, separator: ";")])
    #expect(try third.run([1], named: "my \"own\"; loss") == 1)
    #expect(
      try read("log.csv")
        == "epoch;\"my \"\"own\"\"; loss\";\"val_my \"\"own\"\"; loss\"\r\n0;1.0;NA\r\n")
  }

  @Test(
    "BackupAndRestore goes on where training was, cleans up after a kill, and removes the backup at the end")
  func backup() throws {
    let directory = "\(folder)/deep/backup"
    var killed = try CallbackDriver([BackupAndRestore(directory)])
    try killed.trainBegin()
    #expect(killed.control.initialEpoch == 0)
    for epoch in 0..<3 {
      try killed.epochBegin(epoch)
      try killed.model.setWeights([Tensor([Float(epoch)])])
      try killed.model.setLearningRate(0.5)
      try killed.epochEnd(epoch, ["loss": 1])
    }
    #expect(try files("deep/backup") == ["backup.safetensors"])
    try "half".write(
      toFile: "\(directory)/backup.safetensors.12345.tmp", atomically: false, encoding: .utf8)

    var resumed = try CallbackDriver([BackupAndRestore(directory)])
    try resumed.trainBegin()
    #expect(resumed.control.initialEpoch == 3)
    #expect(resumed.model.weights == [Tensor([2])])
    #expect(try resumed.model.learningRate == 0.5)
    #expect(try files("deep/backup") == ["backup.safetensors"])
    try resumed.trainEnd()
    #expect(try files("deep").isEmpty)

    var keeping = try CallbackDriver([BackupAndRestore(directory, deleteCheckpoint: false)])
    #expect(try keeping.run([1]) == 1)
    #expect(try files("deep/backup") == ["backup.safetensors"])
  }

  @Test("BackupAndRestore by batches saves after every so many, and goes on with the epoch it was in")
  func backupBatches() throws {
    let directory = "\(folder)/backup"
    var killed = try CallbackDriver([BackupAndRestore(directory, saveFrequency: .batches(2))])
    try killed.trainBegin()
    try killed.epochBegin(4)
    try killed.batchEnd(0, ["loss": 1])
    #expect(try files().isEmpty)
    try killed.batchEnd(1, ["loss": 1])
    var resumed = try CallbackDriver([BackupAndRestore(directory, saveFrequency: .batches(2))])
    try resumed.trainBegin()
    #expect(resumed.control.initialEpoch == 4)
  }

  @Test("BackupAndRestore refuses a backup of another model, and leaves it there")
  func foreignBackup() throws {
    let directory = "\(folder)/backup"
    var one = try CallbackDriver([BackupAndRestore(directory, deleteCheckpoint: false)])
    #expect(try one.run([1]) == 1)
    var other = try CallbackDriver([BackupAndRestore(directory)], shapes: [[2]])
    #expect(throws: LogitError.self) { try other.trainBegin() }
    #expect(try files("backup") == ["backup.safetensors"])
  }
}
