import Logit
import LogitData

/// Loss and metrics of each epoch, by name.
public struct LearningCurve: Sendable, Equatable {
  /// The names, such as `["accuracy", "loss", "val_accuracy", "val_loss"]`.
  public private(set) var names: [String] = []
  /// The values for each name, one per epoch.
  public private(set) var values: [[Float]] = []

  /// A curve without epochs.
  public init() {}

  /// The curve of a training run.
  ///
  /// - Parameter history: The history that `fit` returned.
  public init(_ history: History) {
    // In the order of files: by name, those of training before those of held-out rows. What callbacks log
    // comes last in the history itself.
    let names = history.names.sorted {
      ($0.hasPrefix("val_") ? 1 : 0, $0) < ($1.hasPrefix("val_") ? 1 : 0, $1)
    }
    for name in names { append(name, history[name].map { Float($0) }) }
  }

  /// The values for a name, one per epoch; empty if there are none.
  ///
  /// - Parameter name: The name, such as `"val_loss"`.
  public subscript(name: String) -> [Float] { names.firstIndex(of: name).map { values[$0] } ?? [] }

  /// The number of epochs.
  public var epochCount: Int { values.map(\.count).max() ?? 0 }

  mutating func append(_ name: String, _ values: [Float]) {
    names.append(name)
    self.values.append(values)
  }
}

extension LearningCurve: CustomStringConvertible {
  /// The first and last five epochs, counted from 1, and how many there are.
  public var description: String {
    var excerpt = Excerpt(rowCount: epochCount, names: names) { row, column in
      row < values[column].count ? Double(values[column][row]).fixed(decimals: 4) : ""
    }
    excerpt.rowLabel = { "epoch \($0 + 1)" }
    return excerpt.text + "\(epochCount.counted("epoch"))\n"
  }
}
