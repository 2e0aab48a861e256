/// The callbacks of a training by the moments they are called at, in the order in which they were given.
struct CallbackMoments {
  let all: [any Callback]
  let trainBegin: [any TrainBeginCallback]
  let epochBegin: [any EpochBeginCallback]
  let epochEnd: [any EpochEndCallback]
  let trainEnd: [any TrainEndCallback]
  private let batchBegins: [any TrainBatchBeginCallback]
  private let batchEnds: [any TrainBatchEndCallback]

  init(_ callbacks: [any Callback]) {
    all = callbacks
    trainBegin = callbacks.compactMap { $0 as? any TrainBeginCallback }
    epochBegin = callbacks.compactMap { $0 as? any EpochBeginCallback }
    epochEnd = callbacks.compactMap { $0 as? any EpochEndCallback }
    trainEnd = callbacks.compactMap { $0 as? any TrainEndCallback }
    batchBegins = callbacks.compactMap { $0 as? any TrainBatchBeginCallback }
    batchEnds = callbacks.compactMap { $0 as? any TrainBatchEndCallback }
  }

  var isEmpty: Bool { all.isEmpty }

  // A callback may want the calls around batches in some epochs only.

  /// Those that want to be called before each batch of the epoch at hand.
  var batchBegin: [any TrainBatchBeginCallback] { batchBegins.filter(\.observesBatches) }

  /// Those that want to be called after each batch of the epoch at hand.
  var batchEnd: [any TrainBatchEndCallback] { batchEnds.filter(\.observesBatches) }
}
