import Testing

@testable import Logit

/// Layers to and from Keras's JSON.
@Suite struct LayerConfigurationTests {
  static let configurations: [JSON] = {
    let single = KerasVectors.load("layers")["cases"]?.elements ?? []
    let models = (KerasVectors.load("configs")["cases"]?.elements ?? [])
      .filter { $0["family"]?.text == "model" }
    return single.compactMap { $0["config"] }
      + models.flatMap { $0["json"]?["config"]?["layers"]?.elements ?? [] }
  }()

  /// What Keras writes around a layer's options, without what belongs to the model.
  static func withoutBuild(_ configuration: JSON) -> JSON {
    guard case .object(let members) = configuration else { return configuration }
    return .object(members.filter { $0.name != "build_config" })
  }

  @Test("What was read is written again as Keras wrote it", arguments: 0..<configurations.count)
  func roundTrip(_ index: Int) throws {
    let configuration = Self.withoutBuild(Self.configurations[index])
    let layer = try KerasRegistry.layers.make(configuration)
    let serializable = try #require(layer as? any KerasSerializable)
    #expect(
      try KerasRegistry.layers.serialized(serializable).withoutIntegers.description
        == configuration.withoutIntegers.description)
  }

  @Test("Unknown layers, options and types of number are refused by name")
  func refused() {
    func error(_ className: String, _ options: [JSON.Member]) -> String {
      do {
        _ = try KerasRegistry.layers.make(
          ["class_name": .string(className), "config": .object(options)])
        return ""
      } catch {
        return "\(error)"
      }
    }
    #expect(error("LSTM", []).contains("LSTM"))
    #expect(
      error("Dropout", [JSON.Member("rate", .number(0.5)), JSON.Member("speed", .integer(1))]).contains(
        "speed"))
    #expect(error("Flatten", [JSON.Member("dtype", .string("float16"))]).contains("float16"))
    #expect(
      error("Flatten", [JSON.Member("data_format", .string("channels_first"))]).contains("channels_first"))
    #expect(error("BatchNormalization", [JSON.Member("synchronized", .bool(true))]).contains("synchronized"))
  }
}
