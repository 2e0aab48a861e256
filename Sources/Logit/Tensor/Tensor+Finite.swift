import CLogitKernels
import LogitFiles

extension Tensor where Scalar == Float {
  /// The first element; valid as long as the tensor is held and not written to.
  var baseAddress: UnsafePointer<Float> {
    guard let address = storage.elements.baseAddress else {
      programmingError("A storage always has an address, even for no elements")
    }
    return UnsafePointer(address)
  }

  /// Throws ``LogitError/nonFiniteInput(name:row:column:value:)`` for the first NaN or infinity.
  func requireFinite(name: String, columns: Int) throws {
    guard let index = firstNonFinite else { return }
    throw LogitError.nonFiniteInput(name: name, at: index, columns: columns, in: self)
  }

  /// Throws unless every element can be the weight of a row.
  ///
  /// - Throws: ``LogitError/nonFiniteInput(name:row:column:value:)`` for the first that is not finite, or
  ///   ``LogitError/invalidOption(name:value:expected:)`` for the first that is negative.
  package func requireWeights(name: String) throws {
    try requireFinite(name: name, columns: 1)
    guard let row = scalars.firstIndex(where: { $0 < 0 }) else { return }
    throw LogitError.invalidOption(
      name: "\(name)[\(row)]", value: "\(scalars[row])", expected: "0 or greater")
  }

  /// The place of the first NaN or infinity.
  var firstNonFinite: Int? {
    let index = Int(Kernels.current.first_non_finite(baseAddress, Int64(count)))
    return index < 0 ? nil : index
  }
}

extension LogitError {
  /// The error for the number at a place of a tensor's row-major order.
  static func nonFiniteInput(name: String, at place: Int, columns: Int, in tensor: Tensor<Float>)
    -> LogitError
  {
    .nonFiniteInput(name: name, row: place / columns, column: place % columns, value: tensor[place])
  }
}
