import Logit
import LogitData

/// The number of rows of each class.
public struct ClassBalance: Sendable, Equatable {
  /// The classes' names.
  public let names: [String]
  /// The number of training rows of each class.
  public let trainingCounts: [Int]
  /// The number of held-out rows of each class.
  public let validationCounts: [Int]

  /// The number of rows of each class.
  public var counts: [Int] { zip(trainingCounts, validationCounts).map(+) }

  /// The share of rows of the smallest class.
  public var smallestShare: Double {
    Double(counts.min() ?? 0) / Double(max(counts.reduce(0, +), 1))
  }

  /// The sum of the weights of the rows of each class: added row by row, as where rows are in memory, since a
  /// product may be rounded otherwise.
  ///
  /// - Parameters:
  ///   - counts: The number of rows of each class.
  ///   - weights: How much a row of each class counts; `nil` if all count once.
  static func weightSums(_ counts: [Int], _ weights: [Double]?) -> [Double] {
    guard let weights else { return counts.map { Double($0) } }
    return zip(counts, weights).map { count, weight in (0..<count).reduce(0) { sum, _ in sum + weight } }
  }

  /// The weight of each class, by its number, in an array; `nil` if all rows count once.
  func weightsByNumber(_ choice: ClassifierOptions.ClassWeight) throws -> [Double]? {
    try weights(choice).map { weights in names.indices.map { Double(weights[$0] ?? 1) } }
  }

  /// The weight of each class in the loss, by its number; `nil` if all rows count once.
  ///
  /// - Parameters:
  ///   - choice: How much rows count.
  ///   - known: All classes, where these are only some of them; a weight of another one counts for nothing.
  /// - Throws: `DataError.unknownClassName(_:purpose:nearest:known:)` for a class that does not exist.
  func weights(_ choice: ClassifierOptions.ClassWeight, of known: [String]? = nil) throws -> [Int: Float]? {
    switch choice {
    case .equal: return nil
    case .balanced:
      let total = trainingCounts.reduce(0, +)
      let weights = trainingCounts.map { Float(total) / Float(trainingCounts.count * max($0, 1)) }
      return Dictionary(uniqueKeysWithValues: weights.enumerated().map { ($0, $1) })
    case .named(let named):
      return try Dictionary(
        named.sorted { $0.key < $1.key }.compactMap { name, weight -> (Int, Float)? in
          if let known, known.placeOfClass(name) != nil, names.placeOfClass(name) == nil { return nil }
          guard let index = names.placeOfClass(name) else {
            throw DataError.unknownClassName(
              name, purpose: "to weight", nearest: name.nearest(among: names), known: names)
          }
          return (index, weight)
        },
        uniquingKeysWith: { first, second in
          throw LogitError.invalidOption(
            name: "class weight", value: "\(first) and \(second) for the same class",
            expected: "given once for each class")
        })
    }
  }
}
