import Foundation
import LogitClassifier
import Testing

@Suite struct FitTests {
  let logit: BuiltCommand

  init() throws { logit = try BuiltCommand() }

  @Test(
    "Every bundled set goes from rows to a model, its measures, predictions and summary",
    arguments: Dataset.all)
  func bundled(entry: DatasetEntry) throws {
    let fit = try logit("fit", entry.name)
    #expect(fit.status == 0 && fit.errors.isEmpty, "\(fit.errors)")
    #expect(
      fit.text.hasSuffix(
        "The model is in model.safetensors.\nNext: logit predict model.safetensors new.csv\n"))
    #expect(!fit.text.contains("\u{1B}"))

    let evaluation = try logit("evaluate", "model.safetensors", entry.name, "--all-rows")
    #expect(evaluation.status == 0, "\(evaluation.errors)")
    #expect(
      evaluation.text.hasPrefix("\(entry.name): \(entry.rowCount.formatted()) rows; the model was trained"),
      "\(evaluation.text)")

    _ = try logit("datasets", entry.name, "-o", "set.csv")
    let predictions = try logit("predict", "model.safetensors", "set.csv", "--quiet", "-o", "out.csv")
    #expect(predictions.status == 0 && predictions.errors.isEmpty, "\(predictions.errors)")
    let table = try Table(csv: logit.folder.appendingPathComponent("out.csv").path)
    #expect(table.rowCount == entry.rowCount && table.columnCount == entry.columnCount + 1 + entry.classCount)
    let right = zip(
      try table.column("predicted").strings(), try table.column(entry.target).strings()
    ).count { $0 == $1 }
    // Far above the rate of the largest class; the shapes that no line divides are left out of this.
    if !["two-moons", "circles"].contains(entry.name) {
      #expect(Double(right) / Double(entry.rowCount) > 0.8, "\(entry.name)")
    }

    let summary = try logit("summary", "model.safetensors")
    #expect(summary.status == 0 && summary.text.contains(entry.target))
  }

  @Test("A name that names no file is refused before anything is read or trained", arguments: ["", "zz/"])
  func noFile(name: String) throws {
    let output = try logit("fit", "iris", "-o", name)
    #expect(output.status == 1 && output.text.isEmpty)
    #expect(output.errors.hasPrefix("Error: Cannot write \(name.isEmpty ? "''" : name): it names no file"))
  }

  @Test("A model in the place of a table is told which commands take one", arguments: ["fit", "split"])
  func model(command: String) throws {
    _ = try logit("fit", "iris", "--quiet", "-o", "m.safetensors")
    let output = try logit(command, "m.safetensors", "--target", "y")
    #expect(output.status == 1)
    #expect(output.errors.contains("predict, evaluate and plot take the model first and then a table"))
  }

  @Test("A class that was left out does not keep the training file from being measured")
  func rareClass() throws {
    var text = "x,y\n"
    for row in 0..<100 { text += "\(row % 13),\(row == 50 ? "solo" : row % 2 == 0 ? "a" : "b")\n" }
    try logit.write(text, to: "rare.csv")
    for validation in ["0", "0.2"] {
      let fit = try logit(
        "fit", "rare.csv", "--target", "y", "--rare-class", "drop", "--validation", validation, "-o", "r.st")
      #expect(fit.text.contains("1 row left out, without a class or alone in one"), "\(fit.errors)")
      for arguments in [[], ["--all-rows"]] {
        let output = try logit.run(["evaluate", "r.st", "rare.csv", "--json"] + arguments)
        let rows = (output.object?["scores"] as? [String: Any])?["rows"] as? Int
        #expect(rows == (validation == "0" || !arguments.isEmpty ? 99 : 20), "\(output.errors)")
      }
      #expect(try logit("plot", "r.st", "rare.csv", "--all-rows", "--quiet").status == 0)
    }
  }

  @Test("--json of each command is one object and nothing else")
  func json() throws {
    let fit = try logit("fit", "penguins", "--json")
    #expect(fit.errors.isEmpty && fit.object?["model"] as? String == "model.safetensors")
    let columns = try #require(fit.object?["columns"] as? [[String: Any]])
    let target = try #require(columns.first { $0["name"] as? String == "species" })
    #expect(target["action"] as? String == "target" && !fit.text.contains("excluded as asked for"))
    let warnings = try #require(fit.object?["warnings"] as? [[String: Any]])
    for warning in warnings {
      #expect(
        Set(warning.keys)
          == ["kind", "severity", "columns", "classes", "rows", "message", "evidence", "option"])
    }
    for arguments in [
      ["evaluate", "model.safetensors", "penguins"], ["predict", "model.safetensors", "penguins"],
      ["summary", "model.safetensors"], ["split", "penguins"], ["datasets"],
      ["convert", "penguins", "penguins.csv"],
    ] {
      let output = try logit.run(arguments + ["--json"])
      #expect(output.status == 0 && output.errors.isEmpty && output.object != nil, "\(arguments)")
    }
  }

  @Test("The same data and seed make the same bytes, with any number of threads")
  func reproducible() throws {
    for (name, threads) in [("a", "1"), ("b", "1"), ("c", "2")] {
      let output = try logit(
        "fit", "penguins", "--hidden", "8", "--quiet", "-o", "\(name).safetensors",
        environment: ["LOGIT_NUM_THREADS": threads])
      #expect(output.status == 0 && output.text.isEmpty)
    }
    #expect(try logit.bytes("a.safetensors") == logit.bytes("b.safetensors"))
    #expect(try logit.bytes("a.safetensors") == logit.bytes("c.safetensors"))
    _ = try logit("fit", "penguins", "--hidden", "8", "--quiet", "--seed", "1", "-o", "d.safetensors")
    #expect(try logit.bytes("a.safetensors") != logit.bytes("d.safetensors"))
  }

  @Test("Ctrl-C saves the model so far and says so")
  func interrupted() throws {
    let process = logit.process(["fit", "digits", "--epochs", "10000000"])
    let output = Pipe()
    process.standardOutput = output
    try Self.unblockingInterrupt { try process.run() }
    var text = ""
    // The plan is printed before training begins.
    while !text.contains("\n") {
      text += String(decoding: output.fileHandleForReading.availableData, as: UTF8.self)
      if !process.isRunning { break }
    }
    usleep(300_000)
    process.interrupt()
    text += String(decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    process.waitUntilExit()
    #expect(process.terminationStatus == 130 && process.terminationReason == .exit)
    #expect(text.contains("Interrupted: the model so far is in model.safetensors.\n"), "\(text)")
    #expect(try logit("evaluate", "model.safetensors", "digits").status == 0)
    let summary = try #require(try logit("summary", "model.safetensors", "--json").object)
    let provenance = try #require(summary["provenance"] as? [String: Any])
    let epochs = try #require(provenance["epochs_done"] as? Int)
    #expect(epochs > 0 && epochs < 10_000_000)
    #expect(
      try logit("summary", "model.safetensors").text.contains("  epochs done    \(epochs), then stopped\n"))
  }

  /// Starts a process that can be interrupted: it inherits the signals that its maker's thread has blocked,
  /// and the threads of tests block all.
  private static func unblockingInterrupt(_ start: () throws -> Void) rethrows {
    var (signals, before) = (sigset_t(), sigset_t())
    sigemptyset(&signals)
    sigaddset(&signals, SIGINT)
    pthread_sigmask(SIG_UNBLOCK, &signals, &before)
    defer { pthread_sigmask(SIG_SETMASK, &before, nil) }
    try start()
  }

  // MARK: - Bad input

  struct BadTable: CustomTestStringConvertible {
    var testDescription: String
    var bytes: Data
    var message: String
    var arguments: [String]

    init(_ name: String, _ text: String, _ message: String, _ arguments: [String] = []) {
      self.init(name, Data(text.utf8), message, arguments)
    }

    init(_ name: String, _ bytes: Data, _ message: String, _ arguments: [String] = []) {
      (testDescription, self.bytes, self.message, self.arguments) = (name, bytes, message, arguments)
    }
  }

  private static let rows = "a,y\n1,n\n2,p\n3,n\n4,p\n5,n\n6,p\n7,n\n8,p\n9,n\n10,p\n"

  static let badTables = [
    BadTable("ragged", "a,y\n1,n\n2\n", "bad.csv, line 3: 1 field, but line 1 has 2;"),
    BadTable("unclosed", "a,y\n1,\"n\n2,p\n", "bad.csv, line 2: a quote is opened and never closed;"),
    BadTable(
      "Latin-1", Data("a,y\n1,caf".utf8) + [0xE9] + Data("\n2,p\n".utf8),
      "bad.csv, line 2, column \"y\": the bytes are not UTF-8, but probably Latin-1"),
    BadTable("no such target", rows, "There is no target \"yy\"; did you mean \"y\"?", ["--target", "yy"]),
    BadTable(
      "one class", "a,y\n1,n\n2,n\n", "Column \"y\" cannot be the target: every row is of the class \"n\";"),
    BadTable("a class of one row", rows + "11,q\n", "The class \"q\" has 1 row, but "),
    BadTable("duplicate names", "a,a,y\n1,2,n\n3,4,p\n", "bad.csv: columns 1 and 2 are both named \"a\";"),
    BadTable("empty", "", "bad.csv has no rows;"),
    BadTable("only names", "a,y\n", "bad.csv has the names of 2 columns, but no rows of values;"),
    BadTable(
      "binary", Data([0x7F, 0x45, 0x4C, 0x46, 2, 1, 1, 0, 0, 0]),
      "bad.csv is a program, not a table that can be read;"),
    BadTable(
      "missing in the target", rows + "11,\n",
      "1 of the values in the target column \"y\" are missing, the first in "),
    BadTable(
      "NaN in the target", "a,y\n1,0\n2,1\n3,NaN\n4,0\n5,1\n",
      "1 of the values in the target column \"y\" are missing, the first in row 3"),
    BadTable(
      "no features", "y\nn\np\nn\np\nn\np\nn\np\nn\np\nn\np\n",
      "There is no column left to make features from"),
    BadTable("all missing", "a,y\n,n\n,p\n,n\n,p\n,n\n,p\n", "There is no column left to make features from"),
  ]

  @Test("A bad table is refused in a line that says what to do", arguments: badTables)
  func badTable(_ table: BadTable) throws {
    try logit.write(table.bytes, to: "bad.csv")
    let target = table.arguments.isEmpty ? ["--target", "y"] : table.arguments
    let output = try logit.run(["fit", "bad.csv"] + target)
    #expect(output.status == 1)
    #expect(output.errors.hasPrefix("Error: \(table.message)"), "\(output.errors)")
    #expect(output.errors.split(separator: "\n").count == 1)
    #expect(try logit.files == ["bad.csv"])
  }

  @Test("A directory, a missing file and a file without a target are told apart")
  func places() throws {
    try logit.write(Self.rows, to: "rows.csv")
    try FileManager.default.createDirectory(
      at: logit.folder.appendingPathComponent("folder"), withIntermediateDirectories: true)
    for (name, message, status) in [
      ("folder", "Cannot read folder: it is a directory; check the path.\n", 1),
      ("none.csv", "Cannot read none.csv: No such file or directory; check the path.\n", 1),
      (
        "rows.csv",
        "Name the column to predict with --target; the columns are \"a\", \"y\". If it is the last: --target y\n",
        64
      ),
    ] as [(String, String, Int32)] {
      let output = try logit.run(["fit", name] + (status == 1 ? ["--target", "y"] : []))
      #expect(output.status == status)
      #expect(output.errors.hasPrefix("Error: \(message)"), "\(output.errors)")
    }
  }

  @Test("Damaged NumPy files are refused")
  func numPy() throws {
    _ = try logit("convert", "iris", "iris.npz")
    try logit.write(logit.bytes("iris.npz").prefix(2000), to: "cut.npz")
    let cut = try logit("fit", "cut.npz", "--target", "species")
    #expect(cut.status == 1)
    #expect(cut.errors.hasPrefix("Error: Cannot read cut.npz: "), "\(cut.errors)")
    try logit.write("a,b\n1,2\n3,4\n", to: "matrix.csv")
    _ = try logit("convert", "matrix.csv", "matrix.npy")
    var bytes = try logit.bytes("matrix.npy")
    let shape = try #require(bytes.range(of: Data("(2, 2)".utf8)))
    bytes.replaceSubrange(shape, with: Data("(9, 9)".utf8))
    try logit.write(bytes, to: "lying.npy")
    let lying = try logit("fit", "lying.npy", "--target", "column_1")
    #expect(lying.status == 1)
    #expect(lying.errors.hasPrefix("Error: Cannot read lying.npy: "), "\(lying.errors)")
  }

  @Test(
    "The help of every option that takes a value names its default",
    arguments: [
      "fit", "cv", "path", "regress", "predict", "evaluate", "plot", "summary", "doctor", "split", "convert",
      "datasets", "demo",
    ])
  func defaults(command: String) throws {
    let help = try logit(command, "--help").text
    // Some options stand under headings of their own, before the others.
    let start = try #require(help.range(of: "ARGUMENTS:\n") ?? help.range(of: "OPTIONS:\n"))
    // An option begins with two blanks and its name; what is said of it stands indented below or beside it.
    var options: [String] = []
    for line in help[start.upperBound...].split(separator: "\n", omittingEmptySubsequences: false) {
      if line.hasPrefix("  -") {
        options.append(String(line))
      } else if line.hasPrefix("   "), let last = options.indices.last {
        options[last] += " " + line
      } else if !line.isEmpty && !line.hasPrefix("  ") && !line.hasSuffix(":") {
        break
      }
    }
    #expect(!options.isEmpty)
    for option in options where option.contains("<") {
      #expect(option.contains("default"), "\(option)")
    }
  }

  @Test("The command's help and its completions know every command")
  func help() throws {
    let help = try logit("--help").text
    for command in ["fit", "predict", "evaluate", "summary", "split", "convert", "datasets", "demo"] {
      #expect(help.contains("\n  \(command) "), "\(command)")
      #expect(try logit(command, "--help").status == 0)
    }
    for shell in ["zsh", "bash", "fish"] {
      let script = try logit("--generate-completion-script", shell)
      #expect(script.status == 0)
      for word in ["predict", "adamw", "breast-cancer", "safetensors"] {
        #expect(script.text.contains(word), "\(shell) \(word)")
      }
    }
  }

  @Test("Columns that are named in two options of one kind are all meant")
  func repeatedLists() throws {
    let rows = (0..<40).map { "\($0 * 7 % 11),\($0 * 5 % 13),\($0 * 3 % 17),\($0 % 3 == 0 ? "yes" : "no")\n" }
    try logit.write("a,b,c,y\n" + rows.joined(), to: "t.csv")
    for options in [
      ["--exclude", "a", "--exclude", "b"], ["--exclude", "a,b"], ["--features", "c"],
      ["--features", "a,c", "--features", "b", "--exclude", "b", "--exclude", "a"],
    ] {
      let output = try logit.run(["fit", "t.csv", "--target", "y", "--json", "-o", "m.st"] + options)
      let coefficients = try #require(output.object?["coefficients"] as? [[String: Any]], "\(output.errors)")
      #expect(coefficients.map { $0["feature"] as? String } == ["c"], "\(options)")
    }
  }
}
