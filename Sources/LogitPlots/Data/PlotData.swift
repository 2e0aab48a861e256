public import Logit

/// Numbers that can be drawn: arrays and tensors of any numeric type, read in row-major order.
public protocol PlotData {
  /// The numbers, one after the other.
  var plotValues: [Double] { get }
}

extension Array: PlotData where Element: PlotScalar {
  /// The elements.
  public var plotValues: [Double] { map(\.plotValue) }
}

extension Tensor: PlotData where Scalar: PlotScalar {
  /// The elements in row-major order.
  public var plotValues: [Double] { withUnsafeBufferPointer { $0.map(\.plotValue) } }
}

/// A number that can be drawn.
public protocol PlotScalar {
  /// The number as a `Double`.
  var plotValue: Double { get }
}

extension Double: PlotScalar {
  /// The number itself.
  public var plotValue: Double { self }
}

extension Float: PlotScalar {
  /// The number as a `Double`.
  public var plotValue: Double { Double(self) }
}

extension Int: PlotScalar {
  /// The number as a `Double`.
  public var plotValue: Double { Double(self) }
}
