/// Where the features of a space come from in a table, and where they stand in a row.
struct FeatureLayout {
  /// The columns of the table that each transform takes.
  let places: [[Int]]
  /// Where each transform's features begin in a row, and at the end their number.
  let offsets: [Int]

  /// The number of features.
  var width: Int { offsets[offsets.count - 1] }

  /// - Throws: ``DataError/notAdapted(feature:)`` if the space has yet to learn how many features there are.
  init(_ features: FeatureSpace, in table: Table) throws(DataError) {
    guard features.isAdapted || features.transforms.allSatisfy({ $0.outputCount > 0 }) else {
      throw .notAdapted(feature: features.inputNames.first ?? "")
    }
    var placesByName: [String: Int] = [:]
    for (place, name) in table.columnNames.enumerated() { placesByName[name] = place }
    places = features.transforms.map { $0.inputs.compactMap { placesByName[$0] } }
    var offsets = [0]
    for transform in features.transforms {
      offsets.append(offsets[offsets.count - 1] + transform.outputCount)
    }
    self.offsets = offsets
  }
}
