import Logit

/// The Shapley values of players of a game, from the worth of coalitions.
///
/// Up to ``exactCount`` players every coalition is worked out. With more, orders of the players are drawn,
/// each with its reverse (antithetic sampling: Castro, Gómez and Tejada, "Polynomial calculation of the
/// Shapley value based on sampling", 2009, and Mitchell et al., "Sampling Permutations for Shapley Value
/// Estimation", 2022). The orders are the same each time. Where it is known that nothing interacts, a player's
/// value is its worth alone. In any case the values add up to the worth of all.
struct ShapleyValues {
  /// The most players whose coalitions are all worked out.
  static let exactCount = 8
  /// How many orders are drawn, besides their reverses.
  static let orderCount = 32

  /// The number of players.
  let playerCount: Int

  private let isAdditive: Bool
  private let orders: [[Int]]

  /// - Parameters:
  ///   - playerCount: The number of players.
  ///   - isAdditive: Whether each changes the worth by the same whoever else is there.
  init(playerCount: Int, isAdditive: Bool) {
    (self.playerCount, self.isAdditive) = (playerCount, isAdditive)
    guard playerCount > Self.exactCount, !isAdditive else {
      orders = []
      return
    }
    var generator = RandomGenerator(seed: 0)
    orders = (0..<Self.orderCount).flatMap { _ in
      let order = Array(0..<playerCount).shuffled(using: &generator)
      return [order, order.reversed()]
    }
  }

  /// The coalitions whose worth is needed, each as whether a player is in it; the first is empty and the last
  /// has all.
  var coalitions: [[Bool]] {
    if isAdditive {
      let alone = (0..<playerCount).map { player in (0..<playerCount).map { $0 == player } }
      let none = [Bool](repeating: false, count: playerCount)
      return playerCount == 0 ? [none] : [none] + alone + [none.map { _ in true }]
    }
    if orders.isEmpty {
      return (0..<1 << playerCount).map { set in (0..<playerCount).map { set >> $0 & 1 == 1 } }
    }
    var found = [[Bool](repeating: false, count: playerCount)]
    for order in orders {
      var members = found[0]
      for player in order.dropLast() {
        members[player] = true
        found.append(members)
      }
    }
    found.append([Bool](repeating: true, count: playerCount))
    return found
  }

  /// The value of each player.
  ///
  /// - Parameter worth: That of each of ``coalitions``.
  func values(_ worth: [Double]) -> [Double] {
    if isAdditive { return (0..<playerCount).map { worth[$0 + 1] - worth[0] } }
    return orders.isEmpty ? exactValues(worth) : sampledValues(worth)
  }

  /// Σ |S|! (n − |S| − 1)! / n! · (v(S ∪ {i}) − v(S)) over all S without i.
  private func exactValues(_ worth: [Double]) -> [Double] {
    // 1 / (n · (n − 1 over |S|)).
    var shares = [Double](repeating: 0, count: playerCount)
    var choices = 1.0
    for size in shares.indices {
      shares[size] = 1 / (Double(playerCount) * choices)
      choices *= Double(playerCount - 1 - size) / Double(size + 1)
    }
    return (0..<playerCount).map { player in
      worth.indices.reduce(0) { sum, set in
        guard set >> player & 1 == 0 else { return sum }
        return sum + shares[set.nonzeroBitCount] * (worth[set | 1 << player] - worth[set])
      }
    }
  }

  private func sampledValues(_ worth: [Double]) -> [Double] {
    var values = [Double](repeating: 0, count: playerCount)
    var next = 1
    for order in orders {
      var before = worth[0]
      for (place, player) in order.enumerated() {
        let after = place == order.count - 1 ? worth[worth.count - 1] : worth[next]
        if place < order.count - 1 { next += 1 }
        values[player] += after - before
        before = after
      }
    }
    return values.map { $0 / Double(orders.count) }
  }
}
