import LogitFiles
import Testing

@Suite struct JSONFieldsTests {
  private struct Failure: Error, Equatable {
    let reason: String
  }

  private func fields(_ text: String) throws -> JSONFields {
    JSONFields(try JSON(json: text).object ?? [], of: "a test") { Failure(reason: "\($0): \($1)") }
  }

  @Test("A number that must be there and is not, or is none, or is not finite, is named as it was found")
  func requiredFloat() throws {
    var good = try fields(#"{"scale": 0.5, "count": 3}"#)
    #expect(try good.requiredFloat("scale") == 0.5)
    #expect(try good.requiredFloat("count") == 3)
    for (text, found) in [
      ("{}", "null"), (#"{"scale": null}"#, "null"), (#"{"scale": "1"}"#, #""1""#),
      (#"{"scale": NaN}"#, "NaN"), (#"{"scale": 1e300}"#, "1e+300"),
    ] {
      var bad = try fields(text)
      #expect(throws: Failure(reason: "a test: \"scale\" is \(found), but must be a finite number")) {
        try bad.requiredFloat("scale")
      }
    }
  }
}
