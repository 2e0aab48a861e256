/// A page of pixels without opacity, white at first.
struct PixelPage: Sendable {
  let width: Int
  let height: Int
  /// Red, green and blue of each pixel, row by row.
  private(set) var pixels: [UInt8]

  init(width: Int, height: Int) {
    self.width = width
    self.height = height
    pixels = [UInt8](repeating: 255, count: 3 * width * height)
  }

  var area: PixelArea { PixelArea(columns: 0..<width, rows: 0..<height) }

  func color(column: Int, row: Int) -> PlotColor {
    let start = 3 * (row * width + column)
    return PlotColor(red: pixels[start], green: pixels[start + 1], blue: pixels[start + 2])
  }

  /// Lays a colour over what polygons cover.
  mutating func fill(
    _ shape: Rasterizer, _ color: PlotColor, opacity: Double, rule: Rasterizer.Rule = .nonzero,
    in area: PixelArea
  ) {
    let width = width
    pixels.withUnsafeMutableBufferPointer { pixels in
      shape.forEachRow(in: area, rule: rule) { row, columns, coverage in
        for (column, share) in zip(columns, coverage) where share > 0 {
          let start = 3 * (row * width + column)
          let alpha = share * opacity
          pixels[start] = Self.mix(pixels[start], color.red, alpha)
          pixels[start + 1] = Self.mix(pixels[start + 1], color.green, alpha)
          pixels[start + 2] = Self.mix(pixels[start + 2], color.blue, alpha)
        }
      }
    }
  }

  /// Gives pixels a colour.
  mutating func set(_ area: PixelArea, _ color: PlotColor) {
    for row in area.rows {
      for column in area.columns {
        let start = 3 * (row * width + column)
        (pixels[start], pixels[start + 1], pixels[start + 2]) = (color.red, color.green, color.blue)
      }
    }
  }

  /// Lays another page of this size over a part of this one.
  mutating func lay(_ other: PixelPage, opacity: Double, in area: PixelArea) {
    for row in area.rows {
      for index in 3 * (row * width + area.columns.lowerBound)..<3 * (row * width + area.columns.upperBound) {
        pixels[index] = Self.mix(pixels[index], other.pixels[index], opacity)
      }
    }
  }

  @inline(__always)
  private static func mix(_ below: UInt8, _ above: UInt8, _ share: Double) -> UInt8 {
    UInt8((Double(below) + (Double(above) - Double(below)) * share).rounded())
  }
}
