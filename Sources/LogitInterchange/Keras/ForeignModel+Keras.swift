public import Logit
import LogitClassifier
import LogitFiles

extension ForeignModel {
  /// Reads a model that Keras wrote: `.keras`, the older `.h5`, or `.weights.h5` for an architecture that is
  /// given too.
  ///
  ///     let foreign = try ForeignModel(kerasFile: "model.keras")
  ///     let probabilities = try foreign.model.predict(rows)
  ///
  /// The format is known by the file's first bytes. Files of Keras 2.15 to 3.15 are read, whatever backend
  /// wrote them: weights, how the model was compiled, and the optimizer's state, so that training goes on
  /// where it stopped. A `Sequential` within another and a functional model that is one chain of layers
  /// become one ``/Logit/Sequential``.
  ///
  /// Nothing in the file is run and nothing outside it is opened. Before memory is taken for weights, what
  /// the file says is checked against its size.
  ///
  /// - Parameters:
  ///   - path: The file.
  ///   - architecture: The architecture of a file of weights, as Keras's `to_json()` writes it; taken from
  ///     the file by default.
  ///   - seed: Where the order of rows comes from if the model is trained further; drawn from the system by
  ///     default.
  /// - Throws: ``InterchangeError/unsupported(source:item:supported:)`` for a layer, a model or a part of the
  ///   file that is not known here, ``InterchangeError/noArchitecture(source:)`` for weights alone,
  ///   ``/LogitFiles/FileError/damaged(source:item:expected:found:remedy:)`` for a file that is damaged or
  ///   has other weights than its architecture says, or another `FileError` if it cannot be read.
  public init(kerasFile path: String, architecture: String? = nil, seed: UInt64? = nil) throws {
    try self.init(keras: try StoredBytes(path: path), architecture: architecture, seed: seed)
  }

  /// Reads a model from the bytes of one of Keras's files; see ``init(kerasFile:architecture:seed:)``.
  ///
  /// - Parameters:
  ///   - bytes: The whole file.
  ///   - name: What messages call the file; `"the model"` by default.
  ///   - architecture: The architecture of a file of weights, as Keras's JSON; taken from the file by
  ///     default.
  ///   - seed: Where the order of rows comes from if the model is trained further; drawn from the system by
  ///     default.
  /// - Throws: As ``init(kerasFile:architecture:seed:)``.
  public init(
    kerasBytes bytes: [UInt8], name: String = "the model", architecture: String? = nil, seed: UInt64? = nil
  ) throws {
    try self.init(keras: StoredBytes(bytes, name: name), architecture: architecture, seed: seed)
  }

  /// Whether bytes begin as Keras's files do, which are zip archives or HDF5; whether they are Keras's is not
  /// known then.
  static func beginsLikeKeras(_ bytes: [UInt8]) -> Bool {
    bytes.starts(with: [0x50, 0x4B, 0x03, 0x04]) || HDF5File.begins(bytes)
  }

  init(keras file: StoredBytes, architecture: String?, seed: UInt64?) throws {
    do {
      let contents = try KerasContents(file)
      let reader = try KerasReader(
        contents, source: file.name, architecture: architecture.map { try JSON(json: $0) }, seed: seed)
      var classCount: Int {
        // One output gives the probability of the second of two.
        let outputs = reader.model.layers.last?.outputShape?.reduce(1, *) ?? 0
        return outputs == 1 ? 2 : outputs
      }
      self.init(
        reader.model,
        classNames: try contents.names("classes", count: classCount, source: file.name),
        featureNames: try contents.names(
          "columns", count: reader.model.inputShape?.reduce(1, *) ?? 0, source: file.name),
        notes: reader.notes)
      target = contents.labels?["target"]?.string
      decision = try contents.labels?["decision"].flatMap {
        try ClassDecision($0, classCount: classCount, source: file.name, item: "the decision in its metadata")
      }
      if contents.labels == nil, model.usesSparsemax {
        notes.append(
          "Its sparsemax is that of the paper that Keras cites. Keras computes another function wherever several scores "
            + "count, so that its predictions differ."
        )
      }
    } catch let error as HDF5Unsupported {
      throw InterchangeError.unsupported(source: error.source, item: error.item, supported: error.supported)
    }
  }
}

extension Sequential {
  /// Opens a model that Keras wrote; see ``ForeignModel/init(kerasFile:architecture:seed:)``, which also
  /// tells what a reader should know about the file.
  ///
  ///     var model = try Sequential(kerasFile: "model.keras")
  ///     try model.fit(rows, labels, epochs: 10)
  ///
  /// - Parameters:
  ///   - path: The file.
  ///   - architecture: The architecture of a file of weights, as Keras's JSON; taken from the file by
  ///     default.
  ///   - seed: Where the order of rows comes from if the model is trained further; drawn from the system by
  ///     default.
  /// - Throws: As ``ForeignModel/init(kerasFile:architecture:seed:)``.
  public init(kerasFile path: String, architecture: String? = nil, seed: UInt64? = nil) throws {
    self = try ForeignModel(kerasFile: path, architecture: architecture, seed: seed).model
  }
}
