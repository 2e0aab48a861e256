import Foundation
import LogitData
import LogitFiles
import Testing

@testable import LogitInterchange

/// Models of scikit-learn, against what JPMML makes of them; `Scripts/interop/pmml_checks.py make` made both.
@Suite("Reading PMML")
struct PMMLReadingTests {
  @Test(arguments: Fixture.names("PMML", ".json"))
  func `models that JPMML wrote give what its evaluator gives`(name: String) throws {
    let expected = try Fixture.json("PMML/\(name).json")
    let read = try ForeignModel(contentsOf: Fixture.path("PMML/\(name).pmml"))
    #expect(ForeignModel.isForeign(Fixture.path("PMML/\(name).pmml")))
    let rows = try #require(expected["rows"]?.array)
    func numbers(_ column: String) -> [Double] { rows.map { $0[column]?.double ?? .nan } }
    let table = try Table([
      Column("color", strings: rows.map { $0["color"]?.string }),
      Column("length", numbers: numbers("length")), Column("width", numbers: numbers("width")),
    ])
    let (classifier, note) = try read.classifier(of: table.columnNames, source: name)
    #expect(note == nil)
    let found = try classifier.predict(table)
    let classes = try #require(expected["classes"]?.array).compactMap(\.string)
    let places = classes.map { label in classifier.classes.names.firstIndex(of: label) ?? -1 }
    let probabilities = try #require(expected["probabilities"]?.rows)
    var largest = 0.0
    for (row, shares) in probabilities.enumerated() {
      for (place, share) in zip(places, shares) {
        largest = max(largest, abs(share - Double(found.probabilities[row, place])))
      }
    }
    // Predictions are in single precision, and a network takes columns as they are, however far from 0.
    withKnownIssue("Digits of columns far from 0 are lost in the first layer", isIntermittent: true) {
      #expect(largest < 1e-6, "\(largest)")
    } when: {
      name == "sklearn-network3"
    }
    let inspection = try FileInspection(path: Fixture.path("PMML/\(name).pmml"))
    #expect(inspection.isReadable && inspection.format == "pmml", "\(inspection)")
  }

  @Test("are described by their inputs, without the target")
  func inputs() throws {
    let schema = #"<MiningField name="x"/><MiningField name="c"/><MiningField name="y" usageType="target"/>"#
    let file = FileManager.default.temporaryDirectory.appendingPathComponent("\(UUID()).pmml")
    defer { try? FileManager.default.removeItem(at: file) }
    try Data(Self.document(schema: schema)).write(to: file)
    #expect(try FileInspection(path: file.path).inputs.map(\.name) == ["x", "c"])
  }

  /// The tables of a regression of a number.
  private static func tables(_ field: String) -> String {
    """
    <RegressionTable intercept="1" targetCategory="yes"><NumericPredictor name="\(field)" coefficient="2"/>
    </RegressionTable><RegressionTable intercept="0" targetCategory="no"/>
    """
  }

  /// A document with a regression of the number x.
  private static func document(
    _ model: String = tables("x"),
    start: String = "", schema: String = "", transformations: String = ""
  ) -> [UInt8] {
    Array(
      """
      \(start)<PMML xmlns="http://www.dmg.org/PMML-4_4" version="4.4"><DataDictionary>
      <DataField name="x" optype="continuous" dataType="double"/>
      <DataField name="c" optype="categorical" dataType="string"/>
      <DataField name="y" optype="categorical" dataType="string"/></DataDictionary>
      <TransformationDictionary>\(transformations)</TransformationDictionary>
      <RegressionModel functionName="classification" normalizationMethod="logit">
      <MiningSchema>\(schema)</MiningSchema>\(model)</RegressionModel></PMML>
      """.utf8)
  }

  @Test func `a regression has its weights, and what missing numbers count as`() throws {
    let read = try ForeignModel(
      pmmlBytes: Self.document(schema: "<MiningField name=\"x\" missingValueReplacement=\"3\"/>"))
    #expect(read.model.weights[0].scalars == [2] && read.model.weights[1].scalars == [1])
    #expect(read.classNames == ["no", "yes"] && read.featureNames == ["x"])
    let features = try #require(read.features)
    let table = try Table([Column("x", numbers: [1, Double.nan])])
    #expect(try features.matrix(of: table).scalars == [1, 3])
  }

  @Test func `lines of numbers are folded into the weights`() throws {
    let line = """
      <DerivedField name="z" optype="continuous" dataType="double"><NormContinuous field="x">
      <LinearNorm orig="10" norm="0"/><LinearNorm orig="20" norm="1"/></NormContinuous></DerivedField>
      """
    let model = Self.tables("z")
    let read = try ForeignModel(pmmlBytes: Self.document(model, transformations: line))
    #expect(read.model.weights[0].scalars == [0.2] && read.model.weights[1].scalars == [-1])
  }

  @Test(arguments: [
    ("<!DOCTYPE PMML [<!ENTITY a \"b\">]>", "a document type"),
    ("<?xml version=\"1.0\" encoding=\"UTF-16\"?>", "the encoding"),
  ]) func `document types and other encodings are refused`(start: String, item: String) {
    let error = #expect(throws: InterchangeError.self) {
      try ForeignModel(pmmlBytes: Self.document(start: start))
    }
    #expect(error?.description.contains(item) ?? false)
  }

  @Test func `what is no sum of weighted columns is refused by its name and line`() {
    func refusal(_ expression: String) -> String {
      let field = "<DerivedField name=\"z\">\(expression)</DerivedField>"
      let model = Self.tables("z")
      let error = #expect(throws: InterchangeError.self) {
        try ForeignModel(pmmlBytes: Self.document(model, transformations: field))
      }
      return error?.description ?? ""
    }
    let x = "<FieldRef field=\"x\"/>"
    #expect(refusal("<Apply function=\"exp\">\(x)</Apply>").contains("the function \"exp\" (line 5)"))
    #expect(refusal("<Apply function=\"*\">\(x)\(x)</Apply>").contains("of two columns"))
    #expect(refusal("<Lag field=\"x\"/>").contains("<Lag>"))
    #expect(refusal("<FieldRef field=\"c\"/>").contains("of the type string as a number"))
    let tree = Self.document("").map { $0 }
    let text = String(decoding: tree, as: UTF8.self).replacing("RegressionModel", with: "TreeModel")
    let error = #expect(throws: InterchangeError.self) { try ForeignModel(pmmlBytes: Array(text.utf8)) }
    #expect(error?.description.contains("the model <TreeModel>") ?? false)
  }

  @Test func `fields that are made of themselves, and nesting without end, are refused`() {
    let circle = "<DerivedField name=\"z\"><FieldRef field=\"z\"/></DerivedField>"
    let model = Self.tables("z")
    #expect(throws: FileError.self) {
      try ForeignModel(pmmlBytes: Self.document(model, transformations: circle))
    }
    let deep = String(repeating: "<a>", count: 100_000)
    #expect(throws: FileError.self) { try ForeignModel(pmmlBytes: Array(deep.utf8)) }
  }

  @Test func `a document that is cut off anywhere, or has any byte changed, is read or refused`() throws {
    let bytes = Self.document()
    for end in bytes.indices { _ = try? ForeignModel(pmmlBytes: Array(bytes[..<end])) }
    var changed = bytes
    for place in bytes.indices {
      for mask in [0x01, 0x1C, 0xFF] as [UInt8] {
        changed[place] ^= mask
        _ = try? ForeignModel(pmmlBytes: changed)
        changed[place] ^= mask
      }
    }
  }
}
