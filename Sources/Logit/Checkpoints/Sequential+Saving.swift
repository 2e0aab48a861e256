// What is in the file stands in the article "Saving and opening models".

extension Sequential {
  /// Saves the model whole to one file: the layers and their weights, how it was compiled, the optimizer's
  /// state, the seed, and where training stands.
  ///
  ///     try model.save(to: "iris.safetensors")
  ///     ...
  ///     var model = try Sequential(contentsOf: "iris.safetensors")
  ///     try model.fit(xs, labels, epochs: 100, initialEpoch: model.nextEpoch)
  ///
  /// A model that is opened and trained on computes the same bits as one that was not saved. The file is in
  /// the safetensors format; <doc:SavingAndOpening> lists what it holds. It is written whole or not at all: a
  /// crash or a full disk leaves the file that was there before.
  ///
  /// - Parameters:
  ///   - path: Where to; by custom ending in `.safetensors`. The directory must exist.
  ///   - epoch: The epoch to go on with, ``nextEpoch`` by default; a callback gives the one it is in.
  ///   - includingOptimizer: Whether to save the optimizer's state too, `true` by default. Without it the
  ///     file is smaller, and good for predictions, but training that goes on from it starts with a fresh
  ///     optimizer.
  /// - Throws: ``LogitError/notBuilt(operation:)`` when there are no weights yet,
  ///   ``LogitError/notSerializable(object:reason:)``,
  ///   ``LogitError/invalidArchitecture(layer:reason:remedy:)`` or
  ///   ``LogitError/invalidOption(name:value:expected:)`` naming a layer, optimizer, loss or metric that a
  ///   file cannot hold as it is, or ``/LogitFiles/FileError/notWritten(path:reason:)``.
  public func save(to path: String, epoch: Int? = nil, includingOptimizer: Bool = true) throws {
    try save(to: path, epoch: epoch, includingOptimizer: includingOptimizer, using: Descriptor.writeSome)
  }

  /// Opens a model that ``save(to:epoch:includingOptimizer:)-(String,_,_)`` wrote, or that of a classifier's
  /// file.
  ///
  ///     let model = try Sequential(contentsOf: "iris.safetensors")
  ///     let probabilities = try model.predict(xs)
  ///
  /// It is compiled as it was, and ready to be trained on. Classes of your own are registered first:
  /// ``Keras/register(_:)``. Everything the file claims is checked against its size before memory is
  /// reserved, and nothing in it is run.
  ///
  /// - Parameter path: The file.
  /// - Throws: ``/LogitFiles/FileError/notRead(path:reason:)``,
  ///   ``LogitError/invalidCheckpoint(path:item:expected:found:remedy:)`` or
  ///   ``/LogitFiles/FileError/invalidJSON(source:line:column:reason:)`` for a file that is damaged, of
  ///   another kind or of a later version, or that names a class which is not known here.
  public init(contentsOf path: String) throws {
    self = try SavedModelFile(path: path).model()
  }

  /// Takes the weights and the state of a file into a model with the same layers, ``seed`` included; Keras's
  /// `load_weights`. Training that goes on from it computes the same bits as if it had never been
  /// interrupted; what was saved between the batches of an epoch goes on with the next batch.
  ///
  /// The model must have the same layers and, to go on training, the same optimizer. When it is not compiled,
  /// the optimizer's state is left aside; when the file has none, the optimizer starts afresh. The files of
  /// Logit 0.1 are taken too; of a classifier's file only the weights are.
  ///
  /// - Parameter path: The file.
  /// - Returns: The epoch to go on with, to be given to `fit` as `initialEpoch`.
  /// - Throws: ``/LogitFiles/FileError/notRead(path:reason:)``,
  ///   ``LogitError/invalidCheckpoint(path:item:expected:found:remedy:)`` or
  ///   ``/LogitFiles/FileError/invalidJSON(source:line:column:reason:)`` for a damaged file or another
  ///   model's, and ``LogitError/notBuilt(operation:)``; the model is then unchanged.
  @discardableResult
  public mutating func restore(from path: String) throws -> Int {
    _ = try builtStack(for: "restore")
    let file = try SavedModelFile(path: path)
    var restored = self
    try restored.build()
    let epoch = try file.restore(&restored)
    self = restored
    return epoch
  }

  /// The epoch, counted from 0, to go on training with: the one that the model's file names where it was
  /// opened, the one that was interrupted (``interruptedEpoch``), or else the number of times that all rows
  /// were gone through.
  public var nextEpoch: Int { position.openedEpoch ?? interruptedEpoch ?? position.pass }
}

// MARK: - Bytes

extension Sequential {
  /// The bytes of the file that ``save(to:epoch:includingOptimizer:)-(String,_,_)`` writes.
  ///
  /// - Parameters:
  ///   - epoch: The epoch to go on with, ``nextEpoch`` by default.
  ///   - includingOptimizer: Whether the optimizer's state is among them; `true` by default.
  /// - Returns: The bytes; the same model always gives the same ones.
  /// - Throws: As ``save(to:epoch:includingOptimizer:)-(String,_,_)``, but for the file.
  public func encoded(epoch: Int? = nil, includingOptimizer: Bool = true) throws -> [UInt8] {
    try SavedModelContents(self, includesOptimizer: includingOptimizer)
      .encoded(self, epoch: epoch ?? nextEpoch, .json(describedForFile()))
  }

  /// Opens a model from the bytes of a file; see ``init(contentsOf:)-(String)``.
  ///
  /// - Parameters:
  ///   - bytes: The whole file.
  ///   - name: What messages call the file; `"the model"` by default.
  /// - Throws: As ``init(contentsOf:)-(String)``.
  public init(bytes: [UInt8], name: String = "the model") throws {
    self = try SavedModelFile(bytes: bytes, name: name).model()
  }

  func save(
    to path: String, epoch: Int?, includingOptimizer: Bool, using write: @escaping Descriptor.SystemWrite
  ) throws {
    try StagedFile.write(
      encoded(epoch: epoch, includingOptimizer: includingOptimizer), to: path, using: write)
  }

  /// Saves the model for a callback, without the description if it has a part that cannot be described: the
  /// program that trains it can make it anew and ``restore(from:)-(String)`` the file.
  ///
  /// - Returns: Why the file has no description; `nil` if it has one.
  @discardableResult
  func saveWhateverLayers(to path: String, epoch: Int, includingOptimizer: Bool) throws -> String? {
    let contents = try SavedModelContents(self, includesOptimizer: includingOptimizer)
    let description: SavedModelContents.Description
    var missing: String?
    do {
      description = .json(try describedForFile())
    } catch {
      missing = "\(error)"
      description = .missing("\(error)")
    }
    try StagedFile.write(contents.encoded(self, epoch: epoch, description), to: path)
    return missing
  }
}
