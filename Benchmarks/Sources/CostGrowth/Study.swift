#if canImport(Darwin)
import Darwin
#else
import Glibc
#endif

/// Problems that differ in one count, from small to large.
struct Study {
  /// What is counted, such as "rows".
  var name: String
  /// What stays as it is, such as "4 features".
  var constants: String
  var problems: [Problem]
  var counts: [Int]
  var measurements: [Measurement] = []

  init(
    _ name: String, _ constants: String, _ counts: [Int], quick: Bool, problem: (Int) -> Problem
  ) {
    self.name = name
    self.constants = constants
    self.counts = quick ? counts.dropLast() : counts
    problems = self.counts.map(problem)
  }

  static func all(quick: Bool) -> [Study] {
    [
      Study("rows", "4 features", [1_000, 10_000, 100_000, 1_000_000, 10_000_000], quick: quick) {
        Problem(rows: $0, features: 4, classes: 2)
      },
      Study("features", "10,000 rows", [1, 10, 100, 1_000, 10_000], quick: quick) {
        Problem(rows: 10_000, features: $0, classes: 2)
      },
      Study("classes", "10,000 rows, 100 features", [2, 10, 32, 100, 320, 1_000], quick: quick) {
        Problem(rows: 10_000, features: 100, classes: $0)
      },
    ]
  }

  /// The power of the count that time grows with, from the line that fits the upper half of the points best
  /// when both are logarithms. Below, the fixed cost of a step hides it.
  var exponent: Double {
    let points = zip(counts, measurements).map { (log10(Double($0)), log10($1.seconds)) }
      .suffix(counts.count / 2 + 1)
    let n = Double(points.count)
    let (meanX, meanY) = (points.reduce(0) { $0 + $1.0 } / n, points.reduce(0) { $0 + $1.1 } / n)
    let product = points.reduce(0) { $0 + ($1.0 - meanX) * ($1.1 - meanY) }
    return product / points.reduce(0) { $0 + ($1.0 - meanX) * ($1.0 - meanX) }
  }
}

/// A problem measured in a process of its own, so that the memory of those before it does not count.
enum Child {
  static func measure(_ problem: Problem) throws -> Measurement {
    let program = CommandLine.arguments[0]
    let command = "'\(program)' --measure \(problem.rows) \(problem.features) \(problem.classes)"
    guard let pipe = popen(command, "r") else { throw Failed(command: command) }
    var line = [CChar](repeating: 0, count: 256)
    let isRead = fgets(&line, Int32(line.count), pipe) != nil
    guard pclose(pipe) == 0, isRead else { throw Failed(command: command) }
    let words = line.withUnsafeBufferPointer { String(cString: $0.baseAddress.unsafelyUnwrapped) }
      .split(whereSeparator: \.isWhitespace)
    guard words.count == 2, let seconds = Double(words[0]), let bytes = Int(words[1]) else {
      throw Failed(command: command)
    }
    return Measurement(seconds: seconds, extraBytes: bytes)
  }

  struct Failed: Error {
    var command: String
  }
}
