import Logit

/// A library of Python that runs files of another format, where it is installed.
struct PythonLibrary {
  /// What it is called.
  let name: String
  /// What a program imports to have it.
  let modules: String
  /// A program that takes the path of a file, and prints what the file makes of its golden rows.
  let program: String

  /// Runs the program.
  ///
  /// - Parameters:
  ///   - artefact: The file.
  ///   - fileName: What it is called meanwhile.
  /// - Returns: What was printed, and what ran it; `nil` without Python or the library.
  /// - Throws: ``InterchangeError/notRun(output:runner:reason:)`` if it was run and failed.
  func run(_ artefact: Artefact, as fileName: String) throws -> (printed: String, python: Runner)? {
    guard let python = Runner("python3", versionOption: "-V") else { return nil }
    return try Scratch.with { scratch in
      let imports = try scratch.write(Array("import \(modules)\n".utf8), as: "imports.py")
      guard (try? python.run(["-B", imports], in: scratch, checking: artefact.path)) != nil else {
        return nil
      }
      let check = try scratch.write(Array(program.utf8), as: "check.py")
      let model = try scratch.write(artefact.bytes, as: fileName)
      return (try python.run(["-B", check, model], in: scratch, checking: artefact.path), python)
    }
  }

  /// Compares what the program prints, an object with `probabilities`, a list for each row, and `version`.
  ///
  /// - Parameters:
  ///   - artefact: The file.
  ///   - fileName: What it is called meanwhile.
  ///   - expected: The probabilities of each golden row.
  /// - Returns: What was found; `nil` without Python or the library.
  /// - Throws: ``InterchangeError/notRun(output:runner:reason:)`` if it was run and failed.
  func check(_ artefact: Artefact, as fileName: String, against expected: [[Double]]) throws -> GoldenCheck? {
    guard let text = try run(artefact, as: fileName)?.printed else { return nil }
    let printed = try JSON(json: text)
    let found = (printed["probabilities"]?.array ?? []).map { ($0.array ?? []).map { $0.double ?? .nan } }
    guard found.count == expected.count, zip(found, expected).allSatisfy({ $0.count == $1.count }) else {
      throw InterchangeError.notRun(
        output: artefact.path, runner: name, reason: "it gave \(found.count) of \(expected.count) rows")
    }
    return GoldenCheck(found, expected, runner: name, version: printed["version"]?.string ?? "")
  }
}

extension GoldenCheck {
  /// Compares probabilities, row by row.
  init(_ found: [[Double]], _ expected: [[Double]], runner: String, version: String) {
    let differences = zip(found, expected).map { row, expected in
      zip(row, expected).map { abs($0 - $1) }.reduce(0) { $1.isNaN ? .nan : max($0, $1) }
    }
    self.init(differences, runner: runner, version: version)
  }
}
