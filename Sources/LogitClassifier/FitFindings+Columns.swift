import Logit
import LogitData
import LogitStatistics

// What the columns show: those left out, and those that give the answer away.

extension FitFindings {
  /// A finding for each cause, however many columns were left out for it.
  func leftOut() -> [Finding] { Finding.leftOut(training.features.decisions) }

  /// Features that give the answer away.
  func givingAway() -> [Finding] {
    let matrix = training.training
    let rows = min(matrix.classes.count, Suspicion.sampledRows)
    guard rows >= Suspicion.fewestRows, training.balance.names.count <= Suspicion.mostClasses
    else { return [] }
    // The rows are taken from the whole matrix, since files are often sorted.
    let stride = matrix.classes.count / rows
    let classes = (0..<rows).map { matrix.classes[$0 * stride] }
    let features = training.features.transforms.flatMap { transform in
      transform.outputNames.map { (name: $0, columns: transform.inputs) }
    }
    return matrix.features.withUnsafeBufferPointer { values in
      features.indices.compactMap { index in
        let feature = SingleFeature(classes: classes, classCount: training.balance.names.count) {
          values[$0 * stride * features.count + index]
        }
        return feature.smallestPairwiseArea(stoppingBelow: Suspicion.area).map {
          Finding.leakage(features[index].name, of: features[index].columns, area: $0)
        }
      }
    }
  }

  /// Columns of numbers in which a few values lie so far out that they alone decide the scale.
  func scales() -> [Finding] {
    let matrix = training.training
    let rows = min(matrix.classes.count, Suspicion.sampledRows)
    guard rows >= Suspicion.fewestRows else { return [] }
    let (stride, width) = (matrix.classes.count / rows, training.features.outputCount)
    var start = 0
    return matrix.features.withUnsafeBufferPointer { values in
      training.features.transforms.compactMap { transform in
        defer { start += transform.outputCount }
        // The first number of a numeric feature is its value; a second one would say whether it is missing.
        guard transform is NumericFeature, let column = transform.inputs.first else { return nil }
        let sorted = (0..<rows).map { Double(values[$0 * stride * width + start]) }.sorted()
        return Suspicion.timesFar(sorted).map { Finding.farOut(column, times: $0) }
      }
    }
  }
}
