extension Sequential {
  /// The model as a table: its layers, the shapes of their outputs and their numbers of weights, laid out as
  /// Keras's `summary()` prints them.
  ///
  ///     print(model.summary())
  public func summary() -> String {
    let layers = self.layers
    let rows = layers.map {
      [
        "\($0.name) (\($0.configuration.typeName))", Self.shapeText($0.outputShape),
        $0.outputShape == nil ? "0 (unbuilt)" : $0.parameterCount.grouped,
      ]
    }
    let table = BoxTable(
      headers: ["Layer (type)", "Output Shape", "Param #"], rows: rows, widths: [31, 22, 13],
      alignments: [.left, .left, .right])
    let trainable = parameterCount
    // Keras counts what the optimizer keeps, its step counter and learning rate included, once it has begun.
    let optimizer = optimizerState.iteration == 0 ? 0 : slotParameterCount + 2
    var lines = [
      "Model: \"\(name)\"", table.text, " Total params: \(Self.countText(trainable + optimizer))",
      " Trainable params: \(Self.countText(trainable))", " Non-trainable params: \(Self.countText(0))",
    ]
    if optimizer > 0 { lines.append(" Optimizer params: \(Self.countText(optimizer))") }
    return lines.joined(separator: "\n") + "\n"
  }

  private var slotParameterCount: Int {
    parameterCount * (compilation?.optimizer.keptSlotNames.count ?? 0)
  }

  /// A number of parameters with their size in memory, four bytes each: `88 (352.00 B)`.
  private static func countText(_ count: Int) -> String {
    "\(count.grouped) (\(memoryText(bytes: count * MemoryLayout<Float>.size)))"
  }

  private static func shapeText(_ shape: [Int]?) -> String {
    guard let shape else { return "?" }
    return "(" + (["None"] + shape.map(String.init)).joined(separator: ", ") + ")"
  }

  /// Bytes in the unit Keras would choose: `88.00 B`, `1.38 KB`.
  private static func memoryText(bytes: Int) -> String {
    var amount = Double(bytes)
    var unit = "B"
    for larger in ["KB", "MB", "GB", "TB"] where amount >= 1024 {
      amount /= 1024
      unit = larger
    }
    return "\(amount.fixed(decimals: 2)) \(unit)"
  }
}

/// A table drawn with box characters, as Keras draws it through Rich: columns of fixed width, in which text
/// wraps between words and a word too long for its column ends in an ellipsis.
struct BoxTable {
  enum Alignment {
    case left, right
  }

  let headers: [String]
  let rows: [[String]]
  let widths: [Int]
  let alignments: [Alignment]

  var text: String {
    let head = [border("┏", "┳", "┓", "━"), line(headers, "┃"), border("┡", "╇", "┩", "━")]
    let body = rows.enumerated().flatMap { index, row in
      (index == 0 ? [] : [border("├", "┼", "┤", "─")]) + lines(row)
    }
    return (head + body + [border("└", "┴", "┘", "─")]).joined(separator: "\n")
  }

  private func border(_ left: String, _ middle: String, _ right: String, _ bar: String) -> String {
    left + widths.map { String(repeating: bar, count: $0 + 2) }.joined(separator: middle) + right
  }

  private func lines(_ cells: [String]) -> [String] {
    let wrapped = zip(cells, widths).map { Self.wrapped($0, width: $1) }
    let height = wrapped.map(\.count).max() ?? 1
    return (0..<height).map { index in line(wrapped.map { index < $0.count ? $0[index] : "" }, "│") }
  }

  private func line(_ cells: [String], _ edge: String) -> String {
    let padded = zip(zip(cells, widths), alignments).map { cell, alignment in
      let space = String(repeating: " ", count: cell.1 - cell.0.count)
      return alignment == .left ? cell.0 + space : space + cell.0
    }
    return "\(edge) " + padded.joined(separator: " \(edge) ") + " \(edge)"
  }

  private static func wrapped(_ text: String, width: Int) -> [String] {
    var lines: [String] = []
    for word in text.split(separator: " ") {
      let word = word.count <= width ? String(word) : word.prefix(width - 1) + "…"
      if let last = lines.last, last.count + 1 + word.count <= width {
        lines[lines.count - 1] = last + " " + word
      } else {
        lines.append(word)
      }
    }
    return lines.isEmpty ? [""] : lines
  }
}

extension Int {
  /// The number with commas between groups of three digits.
  fileprivate var grouped: String {
    var digits = String(magnitude)
    var groups: [String] = []
    while digits.count > 3 {
      groups.insert(String(digits.suffix(3)), at: 0)
      digits.removeLast(3)
    }
    return (self < 0 ? "-" : "") + ([digits] + groups).joined(separator: ",")
  }
}
