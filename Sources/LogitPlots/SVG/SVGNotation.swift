/// A path through points. Coordinates are held near the page, where nothing can be seen beyond.
func outline(_ points: [Point], isClosed: Bool) -> String {
  guard let first = points.first else { return "" }
  var data = "M\(short(first.x)) \(short(first.y))"
  for point in points.dropFirst() { data += "L\(short(point.x)) \(short(point.y))" }
  return isClosed ? data + "Z" : data
}

/// At most two decimals, and no more digits than needed.
func short(_ value: Double) -> String {
  let hundredths = Int((min(max(value, -1e6), 1e6) * 100).rounded())
  let (whole, rest) = hundredths.magnitude.quotientAndRemainder(dividingBy: 100)
  let sign = hundredths < 0 ? "-" : ""
  if rest == 0 { return "\(sign)\(whole)" }
  let fraction = rest % 10 == 0 ? "\(rest / 10)" : rest < 10 ? "0\(rest)" : "\(rest)"
  return "\(sign)\(whole == 0 ? "" : "\(whole)").\(fraction)"
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

/// Text for XML: markup escaped, control characters, which XML 1.0 forbids, left out.
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
    default:
      if scalar.value >= 32 && scalar.value != 0xFFFE && scalar.value != 0xFFFF {
        result.unicodeScalars.append(scalar)
      }
    }
  }
  return result
}
