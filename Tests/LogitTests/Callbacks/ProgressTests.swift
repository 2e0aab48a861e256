import CLogitKernels
import Testing

@testable import Logit

@Suite struct ProgressTests {
  static let logs = {
    var logs = Logs()
    logs.names = ["accuracy", "loss"]
    logs.values = [0.35, 0.00045]
    return logs
  }()

  /// A line that Keras printed, from `Fixtures/Keras/progress.json`.
  struct Line: Decodable, Sendable, CustomTestStringConvertible {
    var target, step, verbose: Int
    var seconds: Double
    var names: [String]
    var values: [Double]
    var text: String

    var testDescription: String { text }

    static func load() throws -> [Line] { try Fixture.load("Keras/progress", as: [Line].self) }
  }

  @Test("Lines are Keras's, codes for bold and colour included", arguments: try Line.load())
  func keras(_ line: Line) {
    let logs = Logs(names: line.names, values: line.values)
    let elapsed = Duration.seconds(line.seconds)
    let text =
      line.verbose == 1
      ? ProgressText.bar(step: line.step, of: line.target, elapsed: elapsed, logs: logs, isStyled: true)
      : ProgressText.summary(steps: line.target, elapsed: elapsed, logs: logs)
    #expect(text == line.text)
  }

  @Test("A finished bar shows the seconds spent, the pace and the logs")
  func finished() {
    #expect(
      ProgressText.bar(step: 3, of: 3, elapsed: .milliseconds(426), logs: Self.logs, isStyled: false)
        == "3/3 ━━━━━━━━━━━━━━━━━━━━ 0s 142ms/step - accuracy: 0.3500 - loss: 4.5000e-04")
  }

  @Test("On a terminal the bar carries Keras's codes for bold and colour")
  func styled() {
    #expect(
      ProgressText.bar(step: 30, of: 120, elapsed: .seconds(60), logs: Logs(), isStyled: true)
        == "\u{1B}[1m 30/120\u{1B}[0m \u{1B}[32m━━━━━\u{1B}[0m\u{1B}[37m━━━━━━━━━━━━━━━\u{1B}[0m \u{1B}[1m3:00\u{1B}[0m "
        + "2s/step")
  }

  @Test(
    "While the number of steps is not known, the line tells those made and the time they took, as Keras's")
  func unknownCount() {
    func line(isStyled: Bool) -> String {
      ProgressText.bar(step: 3, of: nil, elapsed: .seconds(30), logs: Self.logs, isStyled: isStyled)
    }
    let logs = " 10s/step - accuracy: 0.3500 - loss: 4.5000e-04"
    #expect(line(isStyled: false) == "      3/Unknown 30s" + logs)
    #expect(line(isStyled: true) == "      3/Unknown \u{1B}[1m30s\u{1B}[0m" + logs)
  }

  @Test("A time left that no number of seconds can hold stops nothing")
  func endlessEstimate() {
    let line = ProgressText.bar(
      step: 1, of: .max - 1, elapsed: .seconds(1000), logs: Logs(), isStyled: false)
    #expect(line.hasSuffix(" 1000s/step"))
  }

  @Test(
    "The time left is given in seconds, minutes or hours as Keras does",
    arguments: [(45, "45s"), (60, "60s"), (61, "1:01"), (3600, "60:00"), (3661, "1:01:01")])
  func estimate(_ seconds: Int, _ text: String) {
    let line = ProgressText.bar(step: 1, of: 2, elapsed: .seconds(seconds), logs: Logs(), isStyled: false)
    #expect(line.contains("━ \(text) "))
  }

  @Test(
    "The pace is given in s, ms or us",
    arguments: [
      (Duration.seconds(4), "2s/step"), (.milliseconds(90), "45ms/step"), (.microseconds(24), "12us/step"),
    ])
  func pace(_ elapsed: Duration, _ text: String) {
    #expect(
      ProgressText.summary(steps: 2, elapsed: elapsed, logs: Self.logs).hasSuffix(
        " - \(text) - accuracy: 0.3500 - loss: 4.5000e-04"))
  }

  /// What training prints, with times taken out.
  private func printed(
    _ verbosity: Verbosity, epochs: Int, isInteractive: Bool, isStyled: Bool = true
  ) throws -> String {
    final class Sink { var text = "" }
    let sink = Sink()
    let reporter = ProgressReporter(
      verbosity: verbosity, epochs: epochs, isInteractive: isInteractive, isStyled: isStyled,
      write: { sink.text += $0 })
    for epoch in 0..<epochs {
      reporter.epochBegan(epoch, stepCount: 3)
      reporter.epochEnded(Self.logs)
    }
    reporter.trainingEnded()
    return sink.text.replacing(#/\d+(s|ms|us)\b/#, with: "#")
  }

  @Test("Anywhere but on a terminal an epoch is a plain line")
  func plain() throws {
    let line = "3/3 ━━━━━━━━━━━━━━━━━━━━ # #/step - accuracy: 0.3500 - loss: 4.5000e-04\n"
    #expect(
      try printed(.progressBar, epochs: 2, isInteractive: false) == "Epoch 1/2\n\(line)Epoch 2/2\n\(line)")
    #expect(try printed(.progressBar, epochs: 1, isInteractive: false) == line)
  }

  @Test("verbose 2 is one line an epoch")
  func oneLine() throws {
    #expect(
      try printed(.oneLinePerEpoch, epochs: 2, isInteractive: true)
        == "Epoch 1/2\n3/3 - # - #/step - accuracy: 0.3500 - loss: 4.5000e-04\n"
        + "Epoch 2/2\n3/3 - # - #/step - accuracy: 0.3500 - loss: 4.5000e-04\n")
  }

  @Test("On a terminal the line is redrawn in place")
  func interactive() throws {
    let text = try printed(.progressBar, epochs: 1, isInteractive: true)
    #expect(text.hasPrefix("\r\u{1B}[1m3/3\u{1B}[0m "))
    #expect(text.hasSuffix("\u{1B}[K\n"))
  }

  @Test("Without colour the line is redrawn in place all the same")
  func uncolored() throws {
    let text = try printed(.progressBar, epochs: 1, isInteractive: true, isStyled: false)
    #expect(text == "\r3/3 ━━━━━━━━━━━━━━━━━━━━ # #/step - accuracy: 0.3500 - loss: 4.5000e-04\u{1B}[K\n")
  }

  @Test("A line is redrawn at most 20 times a second, however many steps end")
  func redraws() throws {
    final class Sink { var lines: [String] = [] }
    var model = try Sequential([Dense(1, inputShape: [1], activation: .sigmoid)], seed: 1)
    try model.compile(optimizer: .sgd(), loss: .binaryCrossentropy)
    let plan = try StepPlan(
      stack: model.builtStack(for: "test"), compilation: #require(model.compilation), batchSize: 1,
      pool: .shared())
    var totals = BatchTotals(plan: plan)
    totals.add(.init(), rows: 1)
    let (sink, clock) = (Sink(), ContinuousClock())
    let reporter = ProgressReporter(
      verbosity: .progressBar, epochs: 1, isInteractive: true, isStyled: true,
      write: { sink.lines.append($0) })
    reporter.epochBegan(0, stepCount: .max)
    let start = clock.now
    var step = 0
    while clock.now - start < .milliseconds(230) || sink.lines.count < 2 {
      step += 1
      reporter.stepsEnded(step, of: .max, totals: totals, plan: plan)
    }
    let elapsed = clock.now - start
    #expect(step > sink.lines.count)
    #expect(sink.lines.count <= Int(elapsed / .milliseconds(50)) + 1)
    #expect(sink.lines.allSatisfy { $0.contains("/Unknown ") })
  }
}
