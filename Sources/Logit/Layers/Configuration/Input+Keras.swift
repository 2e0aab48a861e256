extension Input: KerasSerializable {
  /// `"InputLayer"`.
  public static var kerasClassName: String { "InputLayer" }

  /// The options as Keras writes them.
  public var kerasConfiguration: [JSON.Member] {
    let shape = (inputShape ?? []).map { JSON.integer($0) }
    return [
      JSON.Member("batch_shape", .array([.optional(batchSize)] + shape)),
      JSON.Member("dtype", .string(elementType.rawValue)), JSON.Member("sparse", .bool(false)),
      JSON.Member("ragged", .bool(false)), JSON.Member("name", .string(name ?? "input_layer")),
      JSON.Member("optional", .bool(false)),
    ]
  }

  /// Reads the options under Keras's names.
  ///
  /// - Throws: ``LogitError/invalidConfiguration(object:reason:)`` for options that Logit cannot use,
  ///   including sparse and ragged inputs.
  public init(keras options: inout JSONFields) throws {
    let found = options.value("batch_shape") ?? .null
    guard let batchShape = found.array, let batch = batchShape.first else {
      throw options.wrong(
        "batch_shape", expected: "a list of the number of rows and a row's dimensions", found: found)
    }
    guard batch == .null || batch.integer != nil else {
      throw options.wrong("batch_shape", expected: "null or a whole number of rows at first", found: batch)
    }
    let shape = try batchShape.dropFirst().map {
      guard case .integer(let size) = $0, size >= 1 else {
        throw options.wrong("batch_shape", expected: "known dimensions, each at least 1", found: $0)
      }
      return size
    }
    let typeName = try options.string("dtype", default: "float32")
    guard let elementType = ElementType(rawValue: typeName) else {
      throw options.wrong("dtype", expected: "float32, int32 or int64", found: .string(typeName))
    }
    for option in ["sparse", "ragged", "optional"] { try options.require(option, is: .bool(false)) }
    self.init(
      shape: shape, batchSize: batch.integer, elementType: elementType,
      name: try options.optionalString("name"))
  }
}
