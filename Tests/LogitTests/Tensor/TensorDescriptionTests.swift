import Logit
import Testing

@Suite("Printing tensors")
struct TensorDescriptionTests {
  /// An array, listed or as multiples of a number, and the text NumPy prints.
  struct Described: Decodable, Sendable {
    enum Kind: String, Decodable { case double, float, int, bool }

    let kind: Kind
    let shape: [Int]
    let bits: String?
    let scale: Double?
    let text: String
  }

  @Test(
    "Tensors print as NumPy's arrays do",
    arguments: try Fixture.load("NumPy/descriptions", as: [Described].self))
  func descriptions(expected: Described) throws {
    let text =
      switch expected.kind {
      case .double: try description(of: doubles(expected), expected.shape)
      case .float: try description(of: floats(expected), expected.shape)
      case .int: try description(of: integers(expected), expected.shape)
      case .bool: try description(of: bitPatterns(expected).map { $0 == 1 }, expected.shape)
      }
    #expect(text == expected.text)
  }

  private func description<Scalar: BitwiseCopyable & Sendable>(of elements: [Scalar], _ shape: [Int]) throws
    -> String
  {
    try Tensor(elements, shape: shape).description
  }

  private func bitPatterns(_ expected: Described) -> [UInt64] {
    (expected.bits ?? "").split(separator: " ").compactMap { UInt64($0, radix: 16) }
  }

  private func doubles(_ expected: Described) -> [Double] {
    guard let scale = expected.scale else { return bitPatterns(expected).map(Double.init(bitPattern:)) }
    return (0..<expected.shape.reduce(1, *)).map { Double($0) * scale }
  }

  private func floats(_ expected: Described) -> [Float] {
    guard expected.scale == nil else { return doubles(expected).map { Float($0) } }
    return bitPatterns(expected).map { Float(bitPattern: UInt32($0)) }
  }

  private func integers(_ expected: Described) -> [Int] {
    guard expected.scale == nil else { return doubles(expected).map { Int($0) } }
    return bitPatterns(expected).map { Int(truncatingIfNeeded: $0) }
  }

  @Test("Every kind of integer prints alike")
  func otherIntegers() {
    #expect(Tensor<UInt8>([1, 200]).description == "[  1 200]")
    #expect(Tensor<Int32>([-1, 2]).description == "[-1  2]")
  }
}
