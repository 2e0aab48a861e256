import Logit
import LogitStatistics

// Text as it stands in a page.

extension String {
  /// The text on one line, with escapes in place of characters that are not seen or turn text around; some marks
  /// of direction are not among those that a terminal must not get.
  var withoutTurns: String {
    var result = ""
    for scalar in onOneLine.unicodeScalars {
      switch scalar {
      case "\u{200E}", "\u{200F}", "\u{061C}", "\u{FEFF}", "\u{2028}", "\u{2029}":
        result += "\\u" + String(scalar.value, radix: 16, uppercase: true)
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result
  }

  /// The text in a page: markup escaped, and characters that are not seen or turn text around shown as escapes.
  var html: String {
    var result = ""
    for scalar in withoutTurns.unicodeScalars {
      switch scalar {
      case "&": result += "&amp;"
      case "<": result += "&lt;"
      case ">": result += "&gt;"
      case "\"": result += "&quot;"
      case "'": result += "&#39;"
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result
  }

  /// A name from the data: of limited length, and kept from turning the text around it.
  ///
  /// Lines may end between the words of a name, whatever stands between them.
  var nameHTML: String {
    var result = ""
    for character in shortened(to: Self.longestName) {
      result += String(character).html
      if character == "_" || character == "-" || character == "." || character == "/" { result += "<wbr>" }
    }
    return "<bdi>\(result)</bdi>"
  }

  /// The same in an attribute, which has no markup.
  var nameAttribute: String { shortened(to: Self.longestName).html }

  private static var longestName: Int { 80 }
}

extension Double {
  /// With four decimals, as the command prints scores; `undefined` for NaN.
  var score: String {
    isNaN ? "undefined" : (self < 0 ? "−" : "") + magnitude.fixed(decimals: 4)
  }

  /// With two decimals and its sign.
  var signedOdds: String { (self < 0 ? "−" : "+") + magnitude.fixed(decimals: 2) }
}

extension ConfidenceInterval {
  /// Both ends.
  var score: String { "\(lower.score) to \(upper.score)" }
}

extension Estimate {
  /// The ends of the interval; empty without one.
  var rangeText: String { interval.map(\.score) ?? "" }
}

extension Collection<[String]> {
  /// Rows of a table; the first cell of each is its name.
  ///
  /// - Parameter numeric: The cells that are numbers, which stand at the right.
  func tableRows(numeric: Set<Int> = []) -> String {
    map { cells in
      let body = cells.enumerated().map { place, cell in
        place == 0
          ? "<th scope=\"row\">\(cell)</th>"
          : "<td\(numeric.contains(place) ? " class=\"n\"" : "")>\(cell)</td>"
      }
      return "<tr>\(body.joined())</tr>\n"
    }.joined()
  }
}

enum HTMLTable {
  /// A table that can be moved sideways where it has no room.
  ///
  /// - Parameters:
  ///   - name: What it is, for who cannot see it.
  ///   - head: The names of the columns, as HTML.
  ///   - numeric: The columns of numbers.
  ///   - rows: The cells, as HTML.
  static func html(
    _ name: String, head: [String], numeric: Set<Int> = [], rows: [[String]], caption: String? = nil
  ) -> String {
    let heads = head.enumerated().map { place, text in
      "<th scope=\"col\"\(numeric.contains(place) ? " class=\"n\"" : "")>\(text)</th>"
    }
    return """
      <div class="scroll" tabindex="0" role="region" aria-label="\(name.html)"><table>\
      \(caption.map { "<caption>\($0)</caption>" } ?? "")
      <thead><tr>\(heads.joined())</tr></thead>
      <tbody>
      \(rows.tableRows(numeric: numeric))</tbody></table></div>

      """
  }
}
