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
    let logits = try classifier.model.withoutOutputActivation().predict(
      classifier.features.matrix(of: table))
    for (row, shares) in probabilities.enumerated() {
      // Weights and logits are in single precision. A step of the greatest logit moves a probability by a quarter
      // of it at most; that of sklearn-network3 is beyond 200, where steps are 1.5e-5.
      let greatest = (0..<logits.shape[1]).map { logits[row, $0] }.max() ?? 0
      let tolerance = max(1e-6, Double(greatest.ulp) / 4)
      for (place, share) in zip(places, shares) {
        #expect(abs(share - Double(found.probabilities[row, place])) < tolerance, "\(row)")
      }
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

  @Test func `numbers are scaled as features, before they are rounded to single precision`() throws {
    let line = """
      <DerivedField name="z" optype="continuous" dataType="double"><NormContinuous field="x">
      <LinearNorm orig="10" norm="0"/><LinearNorm orig="20" norm="1"/></NormContinuous></DerivedField>
      """
    let model = Self.tables("z")
    let read = try ForeignModel(pmmlBytes: Self.document(model, transformations: line))
    #expect(read.model.weights[0].scalars == [2] && read.model.weights[1].scalars == [1])
    let features = try #require(read.features)
    #expect(try features.matrix(of: Table([Column("x", numbers: [1.0, 10, 40])])).scalars == [-0.9, 0, 3])
    // Another field that takes the column as it is gets all of it.
    let both = model.replacing("/>\n", with: "/><NumericPredictor name=\"x\" coefficient=\"3\"/>\n")
    let mixed = try ForeignModel(pmmlBytes: Self.document(both, transformations: line))
    let classifier = try mixed.classifier(of: ["x"], source: "m").classifier
    for x in [-1.0, 0, 0.25] {
      let found = try classifier.predict(Table([Column("x", numbers: [x])])).probabilities[0, 1]
      #expect(abs(Double(found) - 1 / (1 + exp(-(1 + 2 * (x - 10) / 10 + 3 * x)))) < 1e-6)
    }
  }

  @Test func `a column far from 0 keeps its digits`() throws {
    let line = """
      <DerivedField name="z" optype="continuous" dataType="double"><Apply function="/">
      <Apply function="-"><FieldRef field="x"/><Constant>1000000000</Constant></Apply>
      <Constant>0.25</Constant></Apply></DerivedField>
      """
    let read = try ForeignModel(pmmlBytes: Self.document(Self.tables("z"), transformations: line))
    let classifier = try read.classifier(of: ["x"], source: "m").classifier
    for z in [-1.5, 0, 0.5, 2] {
      let table = try Table([Column("x", numbers: [1e9 + 0.25 * z])])
      let found = try classifier.predict(table).probabilities[0, 1]
      #expect(abs(Double(found) - 1 / (1 + exp(-(1 + 2 * z)))) < 1e-6)
    }
  }

  @Test func `weights of columns that are not scaled keep their digits`() throws {
    // In single precision the products of a year would be off by some 1e-5.
    let terms = """
      <RegressionTable intercept="-668.3370001" targetCategory="yes">
      <NumericPredictor name="x" coefficient="0.333000003"/></RegressionTable>
      <RegressionTable intercept="0" targetCategory="no"/>
      """
    let read = try ForeignModel(pmmlBytes: Self.document(terms))
    let classifier = try read.classifier(of: ["x"], source: "m").classifier
    for year in [2005.0, 2007, 2009] {
      let found = try classifier.predict(Table([Column("x", numbers: [year])])).probabilities[0, 1]
      // The probability itself is rounded to single precision, whose last digit here is worth 6e-8.
      #expect(abs(Double(found) - 1 / (1 + exp(668.337_000_1 - 0.333_000_003 * year))) < 1e-7)
    }
  }

  // MARK: What is known by its beginning

  @Test(arguments: [
    ("\u{FEFF}<?xml version=\"1.0\"?>\n<!-- <html> -->\n<PMML>", true), ("<p:PMML xmlns:p=\"x\">", true),
    ("<!DOCTYPE PMML><PMML>", true), ("<!-- \(String(repeating: "long ", count: 2000))--><PMML>", true),
    ("<html><PMML>", false), ("{\"a\": \"<PMML>\"}", false), ("a <b\n<PMML>", false), ("<!-- <PMML>", false),
    ("<!DOCTYPE html><PMML>", false), ("", false),
  ]) func `a document is one of PMML by its first element`(text: String, isPMML: Bool) {
    #expect(ForeignModel.beginsLikePMML(Array(text.utf8)) == isPMML, "\(text.prefix(40))")
  }

  // MARK: Values that mean something else

  @Test func `what becomes of values that are no valid ones is refused or told`() throws {
    func read(_ field: String, _ mined: String = "<MiningField name=\"x\"/>") throws -> ForeignModel {
      let text = String(decoding: Self.document(schema: mined), as: UTF8.self).replacing(
        "<DataField name=\"x\" optype=\"continuous\" dataType=\"double\"/>",
        with: "<DataField name=\"x\" optype=\"continuous\" dataType=\"double\">\(field)</DataField>")
      return try ForeignModel(pmmlBytes: Array(text.utf8))
    }
    func refusal(_ field: String, _ mined: String = "<MiningField name=\"x\"/>") -> String {
      let error = #expect(throws: InterchangeError.self) { try read(field, mined) }
      return error?.description ?? ""
    }
    let missing = "<Value value=\"-999\" property=\"missing\"/>"
    #expect(refusal(missing).contains("a value of \"x\" that counts as missing (line 2)"))
    let extreme = "<MiningField name=\"x\" outliers=\"asExtremeValues\" lowValue=\"0\" highValue=\"1\"/>"
    #expect(refusal("", extreme).contains("outliers \"asExtremeValues\" of the column \"x\" (line"))
    let interval = "<Interval closure=\"closedClosed\" leftMargin=\"0\" rightMargin=\"1\"/>"
    let asMissing = "<MiningField name=\"x\" invalidValueTreatment=\"asMissing\"/>"
    #expect(refusal(interval, asMissing).contains("invalidValueTreatment \"asMissing\" of the column \"x\""))
    #expect(try read(interval).notes.contains { $0.contains("outside of the intervals of \"x\"") })
    let asIs = "<MiningField name=\"x\" outliers=\"asIs\" invalidValueTreatment=\"asIs\"/>"
    #expect(try read(interval, asIs).notes.isEmpty)
    #expect(try read("", asMissing).notes.isEmpty)
  }

  @Test func `an indicator without a number for missing values refuses them`() throws {
    func features(_ mapping: String) throws -> FeatureSpace {
      let field = """
        <DerivedField name="z"><NormDiscrete field="c" value="red"\(mapping)/></DerivedField>
        """
      let read = try ForeignModel(pmmlBytes: Self.document(Self.tables("z"), transformations: field))
      return try #require(read.features)
    }
    let table = try Table([Column("c", strings: ["red", nil])])
    #expect(throws: DataError.self) { try features("").matrix(of: table) }
    #expect(try features(" mapMissingTo=\"0\"").matrix(of: table).shape[0] == 2)
  }

  @Test func `whole numbers as categories are found however they are written`() throws {
    let terms = """
      <RegressionTable intercept="0" targetCategory="yes">
      <CategoricalPredictor name="c" value="3.0" coefficient="1.5"/></RegressionTable>
      <RegressionTable intercept="0" targetCategory="no"/>
      """
    func read(_ terms: String) throws -> ForeignModel {
      let text = String(decoding: Self.document(terms), as: UTF8.self).replacing(
        "name=\"c\" optype=\"categorical\" dataType=\"string\"",
        with: "name=\"c\" optype=\"categorical\" dataType=\"integer\"")
      return try ForeignModel(pmmlBytes: Array(text.utf8))
    }
    let classifier = try read(terms).classifier(of: ["c"], source: "m").classifier
    let found = try classifier.predict(Table([Column("c", integers: [3, 4])])).probabilities
    #expect(abs(Double(found[0, 1]) - 1 / (1 + exp(-1.5))) < 1e-6 && found[1, 1] == 0.5)
    let error = #expect(throws: FileError.self) { try read(terms.replacing("3.0", with: "three")) }
    #expect(error?.description.contains("a whole number, as the column \"c\" holds them") ?? false)
  }

  @Test func `the column of the classes is known by its use`() throws {
    let schema = #"<MiningField name="x"/><MiningField name="y" usageType="target"/>"#
    let read = try ForeignModel(pmmlBytes: Self.document(schema: schema))
    #expect(read.target == "y")
  }

  // MARK: What is refused

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

  @Test func `fields that are made of themselves, and nesting without end, are refused`() throws {
    let circle = "<DerivedField name=\"z\"><FieldRef field=\"z\"/></DerivedField>"
    let model = Self.tables("z")
    #expect(throws: FileError.self) {
      try ForeignModel(pmmlBytes: Self.document(model, transformations: circle))
    }
    let deep = String(repeating: "<a>", count: 100_000)
    #expect(throws: FileError.self) { try ForeignModel(pmmlBytes: Array(deep.utf8)) }
    // Fields within fields are no deeper in the document.
    for (count, isRead) in [(150, true), (1000, false)] {
      let chain = (0..<count).map {
        "<DerivedField name=\"z\($0)\"><FieldRef field=\"\($0 == 0 ? "x" : "z\($0 - 1)")\"/></DerivedField>"
      }.joined()
      let bytes = Self.document(Self.tables("z\(count - 1)"), transformations: chain)
      if isRead {
        #expect(try ForeignModel(pmmlBytes: bytes).model.weights[0].scalars == [2])
      } else {
        let error = #expect(throws: InterchangeError.self) { try ForeignModel(pmmlBytes: bytes) }
        #expect(
          error?.description.contains("more than 200 fields and expressions within each other") ?? false)
      }
    }
  }

  @Test func `networks without layers, and inputs of one name, are refused`() {
    func refusal(_ inputs: String, _ layers: String) -> String {
      let network = String(
        decoding: Self.document("<NeuralInputs>\(inputs)</NeuralInputs>\(layers)"), as: UTF8.self
      )
      .replacing("RegressionModel", with: "NeuralNetwork").replacing("\"logit\"", with: "\"none\"")
      let error = #expect(throws: FileError.self) { try ForeignModel(pmmlBytes: Array(network.utf8)) }
      return error?.description ?? ""
    }
    let input = #"<NeuralInput id="0"><DerivedField><FieldRef field="x"/></DerivedField></NeuralInput>"#
    #expect(refusal(input, "").contains("should be a <NeuralLayer>"))
    #expect(refusal(input + input, "").contains("\"0\" twice"))
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
