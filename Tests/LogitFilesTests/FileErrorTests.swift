import LogitFiles
import LogitTestSupport
import Testing

@Suite struct FileErrorTests {
  /// One error of each case.
  static let all: [FileError] = [
    .notRead(path: "patients.csv", reason: "No such file or directory"),
    .notWritten(path: "model.safetensors", reason: "Permission denied"),
    .readerGone(name: "standard output"),
    .directoryNotMade(path: "figures", reason: "Permission denied"),
    .invalidJSON(source: "model.json", line: 3, column: 7, reason: "expected a value, but found \"]\""),
    .damaged(
      source: "model.safetensors", item: "the header", expected: "JSON", found: "cut short",
      remedy: "load another file"),
    .overLimit(source: "rows.csv.gz", item: "what it unpacks to", limit: 1 << 30, remedy: "raise the limit"),
  ]

  /// The case of an error. A case that is added has no place here until it has one in ``all``, too.
  static func number(of error: FileError) -> Int {
    switch error {
    case .notRead: 0
    case .notWritten: 1
    case .readerGone: 2
    case .directoryNotMade: 3
    case .invalidJSON: 4
    case .damaged: 5
    case .overLimit: 6
    }
  }

  @Test func `every case has its message`() {
    #expect(Set(Self.all.map(Self.number)) == Set(0..<7))
  }

  @Test(arguments: all) func `a message is a sentence, and names no option of the command`(error: FileError) {
    #expect(faults(ofMessage: error.description) == [])
  }
}
