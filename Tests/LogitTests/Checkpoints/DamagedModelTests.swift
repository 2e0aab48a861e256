import Foundation
import LogitFiles
import Testing

@testable import Logit

/// Files of models that are damaged, of other kinds or of other releases.
@Suite struct DamagedModelTests {
  private static func trained() throws -> Sequential {
    var model = try SavedModelCase.optimizers[2].model()
    _ = try SavedModelCase.train(&model, 0..<1)
    return model
  }

  /// The bytes with the header's text changed.
  static func changing(_ bytes: [UInt8], _ edit: (String) -> String) -> [UInt8] {
    let length = bytes.prefix(8).reversed().reduce(0) { $0 << 8 | Int($1) }
    let header = Array(edit(String(decoding: bytes[8..<8 + length], as: UTF8.self)).utf8)
    return withUnsafeBytes(of: UInt64(header.count).littleEndian) { Array($0) } + header
      + bytes[(8 + length)...]
  }

  private static func refusal(_ bytes: [UInt8]) -> String {
    do {
      _ = try Sequential(bytes: bytes, name: "x.safetensors")
      return "nothing was refused"
    } catch { return "\(error)" }
  }

  @Test("A file that was cut off anywhere is refused by its name")
  func truncated() throws {
    let bytes = try Self.trained().encoded()
    for length in stride(from: 0, to: bytes.count, by: 13) {
      let text = Self.refusal(Array(bytes.prefix(length)))
      #expect(text.contains("x.safetensors") && text != "nothing was refused", "\(length): \(text)")
    }
  }

  @Test("A byte changed anywhere in the header never traps")
  func corrupted() throws {
    let bytes = try Self.trained().encoded()
    let length = bytes.prefix(8).reversed().reduce(0) { $0 << 8 | Int($1) }
    var generator = RandomGenerator(seed: 3)
    for _ in 0..<400 {
      var changed = bytes
      changed[generator.integer(in: 0..<8 + length)] = UInt8(generator.integer(in: 0..<256))
      if let model = try? Sequential(bytes: changed) {
        #expect(model.weights.allSatisfy { $0.scalars.allSatisfy(\.isFinite) })
      }
    }
  }

  @Test("A weight that is not finite is refused by its tensor")
  func weights() throws {
    var bytes = try Self.trained().encoded()
    let length = bytes.prefix(8).reversed().reduce(0) { $0 << 8 | Int($1) }
    bytes.replaceSubrange(8 + length..<12 + length, with: [0, 0, 0xC0, 0x7F])
    #expect(Self.refusal(bytes).contains("the tensor dense/kernel should be finite numbers"))
  }

  @Test(
    "What does not fit is refused with the file, what was expected and what was found",
    arguments: [
      (
        #""format_version": "5""#, #""format_version": "6""#,
        "Cannot open x.safetensors: its format version should be at most 5, but is 6; use the release of Logit "
          + "that wrote it."
      ),
      (
        #""format": "logit-model""#, #""format": "pt""#,
        "Cannot open x.safetensors: its format should be logit-model, but is pt; use a file that "
          + "Sequential.save(to:) wrote."
      ),
      (#""format": "logit-model", "#, "", "its format should be logit-model, but is not given"),
      (#""architecture": "#, #""other": "#, "the metadata architecture should be there, but is missing"),
      (
        #"\"units\": 5"#, #"\"units\": 6"#,
        "layer 0 should be \"dense: Dense [2] -> [6], kernel [2, 6], bias [6]\" as in the model"
      ),
      (#"\"units\": 5"#, #"\"units\": 500000000"#, "the architecture should be"),
      (#"\"units\": 5"#, #"\"units\": -5"#, "the architecture should be"),
      (#"\"units\": 5"#, #"\"units\": 5, \"novel\": 1"#, "the option \"novel\" is not known"),
      (#"\"class_name\": \"Adam\""#, #"\"class_name\": \"Adom\""#, "there is no optimizer with this name"),
      (#""optimizer": "adam""#, #""optimizer": "sgd""#, "its optimizer should be adam as in the model"),
      (#""seed": "7""#, #""seed": "seven""#, "the metadata seed should be a whole number below 2⁶⁴"),
      (
        #""seed": "7""#, #""seed": "7", "frozen_layers": "no""#, "the frozen layer should be one of the model"
      ),
      (#""optimizer/momentum""#, #""optimizer/moment""#, "the tensor optimizer/momentum should be"),
    ])
  func header(_ text: String, _ replacement: String, _ message: String) throws {
    let bytes = Self.changing(try Self.trained().encoded()) {
      #expect($0.contains(text))
      guard let range = $0.range(of: text) else { return $0 }
      return $0.replacingCharacters(in: range, with: replacement)
    }
    let refusal = Self.refusal(bytes)
    #expect(refusal.contains(message) && refusal.contains("x.safetensors"), "\(refusal)")
  }

  @Test("A file of another kind, or none, is refused by its name")
  func otherFiles() throws {
    let folder = FileManager.default.temporaryDirectory
    let path = folder.appendingPathComponent("logit-kind-\(UUID()).csv").path
    defer { try? FileManager.default.removeItem(atPath: path) }
    #expect(throws: FileError.notRead(path: path, reason: "No such file or directory")) {
      try Sequential(contentsOf: path)
    }
    try Data("loss,accuracy\r\n0,1\r\n2,3".utf8).write(to: URL(fileURLWithPath: path))
    #expect(throws: LogitError.self) { try Sequential(contentsOf: path) }
  }
}
