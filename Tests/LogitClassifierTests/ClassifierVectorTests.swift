import Foundation
import LogitClassifier
import Testing

/// What scikit-learn makes of the bundled sets.
struct ClassifierVector: Decodable, CustomTestStringConvertible {
  var set: String
  var weighting: String
  var classes: [String]
  var objective: Double
  var accuracy: Double
  var predictions: [Int]

  var testDescription: String { "\(set), \(weighting)" }

  static let all: [ClassifierVector] = {
    guard let bytes = try? Fixture.bytes("Classifier/classifiers.json"),
      let vectors = try? JSONDecoder().decode([ClassifierVector].self, from: Data(bytes))
    else { return [] }
    return vectors
  }()

  var classWeight: ClassifierOptions.ClassWeight {
    switch weighting {
    case "equal": .equal
    case "balanced": .balanced
    default:
      .named(Dictionary(uniqueKeysWithValues: classes.enumerated().map { ($1, 1 + 2 * Float($0)) }))
    }
  }

  /// How much a row of a class counts.
  func weight(of label: Int, counts: [Int]) -> Double {
    switch weighting {
    case "equal": 1
    case "balanced": Double(counts.reduce(0, +)) / Double(counts.count * counts[label])
    default: 1 + 2 * Double(label)
    }
  }
}

@Suite struct ClassifierVectorTests {
  @Test(arguments: ClassifierVector.all) func `defaults end at scikit-learn's optimum`(
    _ expected: ClassifierVector
  ) throws {
    let set = try Dataset.named(expected.set)
    var options = ClassifierOptions()
    options.validationShare = 0
    options.classWeight = expected.classWeight
    options.excluded = set.table.columns.filter { $0.kind == .string && $0.name != set.target }.map(\.name)
    let (classifier, report) = try Classifier.fit(set.table, target: set.target, options: options)
    #expect(classifier.classes.names == expected.classes)
    #expect(report.scores == nil)

    let predictions = try classifier.predict(set.table)
    let labels = try set.table.column(set.target).strings().map {
      expected.classes.firstIndex(of: $0 ?? "") ?? -1
    }
    let counts = expected.classes.indices.map { label in labels.count { $0 == label } }
    #expect(report.balance.trainingCounts == counts)
    let n = Double(labels.count)
    var objective = 0.0
    for (row, label) in labels.enumerated() {
      let p = Double(predictions.probabilities[row, label])
      objective -= expected.weight(of: label, counts: counts) * log(p) / n
    }
    for weight in try #require(classifier.model.weights.first).scalars {
      objective += Double(weight) * Double(weight) / (2 * n)
    }
    // Weights and probabilities are rounded to single precision. Where numbers are missing, Logit's have
    // deviation 1 without them, the reference's with the median in their place, which is another penalty.
    let tolerance = expected.set == "penguins" ? 3e-4 : 1e-5
    #expect(abs(objective - expected.objective) < tolerance)
    let agreement = zip(predictions.classIndices, expected.predictions).count { $0 == $1 }
    #expect(Double(agreement) >= 0.99 * n)
  }
}
