public import Logit

// MARK: - In files

extension FeatureSpace {
  private static let formatName = "logit-features"
  /// Version 1 had no readings.
  private static let currentVersion = 2

  /// The most columns that a file may tell of.
  private static let largestColumnCount = 1 << 20

  /// The transforms that come with Logit.
  private static let builtIn: [any FeatureTransform.Type] = [
    NumericFeature.self, DiscretizedFeature.self, CategoryFeature.self, HashedFeature.self,
    CrossFeature.self, DateFeature.self, TextFeature.self, FormulaFeature.self, OffsetFeature.self,
  ]

  /// Options and what was learned, as JSON that ``init(json:transforms:)`` reads; every number comes back as
  /// it was.
  public var json: JSON {
    [
      "format": .string(Self.formatName), "version": .integer(Self.currentVersion),
      "adapted": .bool(isAdapted), "features": .array(transforms.map { $0.json }),
      "columns": .array(
        reasons.map { reason in
          let excluded = reason.cause == .request || reason.cause == .target
          let members: JSON = [
            "column": .string(reason.column), "kind": .string(reason.kind.rawValue),
            "reason": .string(reason.reason), "left_out": .bool(reason.isLeftOut),
            "excluded": .bool(excluded),
          ]
          let cause = reason.cause.map { [JSON.Member("cause", .string($0.rawValue))] } ?? []
          return .object((members.object ?? []) + cause)
        }),
      "readings": .object(
        readings.sorted { $0.key < $1.key }.map { JSON.Member($0.key, $0.value.json) }),
    ]
  }

  /// Takes options, and what was learned, from JSON that cannot be trusted.
  ///
  /// - Parameters:
  ///   - json: What ``json`` wrote.
  ///   - custom: Types of your own that may occur, besides those that come with Logit.
  /// - Throws: ``/Logit/LogitError/invalidConfiguration(object:reason:)`` for anything that ``json`` would
  ///   not write.
  public init(json: JSON, transforms custom: [any FeatureTransform.Type] = []) throws {
    let object = "the features"
    guard case .object(let members) = json else {
      throw LogitError.invalidConfiguration(object: object, reason: "they are \(json), but must be an object")
    }
    var options = JSONFields(members, of: object)
    guard try options.requiredString("format") == Self.formatName else {
      throw options.wrong("format", expected: Self.formatName, found: options.value("format") ?? .null)
    }
    _ = try options.requiredInteger("version", in: 1...Self.currentVersion)
    let isAdapted = try options.bool("adapted", default: false)
    let features = try options.requiredArray("features", limit: Self.largestColumnCount)
    let columns = try options.requiredArray("columns", limit: Self.largestColumnCount)
    let readings = try Self.readings(options.value("readings") ?? .object([]))
    try options.finish()
    let transforms = try features.map { try Self.transform($0, custom: custom) }
    guard !transforms.isEmpty else { throw DataError.noFeatures(reasons: []) }
    self.init(
      transforms: transforms, reasons: try columns.map(ColumnReason.init(json:)), readings: readings,
      isAdapted: isAdapted)
    guard outputCount <= Self.largestOutputCount, !isAdapted || outputCount > 0 else {
      throw LogitError.invalidConfiguration(
        object: object,
        reason: "they make \(outputCount) numbers of a row, but may make 1 to \(Self.largestOutputCount)")
    }
  }

  private static func readings(_ json: JSON) throws -> [String: ColumnReading] {
    guard case .object(let members) = json else {
      throw LogitError.invalidConfiguration(
        object: "the features", reason: "the readings are \(json), but must be an object")
    }
    return try Dictionary(
      members.map {
        ($0.name, try ColumnReading(json: $0.value, object: "the reading of column \"\($0.name)\""))
      }, uniquingKeysWith: { first, _ in first })
  }

  static func transform(_ json: JSON, custom: [any FeatureTransform.Type]) throws
    -> any FeatureTransform
  {
    guard case .object(let members) = json, let name = json["type"]?.string else {
      throw LogitError.invalidConfiguration(
        object: "the features", reason: "one of them has no type, but is \(json)")
    }
    guard let type = (Self.builtIn + custom).first(where: { $0.typeName == name }) else {
      throw LogitError.invalidConfiguration(
        object: "the features",
        reason: "the type \"\(name)\" is not known; pass it as one of the transforms if it is yours")
    }
    var column = ""
    if let text = json["column"]?.string { column = " of column \"\(text)\"" }
    var options = JSONFields(members, of: "the \(name) feature" + column)
    options.ignore("type")
    let transform = try type.init(&options)
    try options.finish()
    return transform
  }
}

extension FeatureTransform {
  /// The options and what was learned, with the type's name.
  var json: JSON { .object([JSON.Member("type", .string(Self.typeName))] + members) }
}

extension ColumnReason {
  fileprivate init(json: JSON) throws {
    guard case .object(let members) = json else {
      throw LogitError.invalidConfiguration(
        object: "the features", reason: "a column is \(json), but must be an object")
    }
    var options = JSONFields(members, of: "a column of the features")
    column = try options.requiredString("column")
    kind = try options.requiredWord("kind", ColumnKind.self)
    reason = try options.requiredString("reason")
    isLeftOut = try options.bool("left_out", default: false)
    // Files written before there were causes have the truth value alone.
    let isExcluded = try options.bool("excluded", default: false)
    if options.value("cause") != nil {
      cause = try options.requiredWord("cause", ColumnDecision.Cause.self)
    } else if isExcluded {
      cause = .request
    }
    try options.finish()
  }
}
