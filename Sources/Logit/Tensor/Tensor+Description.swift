extension Tensor: CustomStringConvertible {
  /// The elements in nested brackets, aligned, as NumPy prints an array.
  ///
  /// Numbers have as many digits as they need, at most 8 after the point; the same notation is used for all.
  /// Lines are broken after 75 characters, and of more than 1,000 elements only the first and last three along each
  /// dimension are shown.
  public var description: String {
    ArrayText(self).text
  }
}

/// Lays a tensor out as NumPy's `array2string` does with its default options.
private struct ArrayText<Scalar: BitwiseCopyable & Sendable> {
  private static var lineWidth: Int { 75 }
  private static var summaryThreshold: Int { 1000 }
  private static var edgeCount: Int { 3 }

  private let tensor: Tensor<Scalar>
  private let isSummarized: Bool
  private var words: [Int: String] = [:]

  init(_ tensor: Tensor<Scalar>) {
    self.tensor = tensor
    isSummarized = tensor.count > Self.summaryThreshold
    let shown = offsets(axis: 0, base: 0)
    let texts = numberTexts(shown.map { tensor.storage.elements[$0] })
    words = Dictionary(uniqueKeysWithValues: zip(shown, texts))
  }

  var text: String {
    if tensor.rank == 0 { return words[0]?.filter { $0 != " " } ?? "" }
    if tensor.count == 0 { return "[]" }
    return block(axis: 0, base: 0, indent: " ", width: Self.lineWidth)
  }

  /// The places along a dimension that are shown; `nil` stands for those left out.
  private func places(axis: Int) -> [Int?] {
    let length = tensor.shape[axis]
    guard isSummarized, length > 2 * Self.edgeCount else { return (0..<length).map { $0 } }
    return (0..<Self.edgeCount).map { $0 } + [nil] + (length - Self.edgeCount..<length).map { $0 }
  }

  private func stride(axis: Int) -> Int { tensor.shape[(axis + 1)...].reduce(1, *) }

  private func offsets(axis: Int, base: Int) -> [Int] {
    guard axis < tensor.rank else { return tensor.count == 0 ? [] : [base] }
    return places(axis: axis).compactMap { $0 }.flatMap {
      offsets(axis: axis + 1, base: base + $0 * stride(axis: axis))
    }
  }

  private func block(axis: Int, base: Int, indent: String, width: Int) -> String {
    guard axis < tensor.rank - 1 else { return line(base: base, indent: indent, width: width - 1) }
    let separator = String(repeating: "\n", count: tensor.rank - 1 - axis)
    let blocks = places(axis: axis).map { place in
      place.map {
        block(axis: axis + 1, base: base + $0 * stride(axis: axis), indent: indent + " ", width: width - 1)
      }
        ?? "..."
    }
    return "[" + blocks.joined(separator: separator + indent) + "]"
  }

  private func line(base: Int, indent: String, width: Int) -> String {
    var finished = ""
    var current = indent
    for (index, place) in places(axis: tensor.rank - 1).enumerated() {
      let word = place.flatMap { words[base + $0] } ?? "..."
      if index > 0 { current += " " }
      if current.count + word.count > width && current.count > indent.count {
        while current.last == " " { current.removeLast() }
        finished += current + "\n"
        current = indent
      }
      current += word
    }
    return "[" + (finished + current).dropFirst(indent.count) + "]"
  }
}

// MARK: - Numbers

/// The texts of numbers, all of one width.
private func numberTexts<Scalar>(_ values: [Scalar]) -> [String] {
  if let values = values as? [Double] { return floatTexts(values) { $0.description } }
  if let values = values as? [Float] { return floatTexts(values.map(Double.init)) { Float($0).description } }
  let texts = values.map { value in
    (value as? Bool).map { $0 ? "True" : "False" } ?? "\(value)"
  }
  return padded(texts)
}

/// NumPy's choice of notation: with an exponent when the largest and the smallest are far apart or far from 1.
private func floatTexts(_ values: [Double], shortest: (Double) -> String) -> [String] {
  let sizes = values.filter { $0.isFinite && $0 != 0 }.map(abs)
  let (smallest, largest) = (sizes.min() ?? 1, sizes.max() ?? 1)
  let usesExponent = largest >= 1e8 || smallest < 1e-4 || largest / smallest > 1000
  let digits = values.map { $0.isFinite ? Decimal(shortest($0)) : nil }
  if usesExponent {
    let decimals = min(digits.compactMap { $0?.scientificDecimals }.max() ?? 0, 8)
    return padded(zip(values, digits).map { $1?.scientific(decimals, of: $0) ?? nonFinite($0) })
  }
  let texts = zip(values, digits).map { $1?.fixed(of: $0) ?? nonFinite($0) }
  // Points stand below each other: what follows them is filled up with spaces.
  let fraction = texts.map { text in text.firstIndex(of: ".").map { text[$0...].count } ?? 0 }
  let widest = fraction.max() ?? 0
  return padded(
    zip(zip(texts, fraction), values).map { pair, value in
      pair.0 + String(repeating: " ", count: value.isFinite ? widest - pair.1 : 0)
    })
}

private func nonFinite(_ value: Double) -> String {
  value.isNaN ? "nan" : value < 0 ? "-inf" : "inf"
}

private func padded(_ texts: [String]) -> [String] {
  let width = texts.map(\.count).max() ?? 0
  return texts.map { String(repeating: " ", count: width - $0.count) + $0 }
}

/// The shortest decimal digits that stand for a number, and the place of its point.
private struct Decimal {
  private let digits: [Character]
  /// The power of ten of the first digit.
  private let exponent: Int

  init(_ description: String) {
    let parts = description.split(separator: "e")
    let mantissa = parts[0].filter { $0 != "-" }
    let point = mantissa.firstIndex(of: ".").map { mantissa.distance(from: mantissa.startIndex, to: $0) }
    let all = mantissa.filter { $0 != "." }
    let leadingZeros = all.prefix { $0 == "0" }.count
    var significant = Array(all.dropFirst(leadingZeros))
    while significant.last == "0" { significant.removeLast() }
    let shift = parts.count > 1 ? Int(parts[1]) ?? 0 : 0
    digits = significant
    exponent = significant.isEmpty ? 0 : (point ?? all.count) - 1 - leadingZeros + shift
  }

  /// Without exponent, at most 8 decimals, none when there need not be: `0.25`, `3.`.
  func fixed(of value: Double) -> String {
    let needed = max(digits.count - 1 - exponent, 0)
    var text = value.fixed(decimals: min(needed, 8))
    guard needed > 0 else { return text + "." }
    while text.last == "0" { text.removeLast() }
    return text
  }

  var scientificDecimals: Int { max(digits.count - 1, 0) }

  func scientific(_ decimals: Int, of value: Double) -> String {
    let text = value.scientific(decimals: decimals)
    // NumPy keeps the point even when nothing follows it.
    return decimals == 0 ? text.replacing("e", with: ".e") : text
  }
}
