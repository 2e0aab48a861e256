import CLogit
import LogitClassifier
import LogitFiles
import LogitInterchange
import Testing

@testable import LogitCInterface

/// The functions of the header: what they say of models, and what they make of wrong calls.
@Suite struct CallTests {
  private static let classifier = try? Models.fit(Dataset.iris().table, target: "species")
  private let model: CModel
  private let row: [Double] = [5.1, 3.5, 1.4, 0.2]

  init() throws { model = try CModel(#require(Self.classifier)) }

  @Test func `the functions are those of the header`() {
    // Compiles only if the types are the same.
    func agree<Function>(_: Function, _: Function) {}
    agree(CLogit.logit_version, LogitCInterface.version)
    agree(CLogit.logit_load, LogitCInterface.load(path:))
    agree(CLogit.logit_load_bytes, LogitCInterface.load(bytes:count:name:))
    agree(CLogit.logit_free, LogitCInterface.free(model:))
    agree(CLogit.logit_column_count, LogitCInterface.columnCount(model:))
    agree(CLogit.logit_column_name, LogitCInterface.columnName(model:column:))
    agree(CLogit.logit_class_count, LogitCInterface.classCount(model:))
    agree(CLogit.logit_class_name, LogitCInterface.className(model:index:))
    agree(CLogit.logit_describe, LogitCInterface.describe(model:))
    agree(CLogit.logit_predict_row, LogitCInterface.predict(model:row:columns:probabilities:classes:))
    agree(CLogit.logit_predict_row_f32, LogitCInterface.predict(model:row:columns:probabilities:classes:))
    agree(
      CLogit.logit_predict_rows,
      LogitCInterface.predict(model:x:rows:columns:threads:probabilities:classes:classIndices:))
    agree(
      CLogit.logit_predict_rows_f32,
      LogitCInterface.predict(model:x:rows:columns:threads:probabilities:classes:classIndices:))
    agree(
      CLogit.logit_predict_strided,
      LogitCInterface.predict(
        model:x:type:rows:columns:rowStride:columnStride:threads:probabilities:classes:classIndices:))
    agree(CLogit.logit_predict_json, LogitCInterface.predict(model:json:count:))
    #expect(logit_abi_version() == LOGIT_ABI_VERSION)
    #expect(String(cString: logit_version()) == LogitVersion.current)
  }

  @Test func `a model tells its columns, classes and summary`() throws {
    #expect(logit_column_count(model.pointer) == 4 && logit_class_count(model.pointer) == 3)
    let columns = (0..<4).map { String(cString: logit_column_name(model.pointer, $0)) }
    let classes = (0..<3).map { String(cString: logit_class_name(model.pointer, $0)) }
    #expect(columns == ["sepal_length", "sepal_width", "petal_length", "petal_width"])
    #expect(classes == ["setosa", "versicolor", "virginica"])
    let text = try #require(logit_describe(model.pointer))
    defer { logit_free_text(text) }
    let json = try JSON(json: String(cString: text))
    #expect(json["inputs"]?[0]?["name"]?.string == "sepal_length")
    #expect(json["target"]?.string == "species" && json["coefficients"] != nil)
  }

  @Test func `models come from files, of Keras too`() throws {
    let own = FileSystem.temporaryPath("own.safetensors")
    defer { FileSystem.removeFile(own) }
    try #require(Self.classifier).save(to: own)
    #expect(try CModel(path: own).predict(row).probabilities == model.predict(row).probabilities)
    let (foreign, network) = try Models.keras()
    let numbers = [0.5, -1, 2, 0.25, 3, -0.125]
    let found = foreign.predict(numbers)
    let expected = try network.predict(Tensor(numbers.map { Float($0) }, shape: [1, 6]))
    #expect(found.status == (expected[0, 0] > 0.5 ? 1 : 0) && found.probabilities[1] == expected[0, 0])
    #expect(String(cString: logit_column_name(foreign.pointer, 5)) == "x5")
    // Its features refuse what is missing.
    #expect(foreign.predict([0.5, .nan, 2, 0.25, 3, 0]).status == Int32(LOGIT_INVALID_ROW))
    #expect(LastError().code == "data-missing-values")
    #expect(foreign.predict([0.5, 1e300, 2, 0.25, 3, 0]).status == Int32(LOGIT_INVALID_ROW))
    #expect(LastError().code == "data-too-large-number")
  }

  @Test func `files that are no models are refused with the reason`() throws {
    #expect(logit_load("/nowhere/model.safetensors") == nil)
    #expect(LastError().status == Int32(LOGIT_INVALID_MODEL) && LastError().code == "file-not-read")
    #expect(LastError().message.contains("/nowhere/model.safetensors"))
    for bytes in [Array("a,b\n1,2\n".utf8), [], [0x50, 0x4B, 3, 4, 0, 0]] as [[UInt8]] {
      #expect(
        bytes.withUnsafeBytes {
          logit_load_bytes($0.baseAddress ?? UnsafeRawPointer(model.pointer), $0.count, nil)
        } == nil)
      #expect(LastError().status == Int32(LOGIT_INVALID_MODEL) && LastError().message.contains("the model"))
    }
    #expect(logit_load(nil) == nil)
    #expect(LastError().status == Int32(LOGIT_INVALID_ARGUMENT) && LastError().code == "call-null-pointer")
    #expect([CChar](arrayLiteral: -1, 0).withUnsafeBufferPointer { logit_load($0.baseAddress) } == nil)
    #expect(LastError().code == "call-not-utf8")
    #expect(logit_load_bytes(nil, 4, nil) == nil && LastError().code == "call-null-pointer")
    #expect(logit_load_bytes(model.pointer, -1, nil) == nil && LastError().code == "call-wrong-count")
  }

  @Test func `wrong arguments are errors, never the end of the process`() throws {
    let pointer = model.pointer
    var (probabilities, classes) = ([Float](repeating: 0, count: 3), [Int32](repeating: 0, count: 1))
    let invalid = Int32(LOGIT_INVALID_ARGUMENT)
    func expect(_ status: Int32, _ code: String, _ line: Int = #line) {
      #expect(status == invalid && LastError().status == invalid && LastError().code == code, "line \(line)")
    }
    expect(logit_predict_row(nil, row, 4, &probabilities, 3), "call-not-model")
    var other = logit_model()
    expect(logit_predict_row(&other, row, 4, &probabilities, 3), "call-not-model")
    expect(logit_predict_row(pointer, nil, 4, &probabilities, 3), "call-null-pointer")
    for count in [0, 3, 5, -1, .max, .min] as [Int64] {
      expect(logit_predict_row(pointer, row, count, &probabilities, 3), "call-wrong-count")
      expect(logit_predict_row_f32(pointer, [0], count, &probabilities, 3), "call-wrong-count")
      if count != 3 { expect(logit_predict_row(pointer, row, 4, &probabilities, count), "call-wrong-count") }
      expect(logit_predict_rows(pointer, row, 1, count, 1, &probabilities, 3, nil), "call-wrong-count")
    }
    expect(logit_predict_row(pointer, row, 4, nil, 3), "call-wrong-count")
    expect(logit_predict_rows(pointer, nil, 1, 4, 1, &probabilities, 3, &classes), "call-null-pointer")
    expect(logit_predict_rows(pointer, row, -1, 4, 1, &probabilities, 3, &classes), "call-wrong-count")
    expect(logit_predict_rows(pointer, row, .max, 4, 1, &probabilities, 3, &classes), "call-wrong-count")
    expect(logit_predict_rows(pointer, row, 1, 4, -1, &probabilities, 3, &classes), "call-wrong-count")
    expect(
      logit_predict_strided(pointer, row, 7, 1, 4, 32, 8, 1, &probabilities, 3, nil), "call-unknown-type")
    for stride in [Int64.max, .min] {
      expect(
        logit_predict_strided(pointer, row, 0, 2, 4, stride, 8, 1, &probabilities, 3, nil), "call-wrong-count"
      )
      // Strides may be negative.
      #expect(LastError().message.contains("row_stride must be small enough for memory, but is \(stride)"))
      expect(
        logit_predict_strided(pointer, row, 0, 2, 4, 32, stride, 1, &probabilities, 3, nil),
        "call-wrong-count")
    }
    #expect(logit_column_count(nil) == invalid && logit_class_count(nil) == invalid)
    #expect(logit_column_name(pointer, 4) == nil && logit_column_name(pointer, -1) == nil)
    #expect(LastError().code == "call-wrong-count" && LastError().message.contains("from 0 to 3"))
    #expect(logit_class_name(pointer, .max) == nil && logit_class_name(nil, 0) == nil)
    #expect(logit_describe(nil) == nil && logit_predict_json(nil, "[]", 2) == nil)
    #expect(logit_predict_json(pointer, nil, 0) == nil && LastError().code == "call-null-pointer")
    // Before any of it is read.
    #expect(logit_predict_json(pointer, "[]", 1 << 30 + 1) == nil && LastError().code == "call-wrong-count")
    #expect(LastError().message.contains("1 GiB"))
    logit_free(nil)
    logit_free_text(nil)
  }

  @Test func `no rows, and outputs that are not wanted`() throws {
    #expect(logit_predict_rows(model.pointer, nil, 0, 4, 0, nil, 0, nil) == Int32(LOGIT_OK))
    #expect(logit_predict_row(model.pointer, row, 4, nil, 0) == 0)
    var classes: [Int32] = [-1, -1]
    let rows = row + [6.3, 3.3, 6, 2.5]
    #expect(logit_predict_rows(model.pointer, rows, 2, 4, 0, nil, 0, &classes) == Int32(LOGIT_OK))
    #expect(classes == [0, 2])
  }

  @Test func `an error belongs to its thread, and says which row it is about`() async throws {
    let (refusing, _) = try Models.keras()
    let columns = refusing.columnCount
    var rows = [Double](repeating: 1, count: 1000 * columns)
    rows[777 * columns + 2] = .nan
    rows[901 * columns + 1] = .nan
    var probabilities = [Float](repeating: 0, count: 2000)
    for threads in [0, 1] as [Int32] {
      let status = logit_predict_rows(
        refusing.pointer, rows, 1000, Int64(columns), threads, &probabilities, 2, nil)
      #expect(status == Int32(LOGIT_INVALID_ROW) && LastError().code == "data-missing-values")
      #expect(LastError().message.contains("778"), "\(LastError().message)")
    }
    let elsewhere = await withCheckedContinuation { continuation in
      OwnThread.run { continuation.resume(returning: LastError()) }
    }
    #expect(elsewhere.code == "" && elsewhere.message == "" && elsewhere.status == Int32(LOGIT_OK))
    // Calls that succeed leave it as it is.
    _ = logit_predict_json(refusing.pointer, "3", 1)
    let last = LastError()
    #expect(logit_predict_row(model.pointer, row, 4, nil, 0) == 0 && last.code == "call-not-rows")
    #expect(LastError() == last)
  }

  @Test func `a variable that cannot be used is no fault of the row`() {
    let error = LogitError.invalidEnvironment(variable: "LOGIT_NUM_THREADS", value: "x", expected: "a number")
    #expect(keep(error, Int32(LOGIT_INVALID_ROW)) == Int32(LOGIT_FAILED))
    #expect(LastError().status == Int32(LOGIT_FAILED) && LastError().code == "invalid-environment")
  }

  @Test func `models of every tool come from files and from their bytes`() throws {
    let linear = """
      {"format": "logit-linear", "version": 1, "link": "logit", "classes": ["no", "yes"],
       "columns": ["age"], "coefficients": [[0.5]], "intercepts": [0.25]}
      """
    let network = try Sequential(seed: 1) { Dense(1, inputShape: [3], activation: .sigmoid) }
    let endings = ["safetensors", "h5", "onnx", "json", "pmml", "torch.safetensors"]
    let paths = endings.map { FileSystem.temporaryPath(".\($0)") }
    defer { for path in paths { FileSystem.removeFile(path) } }
    let classifier = try #require(Self.classifier)
    try classifier.save(to: paths[0])
    try network.save(kerasFile: paths[1])
    try network.save(onnxFile: paths[2])
    try StagedFile.write(Array(linear.utf8), to: paths[3])
    for (format, path) in zip([PMMLExport(), TorchExport()] as [any ExportFormat], paths[4...]) {
      try StagedFile.write(ModelExport(classifier, to: format).encode(name: "model").bytes, to: path)
    }
    for path in paths {
      let bytes = try StoredBytes(path: path).prefix(1 << 20)
      let model = try #require(
        bytes.withUnsafeBytes { logit_load_bytes($0.baseAddress, $0.count, nil) }, "\(path): \(LastError())")
      defer { logit_free(model) }
      let file = try CModel(path: path)
      let numbers = [Double](repeating: 0.5, count: file.columnCount)
      var probabilities = [Float](repeating: -1, count: file.classCount)
      let found = logit_predict_row(
        model, numbers, Int64(numbers.count), &probabilities, Int64(file.classCount))
      #expect(found >= 0 && found == file.predict(numbers).status)
      #expect(probabilities == file.predict(numbers).probabilities)
    }
  }

  @Test func `rows of any values come as JSON`() throws {
    let penguins = Dataset.penguins()
    let classifier = try Models.fit(penguins.table, target: "species")
    let model = try CModel(classifier)
    func predict(_ json: String) throws -> JSON? {
      guard let text = logit_predict_json(model.pointer, json, json.utf8.count) else { return nil }
      defer { logit_free_text(text) }
      return try JSON(json: String(cString: text))
    }
    let own = try classifier.predictor().predict(["island": "Biscoe", "bill_length_mm": 46.1, "year": nil])
    let object = "{\"island\": \"Biscoe\", \"bill_length_mm\": 46.1, \"year\": null}"
    for json in [object, "[\(object)]"] {
      let found = try #require(try predict(json)?[0])
      #expect(found["predicted"]?.string == own.className)
      #expect(found["probabilities"]?.array?.compactMap(\.double).map { Float($0) } == own.probabilities)
      #expect(found["missing"]?.array?.compactMap(\.string) == own.missing)
      #expect(found["unknown"]?.array?.isEmpty == true && found["out_of_range"]?.array?.isEmpty == true)
    }
    let list =
      "[[\"Biscoe\", 46.1, null, null, null, null, null], [\"Atlantis\", 460, 1, 2, 3, \"male\", 2007]]"
    let found = try predict(list)
    #expect(found?[0]?["predicted"]?.string == own.className)
    #expect(found?[1]?["unknown"]?[0]?.string == "island")
    #expect(found?[1]?["out_of_range"]?.array?.isEmpty == false)
    #expect(try predict("[\"Biscoe\", 46.1, null, null, null, null, null]")?[0] == found?[0])
    #expect(try predict("[]") == [])
    for (json, code) in [
      ("3", "call-not-rows"), ("[[1, 2]]", "call-wrong-value-count"), ("{", "file-invalid-json"),
      ("[{\"island\": [1]}]", "data-wrong-kind"), ("[{\"year\": \"soon\"}]", "data-unreadable-value"),
      ("[{}]", "data-missing-columns"), ("{\"a\": 1, \"a\": 2}", "file-invalid-json"),
    ] {
      #expect(try predict(json) == nil)
      #expect(
        LastError().status == Int32(LOGIT_INVALID_ROW) && LastError().code == code, "\(json): \(LastError())")
    }
  }

  @Test func `numbers for a model with columns of texts`() throws {
    let table = Dataset.penguins().table
    let model = try CModel(Models.fit(table, target: "species"))
    let numbers = [Double](repeating: 1, count: model.columnCount)
    #expect(model.predict(numbers).status == Int32(LOGIT_INVALID_ROW))
    #expect(LastError().code == "data-learned-otherwise")
    var probabilities = [Float](repeating: 0, count: 6)
    #expect(
      logit_predict_rows(
        model.pointer, numbers + numbers, 2, Int64(model.columnCount), 0, &probabilities, 3, nil)
        == Int32(LOGIT_INVALID_ROW))
    // A formula takes the way of tables.
    let regression = try TableRegression(
      table, TableRegressionOptions(formula: "sex ~ bill_length_mm + log(body_mass_g)"))
    let formula = try CModel(#require(regression.classifier))
    let own = try #require(regression.classifier).predictor()
    #expect(
      formula.predict([40.5, 4100.0]).probabilities == (try own.predict([40.5, 4100.0])).probabilities)
    var two = [Float](repeating: 0, count: 4)
    #expect(
      logit_predict_rows(formula.pointer, [40.5, 4100, 50, 3000], 2, 2, 0, &two, 2, nil)
        == Int32(LOGIT_OK))
    #expect(two[..<2] == formula.predict([40.5, 4100.0]).probabilities[...])
  }
}
