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
    /// The moments of the columns.
    case moments(CountedRows)
    /// Some of the rows.
    case sample(SampleOfRows)
    /// What the models of the folds say of the rows that they have not seen.
    case outputs(OutputsQuery)
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
  var moments: [CountedRows: ColumnMoments.Part] = [:]
  /// Rows at equal distances.
  var samples: [SampleOfRows: SampledRows] = [:]
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
    moments = moments.filter { $0.key.fold != fold }
    samples = samples.filter { $0.key.rows.fold != fold }
    if fold == nil { start = nil }
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
    for (rows, part) in known.moments { part.add(to: &file, rows) }
    for (sample, rows) in known.samples { rows.add(to: &file, sample) }
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
      if let text = file.texts.first(where: { $0.name == "model/\(name(fold))" })?.text {
        guard let model = try LogisticModel(json: JSON(json: text)),
          plan.searchWidths(fold).contains(model.means.count),
          model.classCount == plan.description.classes.count
        else { throw damaged("a model") }
        known.models[fold] = model
      }
    }
    for (name, values, _) in file.tensors {
      let parts = name.split(separator: "/").map(String.init)
      if parts[0] == "sums" { known.sums[String(name.dropFirst(5))] = try PartialSums(words: values) }
      guard parts.count > 2, let rows = CountedRows(name: parts[1]), plan.has(rows) else { continue }
      if parts[0] == "moments", parts[2] == "runs" {
        known.moments[rows] = try ColumnMoments.Part(file, rows, of: plan, in: path)
      }
      if parts[0] == "sample", parts[2].hasPrefix("every"), let step = Int(parts[2].dropFirst(5)) {
        let sample = SampleOfRows(rows: rows, step: step)
        known.samples[sample] = try SampledRows(file, sample, of: plan, in: path)
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
