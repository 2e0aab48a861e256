import LogitFiles

extension LogisticModel: Codable {
  private enum CodingKeys: CodingKey {
    case classCount, coefficients, intercepts, aliased, means, deviations, solution
  }

  /// Writes the estimates and how they were found.
  ///
  /// - Parameter encoder: Any encoder.
  /// - Throws: What the encoder throws.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(classCount, forKey: .classCount)
    try container.encode(coefficients, forKey: .coefficients)
    try container.encode(intercepts, forKey: .intercepts)
    try container.encode(aliased, forKey: .aliased)
    try container.encode(means, forKey: .means)
    try container.encode(deviations, forKey: .deviations)
    try container.encode(solution, forKey: .solution)
  }

  /// Reads a model.
  ///
  /// - Parameter decoder: Any decoder.
  /// - Throws: `DecodingError` for other data, or for numbers of coefficients that do not fit the classes and
  ///   columns.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    self.init(
      classCount: try container.decode(Int.self, forKey: .classCount),
      coefficients: try container.decode(Tensor<Double>.self, forKey: .coefficients),
      intercepts: try container.decode([Double].self, forKey: .intercepts),
      aliased: try container.decode([Int].self, forKey: .aliased),
      means: try container.decode([Double].self, forKey: .means),
      deviations: try container.decode([Double].self, forKey: .deviations),
      solution: try container.decode(LinearSolution.self, forKey: .solution))
    guard classCount >= 2, intercepts.count == (classCount == 2 ? 1 : classCount),
      coefficients.shape == [intercepts.count, means.count], deviations.count == means.count,
      aliased.allSatisfy(means.indices.contains)
    else {
      throw DecodingError.inconsistent(
        decoder, "A model has a row of coefficients for each predictor and one of them for each column")
    }
  }
}
