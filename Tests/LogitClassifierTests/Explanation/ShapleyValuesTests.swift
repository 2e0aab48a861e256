import Testing

@testable import LogitClassifier

@Suite struct ShapleyValuesTests {
  /// The worth of each coalition of a game.
  private static func values(
    _ count: Int, isAdditive: Bool = false, _ worth: ([Int]) -> Double
  ) -> [Double] {
    let shapley = ShapleyValues(playerCount: count, isAdditive: isAdditive)
    return shapley.values(
      shapley.coalitions.map { members in worth(members.indices.filter { members[$0] }) })
  }

  /// The mean of what a player adds, over all orders, one by one.
  private static func meanOverOrders(_ count: Int, _ worth: ([Int]) -> Double) -> [Double] {
    var sums = [Double](repeating: 0, count: count)
    var orderCount = 0
    func visit(_ members: [Int]) {
      guard members.count < count else {
        orderCount += 1
        for place in members.indices {
          sums[members[place]] += worth(members[...place].sorted()) - worth(members[..<place].sorted())
        }
        return
      }
      for player in 0..<count where !members.contains(player) { visit(members + [player]) }
    }
    visit([])
    return sums.map { $0 / Double(orderCount) }
  }

  @Test("Few players have the mean of what they add over all orders")
  func exact() {
    // A pair that is worth something together, a squared sum and a player that spoils everything.
    let game: ([Int]) -> Double = { members in
      let sum = members.reduce(0.0) { $0 + Double($1 * $1) + 0.5 }
      return (members.contains(3) ? 0.5 : 1) * sum * sum
        + (members.contains(0) && members.contains(1) ? 7 : 0)
    }
    for (a, b) in zip(Self.values(6, game), Self.meanOverOrders(6, game)) { #expect(abs(a - b) < 1e-9) }
  }

  @Test("The glove game: of one left and two right gloves the left one has two thirds")
  func gloves() {
    let found = Self.values(3) { $0.contains(0) && $0.count > 1 ? 1 : 0 }
    for (a, b) in zip(found, [2.0 / 3, 1.0 / 6, 1.0 / 6]) { #expect(abs(a - b) < 1e-12) }
  }

  @Test("Many players add up to the whole, and are exact where pairs of orders balance")
  func drawn() {
    let count = ShapleyValues.exactCount + 4
    // What a player adds to |S|² depends on its place alone, of which an order and its reverse have the mean.
    for value in Self.values(count, { Double($0.count * $0.count) }) {
      #expect(abs(value - Double(count)) < 1e-9)
    }
    let game: ([Int]) -> Double = { members in members.reduce(1.0) { $0 * (1 + Double($1) / 10) } }
    let found = Self.values(count, game)
    #expect(abs(found.reduce(0, +) - (game(Array(0..<count)) - 1)) < 1e-9)
    #expect(found == Self.values(count, game))
    // Of a product a player's value is its own factor less 1, times the mean of Π (1 + t · aⱼ) over the others, for
    // t from 0 to 1. Of 300 draws of as many orders the worst was 4 % of the whole away.
    let whole = found.reduce(0, +)
    for player in 0..<count {
      let steps = (0..<1000).map { (Double($0) + 0.5) / 1000 }
      let mean =
        steps.reduce(0) { sum, t in
          sum + (0..<count).reduce(1.0) { $1 == player ? $0 : $0 * (1 + t * Double($1) / 10) }
        } / 1000
      #expect(abs(found[player] - Double(player) / 10 * mean) < 0.05 * whole)
    }
  }

  @Test("Nobody, and players apart from each other")
  func simple() {
    #expect(Self.values(0) { _ in 3 }.isEmpty && Self.values(0, isAdditive: true) { _ in 3 }.isEmpty)
    let game: ([Int]) -> Double = { members in members.reduce(2.0) { $0 + Double($1) } }
    for count in [5, 12] {
      for isAdditive in [false, true] {
        for (player, value) in Self.values(count, isAdditive: isAdditive, game).enumerated() {
          #expect(abs(value - Double(player)) < 1e-9)
        }
      }
    }
  }
}
