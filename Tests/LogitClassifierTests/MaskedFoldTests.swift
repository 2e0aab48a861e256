import LogitClassifier
import Testing

@Suite struct MaskedFoldTests {
  @Test(
    "Folds of numbers, encoded once for all, are measured as folds that are encoded anew",
    arguments: [Dataset.iris(), .wine(), .breastCancer()])
  func sameScores(_ set: Dataset) throws {
    var options = ClassifierOptions()
    let (_, masked) = try Classifier.fit(set.table, target: set.target, options: options)
    // Weights, even of 1, are applied in each fold.
    options.classWeight = .named(Dictionary(uniqueKeysWithValues: masked.balance.names.map { ($0, 1) }))
    let (_, encoded) = try Classifier.fit(set.table, target: set.target, options: options)
    let (a, b) = (try #require(masked.scores), try #require(encoded.scores))
    #expect(a.rowCount == b.rowCount && a.accuracy.value == b.accuracy.value)
    // Features and weights are rounded to single precision in other places.
    #expect(abs(a.logLoss.value - b.logLoss.value) < 1e-6)
    #expect(abs(a.brierScore - b.brierScore) < 1e-6)
    #expect(masked.coefficients.map(\.weight) == encoded.coefficients.map(\.weight))
  }
}
