import Foundation
import Testing

/// What all commands have in common.
@Suite struct ShellTests {
  let logit: BuiltCommand

  init() throws { logit = try BuiltCommand() }

  @Test(
    "A command that is none is an error, whatever follows it, and the nearest is named",
    arguments: [
      ["fti"], ["fti", "--help"], ["fti", "-h"], ["fti", "rows.csv", "--target", "y"], ["help", "fti"],
    ])
  func unknownCommand(_ arguments: [String]) throws {
    let output = try logit.run(arguments)
    #expect(output.status == 64 && output.text.isEmpty)
    #expect(
      output.errors.hasPrefix(
        "Error: There is no command 'fti'; did you mean \"fit\"? The commands are fit, regress, cv, path, "),
      "\(output.errors)")
    #expect(try logit("zzzzzz", "--help").errors.hasPrefix("Error: There is no command 'zzzzzz'. The "))
  }

  @Test("Help is no error")
  func help() throws {
    for arguments in [["--help"], ["-h"], ["help"], ["help", "fit"], ["fit", "--help"], ["--version"], []] {
      let output = try logit.run(arguments)
      #expect(output.status == 0 && output.errors.isEmpty && !output.text.isEmpty, "\(arguments)")
    }
  }

  @Test(
    "Every command refuses a wrong environment in the same words",
    arguments: [
      ["fit", "none.csv"], ["predict", "none", "none.csv"], ["evaluate", "none", "none.csv"],
      ["summary", "none"], ["plot", "none"], ["split", "none.csv"], ["convert", "none.csv", "a.csv"],
      ["datasets"], ["demo", "sigmoid"],
    ])
  func environment(_ arguments: [String]) throws {
    let threads = try logit.run(arguments, environment: ["LOGIT_NUM_THREADS": "many"])
    #expect(threads.status == 1 && threads.text.isEmpty)
    #expect(
      threads.errors
        == "Error: The environment variable LOGIT_NUM_THREADS is \"many\", but must be a number from 1 to 1024.\n"
    )
    let level = try logit.run(arguments, environment: ["LOGIT_SIMD": "sse9"])
    #expect(level.status == 1 && level.text.isEmpty)
    #expect(
      level.errors.hasPrefix(
        "Error: The environment variable LOGIT_SIMD is \"sse9\", but must be one of baseline"), "\(level)")
    #expect(try logit.files.isEmpty)
  }

  // MARK: - Control characters

  /// Clears the screen, and sets the terminal's title.
  private static let hostile = "\u{1B}[2J\u{1B}]0;x\u{7}\u{9B}31m\u{202E}"

  @Test("Control characters in names and values never reach a terminal")
  func controlCharacters() throws {
    let h = Self.hostile
    var rows = "a\(h),b\(h),y\(h)\n"
    for row in 1...40 { rows += "\(row),v\(row % 3)\(h),\(row % 2 == 0 ? "n" : "p")\(h)\n" }
    try logit.write(rows, to: "r\(h).csv")
    try logit.write("a\(h),b\(h),y\(h)\n1,\(h),n\(h)\n", to: "unknown.csv")
    let model = "m\(h).safetensors"
    for arguments in [
      ["fit", "r\(h).csv", "--target", "y\(h)", "-o", model], ["summary", model],
      ["evaluate", model, "r\(h).csv"], ["plot", model, "r\(h).csv", "--format", "terminal"],
      ["plot", model, "r\(h).csv"], ["split", "r\(h).csv", "--target", "y\(h)"],
      ["predict", model, "unknown.csv", "-o", "o.csv"], ["convert", "r\(h).csv", "c\(h).npy"],
      ["evaluate", model, "unknown.csv"], ["fit", "r\(h).csv", "--target", "yy\(h)"],
      ["fit", "r\(h).csv"], ["fit", "none\(h).csv", "--target", "y"], ["none\(h)"],
      ["fit", "r\(h).csv", "--target", "y\(h)", "--exclude", "q\(h)"], ["datasets", "ir\(h)"],
      ["fit", "r\(h).csv", "--target", "y\(h)", "-o", model, "--json"], ["summary", model, "--json"],
      ["predict", model, "r\(h).csv", "--json"], ["evaluate", model, "r\(h).csv", "--json"],
      ["plot", model, "r\(h).csv", "--json"],
    ] {
      let output = try logit.run(arguments)
      let steering = (output.text + output.errors).unicodeScalars.filter {
        $0.properties.generalCategory == .control && $0 != "\n" && $0 != "\t" || $0 == "\u{202E}"
      }
      #expect(steering.isEmpty, "\(arguments) \(output)")
    }
  }

  @Test("Error lines stay lines, whatever a name holds")
  func lines() throws {
    let output = try logit("fit", "no\nfile.csv", "--target", "y")
    #expect(
      output.errors == "Error: Cannot read no\\nfile.csv: No such file or directory; check the path.\n")
  }

  @Test("Rows are shown to a terminal with escapes, and written to a pipe as they are")
  func rowsOnTerminal() throws {
    guard FileManager.default.fileExists(atPath: "/usr/bin/script") else { return }
    try logit.write("a,b\n1,\(Self.hostile)\n", to: "rows.csv")
    let pipe = try logit("convert", "rows.csv", "-", "--to", "csv", "--header")
    #expect(pipe.text == "a,b\n1,\(Self.hostile)\n")
    let terminal = try logit.shell(
      "script -qec 'logit convert rows.csv - --to csv --header' /dev/null < /dev/null")
    #expect(terminal.text.contains("1,\\x1B[2J\\x1B]0;x\\x07\\x9B31m\\u202E\r\n"), "\(terminal)")
    #expect(!terminal.text.contains("\u{1B}") && !terminal.text.contains("\u{9B}"))
  }

  // MARK: - Memory

  @Test("Inputs without an end are refused, or end at the limit of memory")
  func endlessInputs() throws {
    guard FileManager.default.fileExists(atPath: "/dev/zero") else { return }
    for line in ["fit /dev/zero --target y", "split /dev/urandom", "convert - a.csv < /dev/zero"] {
      let output = try logit.shell("logit \(line)")
      #expect(output.status == 1, "\(output)")
      #expect(output.errors.contains("is not read: it is a device, which may have no end; "), "\(output)")
      #expect(output.errors.contains("(--memory)"))
    }
    let allowed = try logit.shell("logit fit /dev/zero --target y --memory 400MB")
    #expect(allowed.status == 1 && allowed.errors.contains("/dev/zero is not a text file"), "\(allowed)")
    let binary = try logit.shell("cat /dev/urandom | logit fit - --target y")
    #expect(binary.status == 1 && binary.errors.contains("standard input is not a text file"), "\(binary)")
    let endless = try logit.shell("yes 1,2 | logit fit - --target y --memory 120MB")
    #expect(endless.status == 1)
    #expect(
      endless.errors.hasPrefix("Error: standard input takes more memory than the limit of 120 MB; "),
      "\(endless)")
    let bomb = try logit.shell(
      "yes 1,2 | head -c 200000000 | gzip -1 > b.csv.gz; logit fit b.csv.gz --target y --memory 120MB")
    #expect(bomb.status == 1)
    #expect(bomb.errors.hasPrefix("Error: b.csv.gz takes more memory than the limit of 120 MB; "), "\(bomb)")
    #expect(try logit.files == ["b.csv.gz"])
  }

  @Test("A size that is none is refused, and others are understood")
  func sizes() throws {
    try logit.write("a,b\n1,2\n", to: "rows.csv")
    for size in ["4GB", "unlimited", "1.5GiB", "2000000000", "900m"] {
      #expect(try logit("convert", "rows.csv", "c.csv", "--memory", size).status == 0)
    }
    for size in ["much", "-1GB", "0", "GB", "1XB", "nan"] {
      #expect(try logit("convert", "rows.csv", "c.csv", "--memory=\(size)").status == 1, "\(size)")
    }
  }
}
