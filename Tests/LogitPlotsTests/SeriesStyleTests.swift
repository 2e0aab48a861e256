import Testing

@testable import LogitPlots

@Suite struct SeriesStyleTests {
  private static let styles = (0..<SeriesStyle.distinctCount).map { SeriesStyle($0) }

  @Test func `twenty series differ by colour, and without colour by dashes and marker`() {
    #expect(Self.styles.count == 20)
    #expect(Set(Self.styles.map(\.color)).count == 20)
    let plain = Self.styles.map { "\($0.line) \($0.marker)" }
    #expect(Set(plain).count == 20)
    // Neighbours differ in both.
    for (one, next) in zip(Self.styles, Self.styles.dropFirst()) {
      #expect(one.line != next.line && one.marker != next.marker)
    }
    #expect(Set(LineStyle.allCases.map(\.pattern)).count == LineStyle.allCases.count)
  }

  @Test func `no two of the colours look alike, nor like the page`() {
    let colors = PlotColor.distinct + [.white]
    for (index, one) in colors.enumerated() {
      for other in colors.dropFirst(index + 1) {
        #expect(one.distance(to: other) > 25, "\(one.css) and \(other.css)")
      }
    }
    #expect(Array(PlotColor.distinct.prefix(10)) == PlotColor.cycle)
  }

  @Test func `more series repeat the styles in their order`() {
    #expect(SeriesStyle(20) == SeriesStyle(0) && SeriesStyle(47) == SeriesStyle(7))
    #expect(SeriesStyle(-1) == SeriesStyle(19))
  }

  @Test func `marks on a line lie on it, apart from each other, and elsewhere on every line`() {
    let box = Box(left: 0, top: 0, right: 400, bottom: 300)
    let line = [[Point(x: 0, y: 0), Point(x: 400, y: 300)]]
    let all = (0..<20).map { MarkerPlaces.along(line, index: $0, in: box) }
    for places in all {
      #expect((7...8).contains(places.count))
      for place in places { #expect(abs(place.y - 0.75 * place.x) < 1e-9 && box.contains(place)) }
      for (one, next) in zip(places, places.dropFirst()) { #expect(abs(next.x - one.x - 50) < 1e-9) }
    }
    for (index, one) in all.enumerated() {
      for other in all.dropFirst(index + 1) { #expect(abs(one[0].x - other[0].x) > 0.5) }
    }
    #expect(MarkerPlaces.along([], index: 0, in: box).isEmpty)
    let outside = [[Point(x: 500, y: 0), Point(x: 600, y: 1e300)]]
    #expect(MarkerPlaces.along(outside, index: 0, in: box).isEmpty)
  }
}

extension PlotColor {
  /// The distance in the CIELAB space (CIE 1976) of sRGB's white.
  fileprivate func distance(to other: PlotColor) -> Double {
    let (a, b) = (lab, other.lab)
    let squares = zip(a, b).map { ($0 - $1) * ($0 - $1) }.reduce(0, +)
    return squares.squareRoot()
  }

  private var lab: [Double] {
    let linear = [red, green, blue].map { component -> Double in
      let value = Double(component) / 255
      return value <= 0.04045 ? value / 12.92 : power((value + 0.055) / 1.055)
    }
    func sum(_ weights: [Double]) -> Double { zip(linear, weights).map(*).reduce(0, +) }
    let x = root(sum([0.4124, 0.3576, 0.1805]) / 0.95047)
    let y = root(sum([0.2126, 0.7152, 0.0722]))
    let z = root(sum([0.0193, 0.1192, 0.9505]) / 1.08883)
    return [116 * y - 16, 500 * (x - y), 200 * (y - z)]
  }

  /// The 2.4th power, as the fifth root of the twelfth; by Newton's method.
  private func power(_ value: Double) -> Double {
    let target = (0..<12).reduce(1.0) { product, _ in product * value }
    var result = 1.0
    for _ in 0..<60 {
      result -=
        (result * result * result * result * result - target) / (5 * result * result * result * result)
    }
    return result
  }

  /// The cube root, or its tangent near 0, as the space is defined.
  private func root(_ value: Double) -> Double {
    guard value > 0.008856 else { return 7.787 * value + 16.0 / 116 }
    var result = 1.0
    for _ in 0..<60 { result -= (result * result * result - value) / (3 * result * result) }
    return result
  }
}
