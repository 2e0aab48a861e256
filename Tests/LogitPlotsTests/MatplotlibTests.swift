import Foundation
import Testing

@testable import LogitPlots

/// The choices matplotlib makes, from `Fixtures/matplotlib.json`.
@Suite struct MatplotlibTests {
  struct Vectors: Decodable {
    var ticks: [TickCase]
    var limits: [LimitCase]
    var coolwarm, viridis: Colors
    var cycle: [String]
  }

  struct TickCase: Decodable {
    struct Axis: Decodable, Equatable {
      var values: [Double]
      var labels: [String]
      var note: String
    }
    var low, high, width, height: Double
    var x, y: Axis
  }

  struct LimitCase: Decodable {
    var values: [Double]
    var low, high: Double
  }

  struct Colors: Decodable {
    var places: [Double]
    var colors: [[Int]]
  }

  let vectors: Vectors

  init() throws {
    let file = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
      .appendingPathComponent("Fixtures/matplotlib.json")
    vectors = try JSONDecoder().decode(Vectors.self, from: Data(contentsOf: file))
  }

  @Test("Ticks and their labels are matplotlib's")
  func ticks() {
    for example in vectors.ticks {
      let range = AxisRange(example.low...example.high)
      let x = Ticks(range, length: example.width * 72 * 0.775, labelSpace: 30)
      let y = Ticks(range, length: example.height * 72 * 0.77, labelSpace: 20)
      for (found, expected) in [(x, example.x), (y, example.y)] {
        let place = Comment(rawValue: "\(example.low)...\(example.high), \(example.width) inches")
        #expect(found.labels == expected.labels, place)
        #expect(found.note == expected.note, place)
        #expect(found.values.count == expected.values.count, place)
        for (a, b) in zip(found.values, expected.values) {
          #expect(abs(a - b) <= 1e-9 * (example.high - example.low), place)
        }
      }
    }
  }

  @Test("Limits are fitted as matplotlib fits them")
  func limits() {
    for example in vectors.limits {
      let range = AxisRange(showing: example.values)
      let tolerance = 1e-9 * max(abs(example.low), abs(example.high))
      #expect(abs(range.lower - example.low) <= tolerance, "\(example.values)")
      #expect(abs(range.upper - example.high) <= tolerance, "\(example.values)")
    }
  }

  @Test("Colour maps agree within 2/255")
  func colorMaps() {
    for (map, expected) in [(ColorMap.coolwarm, vectors.coolwarm), (.viridis, vectors.viridis)] {
      for (place, color) in zip(expected.places, expected.colors) {
        let found = map.color(at: place)
        for (a, b) in zip([found.red, found.green, found.blue], color) { #expect(abs(Int(a) - b) <= 2) }
      }
    }
  }

  @Test("The cycle of colours is matplotlib's")
  func cycle() {
    #expect(PlotColor.cycle.map(\.css) == vectors.cycle)
  }
}
