import Foundation
import Testing

@Suite struct DoctorTests {
  let logit: BuiltCommand

  init() throws { logit = try BuiltCommand() }

  /// A table in which a column says what the class is.
  private func writeLeak() throws {
    let rows = (0..<200).map { row in
      "\(row * 37 % 101),\(row % 2 == 0 ? 5 : 1),\(row % 2 == 0 ? "yes" : "no")\n"
    }
    try logit.write("x,answer,y\n" + rows.joined(), to: "leak.csv")
  }

  @Test("A sound set ends with 0 and has nothing to say")
  func sound() throws {
    let output = try logit("doctor", "sigmoid")
    #expect(output.status == 0)
    #expect(
      output.text == """
        sigmoid: 2,000 rows, target "class" ("0" 50.0 %, "1" 50.0 %)

        Nothing was found.

        """)
  }

  @Test("A column that gives the answer away ends with 2, and names the option that leaves it out")
  func leak() throws {
    try writeLeak()
    let output = try logit("doctor", "leak.csv", "--target", "y")
    #expect(output.status == 2 && output.errors.isEmpty)
    #expect(output.text.contains("Errors\n  - \"answer\" alone tells the classes apart"))
    #expect(output.text.contains("--exclude answer"))
    let excluded = try logit("doctor", "leak.csv", "--target", "y", "--exclude", "answer")
    #expect(excluded.status == 0, "\(excluded.text)")
  }

  @Test("The object has the findings of at least the severity asked for, rows counted from 1")
  func object() throws {
    try writeLeak()
    let object = try #require(logit("doctor", "leak.csv", "--target", "y", "--json").object)
    #expect(Set(object.keys) == ["source", "target", "rows", "against", "findings"])
    #expect(object["rows"] as? Int == 200 && object["against"] is NSNull)
    let findings = try #require(object["findings"] as? [[String: Any]])
    #expect(findings.map { $0["kind"] as? String } == ["leakage", "separation"])
    #expect(
      Set(findings[0].keys) == [
        "kind", "severity", "columns", "classes", "rows", "message", "evidence", "option",
      ])
    let errors = try logit("doctor", "leak.csv", "--target", "y", "--json", "--severity", "error")
    #expect((errors.object?["findings"] as? [Any])?.count == 1 && errors.status == 2)
  }

  @Test("Other rows are compared, and a column that they lack ends with 2")
  func drift() throws {
    try writeLeak()
    try logit.write("answer\n1\n5\n", to: "new.csv")
    let output = try logit(
      "doctor", "leak.csv", "--target", "y", "--exclude", "answer", "--against", "new.csv", "--json")
    #expect(output.status == 2 && output.object?["against"] as? String == "new.csv")
    let findings = try #require(output.object?["findings"] as? [[String: Any]])
    #expect(findings.first?["columns"] as? [String] == ["x"])
  }

  @Test("A target that is missing is an error unless such rows are dropped")
  func missingTarget() throws {
    let rows = (0..<100).map { "\($0 * 37 % 101 % 17),\($0 % 10 == 3 ? "" : $0 % 3 == 0 ? "yes" : "no")\n" }
    try logit.write("x,y\n" + rows.joined(), to: "gaps.csv")
    let refused = try logit("doctor", "gaps.csv", "--target", "y", "--severity", "error")
    #expect(refused.status == 2 && refused.text.contains("--missing-target drop"))
    #expect(try logit("doctor", "gaps.csv", "--target", "y", "--missing-target", "drop").status == 0)
  }

  @Test("Mistakes: no target, a column that is not there, standard input twice")
  func mistakes() throws {
    try writeLeak()
    #expect(try logit("doctor", "leak.csv").status == 64)
    let unknown = try logit("doctor", "leak.csv", "--target", "z")
    #expect(unknown.status == 1 && unknown.errors.hasPrefix("Error: There is no"))
    #expect(try logit("doctor", "-", "--target", "y", "--against", "-").status == 64)
  }
}
