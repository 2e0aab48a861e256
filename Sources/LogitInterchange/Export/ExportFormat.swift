/// A format that classifiers are written to: how, and how what was written is run again.
///
/// Another format is a type that conforms to this, and a line in ``ExportFormats``:
///
///     struct TableOfWeights: ExportFormat {
///       let word = "weights-table"
///       let name = "a table of weights"
///       let fileExtension = "csv"
///       func encode(_ request: ExportRequest) throws -> ExportedFile { ... }
///       func check(_ artefact: Artefact) throws -> GoldenCheck? { nil }
///     }
public protocol ExportFormat: Sendable {
  /// What the format is called where one is chosen, such as `onnx`.
  var word: String { get }

  /// What it is called in sentences, such as `ONNX`.
  var name: String { get }

  /// How the names of its files end, without the dot.
  var fileExtension: String { get }

  /// The variants of the format by name; the first is the usual one. Empty, as by default, if there are none.
  var dialects: [String] { get }

  /// Why ``check(_:)`` has run nothing if it gives `nil`, as a clause; by default that nothing that could run
  /// the files was found on this machine.
  var uncheckedReason: String { get }

  /// Writes a classifier.
  ///
  /// - Parameter request: What to write, with the golden rows that go into it.
  /// - Returns: The bytes.
  /// - Throws: ``InterchangeError/inexpressible(format:item:remedy:)`` for what the format cannot say.
  func encode(_ request: ExportRequest) throws -> ExportedFile

  /// Whether the bytes of a file are what this format's writer makes, so that ``check(_:)`` may run them.
  ///
  /// - Parameter artefact: The file.
  /// - Returns: `false`, as by default, for a format whose files are not run again.
  func recognizes(_ artefact: Artefact) -> Bool

  /// Runs the golden rows that a file carries.
  ///
  /// - Parameter artefact: The file, which ``recognizes(_:)`` or was just written.
  /// - Returns: What was found; `nil` if nothing that could run it is there.
  /// - Throws: ``InterchangeError/notRun(output:runner:reason:)`` if it was run and failed.
  func check(_ artefact: Artefact) throws -> GoldenCheck?
}

extension ExportFormat {
  /// None.
  public var dialects: [String] { [] }

  /// Nothing that could run the files was found.
  public var uncheckedReason: String { "nothing that could run it was found on this machine" }

  /// Files are not run again.
  ///
  /// - Parameter artefact: The file.
  /// - Returns: `false`.
  public func recognizes(_ artefact: Artefact) -> Bool { false }
}

/// What an ``ExportFormat`` is asked to write.
public struct ExportRequest: Sendable {
  /// The classifier.
  public let classifier: Classifier
  /// A name for what is written, from which functions and graphs take theirs: that of the file without its
  /// end.
  public let name: String
  /// The variant of the format; `nil` for a format without.
  public let dialect: String?
  /// Whether it takes the numbers that columns become (``/LogitData/FeatureSpace/featureNames``), rather than
  /// columns.
  public let isEncoded: Bool
  /// The rows it carries, and what the classifier makes of them.
  public let golden: GoldenRows
}

/// What an ``ExportFormat`` wrote.
public struct ExportedFile: Sendable {
  /// The whole file.
  public var bytes: [UInt8]
  /// What its user should know, each a sentence.
  public var notes: [String]

  /// Makes one.
  ///
  /// - Parameters:
  ///   - bytes: The whole file.
  ///   - notes: What its user should know, each a sentence; nothing by default.
  public init(_ bytes: [UInt8], notes: [String] = []) { (self.bytes, self.notes) = (bytes, notes) }
}

/// A file in a format of another tool.
public struct Artefact: Sendable {
  /// The file, or another name for the bytes in messages.
  public let path: String
  /// The whole file.
  public let bytes: [UInt8]

  /// Makes one of bytes.
  ///
  /// - Parameters:
  ///   - path: What messages call it.
  ///   - bytes: The whole file.
  public init(path: String, bytes: [UInt8]) { (self.path, self.bytes) = (path, bytes) }
}

/// What came of running the golden rows of a file.
public struct GoldenCheck: Sendable, Equatable {
  /// How many rows were run.
  public var rowCount: Int
  /// What ran them.
  public var runner: String
  /// Its version; empty if it does not say.
  public var runnerVersion: String
  /// The largest difference of a probability from the classifier's; NaN if one of them is no number.
  public var maxDifference: Double
  /// The row of that difference, counted from 1.
  public var row: Int

  /// Sums up the differences of rows.
  ///
  /// - Parameters:
  ///   - differences: The largest of each row.
  ///   - runner: What ran them.
  ///   - version: Its version; empty by default.
  public init(_ differences: [Double], runner: String, version: String = "") {
    rowCount = differences.count
    (self.runner, runnerVersion) = (runner, version)
    // A number that is none differs most.
    let ranked = differences.map { $0.isNaN ? .infinity : $0 }
    row = (ranked.indices.max { ranked[$0] < ranked[$1] } ?? 0) + 1
    maxDifference = differences.isEmpty ? .nan : differences[row - 1]
  }

  /// Whether no difference is above a tolerance.
  ///
  /// - Parameter tolerance: The largest that is allowed.
  /// - Returns: `false` for NaN, too.
  public func holds(within tolerance: Double) -> Bool { maxDifference <= tolerance }
}
