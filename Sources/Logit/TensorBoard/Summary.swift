/// What an event tells under a tag, and which of TensorBoard's plugins shows it.
///
/// Values are tensors, as TensorFlow 2 writes them; the metadata say what they mean. The numbers of the
/// fields are those of `event.proto`, `summary.proto` and `tensor.proto` of TensorBoard.
enum Summary {
  case scalar(Float)
  case histogram(Histogram)
  case text(String)
  /// The architecture of a model in Keras's JSON.
  case model(String)
  case sessionStart([(name: String, value: HyperParameter)], seconds: Double)
  case sessionEnd(seconds: Double)

  /// Adds a value with its tag to a summary.
  ///
  /// - Parameters:
  ///   - tag: The name that it is found by; those of sessions have their own.
  ///   - message: The summary.
  func write(_ tag: String, to message: inout ProtobufWriter) {
    message.add(1) { value in
      value.add(1, text: tag)
      value.add(8) { writeTensor(to: &$0) }
      value.add(9) { metadata in
        metadata.add(1) { plugin in
          plugin.add(1, text: self.plugin.name)
          plugin.add(2, data: self.plugin.content)
        }
        if let dataClass { metadata.add(4, integer: dataClass.rawValue) }
      }
    }
  }

  /// What TensorBoard takes a series of values for.
  private enum DataClass: Int {
    case scalar = 1
    case tensor = 2
  }

  private var dataClass: DataClass? {
    switch self {
    case .scalar: .scalar
    case .histogram, .text: .tensor
    case .model, .sessionStart, .sessionEnd: nil
    }
  }

  private var plugin: (name: String, content: [UInt8]) {
    switch self {
    case .scalar: ("scalars", [])
    case .histogram: ("histograms", [])
    case .text: ("text", [])
    case .model: ("graph_keras_model", Array("1".utf8))
    case .sessionStart(let parameters, let seconds):
      ("hparams", Self.sessionStart(parameters, seconds: seconds))
    case .sessionEnd(let seconds): ("hparams", Self.sessionEnd(seconds: seconds))
    }
  }

  // MARK: Tensors

  /// The types of elements, by their numbers.
  private enum ElementType: Int {
    case float = 1
    case double = 2
    case string = 7
  }

  private func writeTensor(to tensor: inout ProtobufWriter) {
    func begin(_ type: ElementType, _ shape: [Int]) {
      tensor.add(1, integer: type.rawValue)
      tensor.add(2) { message in
        for size in shape { message.add(2) { $0.add(1, integer: size) } }
      }
    }
    switch self {
    case .scalar(let value):
      begin(.float, [])
      tensor.add(5, packed: [value])
    case .histogram(let histogram):
      begin(.double, [histogram.buckets.count, 3])
      tensor.add(6, packed: histogram.buckets.flatMap { [$0.low, $0.high, $0.count] })
    case .text(let text), .model(let text):
      begin(.string, [])
      tensor.add(8, text: text)
    case .sessionStart, .sessionEnd:
      // All that there is to say is in the metadata.
      begin(.float, [0])
    }
  }

  // MARK: Sessions

  private static func sessionStart(
    _ parameters: [(name: String, value: HyperParameter)], seconds: Double
  ) -> [UInt8] {
    var data = ProtobufWriter()
    data.add(3) { session in
      for (name, value) in parameters {
        session.add(1) { entry in
          entry.add(1, text: name)
          entry.add(2) { message in
            switch value {
            case .number(let number): message.add(2, double: number)
            case .text(let text): message.add(3, text: text)
            case .truth(let isTrue): message.add(4, integer: isTrue ? 1 : 0)
            }
          }
        }
      }
      session.add(5, double: seconds)
    }
    return data.bytes
  }

  private static func sessionEnd(seconds: Double) -> [UInt8] {
    var data = ProtobufWriter()
    data.add(4) { session in
      // Success.
      session.add(1, integer: 1)
      session.add(2, double: seconds)
    }
    return data.bytes
  }
}
