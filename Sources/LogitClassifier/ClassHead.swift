import Logit

/// The last layer of a classifier's model and how its outputs are read: one sigmoid for two classes, which
/// gives the probability of the second, and a softmax for more.
package struct ClassHead: Sendable, Equatable {
  /// The number of classes, at least 2.
  package let classCount: Int

  /// Describes the head for a number of classes.
  ///
  /// - Parameter classCount: The number of classes, at least 2.
  package init(classCount: Int) { self.classCount = classCount }

  /// Whether one output stands for two classes.
  package var isBinary: Bool { classCount == 2 }

  /// The number of the model's outputs.
  package var outputCount: Int { isBinary ? 1 : classCount }

  /// The activations whose outputs are probabilities.
  private var activations: [String] {
    isBinary ? ["sigmoid", "hard_sigmoid", "sparse_sigmoid"] : ["softmax", "sparsemax"]
  }

  /// Whether a model's outputs are probabilities of the classes.
  package func isHead(of model: Sequential) -> Bool { activations.contains(model.outputName) }

  /// What the last layer must be, in a message.
  var requirement: String {
    "a \(activations[0]), which gives a probability of \(isBinary ? "the second class" : "each class")"
  }

  /// The last layer.
  func layer(kernelRegularizer: (any Regularizer)?) -> Dense {
    Dense(outputCount, activation: isBinary ? .sigmoid : .softmax, kernelRegularizer: kernelRegularizer)
  }

  /// The loss that the layer is trained with, whose labels are the numbers of classes.
  var loss: any Loss { isBinary ? .binaryCrossentropy : .sparseCategoricalCrossentropy }

  /// What a model without hidden layers is called.
  var regressionName: String { isBinary ? "Logistic regression" : "Softmax regression" }

  /// The classes that have a curve of their own against all others: of two classes only the second, since the
  /// curve of the first would say the same; of more, each.
  var curveClasses: [Int] { isBinary ? [1] : Array(0..<classCount) }
}

// MARK: - Outputs

extension ClassHead {
  /// The probability of a class in a row of outputs, `[rows, outputCount]`.
  @inline(__always)
  func probability(of label: Int, _ outputs: UnsafeBufferPointer<Float>, row: Int) -> Float {
    if !isBinary { return outputs[row &* classCount &+ label] }
    return label == 1 ? outputs[row] : 1 - outputs[row]
  }

  /// The most probable class of a row of outputs, the first of equally probable ones.
  @inline(__always)
  func mostProbable(_ outputs: UnsafeBufferPointer<Float>, row: Int) -> Int {
    if isBinary { return outputs[row] > 1 - outputs[row] ? 1 : 0 }
    let first = row &* classCount
    var best = 0
    for label in 1..<classCount where outputs[first &+ label] > outputs[first &+ best] { best = label }
    return best
  }

  /// The probability of each class, `[rows, classes]`.
  func probabilities(_ outputs: Tensor<Float>) -> Tensor<Float> {
    guard isBinary else { return outputs }
    let rows = outputs.shape[0]
    return outputs.withUnsafeBufferPointer { outputs in
      Tensor(unsafeUninitializedShape: [rows, 2]) { buffer in
        for row in 0..<rows {
          buffer[2 * row] = 1 - outputs[row]
          buffer[2 * row + 1] = outputs[row]
        }
      }
    }
  }
}
