import Logit
import LogitData

/// A matrix of features with the number of each row's class.
struct LabeledMatrix {
  /// `[rows, features]`.
  let features: Tensor<Float>
  /// The number of each row's class.
  let classes: [Int32]
  /// How much each row counts, besides its class; `nil` if all count once.
  var weights: [Double]?

  /// The classes as the losses take them: `[rows]`.
  var labels: Tensor<Float> {
    Tensor(unsafeUninitializedShape: [classes.count]) { labels in
      for row in classes.indices { labels[row] = Float(classes[row]) }
    }
  }
}
