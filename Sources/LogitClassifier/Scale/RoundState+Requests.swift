import Logit
import LogitData
import LogitFiles

// What is asked for, in files.

extension RoundState.Request {
  /// Adds the numbers of the request to a file.
  ///
  /// - Returns: The rest of it.
  func add(to file: inout SealedTensors) -> JSON {
    switch self {
    case .moments(let rows): return .object([JSON.Member("moments", .bool(true))] + rows.members)
    case .sample(let sample):
      return .object([JSON.Member("sample_every", .integer(sample.step))] + sample.rows.members)
    case .sums(let id, let query):
      file.add("request/\(id)/shift", query.shift)
      file.add("request/\(id)/scale", query.scale)
      file.add("request/\(id)/coefficients", query.coefficients)
      file.add("request/\(id)/direction", query.direction)
      return .object(
        [
          JSON.Member("sums", .string(id)), JSON.Member("has_classes", .bool(query.hasClasses)),
          JSON.Member("classes", .integer(query.model.classCount)),
          JSON.Member("intercept", .bool(query.model.hasIntercept)),
          JSON.Member("wanted", .integer(Int(query.wanted.rawValue))),
        ] + query.rows.members)
    case .outputs(let query):
      for (fold, model) in query.models.enumerated() {
        file.add("request/outputs/\(fold)/kernel", model.kernel.scalars, shape: model.kernel.shape)
        file.add("request/outputs/\(fold)/bias", model.bias)
      }
      return [
        "outputs": .integer(query.models.count), "as_logits": .bool(query.asLogits),
        "learned": .bool(query.isLearned), "double_precision": .bool(query.isPrecise),
      ]
    }
  }

  /// - Returns: `nil` if it is none.
  init?(_ json: JSON, _ file: SealedTensors, in path: String) throws {
    if json["outputs"] != nil {
      guard let query = try OutputsQuery(json, file, in: path) else { return nil }
      self = .outputs(query)
      return
    }
    guard let rows = CountedRows(json) else { return nil }
    if let step = json["sample_every"]?.integer {
      guard (1...1 << 50).contains(step) else { return nil }
      self = .sample(SampleOfRows(rows: rows, step: step))
    } else if json["moments"]?.bool == true {
      self = .moments(rows)
    } else {
      guard let id = json["sums"]?.string, let query = try SumsQuery(id, rows, json, file, in: path) else {
        return nil
      }
      self = .sums(id: id, query)
    }
  }

  /// Whether a plan's rows can be asked this: what is summed up without further checks must be of as many
  /// features and classes as they have.
  func fits(_ plan: ShardPlan) -> Bool {
    let classes = plan.description.classes
    switch self {
    case .moments(let rows): return plan.has(rows)
    case .sample(let sample): return plan.has(sample.rows)
    case .sums(_, let query):
      return plan.has(query.rows) && query.model.columnCount == plan.featureCount(of: query.rows)
        && (!query.hasClasses || query.model.classCount == classes.count)
    case .outputs(let query):
      guard query.models.count == plan.foldCount, !query.isLearned || !plan.folds.isEmpty,
        !query.isPrecise || plan.description.isPrecise
      else { return false }
      return query.models.enumerated().allSatisfy { fold, model in
        let rows = CountedRows(fold: fold, isPrecise: false, isLearned: query.isLearned)
        return model.kernel.shape == [plan.featureCount(of: rows), classes.head.outputCount]
      }
    }
  }
}

extension OutputsQuery {
  /// - Returns: `nil` if it is none.
  fileprivate init?(_ json: JSON, _ file: SealedTensors, in path: String) throws {
    guard let count = json["outputs"]?.integer, let asLogits = json["as_logits"]?.bool,
      let isLearned = json["learned"]?.bool, let isPrecise = json["double_precision"]?.bool,
      (0...Int(Int8.max)).contains(count)
    else { return nil }
    let models = try (0..<count).map { fold in
      let bias = try file.values("request/outputs/\(fold)/bias", in: path)
      let kernel = try file.values("request/outputs/\(fold)/kernel", in: path)
      guard !bias.isEmpty, kernel.count % bias.count == 0 else {
        throw LogitError.damagedSums(
          expected: "a model of \(bias.count) outputs", found: "\(kernel.count)")
      }
      return LinearEstimates(
        kernel: try Tensor(kernel, shape: [kernel.count / bias.count, bias.count]), bias: bias)
    }
    self.init(models: models, asLogits: asLogits, isLearned: isLearned, isPrecise: isPrecise)
  }
}

extension SumsQuery {
  /// - Returns: `nil` if it is none.
  fileprivate init?(
    _ id: String, _ rows: CountedRows, _ json: JSON, _ file: SealedTensors, in path: String
  ) throws {
    guard let hasClasses = json["has_classes"]?.bool, let classes = json["classes"]?.integer, classes >= 2,
      classes <= ClassLabels.maximumCount, let hasIntercept = json["intercept"]?.bool,
      let wanted = json["wanted"]?.integer, (0..<256).contains(wanted)
    else { return nil }
    let scale = try file.values("request/\(id)/scale", in: path)
    let model = try LinearModel(
      classes == 2 ? .binary : .multinomial(classCount: classes), columnCount: scale.count,
      hasIntercept: hasIntercept)
    self.init(
      rows: rows, model: model, hasClasses: hasClasses,
      shift: try file.values("request/\(id)/shift", in: path), scale: scale,
      wanted: WantedSums(rawValue: Int32(wanted)),
      coefficients: try file.values("request/\(id)/coefficients", in: path),
      direction: try file.values("request/\(id)/direction", in: path))
    let length = SumsShape(model, self.wanted).vectorLength
    guard shift.count == scale.count, coefficients.count == length,
      direction.count == (self.wanted.contains(.product) ? length : 0)
    else { return nil }
  }
}
