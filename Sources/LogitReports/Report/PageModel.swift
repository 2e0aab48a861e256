import Logit
import LogitClassifier
import LogitInterchange

/// A classifier as a page works it out: a function in JavaScript, and the values that a row begins with.
struct PageModel: Sendable, Equatable {
  /// The statement that declares `model`.
  let declaration: String
  /// What values a column takes, for the field that changes them.
  let kinds: [Kind]
  /// The columns, in the order that the function knows.
  let columns: [String]
  /// The typical row.
  let typical: [TableCell]
  /// Rows of the data.
  let rows: [[TableCell]]
  /// The columns with a field, the strongest first.
  let shown: [Int]
  /// Whether each column changes the log-odds by itself.
  let isAdditive: Bool

  /// What a field takes.
  enum Kind: Sendable, Equatable {
    case number
    case boolean
    case text([String])

    var word: String {
      switch self {
      case .number: "number"
      case .boolean: "boolean"
      case .text: "text"
      }
    }
  }

  /// Larger models make pages slow.
  private static let mostWeights = 10_000
  /// A model without hidden layers is worked out faster.
  private static let mostLinearWeights = 20_000
  /// With more columns, the fields would fill the page.
  static let mostFields = 40
  /// The most categories that a field proposes.
  private static let mostCategories = 50

  /// - Parameters:
  ///   - typical: The typical row.
  ///   - included: Rows of the data.
  /// - Returns: `nil` for a model that is too large, or that JavaScript cannot say.
  init?(_ classifier: Classifier, typical: RowExplanation, included: [RowExplanation], isAdditive: Bool) {
    let weights = classifier.model.namedWeights.reduce(0) { $0 + $1.tensor.count }
    let isLinear = !classifier.coefficients.isEmpty
    guard weights <= (isLinear ? Self.mostLinearWeights : Self.mostWeights),
      let declaration = try? JavaScriptSource.declaration(of: classifier, name: "model"),
      // A script ends there whatever stands around it.
      !declaration.lowercased().contains("</script"), !declaration.contains("<!--")
    else { return nil }
    self.declaration = PackedScript(declaration).text
    self.isAdditive = isAdditive
    let inputs = classifier.features.inputKinds
    columns = inputs.map(\.name)
    kinds = inputs.map { Self.kind($0.name, $0.kind, classifier.features) }
    func cells(_ row: RowExplanation, _ value: KeyPath<RowExplanation.Contribution, TableCell>) -> [TableCell]
    {
      let found = Dictionary(row.contributions.map { ($0.column, $0[keyPath: value]) }) { first, _ in first }
      return inputs.map { found[$0.name] ?? .missing }
    }
    self.typical = cells(typical, \.typicalValue)
    rows = included.map { cells($0, \.value) }
    shown = Self.shown(classifier, columns)
  }

  private static func kind(_ name: String, _ kind: ColumnKind, _ features: FeatureSpace) -> Kind {
    switch (kind, features.readings[name]) {
    case (.string, .category(let spelling)?) where spelling.areNumbers: return .number
    case (.boolean, _): return .boolean
    case (.integer, _), (.numeric, _): return .number
    case (.string, _):
      let categories = features.transforms.compactMap { $0 as? CategoryFeature }.first { $0.column == name }
      return .text(Array((categories?.categories ?? []).prefix(mostCategories)))
    }
  }

  /// The columns with the largest weights; of a network the first ones.
  private static func shown(_ classifier: Classifier, _ columns: [String]) -> [Int] {
    var strengths = [Double](repeating: 0, count: columns.count)
    let places = Dictionary(zip(columns, columns.indices)) { first, _ in first }
    let (names, inputs) = (classifier.features.featureNames, classifier.features.columnsOfFeatures)
    let columnsOf = Dictionary(zip(names, inputs)) { first, _ in first }
    for coefficient in classifier.coefficients {
      for column in columnsOf[coefficient.feature] ?? [] {
        guard let place = places[column] else { continue }
        strengths[place] = max(strengths[place], coefficient.weight.magnitude)
      }
    }
    return Array(columns.indices.sorted { (-strengths[$0], $0) < (-strengths[$1], $1) }.prefix(mostFields))
  }
}
