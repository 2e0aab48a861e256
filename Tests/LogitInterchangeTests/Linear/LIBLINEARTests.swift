import LogitInterchange
import Testing

@Suite("Models of LIBLINEAR")
struct LIBLINEARTests {
  private static func text(_ classifier: Classifier, isEncoded: Bool) throws -> String {
    var export = ModelExport(classifier, to: LIBLINEARModel())
    export.isEncoded = isEncoded
    return String(decoding: try export.encode(name: "model").bytes, as: UTF8.self)
  }

  private static func numbers() throws -> Classifier {
    let table = try Table([
      Column("a", doubles: [30, 70, 50, 50]), Column("b", doubles: [1, 0, 1, 0]),
      Column("y", strings: ["no", "yes", "no", "yes"]),
    ])
    return try ExportedModels.classifier(
      table, features: { _ in [try .floatNormalized("a"), try .float("b")] })
  }

  @Test func `the first label is that of positive sums, and the constant comes last`() throws {
    let lines = try Self.text(Self.numbers(), isEncoded: true).split(separator: "\n")
    #expect(lines.last?.hasPrefix("# logit golden_rows {") ?? false)
    #expect(
      lines.dropLast() == [
        "solver_type L2R_LR", "nr_class 2", "label 1 0", "nr_feature 2", "bias 1", "w", "-0.5 ", "1.25 ",
        "-0.5 ",
      ])
  }

  @Test func `comes back with the same weights`() throws {
    let classifier = try Self.numbers()
    let model = try LIBLINEARModel.read(Array(Self.text(classifier, isEncoded: true).utf8), name: "m")
    #expect(model.model.weights == classifier.model.weights && model.classNames == ["0", "1"])
  }

  @Test func `is known by its first bytes, and opened as another tool's file`() throws {
    let path = FileSystem.temporaryPath(".txt")
    defer { FileSystem.removeFile(path) }
    try StagedFile.write(Array(try Self.text(Self.numbers(), isEncoded: false).utf8), to: path)
    #expect(ForeignModel.isForeign(path))
    let read = try ForeignModel(contentsOf: path)
    #expect(read.classNames == ["0", "1"] && read.hasProbabilities)
    let found = try FileInspection(path: path)
    // A second export knows what the first wrote.
    let stored = try StoredBytes(path: path)
    let bytes = try stored.prefix(stored.size)
    #expect(LIBLINEARModel().recognizes(Artefact(path: path, bytes: bytes)))
    let without = bytes.split(separator: UInt8(ascii: "\n")).dropLast().joined(separator: [UInt8(ascii: "\n")]
    )
    #expect(!LIBLINEARModel().recognizes(Artefact(path: path, bytes: Array(without))))
    #expect(found.format == "liblinear" && found.isReadable && found.isComplete, "\(found)")
  }

  @Test func `numbers are taken as they are, with the scaling in the weights`() throws {
    let classifier = try Self.numbers()
    let model = try LIBLINEARModel.read(Array(Self.text(classifier, isEncoded: false).utf8), name: "m").model
    let expected = try GoldenRows(classifier)
    for (row, probabilities) in zip(expected.rows, expected.probabilities) where !row.contains(.missing) {
      let x = row.map { if case .number(let number) = $0 { Float(number) } else { Float.nan } }
      let found = try model.predict(Tensor([x]))
      #expect(abs(Double(found[0, 0]) - probabilities[1]) < 1e-6)
    }
  }

  @Test func `a file of LIBLINEAR itself is read: weights by feature, then the constant times bias`() throws {
    let file = "solver_type L2R_LR\nnr_class 2\nlabel 1 -1\nnr_feature 2\nbias 2\nw\n0.5 \n-0.25 \n3 \n"
    let model = try LIBLINEARModel.read(Array(file.utf8), name: "m")
    #expect(model.classNames == ["-1", "1"] && model.model.weights[1].scalars == [6])
    #expect(model.model.weights[0].scalars == [0.5, -0.25])
  }

  @Test(arguments: [
    "", "solver_type L2R_LR\nnr_class 2\nlabel 1 -1\nnr_feature 9000000\nbias 1\nw\n1 ",
    "solver_type L2R_L2LOSS_SVR\nw\n",
    "solver_type L2R_LR\nnr_class 2\nlabel 1 -1\nnr_feature 1\nbias -1\nw\nnan\n",
    "nr_class 99999999999999999999\n", "evil 1\n",
    "solver_type L2R_LR\nnr_class 1\nlabel 1\nnr_feature 1\nbias -1\nw\n1\n",
    "solver_type L2R_LR\nnr_class 2\nlabel 1 -1\nnr_feature 1\nbias 1e30\nw\n1\n1e30\n",
    "solver_type L2R_LR\nnr_class 2\nlabel 1 -1\nnr_feature 1\nbias -1\nw\n1\n2\n",
    "solver_type L2R_LR\nnr_class 2\nlabel 1 -1\nnr_feature 1\nbias -1\nw\n0.\(String(repeating: "0", count: 500))1\n",
  ]) func `a damaged file is an error`(file: String) {
    #expect(throws: (any Error).self) { try LIBLINEARModel.read(Array(file.utf8), name: "m") }
  }

  @Test func `weights behind the last one are named by their line, and so are long words`() {
    let header = "solver_type L2R_LR\nnr_class 2\nlabel 1 -1\nnr_feature 1\nbias -1\nw\n"
    let extra = #expect(throws: FileError.self) {
      try LIBLINEARModel.read(Array("\(header)1\n\n2 3\n".utf8), name: "m")
    }
    #expect(extra?.description.contains("w in line 9") ?? false, "\(extra?.description ?? "")")
    let long = #expect(throws: FileError.self) {
      try LIBLINEARModel.read(Array("\(header)1.\(String(repeating: "0", count: 400))\n".utf8), name: "m")
    }
    #expect(
      long?.description.contains("line 7") ?? false && long?.description.contains("400 bytes") ?? false,
      "\(long?.description ?? "")")
  }

  @Test func `says what to put in for missing values`() throws {
    let notes = try ModelExport(Self.numbers(), to: LIBLINEARModel()).encode(name: "model").notes
    #expect(notes.contains { $0.contains("missing values: put in 50.0 for a, ") }, "\(notes)")
  }

  @Test(arguments: [2, 3])
  func `a model of sparse rows has a line for each column, and the same weights`(_ classes: Int) throws {
    var text = ""
    for row in 0..<90 { text += "\(row % classes) \(1 + row % classes):1 \(5 + row % 4):0.5\n" }
    let data = try SparseDataset(svmlight: Array(text.utf8))
    let (classifier, _) = try SparseClassifier.fit(data)
    let file = try LIBLINEARModel().encode(classifier, isEncoded: false)
    let model = try LIBLINEARModel.read(file.bytes, name: "m")
    #expect(model.classNames == (0..<classes).map { "\($0)" })
    let lines = String(decoding: file.bytes, as: UTF8.self).split(separator: "\n")
    #expect(lines.count == 6 + 8 + 1 + 1 && lines[3] == "nr_feature 8")
    #expect(LIBLINEARModel().recognizes(Artefact(path: "m", bytes: file.bytes)))
    for (place, column) in classifier.columns.enumerated() {
      let own = lines[6 + Int(column)].split(separator: " ").compactMap { Double($0) }
      let width = classifier.columns.count
      #expect(own == classifier.intercepts.indices.map { classifier.coefficients[$0 * width + place] })
    }
    #expect(lines[14].split(separator: " ").compactMap { Double($0) } == classifier.intercepts)
    #expect(file.notes.contains { $0.contains("no probabilities") } == (classes == 3))
  }
}
