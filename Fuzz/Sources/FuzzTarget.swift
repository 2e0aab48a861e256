import Logit
import LogitClassifier
import LogitData
import LogitFiles
import LogitInterchange

#if canImport(Darwin)
import Darwin
#elseif canImport(Musl)
import Musl
#else
import Glibc
#endif

/// A reader that is given arbitrary bytes. It may throw; it may not trap, hang or exhaust the memory.
enum FuzzTarget: String, CaseIterable {
  case csv
  case jsonlines
  case sqlite
  case npy
  case npz
  case gzip
  case safetensors
  case kerasjson
  case model
  case features
  case formula
  case hdf5
  case keras
  case onnx
  case linear
  case liblinear
  case pmml
  case torch
  case parquet
  case arrow
  case inspect
  case sparse

  /// The most bytes that a small input may unpack to.
  private static let limit = 1 << 22

  /// Reads bytes, and what was read once more where it can be written.
  func read(_ bytes: [UInt8]) {
    switch self {
    case .csv: Self.readCSV(bytes)
    case .jsonlines: Self.readJSONLines(bytes)
    case .sqlite: Self.readSQLite(bytes)
    case .npy: Self.readNPY(bytes)
    case .npz:
      guard let archive = try? NumPyArchive(bytes: bytes, limit: Self.limit) else { return }
      for name in archive.names {
        if let array = try? archive.array(name) { Self.read(array) }
      }
      _ = try? Table(archive)
      if let name = archive.names.first {
        _ = try? Table(archive, choosing: ArrayChoice(features: name, labels: archive.names.last))
      }
    case .gzip: Self.readGzip(bytes)
    case .safetensors: Self.readSafetensors(bytes)
    case .kerasjson:
      guard let value = try? JSON(json: String(decoding: bytes, as: UTF8.self)) else { return }
      // What was read must be written so that it is read again; numbers that are NaN differ from themselves.
      guard let again = try? JSON(json: value.description) else {
        fatalError("not read again: \(value)")
      }
      precondition(again.description == value.description)
    case .parquet: Self.readColumns { try Table(parquetBytes: bytes, options: $0) }
    case .arrow: Self.readColumns { try Table(arrowBytes: bytes, options: $0) }
    case .model: Self.readModel(bytes)
    case .onnx: Self.readONNX(bytes)
    case .linear: Self.readLinear(bytes)
    case .liblinear:
      guard let read = try? LIBLINEARModel.read(bytes, name: "fuzz") else { return }
      let inputs = read.model.layers.first?.inputShape?.reduce(1, *) ?? 0
      _ = try? read.model.predict(Tensor<Float>(repeating: 0.5, shape: [1, inputs]))
      _ = read.folded()
    case .pmml: Self.readPMML(bytes)
    case .torch: Self.readTorch(bytes)
    case .inspect:
      Self.withFile(bytes) { path in
        guard let found = try? FileInspection(path: path) else { return }
        _ = (found.description, found.json.description)
      }
    case .sparse:
      guard let data = try? SparseDataset(svmlight: bytes) else { return }
      // What was read must be written so that it is read again.
      guard
        let again = try? SparseDataset(
          svmlight: data.svmlightText(), firstIndex: data.firstIndex, columnCount: data.matrix.columnCount)
      else { fatalError("not read again") }
      precondition(again.labels == data.labels && again.matrix.rowCount == data.matrix.rowCount)
    case .formula: Self.readFormula(String(decoding: bytes, as: UTF8.self))
    case .hdf5: Self.readHDF5(bytes)
    case .keras: Self.readKeras(bytes)
    case .features:
      guard let value = try? JSON(json: String(decoding: bytes, as: UTF8.self)),
        let features = try? FeatureSpace(json: value)
      else { return }
      guard let again = try? FeatureSpace(json: features.json) else { fatalError("not read again") }
      precondition(again.json.description == features.json.description)
      _ = features.decisions
    }
  }

  /// A table that is read must be written, and its text read again, without a trap.
  private static func readColumns(_ read: (CSVOptions) throws -> Table) {
    // A few bytes can stand for many rows.
    let options = CSVOptions(memory: .bytes(1 << 30))
    guard let table = try? read(options), table.rowCount > 0, table.rowCount < 10_000 else { return }
    guard (try? NPZWriter().bytes(of: table)) != nil, let text = try? CSVWriter().bytes(of: table) else {
      return
    }
    // Names that are empty or need quotes may be taken for values.
    _ = try? CSVReader(bytes: text, options: CSVOptions(header: .firstRow)).read()
  }

  /// Lends a file of bytes, which is removed afterwards.
  private static func withFile(_ bytes: [UInt8], _ body: (String) -> Void) {
    guard let file = fopen(temporaryPath, "wb") else { fatalError("cannot write \(temporaryPath)") }
    fwrite(bytes, 1, bytes.count, file)
    fclose(file)
    defer { unlink(temporaryPath) }
    body(temporaryPath)
  }

  /// A model that is loaded must be saved and predict without a trap.
  private static func readModel(_ bytes: [UInt8]) {
    withFile(bytes) { path in
      guard let classifier = try? Classifier(contentsOf: path) else { return }
      _ = classifier.summaryText()
      _ = try? classifier.predict(penguins)
      guard (try? classifier.save(to: path)) != nil else { return }
      guard (try? Classifier(contentsOf: path)) != nil else { fatalError("not read again") }
    }
  }

  /// A model that is read must predict, be written, and be read again with the same weights.
  private static func readONNX(_ bytes: [UInt8]) {
    guard let read = try? ForeignModel(onnxBytes: bytes) else { return }
    let inputs = read.model.layers.first?.inputShape?.reduce(1, *) ?? 0
    if inputs < 1 << 16, let shape = read.model.layers.first?.inputShape {
      _ = try? read.model.predict(Tensor<Float>(repeating: 0.5, shape: [1] + shape))
    }
    _ = try? read.model.onnxBytes(featureNames: read.featureNames, classNames: read.classNames)
  }

  /// A linear model that is read must predict a table of its columns, or refuse it, and be written.
  private static func readLinear(_ bytes: [UInt8]) {
    guard let read = try? ForeignModel(linearBytes: bytes), let names = read.featureNames else { return }
    guard names.count < 1 << 10, let table = try? Table(names.map { Column($0, numbers: [0.5, 2]) }),
      let (classifier, _) = try? read.classifier(of: names, source: "fuzz")
    else { return }
    _ = try? classifier.predict(table)
    _ = classifier.coefficients
    guard let written = try? ModelExport(classifier, to: LinearJSON()).encode(name: "fuzz") else { return }
    do { _ = try ForeignModel(linearBytes: written.bytes) } catch { fatalError("not read again: \(error)") }
  }

  /// Weights of PyTorch for a network with one of each kind of layer.
  private static func readTorch(_ bytes: [UInt8]) {
    let architecture = """
      {"class_name": "Sequential", "config": {"layers": [
      {"class_name": "InputLayer", "config": {"batch_shape": [null, 4]}},
      {"class_name": "Dense", "config": {"units": 6}}, {"class_name": "BatchNormalization", "config": {}},
      {"class_name": "PReLU", "config": {}}, {"class_name": "Dense", "config": {"units": 3}}]}}
      """
    _ = try? ForeignModel(safetensorsBytes: bytes)
    guard let read = try? ForeignModel(safetensorsBytes: bytes, architecture: architecture) else { return }
    _ = try? read.model.predict(Tensor<Float>(repeating: 0.5, shape: [1, 4]))
    _ = read.folded()
  }

  private static let penguins = Dataset.penguins().table

  /// A formula that is read must say itself again, and what it explains by what must be fitted or refused.
  private static func readFormula(_ text: String) {
    guard let formula = try? Formula(text) else { return }
    guard let again = try? Formula(formula.description) else { fatalError("not read again: \(formula)") }
    precondition(again.description == formula.description)
    guard let regression = try? TableRegression(births, TableRegressionOptions(formula: text)) else { return }
    _ = regression.report.description
    _ = try? regression.influence()
    guard let classifier = regression.classifier else { return }
    _ = try? classifier.predict(births)
    do { try classifier.save(to: temporaryPath) } catch { fatalError("not saved: \(error)") }
    defer { unlink(temporaryPath) }
    do { _ = try Classifier(contentsOf: temporaryPath) } catch { fatalError("not read again: \(error)") }
  }

  /// Numbers, a category, truth values, whole numbers, a missing value and an outcome of two classes.
  private static let births: Table = {
    do {
      let rows = 12
      return try Table([
        Column("o", strings: (0..<rows).map { [0, 3, 4, 7, 10].contains($0) ? "yes" : "no" }),
        Column("x", numbers: (0..<rows).map { $0 == 5 ? .nan : Double($0 * $0 % 7) + 0.5 }),
        Column("y", numbers: (0..<rows).map { Double($0 * 5 % 11) - 3 }),
        Column("f", strings: (0..<rows).map { ["a", "b", "c"][$0 * 7 % 5 % 3] }),
        Column("u", booleans: (0..<rows).map { $0 % 3 == 1 }),
        Column("k", integers: (0..<rows).map { $0 % 4 }),
      ])
    } catch { fatalError("\(error)") }
  }()

  private static func readCSV(_ bytes: [UInt8]) {
    // All at once and in batches must agree on whether there is a table, and on its values.
    guard var reader = try? CSVReader(bytes: bytes, options: options(bytes)), let table = try? reader.read()
    else { return }
    guard let written = try? CSVWriter().bytes(of: table), table.columnCount > 0 else { return }
    _ = try? Table(csvBytes: written)
    var rowCount = 0
    while let batch = try? reader.next() { rowCount += batch.rowCount }
  }

  /// Objects must be the same as a whole, in batches and as a stream, and be written so that they are read again.
  private static func readJSONLines(_ bytes: [UInt8]) {
    let options = CSVOptions(keepsText: true)
    if let stream = try? CSVStream(StoredBytes(bytes, name: "fuzz.jsonl")) {
      while let batch = try? stream.nextBatch(passingFaults: true, checkingRows: true) {
        _ = batch.faults.map(\.error.description)
      }
    }
    guard let table = try? CSVReader(bytes: bytes, name: "fuzz.jsonl", options: options).read(),
      table.columnCount < 64,
      let written = try? JSONLinesWriter().bytes(of: table)
    else { return }
    guard let again = try? CSVReader(bytes: written, name: "fuzz.jsonl", options: options).read() else {
      fatalError("not read again")
    }
    precondition(again.fingerprint == table.fingerprint)
  }

  /// A database may be refused, or have any table.
  private static func readSQLite(_ bytes: [UInt8]) {
    guard let file = fopen(temporaryPath, "wb") else { fatalError("cannot write \(temporaryPath)") }
    fwrite(bytes, 1, bytes.count, file)
    fclose(file)
    defer { unlink(temporaryPath) }
    do {
      _ = try Table(contentsOf: temporaryPath, options: CSVOptions(memory: .bytes(1 << 31)))
    } catch DataError.tableToChoose(_, let tables) {
      for table in tables.prefix(4) {
        _ = try? Table(contentsOf: temporaryPath, options: CSVOptions(table: table))
      }
    } catch {}
  }

  /// Options that depend on the bytes, so that every input is always read in the same way.
  private static func options(_ bytes: [UInt8]) -> CSVOptions {
    switch bytes.count % 5 {
    case 0: CSVOptions(escape: "\\")
    case 1: CSVOptions(skippedLines: 1)
    case 2: CSVOptions(separator: ",", header: .firstRow, comment: "#", escape: "\\")
    default: CSVOptions()
    }
  }

  private static func readNPY(_ bytes: [UInt8]) {
    guard let array = try? NumPyArray(bytes: bytes) else { return }
    read(array)
  }

  private static func read(_ array: NumPyArray) {
    if let floats = try? array.floats() {
      // Floats are written and read again without a change.
      guard let again = try? NumPyArray(bytes: floats.npyBytes).floats() else { fatalError("not read again") }
      precondition(again.scalars.elementsEqual(floats.scalars) { $0 == $1 || $0.isNaN && $1.isNaN })
    }
    _ = try? array.integers()
    guard let table = try? Table(array), table.columnCount < 64 else { return }
    _ = try? NPZWriter().bytes(of: table)
    _ = try? NPYWriter().bytes(of: table)
  }

  private static func readGzip(_ bytes: [UInt8]) {
    if let contents = try? Gzip.decompress(bytes, limit: limit) {
      guard let again = try? Gzip.decompress(Gzip.compress(contents), limit: limit), again == contents else {
        fatalError("not the same after compression")
      }
    }
    // Any bytes can be compressed, too.
    guard bytes.count < 4096 else { return }
    guard let again = try? Gzip.decompress(Gzip.compress(bytes), limit: limit), again == bytes else {
      fatalError("not the same after compression")
    }
  }

  /// The numbers and texts of a file, as far as it has some.
  private static func readHDF5(_ bytes: [UInt8]) {
    guard let file = try? HDF5File(StoredBytes(bytes, name: "fuzz")) else { return }
    for object in file.objects.values {
      for name in ["name", "weight_names", "layer_names", "model_config", "dtype"] {
        _ = try? file.texts(name, of: object.path)
      }
      guard let dataset = object.dataset, dataset.count <= limit else { continue }
      var values = [Float](repeating: 0, count: dataset.count)
      try? values.withUnsafeMutableBufferPointer { try file.read(dataset, into: $0) }
    }
  }

  /// A model that is read must be written so that it is read again, with the same weights.
  private static func readKeras(_ bytes: [UInt8]) {
    guard let model = try? ForeignModel(kerasBytes: bytes, seed: 1).model, model.parameterCount < limit else {
      return
    }
    _ = try? model.predict(Tensor(repeating: 1, shape: [1] + (model.layers.first?.inputShape ?? [])))
    for format in [KerasFileFormat.keras, .h5] {
      do {
        let again = try ForeignModel(kerasBytes: model.kerasBytes(format), seed: 1).model
        precondition(
          zip(again.weights, model.weights).allSatisfy {
            $0.scalars.map(\.bitPattern) == $1.scalars.map(\.bitPattern)
          })
      } catch { fatalError("not read again: \(error)") }
    }
  }

  private static let temporaryPath =
    "\(getenv("TMPDIR").map { String(cString: $0) } ?? "/tmp")/logit-fuzz-\(getpid())"

  private static func readSafetensors(_ bytes: [UInt8]) {
    withFile(bytes) { path in
      guard let tensors = try? SafetensorsFile(path: path) else { return }
      for entry in tensors.entries.values {
        // The product of the lengths must not overflow, whoever forms it.
        precondition(entry.shape.reduce(1, *) <= bytes.count)
        let values = UnsafeMutableRawBufferPointer.allocate(byteCount: entry.range.count, alignment: 16)
        defer { values.deallocate() }
        try? tensors.read(entry, into: values)
      }
    }
  }

  /// A model of PMML that is read must predict rows of its columns, and be written so that it is read again.
  private static func readPMML(_ bytes: [UInt8]) {
    guard let read = try? ForeignModel(pmmlBytes: bytes), let features = read.features,
      features.inputNames.count < 1 << 10,
      let table = try? Table(features.inputKinds.map { column($0.name, $0.kind) }),
      let (classifier, _) = try? read.classifier(of: features.inputNames, source: "fuzz")
    else { return }
    _ = try? classifier.predict(table)
    guard let written = try? ModelExport(classifier, to: PMMLExport()).encode(name: "fuzz") else { return }
    do { _ = try ForeignModel(pmmlBytes: written.bytes) } catch { fatalError("not read again: \(error)") }
  }

  /// Two values of a kind.
  private static func column(_ name: String, _ kind: ColumnKind) -> Column {
    switch kind {
    case .integer: Column(name, integers: [1, -2])
    case .numeric: Column(name, numbers: [0.5, -2e9])
    case .boolean: Column(name, booleans: [true, false])
    case .string: Column(name, strings: ["a", ""])
    }
  }
}

extension Table {
  fileprivate init(csvBytes bytes: [UInt8]) throws {
    let reader = try CSVReader(bytes: bytes)
    self = try reader.read()
  }
}
