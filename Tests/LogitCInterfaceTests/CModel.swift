import CLogit
import LogitClassifier
import LogitFiles
import LogitInterchange
import Testing

/// A model as C has it, freed with its owner.
final class CModel: @unchecked Sendable {
  // Any number of threads may use a model at once.
  let pointer: UnsafeMutablePointer<logit_model>

  init(_ classifier: Classifier) throws {
    let bytes = try classifier.encoded()
    pointer = try #require(bytes.withUnsafeBytes { logit_load_bytes($0.baseAddress, $0.count, "test") })
  }

  init(path: String) throws { pointer = try #require(logit_load(path)) }

  deinit { logit_free(pointer) }

  var columnCount: Int { Int(logit_column_count(pointer)) }
  var classCount: Int { Int(logit_class_count(pointer)) }

  /// The probabilities of a row and its class.
  func predict(_ row: [Double]) -> (status: Int32, probabilities: [Float]) {
    var probabilities = [Float](repeating: -1, count: classCount)
    let status = logit_predict_row(
      pointer, row, Int64(row.count), &probabilities, Int64(probabilities.count))
    return (status, probabilities)
  }

  /// The same in single precision.
  func predict(_ row: [Float]) -> (status: Int32, probabilities: [Float]) {
    var probabilities = [Float](repeating: -1, count: classCount)
    let status = logit_predict_row_f32(
      pointer, row, Int64(row.count), &probabilities, Int64(probabilities.count))
    return (status, probabilities)
  }
}

/// What the last call of this thread that failed says.
struct LastError: Sendable, Equatable {
  let status = logit_last_error_status()
  let code = String(cString: logit_last_error_code())
  let message = String(cString: logit_last_error())
}

/// Classifiers to call through C.
enum Models {
  /// Fits a table of the caller's.
  static func fit(
    _ table: Table, target: String, _ change: (inout ClassifierOptions) -> Void = { _ in }
  ) throws -> Classifier {
    var options = ClassifierOptions()
    options.measuring = .holdout(0)
    change(&options)
    return try Classifier.fit(table, target: target, options: options).classifier
  }

  /// A table of numbers with gaps in some columns, which thereby have indicators, and a constant one.
  ///
  /// - Parameters:
  ///   - columns: The number of columns.
  ///   - classes: The number of classes.
  static func numbers(rows: Int = 300, columns: Int, classes: Int = 2, hasGaps: Bool = false) throws -> Table
  {
    var random = RandomGenerator(seed: 5)
    let noise = random.normal(mean: 0, standardDeviation: 1, count: rows * columns).scalars
    let labels = (0..<rows).map { "class \($0 * 7 % 11 % classes)" }
    return try Table(
      (0..<columns).map { column in
        Column(
          "x\(column)",
          numbers: (0..<rows).map { row -> Double in
            if hasGaps && column % 3 == 1 && (row + column) % 13 == 4 { return .nan }
            if column == 4 { return 2.5 }
            let number = Double(noise[row * columns + column]) * Double(1 + column * column) + 100
            return number + (row * 7 % 11 % classes == column % classes ? 1 : 0)
          })
      } + [Column("y", strings: labels)])
  }

  /// The rows of a table's numbers, `[rows, columns]`, without the target.
  static func rows(_ table: Table, _ names: [String]) throws -> [Double] {
    let columns = try names.map { try table.column($0).numbers() }
    return (0..<table.rowCount).flatMap { row in columns.map { $0[row] } }
  }

  /// A network of six inputs from a file of Keras, which refuses missing values, and the network itself.
  static func keras() throws -> (model: CModel, network: Sequential) {
    let network = try Sequential(seed: 1) {
      Dense(4, inputShape: [6], activation: .relu)
      Dense(1, activation: .sigmoid)
    }
    let path = FileSystem.temporaryPath("network.keras")
    defer { FileSystem.removeFile(path) }
    try network.save(kerasFile: path)
    return (try CModel(path: path), network)
  }
}
