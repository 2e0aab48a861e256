/// The classes of a target column, and how its values are numbered.
///
/// Classes are numbered from 0 in ascending order, as scikit-learn's `LabelEncoder` does: numbers by size, texts by their
/// Unicode code points, false before true. The class with number 1 of two is the one whose probability a model gives.
public struct ClassLabels: Sendable, Equatable {
  /// What the target column holds.
  public let kind: ColumnKind

  /// The classes' names by number; numbers in their shortest form.
  public let names: [String]

  /// The most classes a target may have; more is taken for a number to be estimated, which Logit does not do.
  public static let maximumCount = 1000

  /// Takes classes that are known.
  ///
  /// - Throws: ``DataError/unusableTarget(column:reason:remedy:)`` for fewer than two classes, or two of one name.
  public init(kind: ColumnKind, names: [String]) throws {
    guard names.count >= 2, names.count <= Self.maximumCount, Set(names).count == names.count else {
      throw DataError.unusableTarget(
        column: "target", reason: "\(names.count) classes are listed, some perhaps twice",
        remedy: "list 2 to \(Self.maximumCount) different classes")
    }
    self.kind = kind
    self.names = names
  }

  /// The number of classes.
  public var count: Int { names.count }

  /// The number of a missing value.
  package static let missing: Int32 = -1
}

// MARK: - Learning from a column

extension ClassLabels {
  /// Finds the classes of a column, and the number of each row's class, ``missing`` where there is none.
  ///
  /// - Throws: ``DataError/unusableTarget(column:reason:remedy:)`` if there is one class only, or too many.
  package static func learn(_ column: Column) throws -> (labels: ClassLabels, indices: [Int32]) {
    var values = try DistinctValues(column)
    values.sort()
    guard values.count >= 2 else {
      let found =
        values.count == 0 ? "every value is missing" : "every row is of the class \"\(values.names[0])\""
      throw DataError.unusableTarget(
        column: column.name, reason: found,
        remedy: "a classifier needs rows of at least two classes, so choose another target or add rows")
    }
    return (try ClassLabels(kind: column.kind, names: values.names), values.indices)
  }

  /// The number of each row's class in a column of a later file; ``missing`` where there is none.
  ///
  /// - Throws: ``DataError/unknownClass(column:row:value:known:)`` for a class that was not there in training.
  package func indices(of column: Column) throws -> [Int32] {
    var numbers: [String: Int32] = [:]
    for (index, name) in names.enumerated() { numbers[name] = Int32(index) }
    var values = try DistinctValues(column)
    let translated = values.names.map { numbers[$0] }
    for row in values.indices.indices {
      let value = Int(values.indices[row])
      guard value >= 0 else { continue }
      guard let number = translated[value] else {
        throw DataError.unknownClass(column: column.name, row: row, value: values.names[value], known: names)
      }
      values.indices[row] = number
    }
    return values.indices
  }
}

/// A column's values, each once, and which one each row has.
private struct DistinctValues {
  var names: [String] = []
  var indices: [Int32] = []
  private var numbers: [Double] = []

  var count: Int { names.count }

  init(_ column: Column) throws {
    indices.reserveCapacity(column.count)
    if column.kind == .string {
      addCodes(of: column)
    } else {
      try addNumbers(of: column)
    }
  }

  /// Only texts that occur get a number: a dictionary may hold more than a selection of rows uses.
  private mutating func addCodes(of column: Column) {
    var numberOfCode = [Int32](repeating: ClassLabels.missing, count: column.dictionary.count)
    for case .string(let codes) in column.chunks {
      for code in codes {
        guard code != ColumnChunk.missingCode else {
          indices.append(ClassLabels.missing)
          continue
        }
        if numberOfCode[Int(code)] == ClassLabels.missing {
          numberOfCode[Int(code)] = Int32(names.count)
          names.append(column.dictionary[Int(code)])
        }
        indices.append(numberOfCode[Int(code)])
      }
    }
  }

  private mutating func addNumbers(of column: Column) throws {
    var indexOfNumber: [Double: Int32] = [:]
    // Rows of one class mostly come in runs.
    var (last, lastIndex) = (Double.nan, ClassLabels.missing)
    for chunk in column.chunks {
      for number in chunk.numbers {
        if number.isNaN {
          indices.append(ClassLabels.missing)
          continue
        }
        if number != last {
          (last, lastIndex) = (number, indexOfNumber[number] ?? Int32(indexOfNumber.count))
          indexOfNumber[number] = lastIndex
          guard indexOfNumber.count <= ClassLabels.maximumCount else {
            throw DataError.unusableTarget(
              column: column.name, reason: "it holds more than \(ClassLabels.maximumCount) different numbers",
              remedy:
                "Logit tells classes apart and estimates no quantities; choose another target, or divide "
                + "this one into classes first")
          }
        }
        indices.append(lastIndex)
      }
    }
    numbers = indexOfNumber.sorted { $0.value < $1.value }.map(\.key)
    names = numbers.map {
      column.kind == .boolean ? ($0 == 0 ? "false" : "true") : $0.shortText
    }
  }

  /// Brings the values into ascending order.
  mutating func sort() {
    let order =
      numbers.isEmpty
      ? names.indices.sorted { names[$0].unicodeScalars.lexicographicallyPrecedes(names[$1].unicodeScalars) }
      : names.indices.sorted { numbers[$0] < numbers[$1] }
    var rank = [Int32](repeating: 0, count: order.count)
    for (place, index) in order.enumerated() { rank[index] = Int32(place) }
    names = order.map { names[$0] }
    if !numbers.isEmpty { numbers = order.map { numbers[$0] } }
    for row in indices.indices where indices[row] >= 0 { indices[row] = rank[Int(indices[row])] }
  }
}

extension ColumnChunk {
  /// The values as numbers, NaN where one is missing; none of a piece of texts.
  fileprivate var numbers: [Double] {
    switch self {
    case .integer(let values): values.map { $0 == Self.missingInteger ? .nan : Double($0) }
    case .numeric(let values): values
    case .single(let values): values.map { Double($0) }
    case .boolean(let values): values.map { $0 == Self.missingBoolean ? .nan : Double($0) }
    case .string: []
    }
  }
}
