extension Input: KerasSerializable {
  /// `"InputLayer"`.
  public static var kerasClassName: String { "InputLayer" }

  /// The options as Keras writes them.
  public var kerasConfiguration: [KerasMember] {
    let shape = (inputShape ?? []).map { KerasValue.integer($0) }
    return [
      KerasMember("batch_shape", .array([.optional(batchSize)] + shape)),
      KerasMember("dtype", .string(elementType.rawValue)), KerasMember("sparse", .bool(false)),
      KerasMember("ragged", .bool(false)), KerasMember("name", .string(name ?? "input_layer")),
      KerasMember("optional", .bool(false)),
    ]
  }

  /// Reads the options under Keras's names.
  ///
  /// - Throws: ``LogitError/invalidConfiguration(object:reason:)`` for options that Logit cannot use,
  ///   including sparse and ragged inputs.
  public init(keras options: inout KerasOptions) throws {
    guard case .array(let batchShape)? = options.value("batch_shape"), let batch = batchShape.first else {
      throw options.wrong(
        "batch_shape", expected: "a list of the number of rows and a row's dimensions", found: .null)
    }
    let shape = try batchShape.dropFirst().map {
      guard case .integer(let size) = $0, size >= 1 else {
        throw options.wrong("batch_shape", expected: "known dimensions, each at least 1", found: $0)
      }
      return size
    }
    var batchSize: Int?
    if case .integer(let size) = batch { batchSize = size }
    let typeName = try options.string("dtype", default: "float32")
    guard let elementType = ElementType(rawValue: typeName) else {
      throw options.wrong("dtype", expected: "float32, int32 or int64", found: .string(typeName))
    }
    for option in ["sparse", "ragged", "optional"] { try options.require(option, is: .bool(false)) }
    self.init(
      shape: shape, batchSize: batchSize, elementType: elementType, name: try options.optionalString("name"))
  }
}
