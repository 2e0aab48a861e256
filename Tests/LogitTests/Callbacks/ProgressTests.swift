import Testing

@testable import Logit

@Suite struct ProgressTests {
  static let logs = {
    var logs = Logs()
    logs.names = ["accuracy", "loss"]
    logs.values = [0.35, 0.00045]
    return logs
  }()

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
  private func printed(_ verbosity: Verbosity, epochs: Int, isInteractive: Bool) throws -> String {
    final class Sink { var text = "" }
    let sink = Sink()
    let reporter = ProgressReporter(
      verbosity: verbosity, epochs: epochs, isInteractive: isInteractive, write: { sink.text += $0 })
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
}
