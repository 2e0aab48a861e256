/// The lines of Keras's progress bar, as pure functions of what they show.
enum ProgressText {
  static let barWidth = 20
  static let eraseToEndOfLine = "\u{1B}[K"
  /// Bars of every length up to the full one.
  private static let bars = (0...barWidth).map { String(repeating: "━", count: $0) }

  /// `3/3 ━━━━━━━━━━━━━━━━━━━━ 0s 142ms/step - accuracy: 0.3500 - loss: 1.1114`
  ///
  /// - Parameters:
  ///   - count: The number of steps; `nil` if it is not known yet, and the line then says how many were made
  ///     and how long they took: `      3/Unknown 30s 10s/step - loss: 1.1114`.
  ///   - isStyled: Whether to add the codes for bold and colour that Keras adds.
  static func bar(step: Int, of count: Int?, elapsed: Duration, logs: Logs, isStyled: Bool) -> String {
    guard let count else { return unbounded(step: step, elapsed: elapsed, logs: logs, isStyled: isStyled) }
    let done = count == 0 ? barWidth : min(barWidth * step / count, barWidth)
    let perStep = elapsed.seconds / Double(max(step, 1))
    let isFinal = step >= count
    let time = isFinal ? elapsed.seconds.wholeSeconds : estimate(perStep * Double(count - step))
    let style = Style(isOn: isStyled)
    var text = style.bold(counter(step, of: count)) + " "
    if done > 0 { text += style.green(bars[done]) }
    text += style.white(bars[barWidth - done])
    text += " "
    text += style.bold(time)
    text += " "
    text += pace(perStep)
    append(logs, to: &text)
    return text
  }

  private static func unbounded(step: Int, elapsed: Duration, logs: Logs, isStyled: Bool) -> String {
    let time = Style(isOn: isStyled).bold(elapsed.seconds.wholeSeconds)
    var text = "\(padded(step, to: 7))/Unknown \(time) \(pace(elapsed.seconds / Double(max(step, 1))))"
    append(logs, to: &text)
    return text
  }

  /// `3/3 - 0s - 448us/step - accuracy: 0.3400 - loss: 1.0994`
  static func summary(steps: Int, elapsed: Duration, logs: Logs) -> String {
    let perStep = elapsed.seconds / Double(max(steps, 1))
    var text = "\(counter(steps, of: steps)) - \(elapsed.seconds.wholeSeconds) - \(pace(perStep))"
    append(logs, to: &text)
    return text
  }

  /// Four decimals, or four decimals and an exponent for numbers too small to show that way.
  static func value(_ value: Double) -> String {
    abs(value) > 1e-3 ? value.fixed(decimals: 4) : value.scientific(decimals: 4)
  }

  private static func append(_ logs: Logs, to text: inout String) {
    for (name, number) in zip(logs.names, logs.values) {
      text += " - "
      text += name
      text += ": "
      text += value(number)
    }
  }

  private static func counter(_ step: Int, of count: Int) -> String {
    let total = "\(count)"
    return "\(padded(step, to: total.count))/\(total)"
  }

  private static func padded(_ number: Int, to width: Int) -> String {
    let digits = "\(number)"
    return String(repeating: " ", count: max(width - digits.count, 0)) + digits
  }

  private static func estimate(_ seconds: Double) -> String {
    // Of steps without number the estimate may be more than an `Int` can hold.
    let whole = Int(min(seconds, 1e15))
    let (hours, minutes, rest) = (whole / 3600, whole / 60, whole % 60)
    if whole > 3600 { return "\(hours):\(twoDigits(minutes % 60)):\(twoDigits(rest))" }
    return whole > 60 ? "\(minutes):\(twoDigits(rest))" : "\(whole)s"
  }

  private static func twoDigits(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }

  private static func pace(_ secondsPerStep: Double) -> String {
    if secondsPerStep >= 1 || secondsPerStep == 0 { return "\(secondsPerStep.fixed(decimals: 0))s/step" }
    if secondsPerStep >= 1e-3 { return "\((secondsPerStep * 1e3).fixed(decimals: 0))ms/step" }
    return "\((secondsPerStep * 1e6).fixed(decimals: 0))us/step"
  }

  private struct Style {
    let isOn: Bool
    func bold(_ text: String) -> String { wrapped(text, "1") }
    func green(_ text: String) -> String { wrapped(text, "32") }
    func white(_ text: String) -> String { wrapped(text, "37") }
    private func wrapped(_ text: String, _ code: String) -> String {
      isOn ? "\u{1B}[\(code)m\(text)\u{1B}[0m" : text
    }
  }
}

extension Duration {
  package var seconds: Double {
    Double(components.seconds) + Double(components.attoseconds) * 1e-18
  }
}

extension Double {
  fileprivate var wholeSeconds: String { "\(fixed(decimals: 0))s" }
}
