import Logit

/// What missing values of a feature count as.
///
///     .floatNormalized("age", missing: .median.withIndicator)
///
/// Infinities are not measurements and count as missing.
public struct MissingValues: Sendable, Equatable {
  /// What is put in their place.
  public enum Replacement: Sendable, Equatable {
    /// Nothing: they are an error that names the first row.
    case refuse
    /// The mean of the numbers learned from.
    case mean
    /// The median of the numbers learned from; of two in the middle, their mean.
    case median
    /// The value most frequent among those learned from; of several, the smallest number or the first text.
    case mostFrequent
    /// A number.
    case number(Double)
    /// A category.
    case category(String)
    /// A category of their own, if any is missing among the rows learned from. Otherwise, and for numbers,
    /// zeros.
    case ownCategory
    /// For numbers, the median with an indicator if any is missing among the rows learned from, the mean
    /// otherwise. For truth values, the most frequent, with an indicator likewise. For categories,
    /// ``ownCategory``.
    case automatic
  }

  /// What is put in their place.
  public let replacement: Replacement

  /// Whether a further feature is 1 where the value is missing and 0 elsewhere.
  public let addsIndicator: Bool

  /// Chooses what missing values count as.
  ///
  /// - Parameters:
  ///   - replacement: What is put in their place.
  ///   - addsIndicator: Whether a further feature is 1 where the value is missing.
  public init(_ replacement: Replacement, addsIndicator: Bool = false) {
    self.replacement = replacement
    self.addsIndicator = addsIndicator
  }

  /// They are an error.
  public static let refuse = MissingValues(.refuse)
  /// The mean of the numbers learned from.
  public static let mean = MissingValues(.mean)
  /// The median of the numbers learned from.
  public static let median = MissingValues(.median)
  /// The value most frequent among those learned from.
  public static let mostFrequent = MissingValues(.mostFrequent)
  /// A category of their own.
  public static let ownCategory = MissingValues(.ownCategory)
  /// What a careful analyst would choose; see ``Replacement/automatic``.
  public static let automatic = MissingValues(.automatic)

  /// A number.
  ///
  /// - Parameter number: A finite number; in single precision, unless the column is normalized.
  public static func constant(_ number: Double) -> MissingValues { MissingValues(.number(number)) }

  /// A category.
  ///
  /// - Parameter category: A text; for whole numbers, their digits.
  public static func constant(_ category: String) -> MissingValues { MissingValues(.category(category)) }

  /// The same, with a further feature that is 1 where the value is missing.
  public var withIndicator: MissingValues { MissingValues(replacement, addsIndicator: true) }
}

extension MissingValues {
  private static let names: [(Replacement, String)] = [
    (.refuse, "refuse"), (.mean, "mean"), (.median, "median"), (.mostFrequent, "most_frequent"),
    (.ownCategory, "own_category"), (.automatic, "automatic"),
  ]

  var json: JSON {
    let value: JSON =
      switch replacement {
      case .number(let number): ["number": .number(number)]
      case .category(let text): ["category": .string(text)]
      default: .string(Self.names.first { $0.0 == replacement }?.1 ?? "automatic")
      }
    return ["replacement": value, "indicator": .bool(addsIndicator)]
  }

  init(_ options: inout JSONFields, _ name: String = "missing") throws {
    let value = options.value(name)
    guard case .bool(let indicator)? = value?["indicator"], let replacement = value?["replacement"] else {
      throw options.wrong(name, expected: "a replacement and an indicator", found: value ?? .null)
    }
    addsIndicator = indicator
    if case .number(let number)? = replacement["number"], number.isFinite {
      self.replacement = .number(number)
    } else if let text = replacement["category"]?.string {
      self.replacement = .category(text)
    } else if let known = Self.names.first(where: { .string($0.1) == replacement }) {
      self.replacement = known.0
    } else {
      throw options.wrong(name, expected: "a known replacement", found: replacement)
    }
  }

  func checkForNumbers(_ column: String) throws {
    if case .category = replacement {
      throw LogitError.invalidOption(
        name: "missing values of \(column)", value: "\(replacement)", expected: "a replacement for numbers")
    }
    if case .number(let number) = replacement, !number.isFinite {
      throw LogitError.invalidOption(
        name: "missing values of \(column)", value: "\(number)", expected: "a finite number")
    }
  }

  func checkForCategories(_ column: String) throws {
    switch replacement {
    case .mean, .median, .number:
      throw LogitError.invalidOption(
        name: "missing values of \(column)", value: "\(replacement)", expected: "a replacement for categories"
      )
    default: break
    }
  }
}

/// What a category counts as that did not occur when features were learned.
public enum UnknownCategories: String, Sendable, Equatable, CaseIterable {
  /// A category of their own, Keras's out-of-vocabulary index. Its weight is learned only if it occurs among
  /// the rows learned from, as it does when `maxTokens` leaves rare categories out.
  case ownCategory = "own_category"
  /// No category: all zeros.
  case ignore
  /// An error that names the first row.
  case refuse
}
