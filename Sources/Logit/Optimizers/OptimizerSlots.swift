import LogitFiles

/// What an optimizer keeps for some weights, during an update.
///
/// Each slot is a buffer with an element for each weight:
///
///     let momentum = slots[0]
///     for i in parameters.indices { momentum[i] = 0.9 * momentum[i] - learningRate * gradient[i] }
///
/// It is valid only during the call it is passed to.
public struct OptimizerSlots {
  /// The number of slots.
  public let count: Int
  /// The number of weights.
  public let length: Int
  private let start: UnsafeMutablePointer<Float>?
  /// The distance from one slot to the next.
  let stride: Int

  /// - Parameters:
  ///   - start: The first weight's element of the first slot.
  ///   - stride: The distance from one slot to the next.
  init(start: UnsafeMutablePointer<Float>?, stride: Int, count: Int, length: Int) {
    self.start = start
    self.stride = stride
    self.count = count
    self.length = length
  }

  /// Makes slots of a caller's own numbers, to call an optimizer without a model, as a test or a benchmark
  /// does.
  ///
  /// - Parameters:
  ///   - numbers: Those of the first slot, then of the second and so on. They must stay where they are while
  ///     the slots are used.
  ///   - count: The number of slots, as many as the optimizer has ``Optimizer/slotNames``; a number that does
  ///     not divide that of the numbers is a programming error.
  public init(_ numbers: UnsafeMutableBufferPointer<Float>, count: Int) {
    guard count > 0 ? numbers.count % count == 0 : numbers.isEmpty else {
      programmingError("\(numbers.count) numbers cannot be divided into \(count) slots")
    }
    let length = count > 0 ? numbers.count / count : 0
    self.init(start: numbers.baseAddress, stride: length, count: count, length: length)
  }

  /// A slot, in the order of ``Optimizer/slotNames``; its `mutableSpan` is the safe view of it.
  ///
  /// - Parameter index: The slot, in `0..<count`; anything else is a programming error.
  public subscript(index: Int) -> UnsafeMutableBufferPointer<Float> {
    guard (0..<count).contains(index) else {
      programmingError("Slot \(index) is not one of the optimizer's \(count)")
    }
    return UnsafeMutableBufferPointer(start: start.map { $0 + index * stride }, count: length)
  }

  /// Ends the program unless there are as many slots as an optimizer has, and an element of each and of the
  /// gradient for every weight.
  func requireFit(slotCount: Int, weightCount: Int, gradient: Span<Float>) {
    guard count == slotCount, count == 0 || length == weightCount, gradient.count == weightCount else {
      programmingError(
        "An update of \(weightCount) weights cannot use \(gradient.count) gradients and \(count) slots of \(length)"
      )
    }
  }

  /// Where the first slot begins; the others follow ``stride`` apart.
  var baseAddress: UnsafeMutablePointer<Float>? { start }
}
