/// At most two decimals, and no more digits than needed. Coordinates are held near the page: nothing can be
/// seen beyond.
func short(_ value: Double) -> String {
  let hundredths = Int((min(max(value, -1e6), 1e6) * 100).rounded())
  let (whole, rest) = hundredths.magnitude.quotientAndRemainder(dividingBy: 100)
  let sign = hundredths < 0 ? "-" : ""
  if rest == 0 { return "\(sign)\(whole)" }
  let fraction = rest % 10 == 0 ? "\(rest / 10)" : rest < 10 ? "0\(rest)" : "\(rest)"
  return "\(sign)\(whole == 0 ? "" : "\(whole)").\(fraction)"
}

/// Text for XML: markup escaped; control characters, which XML 1.0 forbids, and those that turn the text around them
/// left out.
func escaped(_ text: String) -> String {
  var result = ""
  for scalar in text.unicodeScalars {
    switch scalar {
    case "&": result += "&amp;"
    case "<": result += "&lt;"
    case ">": result += "&gt;"
    case "\"": result += "&quot;"
    case "@": result += "&#64;"
    case "\n", "\t": result += " "
    case "\u{200E}", "\u{200F}", "\u{202A}"..."\u{202E}", "\u{2066}"..."\u{2069}": continue
    default:
      if scalar.value >= 32 && scalar.value != 0xFFFE && scalar.value != 0xFFFF {
        result.unicodeScalars.append(scalar)
      }
    }
  }
  return result
}

extension SVGCanvas {
  /// An outline in the notation of paths.
  func pathData(_ outline: Outline) -> String {
    var data = ""
    for step in outline.steps {
      switch step {
      case .move(let point): data += "M\(short(point.x)) \(short(point.y))"
      case .line(let point): data += "L\(short(point.x)) \(short(point.y))"
      case .vertical(let y): data += "V\(short(y))"
      case .horizontal(let x): data += "H\(short(x))"
      case .verticalBy(let distance): data += "v\(short(distance))"
      case .horizontalBy(let distance): data += "h\(short(distance))"
      case .close: data += "Z"
      }
    }
    return data
  }

  func place(_ box: Box) -> String {
    "x=\"\(short(box.left))\" y=\"\(short(box.top))\" width=\"\(short(box.width))\" "
      + "height=\"\(short(box.height))\""
  }

  func opacity(_ value: Double, of part: String = "") -> String {
    value == 1 ? "" : " \(part)opacity=\"\(short(value))\""
  }

  func dashes(_ style: LineStyle, width: Double) -> String {
    guard !style.pattern.isEmpty else { return "" }
    return " stroke-dasharray=\"\(style.pattern.map { short($0 * width) }.joined(separator: " "))\""
  }

  func cap(_ style: LineStyle) -> String {
    style == .solid ? " stroke-linecap=\"square\"" : ""
  }
}

extension Outline {
  /// Whether it is one step to the right, which has no inside that could be filled.
  var isSingleStep: Bool {
    guard steps.count == 2, case .horizontalBy = steps[1] else { return false }
    return true
  }
}
