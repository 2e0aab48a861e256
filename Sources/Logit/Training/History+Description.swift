extension History: CustomStringConvertible {
  /// The first and last five epochs, counted from 1 as progress counts them, and how many there are.
  public var description: String {
    let places = names.map { name in
      Dictionary(zip(epochs(of: name), self[name]), uniquingKeysWith: { _, last in last })
    }
    var excerpt = Excerpt(rowCount: epochs.count, names: names) { row, column in
      places[column][epochs[row]].map(ProgressText.value) ?? ""
    }
    excerpt.rowLabel = { "epoch \(epochs[$0] + 1)" }
    return excerpt.text + "\(epochs.count.counted("epoch")) of \(stepCount.counted("step"))\n"
  }
}
