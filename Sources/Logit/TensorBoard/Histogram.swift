/// How many of some numbers lie in each of several buckets of the same width, as `tf.summary.histogram`
/// counts them.
///
/// The buckets go from the least number to the greatest, with both in them; a number where two of them meet
/// belongs to the upper one. Where all numbers are the same, all buckets begin and end there, and the last
/// one has them. Without numbers the buckets are empty, from 0 to 0. Numbers that are not finite are left
/// out: TensorFlow has no buckets for them either.
struct Histogram: Equatable {
  /// A bucket: where it begins and ends, and how many numbers are in it.
  struct Bucket: Equatable {
    var low: Double
    var high: Double
    var count: Double
  }

  private(set) var buckets: [Bucket]

  /// TensorFlow's number of buckets.
  static let usualCount = 30

  /// Counts numbers.
  ///
  /// - Parameters:
  ///   - values: The numbers.
  ///   - count: The number of buckets, at least 1.
  init(_ values: [Float], count: Int = usualCount) {
    let numbers = values.lazy.filter(\.isFinite).map { Double($0) }
    guard let least = numbers.min(), let greatest = numbers.max() else {
      buckets = Array(repeating: Bucket(low: 0, high: 0, count: 0), count: count)
      return
    }
    guard least < greatest else {
      buckets = Array(repeating: Bucket(low: greatest, high: greatest, count: 0), count: count)
      buckets[count - 1].count = Double(numbers.count)
      return
    }
    let width = (greatest - least) / Double(count)
    let edges = (0..<count).map { least + Double($0) * width } + [greatest]
    buckets = zip(edges, edges.dropFirst()).map { Bucket(low: $0, high: $1, count: 0) }
    for number in numbers { buckets[min(Int((number - least) / width), count - 1)].count += 1 }
  }
}
