#if Command
import Logit
import LogitInterchange

// Options as they were given, for another command that reads the same file or opens the same model.

extension CSVFormatOptions {
  /// The options that were given, as arguments; how much memory may be taken up says nothing of the file.
  var given: [String] {
    var arguments = typed("--separator", separator)
    if let header { arguments.append(header ? "--header" : "--no-header") }
    if decimalComma { arguments.append("--decimal-comma") }
    arguments += typed("--comment", comment)
    arguments += typed("--escape", escape)
    arguments += typed("--skip-lines", skipLines == 0 ? nil : "\(skipLines)")
    arguments += typed("--thousands", thousands)
    for text in strip { arguments += typed("--strip", text) }
    arguments += typed("--below-limit", belowLimit?.rawValue)
    for word in missing { arguments += typed("--missing", word) }
    for word in notMissing { arguments += typed("--not-missing", word) }
    arguments += typed("--date-order", dateOrder?.rawValue)
    for use in uses { arguments += typed("--as", use) }
    for column in mergeSpellings { arguments += typed("--merge-spellings", column) }
    arguments += typed("--encoding", encoding?.rawValue)
    arguments += typed("--arrays", arrays)
    return arguments
  }
}

extension CSVFormatOptions {
  /// Those for rows of a model, which remembers what its columns are used as.
  var givenForModel: [String] {
    var format = self
    (format.uses, format.mergeSpellings) = ([], [])
    return format.given
  }
}

extension ForeignModelOptions {
  /// The options that were given, as arguments.
  var given: [String] {
    (byPosition ? ["--by-position"] : []) + (fromLogits ? ["--from-logits"] : [])
      + typed("--architecture", architecture?.shownPath) + typed("--classes", classes)
  }
}

extension ForeignRowsOptions {
  /// The options that were given, as arguments.
  var given: [String] { typed("--target", target) + matching.given }
}

/// An option with its value; nothing without one.
func typed(_ option: String, _ value: String?) -> [String] {
  // What begins with a hyphen would be taken for an option.
  value.map { $0.hasPrefix("-") ? ["\(option)=\($0)"] : [option, $0] } ?? []
}
#endif
