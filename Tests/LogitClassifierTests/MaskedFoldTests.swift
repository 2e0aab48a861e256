import LogitClassifier
import LogitData
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

  @Test(
    "Truth values and points on circles are penalized in folds as in the model of all rows",
    arguments: [nil, "w"])
  func plainColumns(_ weights: String?) throws {
    // A rare truth value and a date, whose deviations are far from 1.
    let lines = (0..<400).map { row in
      let (a, flag, month) = (row * 37 % 101, row * 7 % 10 == 0, 1 + row * 5 % 9)
      let label = a + (flag ? 60 : 0) + 5 * month + row * 31 % 47 > 100
      return "\(a),\(flag),2001-0\(month)-11,\(1 + row % 4),\(label ? "b" : "a")\n"
    }
    let table = try CSVReader(bytes: Array(("a,flag,day,w,y\n" + lines.joined()).utf8)).read()
    var options = ClassifierOptions()
    (options.features, options.weights) = (["a", "flag", "day"], weights)
    options.method = .optimum(OptimumOptions(penalty: .ridge(0.2)))
    let masked = try Classifier.fit(table, target: "y", options: options).report
    options.classWeight = .named(["a": 1, "b": 1])
    let encoded = try Classifier.fit(table, target: "y", options: options).report
    let (a, b) = (try #require(masked.scores), try #require(encoded.scores))
    #expect(abs(a.logLoss.value - b.logLoss.value) < 1e-6, "\(a.logLoss.value) \(b.logLoss.value)")
  }
}
