public import Logit

/// Turns positions that are known beforehand into features. Follows `keras.layers.CategoryEncoding`.
///
///     let layer = try CategoryEncoding(tokenCount: 4, outputMode: .count)
///     try layer.encode([[0, 1, 1]])      // [[1, 2, 0, 0]]
public struct CategoryEncoding: Sendable, Equatable {
  /// The number of positions.
  public let tokenCount: Int
  /// What positions become: one-hot, multi-hot or counts.
  public let outputMode: CategoryOutputMode

  /// Encodes positions.
  ///
  /// - Parameters:
  ///   - tokenCount: The number of positions, at least 1.
  ///   - outputMode: One-hot, multi-hot or counts.
  /// - Throws: ``/Logit/LogitError/invalidOption(name:value:expected:)`` for less than one position, or an
  ///   output mode other than ``CategoryOutputMode/oneHot``, ``CategoryOutputMode/multiHot`` and
  ///   ``CategoryOutputMode/count``.
  public init(tokenCount: Int, outputMode: CategoryOutputMode = .multiHot) throws {
    guard tokenCount >= 1 else {
      throw LogitError.invalidOption(name: "tokenCount", value: "\(tokenCount)", expected: "at least 1")
    }
    guard [.oneHot, .multiHot, .count].contains(outputMode) else {
      throw LogitError.invalidOption(
        name: "outputMode", value: outputMode.rawValue, expected: "one_hot, multi_hot or count")
    }
    self.tokenCount = tokenCount
    self.outputMode = outputMode
  }

  /// Encodes samples of one or more positions.
  ///
  /// - Parameters:
  ///   - samples: Positions in `0..<tokenCount`; others are ignored.
  ///   - weights: What each of them counts, with ``CategoryOutputMode/count`` only; 1 by default.
  /// - Returns: `[samples, tokenCount]`.
  /// - Throws: ``/Logit/LogitError/invalidOption(name:value:expected:)`` for weights that do not fit the
  ///   samples, or for several positions in a sample with ``CategoryOutputMode/oneHot``.
  public func encode(_ samples: [[Int]], weights: [[Float]]? = nil) throws -> Tensor<Float> {
    if let weights {
      guard outputMode == .count, weights.map(\.count) == samples.map(\.count) else {
        throw LogitError.invalidOption(
          name: "weights", value: "for \(weights.count) samples",
          expected: "one for each position, with the output mode count only")
      }
    }
    return try outputMode.encode(samples, width: tokenCount, weights: weights)
  }
}
