import LogitClassifier
import Testing

@Suite struct DescriptionTests {
  @Test func `predictions, learning curve and classifier print what they hold`() throws {
    let set = Dataset.iris()
    var options = ClassifierOptions()
    options.epochs = 12
    let classifier = try Classifier.fit(set.table, target: set.target, options: options).classifier
    let predictions = try classifier.predict(set.table)
    let lines = "\(predictions)".split(separator: "\n")
    #expect(lines.count == 13 && lines.last == "150 rows, 3 classes")
    #expect(
      lines[0].split(separator: " ") == ["predicted", "p(setosa)", "p(versicolor)", "p(virginica)"])
    let first = lines[1].split(separator: " ")
    #expect(first[0] == "0" && first[1] == predictions.className(row: 0))
    let sum = first.dropFirst(2).compactMap { Double($0) }.reduce(0, +)
    #expect(abs(sum - 1) < 2e-4)
    let curve = "\(classifier.history)".split(separator: "\n")
    #expect(curve.count == 13 && curve.last == "12 epochs" && curve[1].hasPrefix("epoch 1 "))
    #expect("\(classifier)" == classifier.summaryText())
  }
}
