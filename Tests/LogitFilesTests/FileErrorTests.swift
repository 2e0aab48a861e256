import Foundation
import LogitFiles
import LogitTestSupport
import Testing

@Suite struct FileErrorTests {
  /// One error of each case.
  static let all: [FileError] = [
    .notRead(path: "patients.csv", reason: "No such file or directory"),
    .notWritten(path: "model.safetensors", reason: "Permission denied"),
    .outputFailed(name: "standard output", reason: "No space left on device"),
    .inputNotReplaced(path: "latest.csv", input: "patients.csv"),
    .readerGone(name: "standard output"),
    .directoryNotMade(path: "figures", reason: "Permission denied"),
    .invalidJSON(source: "model.json", line: 3, column: 7, reason: "expected a value, but found \"]\""),
    .damaged(
      source: "model.safetensors", item: "the header", expected: "JSON", found: "cut short",
      remedy: "load another file"),
    .outOfMemory(source: "rows.csv.gz", limit: 6_400_000_000),
    .endlessInput(source: "/dev/zero", reason: "it is a device, which may have no end"),
    .overLimit(source: "rows.csv.gz", item: "what it unpacks to", limit: 1 << 30, remedy: "raise the limit"),
  ]

  /// The case of an error. A case that is added has no place here until it has one in ``all``, too.
  static func number(of error: FileError) -> Int {
    switch error {
    case .notRead: 0
    case .notWritten: 1
    case .outputFailed: 2
    case .inputNotReplaced: 3
    case .readerGone: 4
    case .directoryNotMade: 5
    case .invalidJSON: 6
    case .damaged: 7
    case .outOfMemory: 8
    case .endlessInput: 9
    case .overLimit: 10
    }
  }

  @Test func `every case has its message`() {
    #expect(Set(Self.all.map(Self.number)) == Set(0..<11))
  }

  @Test(arguments: all) func `a message is a sentence, and names no option of the command`(error: FileError) {
    #expect(faults(ofMessage: error.description) == [])
  }

  @Test(arguments: [(EFBIG, "ulimit -f"), (ENOSPC, "make room on the device")])
  func `what another place would not help says what would`(number: Int32, remedy: String) {
    let reason = String(cString: strerror(number))
    for error in [FileError.notWritten(path: "a", reason: reason), .outputFailed(name: "a", reason: reason)] {
      #expect(error.description.contains(remedy), "\(error)")
      #expect(faults(ofMessage: error.description) == [])
    }
  }

  @Test func `codes stay what they are, one for each case`() {
    let codes: Set = [
      "file-not-read", "file-not-written", "file-output-failed", "file-input-not-replaced",
      "file-reader-gone", "file-directory-not-made", "file-invalid-json", "file-damaged",
      "file-out-of-memory", "file-endless-input", "file-over-limit",
    ]
    #expect(Set(Self.all.map(\.code)) == codes && codes.count == 11)
    #expect(Self.all.allSatisfy { $0.code.hasPrefix("file-") })
  }

  @Test(arguments: all) func `an error keeps its text where nothing else is known of it`(error: FileError) {
    let unknown: any Error = error
    #expect(unknown.localizedDescription == error.description)
    #expect((unknown as? any CodedError)?.code == error.code)
  }
}
