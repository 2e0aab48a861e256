/// A Swift type with a NumPy equivalent, whose bytes can be written as they are.
public protocol NumPyScalar: BitwiseCopyable, Sendable {
  /// NumPy's name of the type, such as `<f4`.
  static var numPyName: String { get }
}

extension Float: NumPyScalar {
  /// NumPy's name of the type.
  public static var numPyName: String { "<f4" }
}

extension Double: NumPyScalar {
  /// NumPy's name of the type.
  public static var numPyName: String { "<f8" }
}

extension Int: NumPyScalar {
  /// NumPy's name of the type.
  public static var numPyName: String { "<i8" }
}

extension Int64: NumPyScalar {
  /// NumPy's name of the type.
  public static var numPyName: String { "<i8" }
}

extension Int32: NumPyScalar {
  /// NumPy's name of the type.
  public static var numPyName: String { "<i4" }
}

extension UInt8: NumPyScalar {
  /// NumPy's name of the type.
  public static var numPyName: String { "|u1" }
}

extension Bool: NumPyScalar {
  /// NumPy's name of the type.
  public static var numPyName: String { "|b1" }
}
