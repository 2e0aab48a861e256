import Logit
import LogitData

extension RowExplanation: CustomStringConvertible {
  /// More columns than this are summed up in a line.
  private static let mostListed = 15

  /// The prediction, what each column does to it, and the nearest change, as lines of text.
  ///
  /// Bars show the contributions: to the right those that speak for the class, to the left those that speak
  /// against it.
  public var description: String {
    var lines =
      "Row \(row + 1): \(predicted). The probability of \(className) is \(Self.share(score.probability)) "
      + "(log-odds \(Self.signed(score.logOdds))), that of a typical row \(Self.share(typical.probability)) "
      + "(\(Self.signed(typical.logOdds))).\n"
    let acting = contributions.filter { $0.logOdds != 0 }
    guard !acting.isEmpty else { return lines + "  Every value is the typical row's.\n" + changeText }
    let listed = acting.count > Self.mostListed ? Array(acting.prefix(Self.mostListed - 1)) : acting
    let largest = acting[0].logOdds.magnitude
    var table = AlignedText(rightAligned: [1, 2, 3, 4])
    table.append("column", "value", "typical", "log-odds", "probability", "")
    for contribution in listed {
      table.append(
        contribution.column.shortened, contribution.value.text.shortened,
        contribution.typicalValue.text.shortened, Self.signed(contribution.logOdds),
        Self.signed(contribution.probability, decimals: 3), Self.bar(contribution.logOdds / largest))
    }
    if listed.count < acting.count {
      let others = acting.dropFirst(listed.count)
      table.append(
        "\(others.count) others", "", "", Self.signed(others.reduce(0) { $0 + $1.logOdds }),
        Self.signed(others.reduce(0) { $0 + $1.probability }, decimals: 3), "")
    }
    lines += table.text
    return lines + changeText
  }

  private var changeText: String {
    guard let change = nearestChange else {
      return "  No value of a single column that was tried would change the prediction.\n"
    }
    return
      "  With \(change.column.shortened) at \(change.to.exactText.shortened) instead of "
      + "\(change.from.exactText.shortened) it "
      + "would be \(change.predicted.shortened).\n"
  }

  static func share(_ value: Double) -> String { value.fixed(decimals: 4) }

  static func signed(_ value: Double, decimals: Int = 2) -> String {
    (value < 0 ? "-" : "+") + value.magnitude.fixed(decimals: decimals)
  }

  /// A bar of up to ten characters from the middle, to the right for what is above 0.
  static func bar(_ share: Double) -> String {
    let width = 10
    let length = Int((share.magnitude * Double(width)).rounded())
    let filled = String(repeating: "█", count: length)
    let space = String(repeating: " ", count: width - length)
    return share < 0 ? space + filled + "│" : String(repeating: " ", count: width) + "│" + filled
  }
}

extension TableCell {
  /// The value for people, to the last digit.
  var exactText: String { textForm ?? "missing" }

  /// The same with six digits at most, which is what a person compares.
  var text: String {
    guard case .number(let number) = self else { return exactText }
    return (Double(number.scientific(decimals: 5)) ?? number).shortText
  }
}
