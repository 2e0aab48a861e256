import Foundation
import Logit
import Testing

/// Keras's own JSON.
@Suite struct KerasTextTests {
  @Test(
    "Every line of Keras's configurations is read and written again in the same characters",
    arguments: ["configs", "schedules", "constraints"])
  func roundTrip(_ file: String) throws {
    let text = try String(contentsOf: Fixture.url("KerasSurface/\(file).json"), encoding: .utf8)
    var count = 0
    for line in text.split(separator: "\n") where line.hasPrefix("{\"name\"") {
      let json = line.hasSuffix(",") ? String(line.dropLast()) : String(line)
      #expect(try JSON(json: json).description == json)
      count += 1
    }
    #expect(count > 10)
    // The file as a whole, whatever its lines.
    _ = try JSON(json: text)
  }
}
