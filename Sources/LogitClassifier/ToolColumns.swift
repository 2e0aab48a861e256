import Logit
import LogitData

/// What a call of another program is made of: a table's columns, and what must be known of them.
struct ToolColumns {
  /// The columns that features are made of, in their order.
  let all: [String]
  /// Those of categories.
  let categories: [String]
  /// Those whose features other programs do not make by themselves.
  let special: [String]
  /// Columns with missing values, and how many.
  let missing: [(name: String, count: Int)]
  /// The column of each feature, and the category or `nil` for a number; the feature's own name if it is
  /// special.
  let features: [(column: String, category: String?, name: String)]
  /// Columns whose texts are read in a way of Logit's, such as numbers with blanks between thousands.
  let spelled: [String]
  private let booleans: Set<String>

  init(_ features: FeatureSpace, _ profile: TableProfile) {
    all = features.inputNames
    var (categories, special): ([String], [String]) = ([], [])
    var parts: [(column: String, category: String?, name: String)] = []
    for transform in features.transforms {
      guard let column = transform.inputs.first else { continue }
      let names = transform.outputNames
      switch transform {
      case let category as CategoryFeature:
        categories.append(column)
        let prefix = "\(column)="
        for name in names {
          parts.append((column, name.hasPrefix(prefix) ? String(name.dropFirst(prefix.count)) : nil, name))
        }
        if category.categories.count < names.count { special.append(column) }
      case is NumericFeature where names.count == 1: parts.append((column, nil, column))
      default:
        special.append(column)
        for name in names { parts.append((column, nil, name)) }
      }
    }
    (self.categories, self.special, self.features) = (categories, special, parts)
    // A plain reading is that of a file's decimal mark, which the other programs have an option for.
    spelled = features.inputNames.filter { name in
      switch features.readings[name] {
      case .number(let spelling)?: !spelling.isPlain
      case .category(let spelling)?: spelling.spellings != nil
      case .date?, .text?, nil: false
      }
    }
    booleans = Set(features.inputKinds.filter { $0.kind == .boolean }.map(\.name))
    let used = Set(all)
    missing = profile.columns.filter { used.contains($0.name) && $0.missingCount > 0 }.map {
      ($0.name, $0.missingCount)
    }
  }

  /// The name of a feature's coefficient.
  func name(_ feature: Int, in tool: ReferenceTool) -> String {
    let (column, category, name) = features[feature]
    switch tool {
    case .r, .glmnet:
      if let category { return column.inFormula + category }
      return tool == .r && booleans.contains(column) ? "\(column.inFormula)TRUE" : name.inFormula
    case .sklearn, .statsmodels: return category.map { "\(column)_\($0)" } ?? name
    case .liblinear, .keras, .spark: return name
    }
  }
}

extension String {
  /// As a text in Python, JSON or R.
  var inQuotes: String {
    var text = "\""
    for scalar in unicodeScalars {
      switch scalar {
      case "\"": text += "\\\""
      case "\\": text += "\\\\"
      case "\n": text += "\\n"
      case "\r": text += "\\r"
      case "\t": text += "\\t"
      default: text.unicodeScalars.append(scalar)
      }
    }
    return text + "\""
  }

  /// As a name in a formula of R.
  var inFormula: String {
    let isPlain =
      first.map { $0.isLetter } == true && allSatisfy { $0.isLetter || $0.isNumber || $0 == "_" || $0 == "." }
    return isPlain ? self : "`\(replacing("\\", with: "\\\\").replacing("`", with: "\\`"))`"
  }
}

extension [String] {
  /// As a list of texts in Python.
  var inPython: String { "[\(map(\.inQuotes).joined(separator: ", "))]" }
  /// As a vector of texts in R.
  var inR: String { "c(\(map(\.inQuotes).joined(separator: ", ")))" }
}
