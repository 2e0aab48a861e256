import Logit
import LogitStatistics

/// Small drawings beside the numbers that say the same, in cells of tables.
enum CellDrawing {
  private static let (width, height) = (120.0, 20.0)

  /// At most two decimals.
  static func short(_ value: Double) -> String {
    let text = (min(max(value, -1e6), 1e6) * 100).rounded() / 100
    return text == text.rounded() ? "\(Int(text))" : "\(text)"
  }

  /// An interval on an axis with 0: a filled mark where it holds numbers of one sign only, a hollow one elsewhere.
  ///
  /// - Parameter reach: The largest number of all such drawings.
  static func interval(_ value: Double, _ interval: ConfidenceInterval?, reach: Double) -> String {
    func x(_ value: Double) -> String {
      short(width / 2 + (reach > 0 ? min(max(value / reach, -1), 1) : 0) * (width / 2 - 6))
    }
    let middle = height / 2
    let range = interval.map {
      "<path class=\"range\" d=\"M\(x($0.lower)) \(short(middle))H\(x($0.upper))\"/>"
    }
    let isSure = interval.map { $0.lower > 0 || $0.upper < 0 } ?? true
    return svg(
      "<path class=\"axis\" d=\"M\(short(width / 2)) 0V\(short(height))\"/>\(range ?? "")"
        + "<circle class=\"\(isSure ? "sure" : "unsure")\" cx=\"\(x(value))\" cy=\"\(short(middle))\" r=\"4\"/>"
    )
  }

  /// Counts as steps, the first side upwards and the second, where there is one, downwards, each as high as its own
  /// highest.
  static func histogram(up: [Int], down: [Int]?) -> String {
    let height = down == nil ? Self.height : 2 * Self.height
    let step = width / Double(max(up.count, 1))
    /// One outline for all steps, since a page of many columns has many of them.
    func path(_ counts: [Int], _ direction: Double) -> String {
      let most = Double(max(counts.max() ?? 1, 1))
      let steps = counts.map { count -> String in
        // Even a single row is seen.
        let size = count == 0 ? 0 : max(Double(count) / most * (Self.height - 1), 1) * direction
        return "V\(tenths(Self.height - size))h\(tenths(step))"
      }
      return "M0 \(tenths(Self.height))\(steps.joined())V\(tenths(Self.height))z"
    }
    let isOne = down == nil
    return svg(
      "<path class=\"\(isOne ? "hist" : "own")\" d=\"\(path(up, 1))\"/>"
        + (down.map { "<path class=\"others\" d=\"\(path($0, -1))\"/>" } ?? ""), height: height)
  }

  /// At most one decimal, finer than which no screen draws.
  private static func tenths(_ value: Double) -> String {
    let text = (value * 10).rounded() / 10
    return text == text.rounded() ? "\(Int(text))" : "\(text)"
  }

  /// A bar that the script moves.
  static func bar(id: String) -> String {
    svg(
      "<path class=\"axis\" d=\"M2 19H118\"/><rect id=\"\(id)\" class=\"for\" x=\"2\" y=\"3\" width=\"0\" height=\"14\"/>"
    )
  }

  private static func svg(_ content: String, height: Double = height) -> String {
    "<svg class=\"cell\" width=\"\(short(width))\" height=\"\(short(height))\" viewBox=\"0 0 \(short(width)) "
      + "\(short(height))\" aria-hidden=\"true\">\(content)</svg>"
  }
}
