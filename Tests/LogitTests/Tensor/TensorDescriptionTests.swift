import Logit
import Testing

@Suite struct TensorDescriptionTests {
  struct Vectors: Decodable {
    var double, float: [Case<Double?>]
    var int: [Case<Int>]
  }

  struct Case<Value: Decodable>: Decodable {
    var shape: [Int]
    var values: [Value]
    /// The values JSON has no words for, by place.
    var special: [String: String]?
    var text: String
  }

  static func doubles(_ example: Case<Double?>) -> [Double] {
    example.values.enumerated().map { index, value in
      value ?? (example.special?["\(index)"]).flatMap(Double.init) ?? .nan
    }
  }

  @Test("Arrays of Double, Float and Int are printed as NumPy prints them")
  func texts() throws {
    let vectors = try Fixture.load("NumPy/format", as: Vectors.self)
    for example in vectors.double {
      #expect(try Tensor(Self.doubles(example), shape: example.shape).description == example.text)
    }
    for example in vectors.float {
      let values = Self.doubles(example).map { Float($0) }
      #expect(try Tensor(values, shape: example.shape).description == example.text)
    }
    for example in vectors.int {
      #expect(try Tensor(example.values, shape: example.shape).description == example.text)
    }
    #expect(Tensor([true, false]).description == "[ True False]")
  }
}
