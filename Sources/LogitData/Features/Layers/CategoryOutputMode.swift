import Logit

#if canImport(Darwin)
import Darwin
#elseif canImport(Musl)
import Musl
#else
import Glibc
#endif

/// What positions become: Keras's `output_mode`.
public enum CategoryOutputMode: String, Sendable, Equatable, CaseIterable {
  /// The positions themselves.
  case int
  /// 1 at the position, 0 elsewhere; for samples of one value.
  case oneHot = "one_hot"
  /// 1 at each position that a sample has, 0 elsewhere.
  case multiHot = "multi_hot"
  /// How often a sample has each position.
  case count
  /// The count times a weight that is smaller the more samples have it; lookups only.
  case tfIDF = "tf_idf"
}

extension CategoryOutputMode {
  /// Encodes samples of positions; positions outside `0..<width` are ignored.
  ///
  /// - Parameter weights: What each position counts, with ``count`` only.
  func encode(_ samples: [[Int]], width: Int, weights: [[Float]]? = nil) throws -> Tensor<Float> {
    if self == .int {
      let length = samples.first?.count ?? 0
      guard samples.allSatisfy({ $0.count == length }) else {
        throw LogitError.invalidOption(
          name: "samples", value: "of different lengths", expected: "as many values in each")
      }
      return try Tensor(samples.flatMap { $0.map { Float($0) } }, shape: [samples.count, length])
    }
    if self == .oneHot, let several = samples.first(where: { $0.count != 1 }) {
      throw LogitError.invalidOption(
        name: "output mode", value: "one-hot for \(several.count) values",
        expected: "multi-hot or count for samples of several values")
    }
    guard [samples.count, width].fitsMemory(of: Float.self) else {
      throw LogitError.invalidOption(
        name: "The number of columns", value: "\(width)",
        expected: "so small that \(samples.count) rows fit into memory")
    }
    return Tensor(unsafeUninitializedShape: [samples.count, width]) { buffer in
      buffer.initialize(repeating: 0)
      for (row, sample) in samples.enumerated() {
        for (index, position) in sample.enumerated() where position >= 0 && position < width {
          if self == .count {
            buffer[row * width + position] += weights?[row][index] ?? 1
          } else {
            buffer[row * width + position] = 1
          }
        }
      }
    }
  }
}

/// The natural logarithm.
func logarithm(_ number: Double) -> Double { log(number) }
