public import Logit

/// Puts combinations of texts and whole numbers into bins by hash. Follows `keras.layers.HashedCrossing`.
///
///     let crossing = try HashedCrossing(binCount: 5)
///     crossing([.text("A"), .integer(101)])      // 1
public struct HashedCrossing: Sendable, Equatable {
  /// One of the values that are combined.
  public enum Value: Sendable, Equatable {
    /// A text.
    case text(String)
    /// A whole number.
    case integer(Int)

    /// The text's fingerprint, or the number itself.
    var hash: UInt64 {
      switch self {
      case .text(let text): Fingerprint64.hash(text)
      case .integer(let number): UInt64(bitPattern: Int64(number))
      }
    }
  }

  /// TensorFlow's key for crossings.
  private static let key: UInt64 = 0xDECAFCAFFE

  /// The number of bins.
  public let binCount: Int

  /// Crosses into bins.
  ///
  /// - Parameter binCount: At least 1.
  /// - Throws: ``/Logit/LogitError/invalidOption(name:value:expected:)`` for fewer than one bin.
  public init(binCount: Int) throws {
    guard binCount >= 1 else {
      throw LogitError.invalidOption(name: "binCount", value: "\(binCount)", expected: "at least 1")
    }
    self.binCount = binCount
  }

  /// The bin of a combination; the order of the values matters.
  ///
  /// - Parameter values: One of each column.
  /// - Returns: A bin in `0..<binCount`.
  public func callAsFunction(_ values: [Value]) -> Int {
    var hash = Self.start
    for value in values { hash = Fingerprint64.concatenation(hash, value.hash) }
    return bin(hash)
  }

  static var start: UInt64 { key }

  func bin(_ hash: UInt64) -> Int { Int(hash % UInt64(binCount)) }

  /// Encodes samples by the output mode: positions or one-hot.
  ///
  /// - Parameters:
  ///   - samples: The values of each.
  ///   - outputMode: What bins become.
  /// - Returns: `[samples, binCount]`, or `[samples, 1]` of positions.
  /// - Throws: ``/Logit/LogitError/invalidOption(name:value:expected:)`` if the output mode does not fit the
  ///   samples.
  public func encode(_ samples: [[Value]], outputMode: CategoryOutputMode = .int) throws -> Tensor<Float> {
    try outputMode.encode(samples.map { [self($0)] }, width: binCount)
  }
}
