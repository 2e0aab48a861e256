/// What an update works on: a model's weights, their gradient, and what is kept for each of them.
struct UpdateArena {
  /// `[stride]`, laid out as ``LayerStack`` says; the gradient likewise, which is working space too.
  var parameters: UnsafeMutablePointer<Float>
  var gradient: UnsafeMutablePointer<Float>
  /// `[slot count, stride]`; `nil` when nothing is kept.
  var slots: UnsafeMutablePointer<Float>?
  var stride: Int

  func slot(_ index: Int) -> UnsafeMutablePointer<Float> { slots.unsafelyUnwrapped + index * stride }
}
