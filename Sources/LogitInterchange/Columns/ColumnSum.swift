/// A sum of weighted columns, as far as a model's first layer can take one in: what a field of PMML, or a column
/// of a graph's, is worked out by.
struct ColumnSum: Equatable {
  /// What a weight is of.
  enum Source: Hashable {
    /// The number in a column.
    case number(String)
    /// 1 where a column has a value, and 0 elsewhere.
    case category(String, value: String)
    /// 1 where a column has no value, and 0 elsewhere.
    case missing(String)
  }

  var constant = 0.0
  private(set) var weights: [Source: Double] = [:]
  /// The sources in the order in which they came.
  private(set) var sources: [Source] = []

  /// Whether no column is in it.
  var isConstant: Bool { sources.isEmpty }

  init(constant: Double = 0) { self.constant = constant }

  init(_ source: Source) { add(source, 1) }

  mutating func add(_ source: Source, _ weight: Double) {
    if weights[source] == nil { sources.append(source) }
    weights[source, default: 0] += weight
  }

  /// Adds another sum times a number.
  mutating func add(_ other: ColumnSum, times factor: Double = 1) {
    constant += other.constant * factor
    for source in other.sources { add(source, (other.weights[source] ?? 0) * factor) }
  }

  /// The sum times a number.
  func times(_ factor: Double) -> ColumnSum {
    var product = ColumnSum()
    product.add(self, times: factor)
    return product
  }
}
