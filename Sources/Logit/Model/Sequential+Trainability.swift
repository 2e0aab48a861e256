extension Sequential {
  /// Whether training is to change a layer's parameters from the next
  /// ``compile(optimizer:loss:metrics:weightedMetrics:)`` on.
  func isTrainable(at index: Int) -> Bool {
    trainability[index] ?? configurations[index].isTrainable
  }

  /// Freezes a layer or lets it be trained, from the next compilation on.
  mutating func setTrainable(_ isTrainable: Bool, at index: Int) {
    if var layer = configurations[index] as? any FreezableLayer {
      layer.isTrainable = isTrainable
      configurations[index] = layer
    } else {
      trainability[index] = isTrainable
    }
  }

  /// Lets what was said of layers take effect.
  mutating func applyTrainability() {
    for index in configurations.indices {
      let isTrained = isTrainable(at: index)
      stack?.setTrainable(isTrained, at: index)
    }
  }
}

extension Sequential {
  /// How gradients change the weights, as the model was compiled; with the learning rate that callbacks set
  /// since. `nil` before ``compile(optimizer:loss:metrics:weightedMetrics:)``.
  public var optimizer: (any Optimizer)? { compilation?.optimizer }

  /// What training makes small; `nil` before ``compile(optimizer:loss:metrics:weightedMetrics:)``.
  public var loss: (any Loss)? { compilation?.loss }

  /// What else is reported; none before ``compile(optimizer:loss:metrics:weightedMetrics:)``.
  public var metrics: [any Metric] { compilation?.metrics ?? [] }

  /// What else is reported with every row counted by its weight; none before
  /// ``compile(optimizer:loss:metrics:weightedMetrics:)``.
  public var weightedMetrics: [any Metric] { compilation?.weightedMetrics ?? [] }

  /// Whether the model was compiled.
  public var isCompiled: Bool { compilation != nil }
}
