import Foundation
import LogitClassifier
import Testing

@Suite struct SplitTests {
  let logit: BuiltCommand

  init() throws { logit = try BuiltCommand() }

  @Test("A target's classes have the same shares on both sides, and no row is lost")
  func stratified() throws {
    _ = try logit("datasets", "iris", "-o", "flowers.csv")
    let output = try logit("split", "flowers.csv", "--target", "species")
    #expect(
      output.text == """
        flowers.csv: 150 rows; the shares of "species" are
          file                    rows   share  setosa  versicolor  virginica
          flowers-train.csv        120  80.0 %  33.3 %      33.3 %     33.3 %
          flowers-validation.csv    30  20.0 %  33.3 %      33.3 %     33.3 %

        """)
    let parts =
      try logit.lines("flowers-train.csv").dropFirst() + logit.lines("flowers-validation.csv").dropFirst()
    #expect(try parts.sorted() == logit.lines("flowers.csv").dropFirst().sorted())
    #expect(try logit.lines("flowers-train.csv")[0] == logit.lines("flowers.csv")[0])
  }

  @Test("The same seed makes the same files, another seed others")
  func seeds() throws {
    for (seed, prefix) in [("1", "a"), ("1", "b"), ("2", "c")] {
      #expect(try logit("split", "wine", "--seed", seed, "-o", prefix, "--quiet").text.isEmpty)
    }
    #expect(try logit.bytes("a-train.csv") == logit.bytes("b-train.csv"))
    #expect(try logit.bytes("a-train.csv") != logit.bytes("c-train.csv"))
  }

  @Test("Folds hold back each row once, in the input's format")
  func folds() throws {
    try logit.write("t\tx\n" + (1...10).map { "\($0)\tr\($0)\n" }.joined(), to: "rows.tsv")
    let output = try logit("split", "rows.tsv", "--folds", "3", "--json")
    let files = try #require(output.object?["files"] as? [[String: Any]])
    #expect(
      files.map { $0["path"] as? String } == [
        "rows-fold1-train.tsv", "rows-fold1-validation.tsv", "rows-fold2-train.tsv",
        "rows-fold2-validation.tsv",
        "rows-fold3-train.tsv", "rows-fold3-validation.tsv",
      ])
    let held = try (1...3).flatMap { try logit.lines("rows-fold\($0)-validation.tsv").dropFirst() }
    #expect(try held.sorted() == logit.lines("rows.tsv").dropFirst().sorted())
  }

  @Test("Groups stay together, and the latest rows are held back")
  func groupsAndTimes() throws {
    try logit.write("g;t\n" + (1...12).map { "g\($0 % 4);\(20 - $0)\n" }.joined(), to: "visits.csv")
    _ = try logit("split", "visits.csv", "--group", "g", "--validation", "0.25", "-o", "by-group")
    func groups(_ name: String) throws -> Set<Substring> {
      Set(try logit.lines(name).dropFirst().map { $0.prefix(2) })
    }
    #expect(try groups("by-group-train.csv").isDisjoint(with: groups("by-group-validation.csv")))
    #expect(try logit.lines("by-group-train.csv")[0] == "g;t")
    _ = try logit("split", "visits.csv", "--time", "t", "--validation", "3", "-o", "by-time")
    #expect(
      try logit.lines("by-time-validation.csv").dropFirst().map { $0.drop { $0 != ";" } }
        == [";17", ";18", ";19"])
  }

  @Test("Spellings that are joined are one group, and one class in the shares")
  func joinedSpellings() throws {
    var text = "g,x\n"
    for row in 0..<120 { text += "\(["Oslo", "oslo", "Rome", "ROME", "Bonn", "bonn "][row % 6]),\(row)\n" }
    try logit.write(text, to: "cities.csv")
    for seed in 0..<4 {
      let output = try logit(
        "split", "cities.csv", "--group", "g", "--merge-spellings", "g", "--seed", "\(seed)", "-o", "s\(seed)"
      )
      #expect(output.status == 0, "\(output.errors)")
      func groups(_ part: String) throws -> Set<String> {
        Set(try logit.lines("s\(seed)-\(part).csv").dropFirst().map { $0.prefix(4).lowercased() })
      }
      #expect(try groups("train").isDisjoint(with: groups("validation")))
      #expect(try !groups("validation").isEmpty)
    }
    let shares = try logit(
      "split", CaseFixture.path("label-spellings.csv"), "--target", "paid", "--merge-spellings", "paid",
      "--json",
      "-o", "paid")
    let files = try #require(shares.object?["files"] as? [[String: Any]], "\(shares.errors)")
    let counts = try files.map { try #require($0["classes"] as? [String: Int]) }
    #expect(counts.count == 2 && counts.allSatisfy { $0.count == 2 })
    #expect(zip(counts, files).allSatisfy { $0.values.reduce(0, +) == $1["rows"] as? Int })
  }

  @Test("There may be more folds than files may be open")
  func manyFolds() throws {
    try logit.write("x\n" + (0..<200).map { "\($0)\n" }.joined(), to: "rows.csv")
    let output = try logit.shell("ulimit -n 64; logit split rows.csv --folds 100 --quiet -o f")
    #expect(output.status == 0, "\(output.errors)")
    #expect(try logit.files.count == 201)
  }

  @Test("What cannot be is refused, and no file is left behind")
  func refusals() throws {
    try logit.write("a,b\n1,x\n2,x\n3,y\n", to: "few.csv")
    for (arguments, status, message) in [
      (
        ["--target", "c"], 1,
        "There is no column of classes \"c\". The columns are \"a\", \"b\"."
      ),
      (["--target", "b"], 1, "The class \"y\" has 1 row, but "),
      (["--folds", "7"], 1, "There are 3 rows, but at least 7 are needed for 7 folds"),
      (["--folds", "1"], 1, "--folds is 1, but must be at least 2."),
      (
        ["--validation", "1.5"], 1,
        "--validation is 1.5, but must be a share between 0 and 1, or a whole number"
      ),
      (
        ["--target", "a", "--group", "b"], 64, "--target and --group contradict each other; give one of them."
      ),
    ] as [([String], Int32, String)] {
      let output = try logit.run(["split", "few.csv"] + arguments)
      #expect(output.status == status, "\(arguments)")
      #expect(output.errors.hasPrefix("Error: \(message)"), "\(output.errors)")
    }
    #expect(try logit.files == ["few.csv"])
  }
}
