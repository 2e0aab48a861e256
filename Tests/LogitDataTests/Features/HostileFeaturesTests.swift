import Logit
import Testing

@testable import LogitData

@Suite struct HostileFeaturesTests {
  private static func text() throws -> String {
    var space = try FeatureSpace(
      [
        .floatNormalized("mass"), .floatRescaled("mass", scale: 2), .floatDiscretized("mass", binCount: 2),
        .stringCategorical("species"), .stringHashed("species", salt: HashSalt(1, 2)),
        .integerCategorical("year"),
        .textHashed("species", binCount: 4), .dateParts("species"),
      ], crosses: [FeatureCross(["species", "year"], binCount: 7)])
    try space.adapt(to: FeatureSpaceTests.penguins())
    return space.json.description
  }

  @Test(arguments: [
    ("\"logit-features\"", "\"other\""), ("\"version\": 2", "\"version\": 3"),
    ("\"version\": 2", "\"version\": \"1\""),
    ("\"readings\": {}", "\"readings\": {\"m\": {}}"),
    ("\"type\": \"number\"", "\"type\": \"code\""), ("\"type\": \"number\", ", ""),
    ("\"mean\": ", "\"mean\": 1e300, \"x\": "),
    ("\"mean\": ", "\"mean\": NaN, \"x\": "), ("\"variance\": ", "\"variance\": -"),
    ("\"variance\": ", "\"other\": "),
    ("\"scaling\": \"normalized\"", "\"scaling\": \"cubed\""),
    ("\"replacement\": ", "\"replacement\": Infinity, \"y\": "),
    ("\"kind\": \"numeric\"", "\"kind\": \"string\""), ("\"kind\": \"numeric\"", "\"kind\": \"complex\""),
    ("\"scale\": 2.0", "\"scale\": Infinity"), ("\"bin_boundaries\": [", "\"bin_boundaries\": [1e9, "),
    ("\"bin_boundaries\": [", "\"bin_boundaries\": [\"a\", "), ("\"epsilon\": 0.01", "\"epsilon\": 0"),
    ("\"num_bins\": 2", "\"num_bins\": 0"), ("\"num_bins\": 32", "\"num_bins\": 99999999999"),
    ("\"num_bins\": 7", "\"num_bins\": -7"), ("[\"gentoo\", ", "[\"gentoo\", \"gentoo\", "),
    ("[\"gentoo\", ", "[7, "),
    ("\"has_missing_code\": true", "\"has_missing_code\": 1"), ("\"missing_code\": ", "\"missing_code\": 9"),
    ("\"missing_code\": ", "\"missing_code\": -2, \"z\": "),
    ("\"unknown\": \"own_category\"", "\"unknown\": \"run\""),
    ("\"max_tokens\": null", "\"max_tokens\": 2"), ("\"num_oov_indices\": 1", "\"num_oov_indices\": -1"),
    ("\"salt\": [1, 2]", "\"salt\": [1]"), ("\"salt\": [1, 2]", "\"salt\": \"salt\""),
    ("\"ngrams\": [1]", "\"ngrams\": []"),
    ("\"split\": \"whitespace\"", "\"split\": \"regex\""), ("\"parts\": [\"days\"", "\"parts\": [\"eras\""),
    ("\"parts\": [\"days\"", "\"parts\": [\"days\", \"days\""), ("\"means\": [", "\"means\": [0, "),
    ("\"variances\": [", "\"variances\": [-1, "), ("\"adapted\": true", "\"adapted\": true, \"more\": 1"),
    ("\"missing\": {\"replacement\": \"automatic\"", "\"missing\": {\"replacement\": \"guess\""),
    ("\"indicator\": false", "\"indicator\": 0"), ("\"columns\": []", "\"columns\": [{}]"),
    ("\"columns\": []", "\"columns\": 3"),
    ("\"features\": [", "\"features\": [3, "),
  ])
  func `JSON that no feature space wrote is refused`(_ change: (find: String, replace: String)) throws {
    let text = try Self.text()
    let changed = text.replacingFirst(change.find, with: change.replace)
    try #require(changed != text)
    #expect(throws: LogitError.self) { try FeatureSpace(json: JSON(json: changed)) }
  }

  @Test func `no beginning of the JSON, and nothing but an object, is taken for a feature space`() throws {
    let text = try Self.text()
    #expect(throws: Never.self) { try FeatureSpace(json: JSON(json: text)) }
    for length in stride(from: 0, to: text.utf8.count, by: 37) {
      let prefix = String(decoding: text.utf8.prefix(length), as: UTF8.self)
      #expect(throws: FileError.self) { try FeatureSpace(json: JSON(json: prefix)) }
    }
    for other in ["null", "[]", "{}", "3", "\"x\""] {
      #expect(throws: LogitError.self) { try FeatureSpace(json: JSON(json: other)) }
    }
  }

  @Test func `no change of some bytes makes a feature space that traps`() throws {
    let bytes = Array(try Self.text().utf8)
    let table = try FeatureSpaceTests.penguins()
    let letters = Array("0123456789-e.,[]{}\"truefalsnx ".utf8)
    var random = RandomGenerator(seed: 1)
    var refused = 0
    for _ in 0..<1000 {
      var changed = bytes
      for _ in 0..<random.integer(in: 1..<4) {
        changed[random.integer(in: 0..<bytes.count)] = letters[random.integer(in: 0..<letters.count)]
      }
      do {
        let space = try FeatureSpace(json: JSON(json: String(decoding: changed, as: UTF8.self)))
        let x = try space.matrix(of: table)
        let isFinite = x.scalars.allSatisfy { $0.isFinite }
        #expect(isFinite)
      } catch is LogitError {
        refused += 1
      } catch is FileError {
        refused += 1
      } catch is DataError {
        // Another column or kind of column.
      }
    }
    #expect(refused > 500)
  }

  @Test func `deep crosses of crosses are refused`() throws {
    let json = try JSON(json: Self.text())
    guard let features = json["features"]?.array,
      var cross = features.first(where: { $0["type"] == .string("cross") })
    else {
      Issue.record("no cross among the features")
      return
    }
    func space(_ feature: JSON) -> JSON {
      [
        "format": "logit-features", "version": 1, "adapted": true, "features": .array([feature]),
        "columns": .array([]),
      ]
    }
    #expect(throws: Never.self) { try FeatureSpace(json: space(cross)) }
    for _ in 0..<6 {
      cross = ["type": "cross", "num_bins": 3, "features": .array([cross, cross])]
      #expect(throws: LogitError.self) { try FeatureSpace(json: space(cross)) }
    }
  }
}

extension String {
  /// The text with the first occurrence of a part replaced.
  fileprivate func replacingFirst(_ part: String, with replacement: String) -> String {
    let (bytes, part) = (Array(utf8), Array(part.utf8))
    guard bytes.count >= part.count,
      let start = (0...bytes.count - part.count).first(where: { bytes[$0...].starts(with: part) })
    else { return self }
    return String(
      decoding: bytes[..<start] + Array(replacement.utf8) + bytes[(start + part.count)...], as: UTF8.self)
  }
}
