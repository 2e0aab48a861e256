/// A sum of a linear model in the units of columns: what its scaling adds and multiplies is in constant and
/// weights.
struct CodeSum: Sendable, Equatable {
  enum Term: Sendable, Equatable {
    /// A weight and a number.
    case weighted(Double, CodeNumber)
    /// The entry of a list at the place that a step chose.
    case entry(Int, [Double])
  }

  var constant: Double
  var terms: [Term]

  /// Whether a term is more than a weighted number or an entry: a product with an entry in it, say.
  var hasEntriesWithin: Bool {
    terms.contains { term in
      if case .weighted(_, let number) = term { number.hasEntries } else { false }
    }
  }
}

extension CodeNumber {
  /// Whether an entry of a list is in it.
  var hasEntries: Bool {
    switch self {
    case .constant, .input, .present, .isMissing, .step: false
    case .entry: true
    case .sum(let parts), .product(let parts): parts.contains(where: \.hasEntries)
    case .quotient(let a, let b), .power(let a, let b): a.hasEntries || b.hasEntries
    case .call(_, let inner), .finite(let inner): inner.hasEntries
    }
  }
}

extension ScoringCode {
  /// The sums of the first layer, each written out, with the scaling of columns folded into constants and
  /// weights.
  ///
  /// A mean that lies very many deviations from 0 is subtracted first, since its product with the weight
  /// would take digits from the sum.
  var foldedSums: [CodeSum] {
    let layer = layers[0]
    return layer.bias.indices.map { output in
      var sum = CodeSum(constant: layer.bias[output], terms: [])
      var lists: [Int: Int] = [:]
      for (feature, weights) in zip(features, layer.kernel) {
        let weight = weights[output]
        switch feature {
        case .number(.constant(let value), let center, let scale):
          sum.constant += weight * ((value - center) / scale)
        case .number(let number, let center, let scale):
          // What is refused must show even where it weighs nothing.
          guard weight != 0 || mayBeRefused(number) else { continue }
          if abs(center / scale) > Self.farthestMean {
            sum.terms.append(.weighted(weight / scale, .sum([number, .constant(-center)])))
          } else {
            sum.constant -= weight / scale * center
            add(weight / scale, number, to: &sum, &lists)
          }
        case .indicator(let step, let place):
          let list = entries(of: step, &sum, &lists)
          if case .entry(let step, var entries) = sum.terms[list] {
            entries[place] += weight
            sum.terms[list] = .entry(step, entries)
          }
        }
      }
      return sum
    }
  }

  /// Adds a weighted number; a list is added to that of the same step.
  private func add(_ weight: Double, _ number: CodeNumber, to sum: inout CodeSum, _ lists: inout [Int: Int]) {
    guard case .entry(let step, let own) = number else {
      sum.terms.append(.weighted(weight, number))
      return
    }
    let list = entries(of: step, &sum, &lists)
    if case .entry(_, let entries) = sum.terms[list] {
      sum.terms[list] = .entry(step, zip(entries, own).map { $0 + weight * $1 })
    }
  }

  /// The list of a step among the terms of a sum, made if there is none.
  private func entries(of step: Int, _ sum: inout CodeSum, _ lists: inout [Int: Int]) -> Int {
    if let list = lists[step] { return list }
    guard case .choice(let choice) = steps[step].body else { return 0 }
    sum.terms.append(.entry(step, (0..<choice.count).map { $0 == choice.refused ? .nan : 0 }))
    lists[step] = sum.terms.count - 1
    return sum.terms.count - 1
  }

  /// Whether a number is none where the model refuses a row.
  private func mayBeRefused(_ number: CodeNumber) -> Bool {
    switch number {
    case .constant(let value): value.isNaN
    case .input, .isMissing: false
    case .present(_, let replacement): replacement.isNaN
    case .step(let step):
      if case .number(let inner) = steps[step].body { mayBeRefused(inner) } else { false }
    case .entry(_, let entries): entries.contains(where: \.isNaN)
    case .sum(let parts), .product(let parts): parts.contains(where: mayBeRefused)
    case .quotient(let a, let b), .power(let a, let b): mayBeRefused(a) || mayBeRefused(b)
    case .call(_, let inner): mayBeRefused(inner)
    case .finite: true
    }
  }

  /// The numbers that the first of several layers takes, scaled.
  var scaledFeatures: [CodeNumber] {
    features.map { feature in
      switch feature {
      case .number(let number, 0, 1): return number
      case .number(.constant(let value), let center, let scale): return .constant((value - center) / scale)
      case .number(let number, let center, let scale):
        return .quotient(center == 0 ? number : .sum([number, .constant(-center)]), .constant(scale))
      case .indicator(let step, let place):
        guard case .choice(let choice) = steps[step].body else { return .constant(0) }
        return .entry(
          step, (0..<choice.count).map { $0 == choice.refused ? .nan : $0 == place ? 1 : 0 })
      }
    }
  }

  /// The steps that the sums need; a weight of 0 leaves a column out.
  var usedSteps: Set<Int> {
    var used: Set<Int> = []
    guard layers.count == 1 else {
      for number in scaledFeatures { collect(number, &used) }
      return used
    }
    for sum in foldedSums {
      for term in sum.terms {
        switch term {
        case .weighted(_, let number): collect(number, &used)
        case .entry(let step, _): used.insert(step)
        }
      }
    }
    return used
  }

  private func collect(_ number: CodeNumber, _ used: inout Set<Int>) {
    switch number {
    case .constant, .input, .present, .isMissing: break
    case .entry(let step, _): used.insert(step)
    case .step(let step):
      used.insert(step)
      if case .number(let inner) = steps[step].body { collect(inner, &used) }
    case .sum(let parts), .product(let parts): for part in parts { collect(part, &used) }
    case .quotient(let a, let b), .power(let a, let b):
      collect(a, &used)
      collect(b, &used)
    case .call(_, let inner), .finite(let inner): collect(inner, &used)
    }
  }
}
