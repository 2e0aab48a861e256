extension Sequential: CustomStringConvertible {
  /// The layers, the shapes of their outputs and their numbers of weights; see
  /// ``summary(lineLength:showTrainable:positions:)``.
  public var description: String { summary() }
}

extension Sequential {
  /// The model as a table: its layers, the shapes of their outputs and their numbers of weights, laid out as
  /// Keras's `summary()` prints them.
  ///
  ///     print(model.summary())
  ///
  /// - Parameters:
  ///   - lineLength: The width in characters, taken to be in 20...1000; 76 by default, which Keras chooses
  ///     for a terminal of 80.
  ///   - showTrainable: Whether to show which layers are trained: `Y`, `N`, or `-` for one without weights.
  ///   - positions: Where each column ends, as rising shares of the line length, 1 if they are more or no
  ///     numbers; Keras's 0.45, 0.8, 1 by default.
  public func summary(
    lineLength: Int = 76, showTrainable: Bool = false, positions: [Double]? = nil
  ) -> String {
    // Before the model is built the layers have no names yet; two of the same name will be refused then.
    let names = (try? LayerStack.names(of: configurations)) ?? layers.map(\.name)
    let rows = zip(layers, names).map { layer, name in
      [
        "\(name) (\(layer.configuration.typeName))", Self.shapeText(layer.outputShape),
        layer.outputShape == nil ? "0 (unbuilt)" : layer.parameterCount.grouped,
      ] + (showTrainable ? [Self.trainableText(layer)] : [])
    }
    var shares = positions ?? [0.45, 0.8, 1]
    if showTrainable { shares = shares.map { $0 * 0.9 } + [1] }
    shares = shares.map { $0 <= 1 ? max($0, 0) : 1 }
    let table = BoxTable(
      headers: ["Layer (type)", "Output Shape", "Param #"] + (showTrainable ? ["Trainable"] : []), rows: rows,
      widths: BoxTable.widths(shares: shares, lineLength: min(max(lineLength, 20), 1000)),
      alignments: [.left, .left, .right, .center])
    let counts = parameterCounts
    var lines = [
      "Model: \"\(name)\"", table.text,
      " Total params: \((counts.trainable + counts.others + counts.optimizer).text)",
      " Trainable params: \(counts.trainable.text)", " Non-trainable params: \(counts.others.text)",
    ]
    if counts.optimizer.count > 0 { lines.append(" Optimizer params: \(counts.optimizer.text)") }
    return lines.joined(separator: "\n") + "\n"
  }

  private var parameterCounts: (trainable: ParameterCount, others: ParameterCount, optimizer: ParameterCount)
  {
    var (trainable, others, optimizer) = (ParameterCount(), ParameterCount(), ParameterCount())
    for (index, entry) in (stack?.entries ?? []).enumerated() {
      for specification in entry.specifications {
        let size = specification.isInteger ? MemoryLayout<Int64>.size : MemoryLayout<Float>.size
        let count = ParameterCount(count: specification.count, bytes: specification.count * size)
        if isTrainable(at: index) && specification.isTrainable {
          trainable = trainable + count
        } else {
          others = others + count
        }
      }
    }
    // Keras counts what the optimizer keeps, its step counter and learning rate included, once it has begun.
    if optimizerState.iteration > 0 {
      let slots = trainable.count * (compilation?.optimizer.keptSlotNames.count ?? 0)
      optimizer = ParameterCount(count: slots + 2, bytes: (slots + 1) * 4 + 8)
    }
    return (trainable, others, optimizer)
  }

  private static func trainableText(_ layer: ModelLayer) -> String {
    layer.weights.isEmpty ? "-" : layer.isTrainable ? "Y" : "N"
  }

  private static func shapeText(_ shape: [Int]?) -> String {
    guard let shape else { return "?" }
    return "(" + (["None"] + shape.map(String.init)).joined(separator: ", ") + ")"
  }
}

/// A number of parameters with their size in memory.
private struct ParameterCount {
  var count = 0
  var bytes = 0

  static func + (left: ParameterCount, right: ParameterCount) -> ParameterCount {
    ParameterCount(count: left.count + right.count, bytes: left.bytes + right.bytes)
  }

  /// With the bytes in the unit Keras would choose: `88 (352.00 B)`.
  var text: String {
    var amount = Double(bytes)
    var unit = "B"
    for larger in ["KB", "MB", "GB", "TB"] where amount >= 1024 {
      amount /= 1024
      unit = larger
    }
    return "\(count.grouped) (\(amount.fixed(decimals: 2)) \(unit))"
  }
}

/// A table drawn with box characters, as Keras draws it through Rich: columns of fixed width, in which text
/// wraps between words and a word too long for its column ends in an ellipsis.
struct BoxTable {
  enum Alignment {
    case left, right, center
  }

  let headers: [String]
  let rows: [[String]]
  let widths: [Int]
  let alignments: [Alignment]

  var text: String {
    let head = [border("┏", "┳", "┓", "━")] + lines(headers, "┃") + [border("┡", "╇", "┩", "━")]
    let body = rows.enumerated().flatMap { index, row in
      (index == 0 ? [] : [border("├", "┼", "┤", "─")]) + lines(row, "│")
    }
    return (head + body + [border("└", "┴", "┘", "─")]).joined(separator: "\n")
  }

  /// The widths of the columns' text: Keras asks for shares of the line, and Rich then takes away evenly what
  /// the edges need, or gives away by width what is left.
  static func widths(shares: [Double], lineLength: Int) -> [Int] {
    var widths: [Int] = []
    var end = 0
    for share in shares {
      let width = max(Int(share * Double(lineLength)) - end, 4)
      widths.append(width + 2)
      end += width
    }
    let available = lineLength - widths.count - 1
    var excess = widths.reduce(0, +) - available
    if excess < 0 {
      var (missing, total) = (-excess, widths.reduce(0, +))
      for index in widths.indices {
        let width = widths[index]
        let share = (width * missing + total - 1) / total
        widths[index] += share
        (missing, total) = (missing - share, total - width)
      }
    } else {
      for index in widths.indices {
        let share = (Double(excess) / Double(widths.count - index)).rounded(.toNearestOrEven)
        let taken = min(Int(share), widths[index] - 3)
        widths[index] -= taken
        excess -= taken
      }
    }
    return widths.map { $0 - 2 }
  }

  private func border(_ left: String, _ middle: String, _ right: String, _ bar: String) -> String {
    left + widths.map { String(repeating: bar, count: $0 + 2) }.joined(separator: middle) + right
  }

  private func lines(_ cells: [String], _ edge: String) -> [String] {
    let wrapped = zip(cells, widths).map { Self.wrapped($0, width: $1) }
    let height = wrapped.map(\.count).max() ?? 1
    return (0..<height).map { index in line(wrapped.map { index < $0.count ? $0[index] : "" }, edge) }
  }

  private func line(_ cells: [String], _ edge: String) -> String {
    let padded = zip(zip(cells, widths), alignments).map { cell, alignment in
      let space = cell.1 - cell.0.count
      let before =
        switch alignment {
        case .left: 0
        case .right: space
        case .center: space / 2
        }
      return String(repeating: " ", count: before) + cell.0 + String(repeating: " ", count: space - before)
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
