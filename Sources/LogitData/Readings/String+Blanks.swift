extension Unicode.Scalar {
  /// Whether it is a blank of any width, that of none included, or a tab.
  var isBlank: Bool {
    switch value {
    case 0x09, 0x20, 0xA0, 0x2000...0x200B, 0x202F, 0x205F, 0x3000, 0xFEFF: true
    default: false
    }
  }

  /// Whether it is one of the digits 0 to 9.
  var isDigit: Bool { (0x30...0x39).contains(value) }
}

extension String {
  /// The text without blanks at its ends.
  var trimmingBlanks: String {
    var scalars = unicodeScalars[...]
    while scalars.first?.isBlank == true { scalars.removeFirst() }
    while scalars.last?.isBlank == true { scalars.removeLast() }
    return String(scalars)
  }

  /// The text as it compares with spellings that differ by case or blanks only: in lower case, without blanks
  /// at its ends, and with one for each run of them within.
  var foldingSpelling: String {
    var folded = ""
    var isAfterBlank = false
    for scalar in trimmingBlanks.lowercased().unicodeScalars {
      if scalar.isBlank {
        isAfterBlank = true
      } else {
        if isAfterBlank { folded.append(" ") }
        isAfterBlank = false
        folded.unicodeScalars.append(scalar)
      }
    }
    return folded
  }
}
