import Logit
import LogitData
import LogitFiles

/// Where a fit stands that goes in rounds: what is known of the rows so far, and what is to be summed up next.
///
/// A fit is not stopped and continued: each round it is begun anew, with all that is known, and goes as far
/// as that leads. What it then asks for is the next round. So a state holds the answers of the search that is
/// going on, and of those that have ended their results only.
package struct RoundState {
  static let format = "logit-state"

  /// What is to be worked out of all rows.
  enum Request {
    /// Sums over rows, called by an identifier.
    case sums(id: String, SumsQuery)
    /// What the models of the folds say of the rows that they have not seen.
    case outputs(models: [LinearEstimates], asLogits: Bool)
  }

  /// The plan that it follows.
  var plan: UInt64
  /// The number of rounds that have been summed up.
  package var round: Int
  /// Whether sums were made with fused multiply-add; those made without are not mixed with them.
  var isFused: Bool
  /// What is known.
  var known = KnownSums()
  /// What is to be worked out next.
  var requests: [Request] = []
  /// A hash of the file that it was read from.
  package internal(set) var hash: UInt64 = 0
}

/// What is known of all rows.
struct KnownSums {
  /// The moments of the columns: of all rows, and without each fold.
  var moments: [Int?: ColumnMoments.Part] = [:]
  /// Rows at equal distances, by how far apart they are.
  var samples: [Int: SampledRows] = [:]
  /// Sums over rows, by their identifiers.
  var sums: [String: PartialSums] = [:]
  /// Where the search over all rows begins.
  var start: NewtonStart?
  /// Models that were fitted: of all rows, and without each fold.
  var models: [Int?: LogisticModel] = [:]
  /// What the models of the folds said.
  var outputs: HeldOutOutputs?

  /// Keeps a model, and forgets what led to it.
  mutating func keep(_ model: LogisticModel, without fold: Int?) {
    models[fold] = model
    let prefix = Self.prefix(fold)
    sums = sums.filter { !$0.key.hasPrefix(prefix) }
    moments[fold] = nil
    guard fold == nil else { return }
    (start, samples) = (nil, [:])
  }

  /// How the identifiers of a search's sums begin.
  static func prefix(_ fold: Int?) -> String { "\(fold.map { "fold\($0)" } ?? "all")/" }
}

// MARK: - In files

extension RoundState {
  /// Writes the state to a file, which appears whole or not at all.
  ///
  /// - Throws: `FileError.notWritten(path:reason:)`.
  package mutating func write(to path: String) throws {
    let bytes = try sealed().encoded
    try StagedFile.write(bytes, to: path)
    hash = bytes.withUnsafeBytes { XXH64.hash($0) }
  }

  private func sealed() throws -> SealedTensors {
    var file = SealedTensors(format: Self.format)
    file.add("plan", plan.hexadecimal)
    file.add("round", "\(round)")
    file.add("fused", isFused ? "yes" : "no")
    for (fold, part) in known.moments {
      file.add("moments/\(name(fold))/runs", part.runs)
      file.add("moments/\(name(fold))/varies", part.varies)
    }
    for (step, sample) in known.samples { sample.add(to: &file, "sample/\(step)") }
    for (id, sums) in known.sums { file.add("sums/\(id)", sums.words) }
    if let start = known.start {
      file.add("start/coefficients", start.coefficients)
      if let hessian = start.hessian { file.add("start/hessian", hessian) }
    }
    for (fold, model) in known.models { file.add("model/\(name(fold))", model.json.description) }
    if let outputs = known.outputs { outputs.add(to: &file) }
    file.add("requests", JSON.array(requests.map { $0.add(to: &file) }).description)
    return file
  }

  private func name(_ fold: Int?) -> String { fold.map { "\($0)" } ?? "all" }

  /// Reads a state.
  ///
  /// - Parameters:
  ///   - path: The file.
  ///   - plan: The plan that it must follow.
  /// - Throws: `FileError.damaged(source:item:expected:found:remedy:)` if it was changed, or follows another
  ///   plan.
  package init(contentsOf path: String, of plan: ShardPlan) throws {
    let (file, hash) = try SealedTensors.read(path, format: Self.format)
    let ofPlan = try file.text("plan", in: path)
    guard ofPlan == plan.hash.hexadecimal else {
      throw FileError.damaged(
        source: path, item: "the plan that it follows", expected: plan.hash.hexadecimal,
        found: ofPlan.shortened, remedy: "give the plan that the rounds were begun with")
    }
    func damaged(_ item: String) -> FileError {
      .damaged(
        source: path, item: item, expected: "one of a state", found: "something else",
        remedy: "make the state again from that of the round before")
    }
    guard let round = Int(try file.text("round", in: path)), round >= 1 else { throw damaged("the round") }
    self.init(plan: plan.hash, round: round, isFused: try file.text("fused", in: path) == "yes")
    self.hash = hash
    for fold in plan.searches {
      let place = "moments/\(name(fold))"
      if file["\(place)/runs"] != nil {
        known.moments[fold] = try ColumnMoments.Part(file, place, width: plan.featureCount, in: path)
      }
      if let text = file.texts.first(where: { $0.name == "model/\(name(fold))" })?.text {
        guard let model = try LogisticModel(json: JSON(json: text)),
          model.means.count == plan.featureCount, model.classCount == plan.description.classes.count
        else { throw damaged("a model") }
        known.models[fold] = model
      }
    }
    for (name, values, _) in file.tensors {
      let parts = name.split(separator: "/", maxSplits: 1).map(String.init)
      guard parts.count == 2 else { continue }
      if parts[0] == "sums" { known.sums[parts[1]] = try PartialSums(words: values) }
      if parts[0] == "sample", parts[1].hasSuffix("/classes"), let step = Int(parts[1].dropLast(8)) {
        known.samples[step] = try SampledRows(file, "sample/\(step)", of: plan, in: path)
      }
    }
    if let coefficients = file["start/coefficients"] {
      known.start = NewtonStart(coefficients, hessian: file["start/hessian"])
    }
    known.outputs = try HeldOutOutputs(file, of: plan, in: path)
    guard let requests = try JSON(json: file.text("requests", in: path)).array else {
      throw damaged("the list of requests")
    }
    self.requests = try requests.map {
      guard let request = try Request($0, file, in: path), request.fits(plan) else {
        throw damaged("a request")
      }
      return request
    }
  }
}

extension RoundState.Request {
  /// Adds the numbers of the request to a file.
  ///
  /// - Returns: The rest of it.
  fileprivate func add(to file: inout SealedTensors) -> JSON {
    switch self {
    case .sums(let id, let query):
      file.add("request/\(id)/shift", query.shift)
      file.add("request/\(id)/scale", query.scale)
      file.add("request/\(id)/coefficients", query.coefficients)
      file.add("request/\(id)/direction", query.direction)
      return [
        "sums": .string(id), "fold": .optional(query.rows.fold),
        "double_precision": .bool(query.rows.isPrecise), "has_classes": .bool(query.hasClasses),
        "classes": .integer(query.model.classCount), "intercept": .bool(query.model.hasIntercept),
        "wanted": .integer(Int(query.wanted.rawValue)),
      ]
    case .outputs(let models, let asLogits):
      for (fold, model) in models.enumerated() {
        file.add("request/outputs/\(fold)/kernel", model.kernel.scalars, shape: model.kernel.shape)
        file.add("request/outputs/\(fold)/bias", model.bias)
      }
      return ["outputs": .integer(models.count), "as_logits": .bool(asLogits)]
    }
  }

  /// - Returns: `nil` if it is none.
  fileprivate init?(_ json: JSON, _ file: SealedTensors, in path: String) throws {
    if let count = json["outputs"]?.integer, let asLogits = json["as_logits"]?.bool, count >= 0, count <= 127
    {
      self = .outputs(
        models: try (0..<count).map { fold in
          let bias = try file.values("request/outputs/\(fold)/bias", in: path)
          let kernel = try file.values("request/outputs/\(fold)/kernel", in: path)
          guard !bias.isEmpty, kernel.count % bias.count == 0 else {
            throw LogitError.damagedSums(
              expected: "a model of \(bias.count) outputs", found: "\(kernel.count)")
          }
          return LinearEstimates(
            kernel: try Tensor(kernel, shape: [kernel.count / bias.count, bias.count]), bias: bias)
        }, asLogits: asLogits)
      return
    }
    guard let id = json["sums"]?.string, let isPrecise = json["double_precision"]?.bool,
      let hasClasses = json["has_classes"]?.bool, let classes = json["classes"]?.integer, classes >= 2,
      classes <= ClassLabels.maximumCount, let hasIntercept = json["intercept"]?.bool,
      let wanted = json["wanted"]?.integer, (0..<256).contains(wanted)
    else { return nil }
    let scale = try file.values("request/\(id)/scale", in: path)
    let model = try LinearModel(
      classes == 2 ? .binary : .multinomial(classCount: classes), columnCount: scale.count,
      hasIntercept: hasIntercept)
    let query = SumsQuery(
      rows: CountedRows(fold: json["fold"]?.integer, isPrecise: isPrecise), model: model,
      hasClasses: hasClasses, shift: try file.values("request/\(id)/shift", in: path), scale: scale,
      wanted: WantedSums(rawValue: Int32(wanted)),
      coefficients: try file.values("request/\(id)/coefficients", in: path),
      direction: try file.values("request/\(id)/direction", in: path))
    let length = SumsShape(model, query.wanted).vectorLength
    guard query.shift.count == scale.count, query.coefficients.count == length,
      query.direction.count == (query.wanted.contains(.product) ? length : 0)
    else { return nil }
    self = .sums(id: id, query)
  }
}

extension RoundState.Request {
  /// Whether a plan's rows can be asked this: what is summed up without further checks must be of as many
  /// features and classes as they have.
  fileprivate func fits(_ plan: ShardPlan) -> Bool {
    let (features, classes) = (plan.featureCount, plan.description.classes)
    switch self {
    case .sums(_, let query):
      return query.model.columnCount == features
        && (!query.hasClasses || query.model.classCount == classes.count)
        && (query.rows.fold.map { (0..<plan.foldCount).contains($0) } ?? true)
        && (plan.description.isPrecise || !query.rows.isPrecise)
    case .outputs(let models, _):
      return models.count == plan.foldCount
        && models.allSatisfy { $0.kernel.shape == [features, classes.head.outputCount] }
    }
  }
}
