/// A series of very many marks, drawn into an image with smooth edges.
struct MarkImage {
  /// A series with more marks than this becomes an image.
  static let threshold = 10_000
  /// Pixels a point: twice the 96 pixels an inch of a screen.
  private static let scale = 2 * 96.0 / 72

  private let width: Int
  private let height: Int
  /// How much of each pixel is covered; the colour is the same everywhere.
  private var coverage: [Float]
  private let color: PlotColor

  init(_ mark: Mark, at points: [Point], in box: Box) {
    width = max(Int(box.width * Self.scale), 1)
    height = max(Int(box.height * Self.scale), 1)
    coverage = [Float](repeating: 0, count: width * height)
    color = mark.color
    let size = mark.width * Self.scale
    let reach = Int((size * 0.75 + Marker.strokeWidth * Self.scale).rounded(.up)) + 1
    let side = 2 * reach + 1
    let stamps = Self.stamps(mark, size: size, reach: reach)
    for place in points {
      let x = (place.x - box.left) * Self.scale
      let y = (place.y - box.top) * Self.scale
      guard x > Double(-reach), y > Double(-reach), x < Double(width + reach), y < Double(height + reach)
      else {
        continue
      }
      let (column, row) = (Int(x.rounded(.down)), Int(y.rounded(.down)))
      let part =
        Int((y - Double(row)) * Double(Self.parts)) * Self.parts
        + Int((x - Double(column)) * Double(Self.parts))
      stamp(stamps[part], side: side, column: column - reach, row: row - reach)
    }
  }

  /// Lays a mark over what is there: what shows through is multiplied.
  private mutating func stamp(_ stamp: [Float], side: Int, column: Int, row: Int) {
    for y in max(row, 0)..<max(min(row + side, height), max(row, 0)) {
      for x in max(column, 0)..<max(min(column + side, width), max(column, 0)) {
        let alpha = stamp[(y - row) * side + x - column]
        coverage[y * width + x] += alpha * (1 - coverage[y * width + x])
      }
    }
  }

  /// The mark at each of 4 by 4 places within a pixel.
  private static let parts = 4

  private static func stamps(_ mark: Mark, size: Double, reach: Int) -> [[Float]] {
    let side = 2 * reach + 1
    let shape = MarkShape(
      mark.marker, size: size, strokeWidth: Marker.strokeWidth * scale, edge: 0.5 * scale)
    return (0..<parts * parts).map { part in
      let centerX = Double(reach) + (Double(part % parts) + 0.5) / Double(parts)
      let centerY = Double(reach) + (Double(part / parts) + 0.5) / Double(parts)
      return (0..<side * side).map { index in
        let distance = shape.distance(
          Double(index % side) + 0.5 - centerX, centerY - Double(index / side) - 0.5)
        return Float(min(max(0.5 - distance, 0), 1) * mark.opacity)
      }
    }
  }

  /// The image as a PNG file.
  var png: PNG {
    var pixels = [UInt8](repeating: 0, count: width * height * 4)
    for index in coverage.indices where coverage[index] > 0 {
      pixels[4 * index] = color.red
      pixels[4 * index + 1] = color.green
      pixels[4 * index + 2] = color.blue
      pixels[4 * index + 3] = UInt8((coverage[index] * 255).rounded())
    }
    return PNG(width: width, height: height, pixels: pixels)
  }
}

/// The signed distance from the edge of a mark, negative inside, in pixels.
private struct MarkShape {
  private let geometry: Marker.Geometry
  private let size: Double
  private let strokeWidth: Double
  private let edge: Double

  init(_ marker: Marker, size: Double, strokeWidth: Double, edge: Double) {
    geometry = marker.geometry
    self.size = size
    self.strokeWidth = strokeWidth
    self.edge = edge
  }

  func distance(_ x: Double, _ y: Double) -> Double {
    switch geometry {
    case .disc(let radius): (x * x + y * y).squareRoot() - radius * size - edge
    case .strokes(let strokes):
      (strokes.map { segmentDistance(x, y, from: $0.0, to: $0.1) }.min() ?? .infinity) - strokeWidth / 2
    case .polygon(let corners): polygonDistance(x, y, corners) - edge
    }
  }

  private func segmentDistance(
    _ x: Double, _ y: Double, from: Marker.Geometry.Place, to: Marker.Geometry.Place
  ) -> Double {
    let (ax, ay, bx, by) = (from.x * size, from.y * size, to.x * size, to.y * size)
    let (dx, dy) = (bx - ax, by - ay)
    let length = dx * dx + dy * dy
    let share = length == 0 ? 0 : min(max(((x - ax) * dx + (y - ay) * dy) / length, 0), 1)
    let (ex, ey) = (x - ax - share * dx, y - ay - share * dy)
    return (ex * ex + ey * ey).squareRoot()
  }

  private func polygonDistance(_ x: Double, _ y: Double, _ corners: [Marker.Geometry.Place]) -> Double {
    var nearest = Double.infinity
    var isInside = false
    for (index, corner) in corners.enumerated() {
      let next = corners[(index + 1) % corners.count]
      nearest = min(nearest, segmentDistance(x, y, from: corner, to: next))
      let (ay, by) = (corner.y * size, next.y * size)
      guard (ay > y) != (by > y) else { continue }
      if x < (next.x - corner.x) * size * (y - ay) / (by - ay) + corner.x * size { isInside.toggle() }
    }
    return isInside ? -nearest : nearest
  }
}
