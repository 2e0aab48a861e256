import Foundation
import LogitFiles
import Testing

@testable import LogitInterchange

@Suite("What models of Core ML reach") struct CoreMLScanTests {
  /// A model whose part of a number is a message.
  private func model(_ number: Int, _ part: @escaping (inout ProtobufWriter) -> Void) -> [UInt8] {
    var model = ProtobufWriter()
    model.add(1, integer: 4)
    model.add(2) { $0.add(1) { $0.add(1, text: "x") } }
    model.add(number, part)
    return model.bytes
  }

  /// The same as the only part of a pipeline.
  private func pipeline(_ part: [UInt8]) -> [UInt8] { model(202) { $0.add(1, data: part) } }

  private func scan(_ bytes: [UInt8]) throws -> CoreMLScan {
    var scan = CoreMLScan()
    try scan.model(ProtobufMessage(StoredBytes(bytes, name: "m.mlmodel"), name: "model"))
    return scan
  }

  @Test("A class of the program that loads the model is a risk, in a pipeline and in branches, too")
  func ownCode() throws {
    let layer = { (layer: inout ProtobufWriter) in
      layer.add(1, text: "mine")
      layer.add(500) { $0.add(10, text: "MyLayer") }
    }
    let whole = model(555) { $0.add(10, text: "MyModel") }
    let network = model(403) { $0.add(1, layer) }
    let branch = model(500) { $0.add(1) { $0.add(605) { $0.add(2) { $0.add(1, layer) } } } }
    let loop = model(500) { $0.add(1) { $0.add(615) { $0.add(4) { $0.add(1, layer) } } } }
    for (bytes, name) in [
      (whole, "MyModel"), (network, "MyLayer"), (branch, "MyLayer"), (loop, "MyLayer"),
      (pipeline(whole), "MyModel"), (pipeline(network), "MyLayer"),
    ] {
      let found = try scan(bytes)
      #expect(found.risks.map(\.kind) == [.code] && found.risks[0].message.contains(name), "\(found)")
      #expect(found.unseen.isEmpty)
    }
  }

  @Test("Another file is a risk; what only Apple's systems read, or is of no known kind, is not called safe")
  func others() throws {
    #expect(try scan(model(556) { _ in }).risks.map(\.kind) == [.files])
    for number in [502, 2000, 3000, 777] {
      let found = try scan(pipeline(model(number) { _ in }))
      #expect(found.risks.isEmpty && found.unseen.count == 1, "\(number)")
    }
    for number in [300, 401, 402, 600, 610] {
      let found = try scan(pipeline(model(number) { _ in }))
      #expect(found.risks.isEmpty && found.unseen.isEmpty && found.layers.count == 2, "\(number)")
    }
  }

  @Test("A file that is cut off is not called safe")
  func cutOff() throws {
    let bytes = model(403) { $0.add(1) { $0.add(1, text: "a layer") } }
    let file = FileManager.default.temporaryDirectory.appendingPathComponent("\(UUID()).mlmodel")
    defer { try? FileManager.default.removeItem(at: file) }
    try Data(bytes.dropLast(3)).write(to: file)
    let found = try FileInspection(path: file.path)
    #expect(found.format == "coreml" && !found.isComplete, "\(found)")
  }
}
