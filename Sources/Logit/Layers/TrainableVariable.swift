/// A trained parameter and its place among all of them.
struct TrainableVariable: Sendable {
  /// Keras's path, such as `dense/kernel`.
  let path: String
  let range: Range<Int>
  let shape: [Int]
  let regularizer: (any Regularizer)?
  let constraint: (any Constraint)?
}
