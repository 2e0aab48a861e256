/// The loss and the metrics of one moment, by name, in the order Keras prints them: sorted by name, those of
/// training before those of validation.
public struct Logs: Sendable, Equatable {
  /// The names, such as `["accuracy", "loss", "val_accuracy", "val_loss"]`.
  public internal(set) var names: [String] = []
  /// The values, in the order of ``names``.
  public internal(set) var values: [Double] = []

  /// Creates logs without any numbers.
  public init() {}

  init(names: [String], values: [Double]) {
    self.names = names
    self.values = values
  }

  /// The value under a name, or `nil` if there is none.
  ///
  /// - Parameter name: The name, such as `"val_loss"`.
  public subscript(name: String) -> Double? {
    names.firstIndex(of: name).map { values[$0] }
  }

  /// Sets the value under a name; a name that is new comes last.
  ///
  /// - Parameters:
  ///   - name: The name.
  ///   - value: Its new value.
  public mutating func set(_ name: String, to value: Double) {
    if let index = names.firstIndex(of: name) {
      values[index] = value
    } else {
      names.append(name)
      values.append(value)
    }
  }

  /// The loss.
  public var loss: Double { self["loss"] ?? .nan }

  /// The accuracy, if it was among the metrics.
  public var accuracy: Double? { self["accuracy"] }
}

extension Logs: CustomStringConvertible {
  /// `accuracy: 0.9770 - loss: 0.0700`
  public var description: String {
    zip(names, values).map { "\($0): \(ProgressText.value($1))" }.joined(separator: " - ")
  }
}

/// The loss and the metrics of every epoch of a training run; Keras's `History`.
///
///     let history = try model.fit(xs, labels, epochs: 30)
///     print(history["loss"].last!)
public struct History: Sendable, Equatable {
  /// The numbers of the epochs, counted from 0.
  public internal(set) var epochs: [Int] = [] {
    // Values are added after their epoch: what came since the last one belongs to that.
    didSet {
      guard let previous = epochs.dropLast().last else { return }
      for index in columns.indices where columns[index].count > columnEpochs[index].count {
        columnEpochs[index].append(previous)
      }
    }
  }
  /// What was recorded, such as `["accuracy", "loss", "val_accuracy", "val_loss"]`.
  public internal(set) var names: [String]
  /// The number of steps in an epoch.
  public internal(set) var stepCount: Int
  /// What became of the training: why it ended, the best epoch, what callbacks did.
  public internal(set) var outcome = TrainingOutcome()
  var columns: [[Double]]
  /// The epochs whose logs had a value for each column, but for the last of ``epochs``.
  var columnEpochs: [[Int]]

  init(names: [String], stepCount: Int, epochCapacity: Int) {
    self.names = names
    self.stepCount = stepCount
    // Room for usual numbers of epochs, so that none is made while training; a callback may mean to end a run
    // of any number.
    let epochCapacity = min(epochCapacity, 1 << 16)
    epochs.reserveCapacity(epochCapacity)
    columns = names.map { _ in
      var column: [Double] = []
      column.reserveCapacity(epochCapacity)
      return column
    }
    columnEpochs = names.map { _ in
      var epochs: [Int] = []
      epochs.reserveCapacity(epochCapacity)
      return epochs
    }
  }

  /// Adds the logs of an epoch; names that are new become new columns.
  mutating func append(_ logs: Logs, epoch: Int) {
    epochs.append(epoch)
    for (name, value) in zip(logs.names, logs.values) {
      if let index = names.firstIndex(of: name) {
        columns[index].append(value)
      } else {
        names.append(name)
        columns.append([value])
        columnEpochs.append([])
      }
    }
  }

  /// The values under a name, one for each epoch that had it; empty if there are none.
  ///
  /// - Parameter name: The name, such as `"val_loss"`.
  public subscript(name: String) -> [Double] {
    names.firstIndex(of: name).map { columns[$0] } ?? []
  }

  /// The values by name, as Keras's `history.history`; ``subscript(_:)`` gives those of one name.
  public var history: [String: [Double]] { Dictionary(uniqueKeysWithValues: zip(names, columns)) }

  /// The epochs, counted from 0, that have a value under a name, in the order of the values: all of them, or
  /// with `validationFreq` those after which there was validation.
  ///
  /// - Parameter name: The name, such as `"val_loss"`.
  /// - Returns: Their numbers; none if nothing has that name.
  public func epochs(of name: String) -> [Int] {
    guard let index = names.firstIndex(of: name) else { return [] }
    return columnEpochs[index] + epochs.suffix(columns[index].count - columnEpochs[index].count)
  }

  /// The logs of the last epoch and of no other: without `val_` numbers if there was no validation after it,
  /// as with `validationFreq`; `history["val_loss"].last` is the last one of those, and ``epochs(of:)`` tells
  /// which epoch's. `nil` before the first epoch.
  public var last: Logs? {
    guard !epochs.isEmpty else { return nil }
    let present = columns.indices.filter { columns[$0].count > columnEpochs[$0].count }
    return Logs(names: present.map { names[$0] }, values: present.compactMap { columns[$0].last })
  }
}

extension History {
  /// An end of the history: what it holds now, and will hold when more has come.
  struct Place: Sendable, Equatable {
    /// The number of epochs.
    var epochCount: Int
    /// The number of values in each column.
    var valueCounts: [Int]
    /// Whether what became of the training belongs to it, as it does to an end behind which nothing comes.
    var hasOutcome: Bool
  }

  /// Where it ends.
  var end: Place {
    Place(epochCount: epochs.count, valueCounts: columns.map(\.count), hasOutcome: true)
  }

  /// A copy of what there was up to a place.
  func first(_ place: Place) -> History {
    let columnCount = place.valueCounts.count
    var result = History(names: Array(names.prefix(columnCount)), stepCount: stepCount, epochCapacity: 0)
    if place.hasOutcome { result.outcome = outcome }
    result.epochs = Array(epochs.prefix(place.epochCount))
    for (index, count) in place.valueCounts.enumerated() {
      result.columns[index] = Array(columns[index].prefix(count))
      var known = Array(columnEpochs[index].prefix(count))
      // The value of the last epoch, which it is known of by being the last.
      if known.count == count, let last = known.last, last == result.epochs.last { known.removeLast() }
      result.columnEpochs[index] = known
    }
    return result
  }
}
