import Logit

/// PMML 4.4, the Data Mining Group's XML for models: a `RegressionModel`, or a `NeuralNetwork` for hidden
/// layers, with what becomes of columns as derived fields.
///
/// The golden rows are the file's `ModelVerification`, which evaluators of PMML run before they give a result.
/// Reference: <https://dmg.org/pmml/v4-4-1/GeneralStructure.html>.
public struct PMMLExport: ExportFormat {
  /// `pmml`
  public let word = "pmml"
  /// `PMML`
  public let name = "PMML"
  /// `pmml`
  public let fileExtension = "pmml"

  /// Makes the format.
  public init() {}

  /// Writes the model.
  ///
  /// - Parameter request: What to write.
  /// - Returns: The document.
  /// - Throws: ``InterchangeError/inexpressible(format:item:remedy:)`` for features and layers that are not
  ///   written in source code either, for calibrations by curves, activations that PMML has no word for, and
  ///   characters that XML has no place for.
  public func encode(_ request: ExportRequest) throws -> ExportedFile {
    let code = try ScoringCode(request, format: name)
    let writer = try PMMLWriter(request, code)
    return ExportedFile(writer.root.document, notes: writer.notes)
  }

  /// Whether a file is such a document with golden rows.
  ///
  /// - Parameter artefact: The file.
  /// - Returns: `false` for any other.
  public func recognizes(_ artefact: Artefact) -> Bool { golden(artefact) != nil }

  /// Runs the golden rows in JPMML where Python has `jpmml_evaluator`, and Java is there. A document of PMML
  /// is data: it can compute, and nothing else.
  ///
  /// - Parameter artefact: The file.
  /// - Returns: What was found; `nil` where there is no evaluator.
  /// - Throws: ``InterchangeError/notRun(output:runner:reason:)`` if it was run and failed.
  public func check(_ artefact: Artefact) throws -> GoldenCheck? {
    guard let rowCount = golden(artefact), Runner("java", versionOption: "-version") != nil else {
      return nil
    }
    let library = PythonLibrary(
      name: "JPMML", modules: "jpmml_evaluator, py4j", program: Self.program)
    return try library.run(artefact, as: "model.pmml").map { printed, python in
      try python.check(printed, rowCount: rowCount, checking: artefact.path)
    }
  }

  /// The number of golden rows; `nil` for a file that is no document of this writer's.
  private func golden(_ artefact: Artefact) -> Int? {
    guard let reader = try? XMLReader.read(artefact.bytes, name: artefact.path),
      reader.child("Header")?.child("Application")?["name"] == PMMLWriter.application,
      let model = reader.children.first(where: { $0.child("ModelVerification") != nil }),
      let count = model.child("ModelVerification")?["recordCount"]
    else { return nil }
    return Int(count).flatMap { $0 > 0 ? $0 : nil }
  }

  /// A program for Python with jpmml_evaluator: takes the path of a document, evaluates the rows of its
  /// `ModelVerification`, and prints the largest difference of each.
  static let program = """
    import math, sys
    import xml.etree.ElementTree as tree
    from jpmml_evaluator import make_evaluator

    space = "{http://www.dmg.org/PMML-4_4}"
    root = tree.parse(sys.argv[1]).getroot()
    verification = root.find(f".//{space}ModelVerification")
    fields = [(f.get("field"), f.get("column")) for f in verification.iter(f"{space}VerificationField")]
    outputs = {f.get("name") for f in root.iter(f"{space}OutputField")}
    types = {f.get("name"): f.get("dataType") for f in root.iter(f"{space}DataField")}
    read = {"double": float, "boolean": lambda text: text == "true", "string": str}
    evaluator = make_evaluator(sys.argv[1])
    for number, row in enumerate(verification.iter(f"{space}row")):
        cells = {cell.tag[len(space):]: cell.text or "" for cell in row}
        given = {name: read[types[name]](cells[column]) for name, column in fields
                 if name not in outputs and column in cells}
        found = evaluator.evaluate(given)
        largest = 0.0
        for name, column in fields:
            if name in outputs:
                value = found.get(name)
                difference = math.nan if value is None else abs(value - float(cells[column]))
                largest = difference if not difference <= largest else largest
        print("row", number + 1, repr(largest))
    """
}
