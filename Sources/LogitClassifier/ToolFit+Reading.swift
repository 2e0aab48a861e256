import Logit
import LogitData

// How the other programs read the table.

extension ToolFit {
  /// The file's name; that of a bundled data set, or of standard input, is the one that it would have.
  private var fileName: String {
    source == "-" || source == "standard input" ? "data.csv" : source.contains(".") ? source : "\(source).csv"
  }

  /// The names of all columns, where the file does not have them.
  private var ownNames: [String]? { layout.flatMap { $0.hasHeader ? nil : $0.columnNames } }

  /// What reads a file that is no text of separated values.
  private enum OtherReader {
    case parquet, feather, jsonLines

    init?(_ name: String) {
      switch name.lowercased().split(separator: ".").last {
      case "parquet": self = .parquet
      case "feather", "arrow": self = .feather
      case "jsonl", "ndjson": self = .jsonLines
      default: return nil
      }
    }
  }

  private var otherReader: OtherReader? { layout == nil ? OtherReader(source) : nil }

  /// Line of Python that reads the file with pandas.
  var readsCSV: String {
    switch otherReader {
    case .parquet: return "df = pd.read_parquet(\(fileName.inQuotes))"
    case .feather: return "df = pd.read_feather(\(fileName.inQuotes))"
    case .jsonLines: return "df = pd.read_json(\(fileName.inQuotes), lines=True)"
    case nil: break
    }
    var options = ""
    if let layout {
      if layout.separator != "," { options += ", sep=\(String(layout.separator).inQuotes)" }
      if layout.usesDecimalComma { options += ", decimal=\",\"" }
      // pandas does not count blank lines among those that it skips, unless they are given one by one.
      if layout.skippedLines > 0 { options += ", skiprows=range(\(layout.skippedLines))" }
      if let ownNames { options += ", header=None, names=\(ownNames.inPython)" }
      if let comment = layout.comment { options += ", comment=\(String(comment).inQuotes)" }
      if let escape = layout.escape { options += ", escapechar=\(String(escape).inQuotes)" }
      if layout.encoding != .utf8 { options += ", encoding=\(layout.encoding.pythonName.inQuotes)" }
      if let words = layout.missingWords { options += ", keep_default_na=False, na_values=\(words.inPython)" }
    }
    return "df = pd.read_csv(\(fileName.inQuotes)\(options))"
  }

  /// Line of R that reads the file.
  var readsInR: String {
    switch otherReader {
    case .parquet: return "df <- as.data.frame(arrow::read_parquet(\(fileName.inQuotes)))"
    case .feather: return "df <- as.data.frame(arrow::read_feather(\(fileName.inQuotes)))"
    case .jsonLines: return "df <- jsonlite::stream_in(file(\(fileName.inQuotes)))"
    case nil: break
    }
    var options = ""
    if let layout {
      if layout.separator != "," { options += ", sep = \(String(layout.separator).inQuotes)" }
      if layout.usesDecimalComma { options += ", dec = \",\"" }
      if layout.skippedLines > 0 { options += ", skip = \(layout.skippedLines)" }
      if let ownNames { options += ", header = FALSE, col.names = \(ownNames.inR)" }
      if let comment = layout.comment { options += ", comment.char = \(String(comment).inQuotes)" }
      if layout.encoding != .utf8 { options += ", fileEncoding = \(layout.encoding.pythonName.inQuotes)" }
      if let words = layout.missingWords { options += ", na.strings = \(words.inR)" }
    }
    return "df <- read.csv(\(fileName.inQuotes)\(options), stringsAsFactors = TRUE, check.names = FALSE)"
  }

  /// Line of Python that reads the file with Spark.
  var readsInSpark: String {
    switch otherReader {
    case .parquet: return "df = spark.read.parquet(\(fileName.inQuotes))"
    case .jsonLines: return "df = spark.read.json(\(fileName.inQuotes))"
    case .feather, nil: break
    }
    var options = "header=\(ownNames == nil ? "True" : "False"), inferSchema=True"
    var names = ""
    if let layout {
      if layout.separator != "," { options += ", sep=\(String(layout.separator).inQuotes)" }
      if let comment = layout.comment { options += ", comment=\(String(comment).inQuotes)" }
      if let escape = layout.escape { options += ", escape=\(String(escape).inQuotes)" }
      if layout.encoding != .utf8 { options += ", encoding=\(layout.encoding.pythonName.inQuotes)" }
      if let ownNames { names = ".toDF(\(ownNames.map(\.inQuotes).joined(separator: ", ")))" }
    }
    return "df = spark.read.csv(\(fileName.inQuotes), \(options))\(names)"
  }

  /// What of the reading the call does not say, a sentence each.
  var readingDifferences: [String] {
    var sentences: [String] = []
    if !columns.spelled.isEmpty {
      sentences.append(
        "Logit reads the texts of \(DataError.list(columns.spelled)) as numbers or dates, or joins their spellings; the call does "
          + "not, so change them before it.")
    }
    guard let layout else {
      if source.contains("."), otherReader == nil || tool == .spark && otherReader == .feather {
        sentences.append(
          "\(source) is no file of separated values; read it as its format asks for, into a data frame with the same columns."
        )
      }
      return sentences
    }
    let isSpark = tool == .spark
    var lost: [String] = []
    if isSpark, layout.usesDecimalComma { lost.append("the decimal comma") }
    if isSpark, layout.skippedLines > 0 { lost.append("the lines above the header") }
    if isSpark, layout.missingWords != nil { lost.append("the words for missing values") }
    if tool == .r || tool == .glmnet, layout.escape != nil { lost.append("the escape character") }
    if !lost.isEmpty {
      sentences.append(
        "\(tool.title) has no option for \(lost.joined(separator: " and for ")); change the file before it is read."
      )
    }
    return sentences
  }
}

extension TextEncoding {
  /// The name that Python, R and Spark know it by.
  fileprivate var pythonName: String {
    switch self {
    case .utf8: "utf-8"
    case .latin1: "latin1"
    case .windows1252: "cp1252"
    }
  }
}
