#if Command
import ArgumentParser
import LogitClassifier
import LogitInterchange

/// How a model of another tool is matched with a table, which a model of Logit's own says itself.
struct ForeignModelOptions: ParsableArguments {
  @Flag(help: "Of another tool's model, take the table's columns by position, whatever their names are.")
  var byPosition = false

  @Flag(
    help: "Of another tool's model whose outputs are logits, put the sigmoid or softmax on them.")
  var fromLogits = false

  @Option(
    help: ArgumentHelp(
      "The architecture of a file of weights, as Keras's to_json() writes it; that of the model file by default.",
      valueName: "file"),
    completion: .file(extensions: ["json"]))
  var architecture: String?

  @Option(
    help: ArgumentHelp(
      "The classes of another tool's model in the order of its outputs, of one output first the other class, such as no,yes; those of the file by default.",
      valueName: "classes"))
  var classes: String?

  /// Opens a model that another tool wrote.
  ///
  /// - Returns: `nil` for a model of Logit's own, and for anything else.
  func model(_ path: String) throws -> ForeignModel? {
    guard ForeignModel.isForeign(path) else {
      if let option { throw ValidationError("\(option) is for models of other tools, which \(path) is not.") }
      return nil
    }
    let architecture = try architecture.map {
      try String(decoding: StoredBytes(path: $0).prefix(.max), as: UTF8.self)
    }
    if let text = architecture, let name = self.architecture {
      // The file is named where its text is not even JSON.
      _ = try JSONReader.parse(Array(text.utf8), source: name)
    }
    let model = try ForeignModel(contentsOf: path, architecture: architecture).naming(classes, of: path)
    guard fromLogits else { return model }
    guard !model.hasProbabilities else {
      throw ValidationError(
        "--from-logits is for models whose outputs are logits; those of \(path) are probabilities "
          + "(\(model.model.outputName)); leave it out.")
    }
    guard !model.hasBoundedOutputs else {
      throw ValidationError(
        "--from-logits is for models whose outputs are logits; those of \(path) are shares from 0 to 1, each of its own "
          + "(\(model.model.outputName)); leave it out.")
    }
    return try model.fromLogits()
  }

  /// A model that another tool wrote as a classifier of rows whose classes need not be known.
  ///
  /// - Parameters:
  ///   - foreign: The model.
  ///   - path: Its file.
  ///   - file: What the rows come from.
  ///   - options: How a CSV file is read.
  /// - Returns: The classifier, and a sentence on how columns were found, where they were not by name.
  func classifier(
    _ foreign: ForeignModel, _ path: String, ofRowsIn file: String, _ options: CSVOptions
  ) throws -> (classifier: Classifier, note: String?) {
    let columns = try TableSource.columnNames(of: file, options: options)
    // The column of the classes, where the model names it, is none that the model does not know.
    let target = foreign.target(among: columns)
    return try classifier(foreign, path, of: columns, target: target)
  }

  /// A model that another tool wrote as a classifier of rows.
  ///
  /// - Parameters:
  ///   - foreign: The model.
  ///   - path: Its file.
  ///   - columns: The columns of the rows.
  ///   - target: The one of the classes; `nil` if there is none.
  /// - Returns: The classifier, and a sentence on how columns were found, where they were not by name.
  fileprivate func classifier(
    _ foreign: ForeignModel, _ path: String, of columns: [String], target: String?
  ) throws -> (classifier: Classifier, note: String?) {
    do {
      return try foreign.classifier(
        of: columns.filter { $0 != target }, source: path, target: target ?? "class", byPosition: byPosition)
    } catch let error as InterchangeError {
      guard !byPosition, case .columnsDiffer(_, let count, nil, let found) = error, found.count > count else {
        throw error
      }
      throw ShellError(
        oneLine:
          "\(error.description) With --by-position the first \(count) are taken, whatever comes after them.")
    }
  }

  /// The first option that was given.
  fileprivate var option: String? {
    byPosition
      ? "--by-position"
      : fromLogits
        ? "--from-logits" : architecture.map { _ in "--architecture" } ?? classes.map { _ in "--classes" }
  }
}

/// How a model of another tool is matched with rows whose classes are known.
struct ForeignRowsOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "The column that says the class of each row, for another tool's model; the one that a model of Logit's own names by default.",
      valueName: "target"))
  var target: String?

  @OptionGroup var matching: ForeignModelOptions

  /// Opens a model that another tool wrote as a classifier of the rows of a file.
  ///
  /// - Parameters:
  ///   - path: The model.
  ///   - file: What the rows come from; `nil` if none was given.
  ///   - format: How it is written.
  ///   - isFolded: Whether a linear model becomes one layer; not by default.
  /// - Returns: `nil` for a model of Logit's own, and for anything else.
  /// - Throws: `ValidationError` for options that do not fit the model, or if another tool's model comes
  ///   without a file.
  func classifier(
    _ path: String, of file: String?, _ format: CSVFormatOptions, isFolded: Bool = false
  ) throws -> Classifier? {
    guard var foreign = try matching.model(path) else {
      if target != nil {
        throw ValidationError("--target is for models of other tools; \(path) names its own.")
      }
      return nil
    }
    guard let file else {
      throw ValidationError(
        "\(path) is another tool's model, whose columns and classes are known only with a table; name one after it."
      )
    }
    try foreign.requireProbabilities(path)
    if isFolded { foreign = foreign.folded() }
    let columns = try TableSource.columnNames(of: file, options: format.options())
    guard let target = try target ?? foreign.target(among: columns) ?? TableSource.bundledSet(file)?.target
    else {
      throw ValidationError(
        "\(path) does not name the column of the classes; give --target, one of \(DataError.list(columns)).")
    }
    guard columns.contains(target) else {
      throw ValidationError(
        "\(file) has no column \"\(target)\"\(target.nearest(among: columns).suggestion)")
    }
    if foreign.classNames == nil {
      try TableSource.lookingAhead(file) {
        try foreign.requireClasses(
          of: TableSource(file, options: format.options()), target: target, path: path)
      }
    }
    let (classifier, note) = try matching.classifier(foreign, path, of: columns, target: target)
    foreign.tell(note)
    return classifier
  }

  /// Opens a model that another tool wrote, for its layers alone.
  ///
  /// - Returns: `nil` for a model of Logit's own, and for anything else.
  /// - Throws: `ValidationError` for options that say something of rows.
  func layers(_ path: String) throws -> ForeignModel? {
    if target != nil {
      throw ValidationError("--target is for the rows of a file; name one after the model.")
    }
    return try matching.model(path)
  }
}

extension ForeignModel {
  /// Says what should be known of the model, and how the columns were found.
  func tell(_ note: String?) {
    Shell.note((notes + [note].compactMap { $0 }).map { "Note: \($0)\n" }.joined())
  }

  /// The error of a model whose outputs are no probabilities.
  func requireProbabilities(_ path: String) throws {
    guard !hasProbabilities else { return }
    throw ShellError(
      oneLine:
        "\(path) gives no probabilities of classes: its last layer is of the kind \"\(model.outputName)\""
        + logitsAdvice)
  }

  /// What to do about outputs that are no probabilities, as the end of a sentence.
  var logitsAdvice: String {
    hasBoundedOutputs
      ? ", whose outputs are shares from 0 to 1, each of its own, and do not add up to 1; only logit predict takes it."
      : "; if its outputs are logits, give --from-logits."
  }
}
#endif
