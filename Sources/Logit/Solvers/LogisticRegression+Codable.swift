extension LogisticRegression.Solver: Codable {}

extension LogisticRegression: Codable {
  private enum CodingKeys: CodingKey {
    case penalty, solver, fitsIntercept, standardizes, penaltyFactors, bounds, tolerance, iterationLimit
  }

  /// Writes the options; an infinite factor or bound as text.
  ///
  /// - Parameter encoder: Any encoder.
  /// - Throws: What the encoder throws.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(penalty, forKey: .penalty)
    try container.encode(solver, forKey: .solver)
    try container.encode(fitsIntercept, forKey: .fitsIntercept)
    try container.encode(standardizes, forKey: .standardizes)
    try container.encodeIfPresent(penaltyFactors?.portable, forKey: .penaltyFactors)
    try container.encodeIfPresent(
      bounds?.map { [$0.lowerBound, $0.upperBound].portable }, forKey: .bounds)
    try container.encode(tolerance, forKey: .tolerance)
    try container.encodeIfPresent(iterationLimit, forKey: .iterationLimit)
  }

  /// Reads the options; those left out have their defaults.
  ///
  /// - Parameter decoder: Any decoder.
  /// - Throws: `DecodingError` for other data, or for bounds whose lower one is above the upper.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    self.init(penalty: try container.decodeIfPresent(Penalty.self, forKey: .penalty) ?? .ridge())
    solver = try container.decodeIfPresent(Solver.self, forKey: .solver) ?? solver
    fitsIntercept = try container.decodeIfPresent(Bool.self, forKey: .fitsIntercept) ?? fitsIntercept
    standardizes = try container.decodeIfPresent(Bool.self, forKey: .standardizes) ?? standardizes
    penaltyFactors = try container.decodeIfPresent([PortableNumber].self, forKey: .penaltyFactors)?
      .map(\.value)
    bounds = try container.decodeIfPresent([[PortableNumber]].self, forKey: .bounds)?.map { ends in
      guard ends.count == 2, ends[0].value <= ends[1].value else {
        throw DecodingError.inconsistent(decoder, "Bounds are a lower and an upper one, in this order")
      }
      return ends[0].value...ends[1].value
    }
    tolerance = try container.decodeIfPresent(Double.self, forKey: .tolerance) ?? tolerance
    iterationLimit = try container.decodeIfPresent(Int.self, forKey: .iterationLimit)
  }
}

extension LogisticRegression.Penalty: Codable {
  private enum CodingKeys: CodingKey { case kind, lambda, l1Ratio }
  private enum Kind: String, Codable { case none, ridge, lasso, elasticNet }

  /// Writes the kind of penalty and its numbers.
  ///
  /// - Parameter encoder: Any encoder.
  /// - Throws: What the encoder throws.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    func write(_ kind: Kind, _ lambda: Double?) throws {
      try container.encode(kind, forKey: .kind)
      try container.encodeIfPresent(lambda, forKey: .lambda)
    }
    switch self {
    case .none: try write(.none, nil)
    case .ridge(let lambda): try write(.ridge, lambda)
    case .lasso(let lambda): try write(.lasso, lambda)
    case .elasticNet(let lambda, let l1Ratio):
      try write(.elasticNet, lambda)
      try container.encode(l1Ratio, forKey: .l1Ratio)
    }
  }

  /// Reads a penalty.
  ///
  /// - Parameter decoder: Any decoder.
  /// - Throws: `DecodingError` for other data.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    let lambda = try container.decodeIfPresent(Double.self, forKey: .lambda)
    switch try container.decode(Kind.self, forKey: .kind) {
    case .none: self = .none
    case .ridge: self = .ridge(lambda)
    case .lasso: self = .lasso(lambda)
    case .elasticNet:
      self = .elasticNet(lambda, l1Ratio: try container.decode(Double.self, forKey: .l1Ratio))
    }
  }
}
