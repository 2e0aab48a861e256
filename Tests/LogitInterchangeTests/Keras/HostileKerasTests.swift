import Logit
import LogitFiles
import LogitInterchange
import Testing

@Suite("Hostile files of Keras")
struct HostileKerasTests {
  /// A model of three weights, trained a little.
  private static let small: Sequential = {
    do {
      var model = try Sequential([Dense(1, inputShape: [2], activation: .sigmoid)], seed: 1)
      try model.compile(optimizer: .sgd(learningRate: 0.1), loss: .binaryCrossentropy)
      try model.trainOnBatch(Tensor([[1, 2], [3, 4]]), Tensor([[0], [1]]))
      return model
    } catch { fatalError("\(error)") }
  }()

  /// Reads bytes that may be anything: an error with a sentence, or a model that predicts.
  private func requireErrorOrModel(_ bytes: [UInt8], _ architecture: String?, _ what: String) {
    do {
      let model = try ForeignModel(kerasBytes: bytes, name: "a.keras", architecture: architecture, seed: 1)
        .model
      let columns = model.layers.first?.inputShape?.reduce(1, *) ?? 1
      if columns < 100 { _ = try? model.predict(Tensor(repeating: 1, shape: [1, columns])) }
    } catch {
      let text = "\(error)"
      if !text.hasSuffix(".") || !text.contains("a.keras") { Issue.record("\(what): \(text)") }
    }
  }

  @Test("cut off anywhere are errors", arguments: [KerasFileFormat.keras, .h5])
  func truncated(format: KerasFileFormat) throws {
    let bytes = try Self.small.kerasBytes(format)
    for count in 0..<bytes.count {
      let text = message {
        _ = try ForeignModel(kerasBytes: Array(bytes[..<count]), name: "a.keras")
      }
      // What is cut off at the end of an HDF5 file may be nothing but filling.
      if text == "nothing was thrown" || !text.contains("a.keras") { Issue.record("\(count) bytes: \(text)") }
    }
  }

  @Test("with any byte changed are errors or models", arguments: KerasFileFormat.allCases)
  func flipped(format: KerasFileFormat) throws {
    // The legacy form repeats the others' parts, so a part of its bytes will do.
    let step = format == .h5 ? 11 : 1
    let bytes = try Self.small.kerasBytes(format, includingOptimizer: format == .h5)
    let architecture = format == .weights ? try Self.small.kerasJSON() : nil
    for index in stride(from: 0, to: bytes.count, by: step) {
      var other = bytes
      other[index] ^= [0xFF, 0x01, 0x80][index % 3]
      requireErrorOrModel(other, architecture, "byte \(index)")
    }
  }

  private func archive(_ entries: [(name: String, contents: [UInt8])], compressed: Bool = false) -> [UInt8] {
    var (encoder, output) = (ZipEncoder(), ByteOutput())
    for entry in entries {
      encoder.append(name: entry.name, contents: entry.contents, isCompressed: compressed, to: &output)
    }
    encoder.finish(to: &output)
    return output.bytes
  }

  private func refusal(_ bytes: [UInt8]) -> String {
    message { _ = try ForeignModel(kerasBytes: bytes, name: "a.keras") }
  }

  @Test("with entries twice, or that lead out of the archive, are refused")
  func entries() throws {
    let configuration = (name: "config.json", contents: Array(try Self.small.kerasJSON().utf8))
    #expect(refusal(archive([configuration, configuration])).contains("two of \"config.json\""))
    for name in ["../x", "/etc/x", "a/../../x", "a\\x"] {
      #expect(refusal(archive([configuration, (name, [])])).contains("leads out of it"))
    }
    #expect(refusal(archive([configuration])).contains("with model.weights.h5"))
    #expect(refusal(archive([("README", [])])).contains("with config.json"))
  }

  @Test("that grow when unpacked are refused before memory is taken")
  func bombs() throws {
    let configuration = (name: "config.json", contents: Array(try Self.small.kerasJSON().utf8))
    let zeros = (name: "model.weights.h5", contents: [UInt8](repeating: 0, count: 1 << 26))
    #expect(refusal(archive([configuration, zeros], compressed: true)).contains("more than the limit"))
    let blanks = (name: "config.json", contents: [UInt8](repeating: 0x20, count: 1 << 22))
    #expect(
      refusal(archive([blanks, ("model.weights.h5", [])], compressed: true)).contains("more than the limit"))
    let values = "[" + [String](repeating: "0", count: 100_000).joined(separator: ",") + "]"
    let many = (name: "config.json", contents: Array(values.utf8))
    #expect(refusal(archive([many, ("model.weights.h5", [])])).contains("more values"))
  }

  @Test("that claim more weights than they hold are refused before memory is taken")
  func largeClaims() throws {
    let text = try Self.small.kerasJSON()
      .replacing("\"batch_shape\": [null, 2]", with: "\"batch_shape\": [null, 2000000000]")
    let weights = try Self.small.kerasBytes(.weights)
    let bytes = archive([("config.json", Array(text.utf8)), ("model.weights.h5", weights)])
    #expect(refusal(bytes).contains("parameters"))
  }

  @Test(
    "that say they have numbers which are not stored are refused before memory is taken, however they are laid out",
    arguments: ["none", "plain", "shuffle", "gzip"])
  func unstored(kind: String) throws {
    let weights = try KerasFixture.bytes("claims-\(kind).h5")
    #expect(weights.count < 1 << 14)
    let opened = message { _ = try HDF5File(StoredBytes(weights, name: "a.keras")) }
    #expect(opened.contains("/layers/dense/vars/0") && opened.contains("a.keras"), "\(opened)")
    let text = try Self.small.kerasJSON()
      .replacing("\"batch_shape\": [null, 2]", with: "\"batch_shape\": [null, 1048576]")
      .replacing("\"units\": 1", with: "\"units\": 512")
    let found = refusal(archive([("config.json", Array(text.utf8)), ("model.weights.h5", weights)]))
    #expect(found.contains("/layers/dense/vars/0"), "\(found)")
    #expect(kind == "gzip" ? found.contains("limit") : found.contains("1048576, 512"), "\(found)")
  }

  @Test("that are unpacked twice grow no more than once")
  func nestedBombs() throws {
    // 6 MB of numbers within a megabyte of zeros within a kilobyte: each step by itself is usual.
    let inner = try KerasFixture.bytes("claims-gzip.h5") + [UInt8](repeating: 0, count: 1 << 20)
    let bytes = archive(
      [("config.json", Array(try Self.small.kerasJSON().utf8)), ("model.weights.h5", inner)], compressed: true
    )
    let limit = HDF5File.largestExpansion(of: bytes.count)
    #expect(bytes.count < 1 << 14 && limit < 10_000_000 && refusal(bytes).contains("\(limit) bytes"))
  }

  @Test("with weights of another shape, too many or too few, are refused by name")
  func otherWeights() throws {
    let other = try Sequential([Dense(2, inputShape: [2]), Dense(1)], seed: 1)
    let bytes = archive([
      ("config.json", Array(try Self.small.kerasJSON().utf8)),
      ("model.weights.h5", try other.kerasBytes(.weights)),
    ])
    #expect(
      refusal(bytes).contains(
        "the kernel of layer \"dense\" (/layers/dense/vars/0) should be of shape [2, 1]"))
    let longer = try Sequential([Dense(1, inputShape: [2], activation: .sigmoid), Dense(1)], seed: 1)
    let more = archive([
      ("config.json", Array(try Self.small.kerasJSON().utf8)),
      ("model.weights.h5", try longer.kerasBytes(.weights)),
    ])
    #expect(refusal(more).contains("of a layer that it does not have"))
    let fewer = archive([
      ("config.json", Array(try longer.kerasJSON().utf8)),
      ("model.weights.h5", try Self.small.kerasBytes(.weights)),
    ])
    #expect(refusal(fewer).contains("it would have 5 parameters, but at most 3 are allowed"))
  }
}
