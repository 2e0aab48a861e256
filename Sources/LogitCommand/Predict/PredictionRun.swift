import Dispatch
import Logit
import LogitClassifier

#if canImport(Darwin)
  import Darwin
#elseif canImport(Musl)
  import Musl
#else
  import Glibc
#endif

/// Predicts a table, as a stream where it can be read as one.
struct PredictionRun {
  let classifier: Classifier
  let modelPath: String
  let file: String
  let output: String?
  let format: TableFormat
  let passesColumns: Bool
  let hasProbabilities: Bool
  let isJSON: Bool
  let isQuiet: Bool

  /// Batches that wait between the thread that reads and the one that writes.
  private static let batchesUnderWay = 2

  // MARK: - Where rows come from

  /// The rows as a stream; `nil` if they are no plain separated text, or are to be written in another form.
  func stream(options: CSVOptions) throws -> CSVStream? {
    guard options.encoding == .utf8, format == .csv, try isPlainText() else { return nil }
    var descriptor = STDIN_FILENO
    if file != "-" {
      descriptor = open(file, O_RDONLY | O_CLOEXEC)
      guard descriptor >= 0 else {
        throw FileError.notRead(path: file, reason: String(cString: strerror(errno)))
      }
      var status = stat()
      if fstat(descriptor, &status) == 0 && (status.st_mode & S_IFMT) == S_IFDIR {
        throw FileError.notRead(path: file, reason: "it is a directory")
      }
    }
    var options = options
    options.columns = Set(classifier.features.inputNames)
    options.kinds = classifier.features.readingKinds
    // A large whole number loses its last digits in single precision, before its mean is taken off.
    if classifier.features.inputKinds.contains(where: { $0.kind == .integer }) { options.precision = .double }
    return try CSVStream(
      descriptor: descriptor, name: file == "-" ? "standard input" : file, options: options)
  }

  private func isPlainText() throws -> Bool {
    if file == "-" { return true }
    if try TableSource.bundledSet(file) != nil { return false }
    guard let plain = try? InputFile(path: file) else { return true }
    let start = try plain.bytes(min(plain.size, 4), at: 0)
    let others: [[UInt8]] = [[0x1F, 0x8B], [0x93] + Array("NUM".utf8), Array("PK\u{3}\u{4}".utf8)]
    return !others.contains { start.starts(with: $0) }
  }

  // MARK: - Streams

  /// Predicts rows as they come.
  func predict(_ stream: CSVStream, decimal: UInt8) throws {
    let layout = try layout(of: stream)
    guard let separator = layout.separator.asciiValue else { return }
    if !isJSON { try requireFree(layout.columnNames) }
    var notes = PredictionNotes()
    notes.extraColumns = try extraColumns(layout.columnNames)
    tell(notes.extraColumnsText)
    let staged = try output.map { try StagedFile($0) }
    let target =
      staged.map { OutputDescriptor(descriptor: $0.descriptor, name: $0.path) } ?? .standardOutput
    try begin(target, columns: layout.columnNames, separator: separator)
    var text = PredictionText(
      isJSON ? .json : .separated(separator, decimal: decimal), classNames: classifier.classes.names)
    defer { text.free() }
    let predictor = try Predictor(classifier.model)
    let batches = read(stream)
    while let batch = try batches.take().get() {
      let isFirst = notes.counts.rowCount == 0
      let x = try features(of: batch.table, notes: &notes)
      if isFirst { try requireTexts(batch.table, notes.counts) }
      let bytes = text.rows(
        try predictor.predict(x), passing: passesColumns ? batch : nil, hasProbabilities: hasProbabilities)
      try target.write(bytes)
    }
    if isJSON { try target.write("\n],\(notes.jsonMembers)}\n") }
    try staged?.commit()
    tell(notes.countsText)
  }

  /// The layout of a stream that has all columns the model needs.
  private func layout(of stream: CSVStream) throws -> CSVFormat {
    do {
      return try stream.format()
    } catch DataError.unknownColumn(_, _, _, let known) {
      let missing = classifier.features.inputNames.filter { !known.contains($0) }
      throw DataError.missingColumns(names: missing, known: known)
    }
  }

  /// Reads on another thread, so that the next rows are parsed while the last are predicted.
  private func read(_ stream: CSVStream) -> HandOver<Result<RowBatch?, any Error>> {
    let batches = HandOver<Result<RowBatch?, any Error>>(capacity: Self.batchesUnderWay)
    // From here on it is the other thread's alone.
    nonisolated(unsafe) let stream = stream
    let keepsBytes = passesColumns
    DispatchQueue.global(qos: .userInitiated).async {
      while true {
        let batch = Result { try stream.next().map { RowBatch($0, of: stream, keepsBytes: keepsBytes) } }
        batches.put(batch)
        guard case .success(.some) = batch else { return }
      }
    }
    return batches
  }

  /// The features of a batch; rows in errors are counted from the first batch on.
  private func features(of table: Table, notes: inout PredictionNotes) throws -> Tensor<Float> {
    let before = notes.counts.rowCount
    do {
      return try classifier.features.matrix(of: table, counts: &notes.counts)
    } catch DataError.missingValues(let column, let count, let row) {
      throw DataError.missingValues(column: column, count: count, firstRow: before + row)
    } catch DataError.unknownCategory(let column, let row, let value, let known) {
      throw DataError.unknownCategory(column: column, row: before + row, value: value, known: known)
    }
  }

  /// Refuses numbers where the model has learned texts.
  ///
  /// Text columns are read as texts whatever they hold, since `007` may be one of them. But if none of a batch's values is
  /// known and all are numbers, while what was learned is none, it is another column than the model means.
  private func requireTexts(_ table: Table, _ counts: PredictionCounts) throws {
    for transform in classifier.features.transforms where transform is CategoryFeature {
      let name = transform.inputs[0]
      let column = try table.column(name)
      guard column.kind == .string, let unknown = counts.unknown[name],
        unknown == column.count - column.missingCount
      else { continue }
      let learned = transform.outputNames.map { $0.dropFirst(name.count + 1) }
      guard column.dictionary.allSatisfy({ Double($0) != nil }),
        !learned.contains(where: { Double($0) != nil })
      else { continue }
      throw DataError.learnedOtherwise(column: name, learned: "texts", found: "numbers")
    }
  }

  private func begin(_ target: OutputDescriptor, columns: [String], separator: UInt8) throws {
    if isJSON {
      let members = KerasValue.object(
        ("model", .string(modelPath)), ("source", .string(file == "-" ? "standard input" : file)),
        ("target", .string(classifier.target)),
        ("classes", .array(classifier.classes.names.map { .string($0) })))
      try target.write("\("\(members)".dropLast()),\"predictions\":[")
      return
    }
    let header = PredictionText.header(
      passing: passesColumns ? columns : [], classNames: hasProbabilities ? classifier.classes.names : nil,
      separator: separator)
    try header.withUnsafeBytes { try target.write($0) }
  }

  // MARK: - Tables

  /// Predicts a table that is in memory.
  func predict(_ table: Table) throws {
    var notes = PredictionNotes()
    notes.extraColumns = try extraColumns(table.columnNames)
    tell(notes.extraColumnsText)
    let outputs = try Predictor(classifier.model).predict(features(of: table, notes: &notes))
    if isJSON {
      try begin(.standardOutput, columns: [], separator: 0)
      var text = PredictionText(.json, classNames: classifier.classes.names)
      defer { text.free() }
      try OutputDescriptor.standardOutput.write(text.rows(outputs, passing: nil, hasProbabilities: true))
      try OutputDescriptor.standardOutput.write("\n],\(notes.jsonMembers)}\n")
    } else {
      try requireFree(table.columnNames)
      let columns = Predictions(classNames: classifier.classes.names, outputs: outputs)
        .columns(chunkCounts: table.chunkCounts, hasProbabilities: hasProbabilities)
      let result = try Table((passesColumns ? table.columns : []) + columns)
      if let output {
        try format.writer.write(result, to: output)
      } else {
        try CSVWriter().writeToStandardOutput(result)
      }
    }
    tell(notes.countsText)
  }

  // MARK: - Both

  private func extraColumns(_ names: [String]) throws -> [String] {
    let table = try Table(names.map { Column($0, numbers: [Double]()) })
    return classifier.features.extraColumns(in: table).filter { $0 != classifier.target }
  }

  /// Makes sure that no column that is passed through has the name of one that is added.
  private func requireFree(_ columns: [String]) throws {
    guard passesColumns else { return }
    let added = ["predicted"] + classifier.classes.names.map { "probability_\($0)" }
    if let taken = columns.first(where: { added.contains($0) }) {
      throw PredictionError.columnTaken(taken)
    }
  }

  private func tell(_ text: String) {
    if !isQuiet && !isJSON && !text.isEmpty { Terminal.writeError(text) }
  }
}

/// What can be wrong with predictions.
enum PredictionError: Error, CustomStringConvertible {
  /// A column that is passed through has the name of one that is added.
  case columnTaken(String)

  var description: String {
    switch self {
    case .columnTaken(let name):
      "The table has a column \"\(name)\" already, and predictions would get the same name; rename it, or leave the "
        + "table's own columns out with --only-predictions."
    }
  }
}

extension FeatureSpace {
  /// What columns are read as: whole numbers that are scaled may have become numbers with a fraction since.
  fileprivate var readingKinds: [String: ColumnKind] {
    var kinds: [String: ColumnKind] = [:]
    for (name, kind) in inputKinds { kinds[name] = kind }
    for transform in transforms where transform is NumericFeature {
      for name in transform.inputs where kinds[name] == .integer { kinds[name] = .numeric }
    }
    return kinds
  }
}

extension Predictions {
  /// The columns that are added to a table.
  fileprivate func columns(chunkCounts: [Int], hasProbabilities: Bool) -> [Column] {
    var predicted: [ColumnChunk] = []
    var pieces = [[ColumnChunk]](repeating: [], count: hasProbabilities ? classNames.count : 0)
    var start = 0
    for count in chunkCounts {
      let rows = start..<start + count
      predicted.append(.string(classIndices[rows].map { Int32($0) }))
      probabilities.withUnsafeBufferPointer { values in
        for index in pieces.indices {
          pieces[index].append(.single(rows.map { values[$0 * classNames.count + index] }))
        }
      }
      start += count
    }
    let columns = [Column(name: "predicted", kind: .string, chunks: predicted, dictionary: classNames)]
    return columns
      + zip(classNames, pieces).map { Column(name: "probability_\($0)", kind: .numeric, chunks: $1) }
  }
}
