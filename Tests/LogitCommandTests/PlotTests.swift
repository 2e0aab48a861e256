import Foundation
import Testing

/// `logit plot`, run as a user runs it.
@Suite struct PlotTests {
  /// Runs the command in a folder of its own.
  let command: DemoTests

  init() throws {
    command = try DemoTests()
  }

  private func logit(_ arguments: String...) throws -> DemoTests.Output { try command.logit(arguments) }

  private func fit(_ arguments: String...) throws -> String {
    let output = try command.logit(["fit"] + arguments + ["--json", "--epochs", "60", "-o", "m.safetensors"])
    #expect(output.status == 0, "\(output.errors)")
    return output.text
  }

  private func files(_ folder: String = "figures") -> [String] {
    let path = command.folder.appendingPathComponent(folder).path
    return ((try? FileManager.default.contentsOfDirectory(atPath: path)) ?? []).sorted()
  }

  private func write(_ text: String, to name: String) throws {
    try Data(text.utf8).write(to: command.folder.appendingPathComponent(name))
  }

  private func object(_ text: String) throws -> [String: Any] {
    try #require(JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any])
  }

  @Test("Without rows what needs none is drawn, with rows all that makes sense")
  func kinds() throws {
    defer { command.removeFolder() }
    _ = try fit("iris")
    let alone = try logit("plot", "m.safetensors")
    #expect(alone.status == 0 && alone.errors.isEmpty)
    #expect(alone.text == "Figures: figures/learning-curve.svg, figures/coefficients.svg\n")
    let output = try logit("plot", "m.safetensors", "iris", "-o", "all")
    #expect(
      output.text.hasPrefix("iris: the 30 rows held out in training; --all-rows takes all\nFigures: all/"))
    #expect(
      files("all") == [
        "calibration.svg", "coefficients.svg", "confusion.svg", "learning-curve.svg", "precision-recall.svg",
        "roc.svg",
      ])
    #expect(try logit("plot", "m.safetensors", "iris", "--quiet").text.isEmpty)
    #expect(files().count == 6)
  }

  @Test("The rows held out in training are found again, so that the figures say what fit said")
  func heldOut() throws {
    defer { command.removeFolder() }
    let report = try object(fit("penguins", "--seed", "5"))
    let scores = try #require(report["scores"] as? [String: Any])
    func confusion(_ arguments: String...) throws -> (rows: Int?, counts: [[Int]], isHeldOut: Bool?) {
      let output = try command.logit(
        ["plot", "m.safetensors", "penguins", "--kind", "confusion", "--json"] + arguments)
      let plot = try object(output.text)
      let figure = try #require((plot["figures"] as? [[String: Any]])?.first)
      let counts = try #require((figure["data"] as? [String: Any])?["counts"] as? [[Int]])
      return (plot["rows"] as? Int, counts, plot["held_out"] as? Bool)
    }
    let found = try confusion()
    #expect(found.counts == scores["confusion"] as? [[Int]])
    #expect(found.rows == scores["rows"] as? Int && found.isHeldOut == true)
    let all = try confusion("--all-rows")
    #expect(all.rows == 344 && all.isHeldOut == false && all.counts.flatMap { $0 }.reduce(0, +) == 344)
  }

  @Test("--json has the paths and the curves' numbers")
  func json() throws {
    defer { command.removeFolder() }
    _ = try fit("breast-cancer")
    let plot = try object(logit("plot", "m.safetensors", "breast-cancer", "--json").text)
    let figures = try #require(plot["figures"] as? [[String: Any]])
    #expect(figures.count == 6)
    for figure in figures {
      let path = try #require(figure["path"] as? String)
      #expect(FileManager.default.fileExists(atPath: command.folder.appendingPathComponent(path).path))
    }
    func data(_ kind: String) throws -> [String: Any] {
      try #require(figures.first { $0["kind"] as? String == kind }?["data"] as? [String: Any])
    }
    let roc = try #require((data("roc")["curves"] as? [[String: Any]])?.first)
    #expect(roc["class"] as? String == "malignant")
    let (x, y) = (
      try #require(roc["false_positive_rate"] as? [Double]),
      try #require(roc["true_positive_rate"] as? [Double])
    )
    #expect(x.first == 0 && y.first == 0 && x.last == 1 && y.last == 1)
    // The area under what is drawn is the area that is written, to rounding.
    var area = 0.0
    for k in x.indices.dropFirst() { area += (x[k] - x[k - 1]) * (y[k] + y[k - 1]) / 2 }
    let written = try #require(roc["area"] as? Double)
    #expect(abs(area - written) < 1e-9)
    let bins = try #require(data("calibration")["bins"] as? [[String: Any]])
    #expect(bins.compactMap { $0["rows"] as? Int }.reduce(0, +) == 114)
    let recall = try #require((data("precision-recall")["curves"] as? [[String: Any]])?.first)
    #expect(abs((recall["base_rate"] as? Double ?? 0) - 42.0 / 114) < 1e-12)
  }

  @Test("A boundary is drawn in the columns' own units, with their names")
  func boundary() throws {
    defer { command.removeFolder() }
    _ = try fit("iris", "--features", "petal_length,petal_width")
    let output = try logit("plot", "m.safetensors", "iris", "--kind", "boundary", "-o", "b.svg")
    #expect(output.text.hasSuffix("Figure: b.svg\n"))
    let svg = try String(contentsOf: command.folder.appendingPathComponent("b.svg"), encoding: .utf8)
    for text in ["petal_length", "petal_width", "versicolor"] { #expect(svg.contains(text), "\(text)") }
  }

  @Test("A file gets the format of its name, and the terminal gets characters and no file")
  func formats() throws {
    defer { command.removeFolder() }
    _ = try fit("iris")
    #expect(try logit("plot", "m.safetensors", "iris", "--kind", "roc", "-o", "roc.html").status == 0)
    let page = try String(contentsOf: command.folder.appendingPathComponent("roc.html"), encoding: .utf8)
    #expect(page.hasPrefix("<!DOCTYPE html>") && page.contains("AUC"))
    #expect(try logit("plot", "m.safetensors", "iris", "--kind", "roc", "-o", "roc.png").status == 0)
    let image = try Data(contentsOf: command.folder.appendingPathComponent("roc.png"))
    #expect(image.starts(with: [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]))
    #expect(try logit("plot", "m.safetensors", "--format", "png", "-o", "images").status == 0)
    #expect(files("images") == ["coefficients.png", "learning-curve.png"])
    #expect(try logit("plot", "m.safetensors", "--format", "html", "-o", "pages").status == 0)
    #expect(files("pages") == ["coefficients.html", "learning-curve.html"])
    let drawn = try logit("plot", "m.safetensors", "iris", "--format", "terminal", "--kind", "confusion,roc")
    #expect(drawn.text.contains("Confusion (accuracy") && drawn.text.contains("ROC curve"))
    #expect(drawn.text.contains("┌──") && !drawn.text.contains("\u{1B}"))
    #expect(files().isEmpty)
  }

  @Test("What cannot be drawn is told with what to do")
  func mistakes() throws {
    defer { command.removeFolder() }
    _ = try fit("iris")
    try write("a,b\n1,2\n", to: "other.csv")
    for (arguments, status, message) in [
      (
        ["--kind", "rocc"], 1 as Int32,
        "There is no kind 'rocc'; did you mean \"roc\"? The kinds are learning-curve, coefficients, forest, effects, "
          + "boundary, roc, precision-recall, calibration, threshold, confusion, residuals, influence, profile."
      ),
      (
        ["--kind", "roc"], 1,
        "Cannot draw roc: it needs rows whose classes are known; name a file with the column \"species\" after the model."
      ),
      (
        ["iris", "--kind", "boundary"], 1,
        "Cannot draw boundary: it needs a model of exactly two columns of numbers, but the model takes 4 columns, "
      ),
      (
        ["other.csv"], 1,
        "other.csv has no column \"species\", which says the class of each row. Its columns are \"a\", \"b\". "
          + "Rename or add the column, or leave the file out to draw what needs no rows."
      ),
      (["-o", "a.pdf"], 1, "Cannot tell how to write a.pdf: end the name in .svg, .html, .png or .txt."),
      (
        ["-o", "a.svg"], 64,
        "--output a.svg names one file for 2 figures; choose one with --kind, or name a folder."
      ),
      (["-o", "a.svg", "--format", "html"], 64, "--output a.svg and --format html contradict each other"),
      (
        ["-o", "a", "--format", "terminal"], 64, "--format terminal draws in the terminal and writes nothing"
      ),
      (
        ["iris", "--kind", "roc,confusion", "--top", "5"], 64,
        "--top is for coefficients, forest, effects and profile, which are not among the figures to draw: roc, confusion."
      ),
      (["--quiet", "--json"], 64, "--quiet and --json contradict each other; give one of them."),
    ] {
      let output = try command.logit(["plot", "m.safetensors"] + arguments)
      #expect(output.status == status, "\(arguments)")
      #expect(output.errors.hasPrefix("Error: \(message)"), "\(output.errors)")
      #expect(output.text.isEmpty)
    }
    #expect(files().isEmpty)
  }

  @Test("Of several kinds those that can be drawn are, and for the others it is said why not")
  func several() throws {
    defer { command.removeFolder() }
    _ = try fit("iris")
    let some = try logit("plot", "m.safetensors", "--kind", "roc,coefficients,boundary")
    #expect(some.status == 0 && some.text == "Figure: figures/coefficients.svg\n")
    let reasons = some.errors.split(separator: "\n")
    #expect(
      reasons.count == 2 && reasons[0].hasPrefix("Cannot draw roc: ")
        && reasons[1].hasPrefix("Cannot draw boundary: "))
    let quiet = try logit("plot", "m.safetensors", "--kind", "roc,coefficients", "--quiet")
    #expect(quiet.status == 0 && quiet.text.isEmpty && quiet.errors.hasPrefix("Cannot draw roc: "))
    let json = try logit("plot", "m.safetensors", "--kind", "roc,coefficients", "--json")
    #expect(json.status == 0 && json.errors.isEmpty)
    #expect((try object(json.text)["skipped"] as? [String])?.count == 1)
    let none = try logit("plot", "m.safetensors", "--kind", "roc,boundary", "-o", "none")
    #expect(none.status == 1 && none.text.isEmpty && files("none").isEmpty)
    #expect(
      none.errors.hasPrefix("Error: Cannot draw roc: ") && none.errors.contains("Cannot draw boundary: "))
  }

  @Test("--top says how many coefficients are drawn")
  func top() throws {
    defer { command.removeFolder() }
    _ = try fit("breast-cancer")
    for (arguments, title) in [
      ([], "The 20 strongest of 30 coefficients"), (["--top", "5"], "The 5 strongest of 30 coefficients"),
      (["--top", "100"], "All 30 coefficients"),
    ] {
      let output = try command.logit(
        ["plot", "m.safetensors", "--kind", "coefficients", "-o", "c.svg"] + arguments)
      #expect(output.status == 0)
      let svg = try String(
        contentsOf: command.folder.appendingPathComponent("c.svg"), encoding: .utf8)
      #expect(svg.contains("<title>\(title)</title>") && svg.contains("per standard deviation"))
    }
    let wrong = try logit("plot", "m.safetensors", "--top", "0")
    #expect(wrong.status == 1 && wrong.errors.hasPrefix("Error: --top is 0, but must be at least 1."))
  }

  @Test("Rows that are left out are counted as by evaluate, those of weight 0 apart")
  func leftOut() throws {
    defer { command.removeFolder() }
    let rows = (0..<80).map { row in
      "\(row * 37 % 41),\(row % 5 == 0 ? 0 : 1),\(row == 7 ? "" : row * 37 % 41 + row % 9 > 22 ? "b" : "a")\n"
    }
    try write("x,w,y\n" + rows.joined(), to: "rows.csv")
    let fitted = try logit(
      "fit", "rows.csv", "--target", "y", "--weights", "w", "--missing-target", "drop", "-o", "m.safetensors",
      "--quiet")
    #expect(fitted.status == 0, "\(fitted.errors)")
    for arguments in [[], ["--all-rows"]] {
      let plotted = try command.logit(
        ["plot", "m.safetensors", "rows.csv", "--kind", "roc", "--json"] + arguments)
      let evaluated = try command.logit(["evaluate", "m.safetensors", "rows.csv", "--json"] + arguments)
      for output in [plotted, evaluated] {
        let found = try object(output.text)
        #expect(found["dropped_rows"] as? Int == 17, "\(output.text)")
        #expect(found["uncounted_rows"] as? Int == 16, "\(output.text)")
      }
      #expect(try object(plotted.text)["rows"] as? Int == 63)
      let text = try command.logit(["plot", "m.safetensors", "rows.csv", "--kind", "roc"] + arguments).text
      #expect(text.contains("1 row without a target left out, 16 rows of weight 0 left out"), "\(text)")
    }
  }

  @Test("Hidden layers have no weights to draw, and rows of one class no ROC curve; the rest is drawn")
  func unsuitable() throws {
    defer { command.removeFolder() }
    _ = try fit("breast-cancer", "--hidden", "4")
    #expect(try logit("plot", "m.safetensors").text == "Figure: figures/learning-curve.svg\n")
    let weights = try logit("plot", "m.safetensors", "--kind", "coefficients")
    #expect(weights.status == 1 && weights.errors.contains("the model has hidden layers"))
    _ = try fit("iris")
    let names = "sepal_length,sepal_width,petal_length,petal_width,species\n"
    try write(names + "5,3,1.4,0.2,setosa\n5.1,3,1.4,0.2,setosa\n", to: "one.csv")
    let output = try logit("plot", "m.safetensors", "one.csv", "-o", "one")
    #expect(output.status == 0)
    #expect(output.errors.contains("Cannot draw roc: it needs rows of two classes, but all are \"setosa\""))
    #expect(!files("one").contains("roc.svg") && files("one").contains("confusion.svg"))
  }
}
