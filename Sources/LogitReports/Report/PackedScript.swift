import LogitPlots

/// The function that works a model out, with long runs of like statements as loops over packed numbers: of 784 columns
/// and ten classes it takes a third of the room, and gives the same bits.
///
/// A run is either the reading of all columns as numbers or the terms of a sum,
///
///     const age = present(row, "age", 41.5);
///     z0 += 0.25 * age;
///
/// whose numbers become an array of double precision, in base64.
struct PackedScript {
  /// Shorter runs stay as they are, which people can read.
  static let leastRun = 32

  /// The statement that declares the model.
  let text: String

  /// - Parameter declaration: What `JavaScriptSource` declares, a statement a line.
  init(_ declaration: String) {
    let lines = declaration.split(separator: "\n", omittingEmptySubsequences: false)
    guard let function = lines.firstIndex(where: { $0.hasPrefix("  function probabilities(") }) else {
      text = declaration
      return
    }
    var packing = Packing(columns: lines.first { $0.hasPrefix("  const columns = [") } ?? "")
    let body = packing.packed(lines[function...])
    text =
      packing.constants.isEmpty
      ? declaration
      : (lines[..<function].map(String.init) + Self.helpers + packing.constants + body).joined(
        separator: "\n")
  }

  /// No column is called as these, since those of columns have no capital letters.
  private static let helpers = [
    "  const unpackedNumbers = (text) =>",
    "    new Float64Array(Uint8Array.from(atob(text), (c) => c.charCodeAt(0)).buffer);",
    "  function weightedSum(sum, weights, values) {",
    "    for (let i = 0; i < weights.length; i++) sum += weights[i] * values[i];", "    return sum;", "  }",
  ]
}

/// The runs that were found, and what became of them.
private struct Packing {
  /// The line that declares the columns.
  let columns: Substring
  private(set) var constants: [String] = []
  /// The arrays of values, by the names in them.
  private var arrays: [String: String] = [:]

  init(columns: Substring) { self.columns = columns }

  /// A statement of a run: what all of it have alike, the number, and the name that differs.
  private struct Statement {
    let like: Substring
    let number: Double
    let name: Substring
    var column: Substring = ""
  }

  /// Lines with loops in the place of runs.
  mutating func packed(_ lines: ArraySlice<Substring>) -> [String] {
    var result: [String] = []
    var rest = lines
    while let line = rest.first {
      let reading = Self.reading(line) != nil
      var run: [Statement] = []
      for line in rest {
        guard let next = reading ? Self.reading(line) : Self.term(line),
          run.isEmpty || next.like == run[0].like
        else { break }
        run.append(next)
      }
      let count = max(run.count, 1)
      let loop = run.count >= PackedScript.leastRun ? looped(run) : nil
      result += loop ?? rest.prefix(count).map(String.init)
      rest = rest.dropFirst(count)
    }
    return result
  }

  private mutating func looped(_ run: [Statement]) -> [String]? {
    let names = run.map { String($0.name) }.joined(separator: ", ")
    guard run[0].column.isEmpty else {
      let read = run.map { String($0.column) }.joined(separator: ", ")
      guard columns == "  const columns = [\(read)];" else { return nil }
      let missing = constant(run)
      return ["    const [\(names)] = columns.map((column, i) => present(row, column, \(missing)[i]));"]
    }
    var lines: [String] = []
    let values = arrays[names] ?? "valuesOf\(arrays.count)"
    if arrays.updateValue(values, forKey: names) == nil { lines.append("    const \(values) = [\(names)];") }
    let sum = run[0].like
    return lines + ["    \(sum) = weightedSum(\(sum), \(constant(run)), \(values));"]
  }

  /// Declares the numbers of a run.
  private mutating func constant(_ run: [Statement]) -> String {
    let name = "packedNumbers\(constants.count)"
    let bytes = run.flatMap { statement in
      let bits = statement.number.bitPattern
      return (0..<8).map { UInt8(truncatingIfNeeded: bits >> (8 * UInt64($0))) }
    }
    constants.append("  const \(name) = unpackedNumbers(\"\(bytes.base64)\");")
    return name
  }

  // MARK: Statements

  /// `const NAME = present(row, "COLUMN", NUMBER);`
  private static func reading(_ line: Substring) -> Statement? {
    guard let (start, rest) = line.divided(at: " = present(row, "), start.hasPrefix("    const "),
      rest.hasSuffix(");"), let mark = rest.lastIndex(of: ","),
      let number = Self.value(of: rest[mark...].dropFirst(2).dropLast(2))
    else { return nil }
    return Statement(
      like: "present", number: number, name: start.dropFirst("    const ".count), column: rest[..<mark])
  }

  /// `SUM += NUMBER * NAME;`
  private static func term(_ line: Substring) -> Statement? {
    guard line.hasPrefix("    "), line.hasSuffix(";"),
      let (sum, term) = line.dropFirst(4).dropLast().divided(at: " += "), isName(sum),
      let (text, name) = term.divided(at: " * "), isName(name), let number = value(of: text)
    else { return nil }
    return Statement(like: sum, number: number, name: name)
  }

  private static func value(of text: Substring) -> Double? {
    text == "NaN" ? .nan : Double(text).flatMap { $0.isFinite ? $0 : nil }
  }

  private static func isName(_ text: Substring) -> Bool {
    !text.isEmpty
      && text.utf8.allSatisfy { byte in
        (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte | 0x20) || (0x30...0x39).contains(byte)
          || byte == UInt8(ascii: "_")
      }
  }
}

extension Substring {
  /// What stands before and after the first occurrence of a text.
  fileprivate func divided(at text: String) -> (Substring, Substring)? {
    firstRange(of: text).map { (self[..<$0.lowerBound], self[$0.upperBound...]) }
  }
}
