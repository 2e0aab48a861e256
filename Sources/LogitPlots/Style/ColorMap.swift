import LogitFiles

/// Colours for numbers in 0...1.
public struct ColorMap: Sendable, Equatable {
  private let anchors: [PlotColor]

  /// Creates a map whose colours are spread evenly over 0...1, with straight lines between them.
  ///
  /// - Parameter colors: At least one colour; the first stands for 0, the last for 1.
  public init(_ colors: [PlotColor]) {
    guard !colors.isEmpty else {
      programmingError("A colour map needs at least one colour")
    }
    anchors = colors
  }

  /// The colour of a number.
  ///
  /// - Parameter value: In 0...1; numbers outside take the colour of the nearer end.
  /// - Returns: The colour, interpolated between its neighbours in the map.
  public func color(at value: Double) -> PlotColor {
    guard value > 0 else { return anchors[0] }
    let place = min(value, 1) * Double(anchors.count - 1)
    let index = min(Int(place), anchors.count - 2)
    guard index >= 0 else { return anchors[0] }
    return anchors[index].mixed(with: anchors[index + 1], place - Double(index))
  }

  /// From blue over gray to red: two sides and a middle.
  ///
  /// Source: K. Moreland, "Diverging color maps for scientific visualization", ISVC 2009, at 33 places;
  /// straight lines between them stay within 2/255 of matplotlib's `coolwarm`.
  public static let coolwarm = ColorMap(
    [
      0x3B4CC0, 0x445ACC, 0x4E68D8, 0x5875E1, 0x6282EA, 0x6C8FF1, 0x779AF7, 0x82A6FB,
      0x8DB0FE, 0x98B9FF, 0xA3C2FE, 0xAEC9FC, 0xB9D0F9, 0xC3D5F4, 0xCCD9ED, 0xD5DBE5,
      0xDDDCDC, 0xE5D8D1, 0xECD3C5, 0xF1CCB8, 0xF5C4AC, 0xF7BA9F, 0xF7B093, 0xF6A586,
      0xF4987A, 0xF08B6E, 0xEB7D62, 0xE46E56, 0xDD5F4B, 0xD44E41, 0xCA3B37, 0xBE242E,
      0xB40426,
    ].map { PlotColor($0) })

  /// From violet over green to yellow, evenly brighter.
  ///
  /// Source: S. van der Walt and N. Smith, matplotlib's default map (released into the public domain, CC0),
  /// at 33 places; straight lines between them stay within 2/255 of it.
  public static let viridis = ColorMap(
    [
      0x440154, 0x470D60, 0x48186A, 0x482374, 0x472D7B, 0x453781, 0x424086, 0x3E4989,
      0x3B528B, 0x375B8D, 0x33638D, 0x2F6B8E, 0x2C728E, 0x297A8E, 0x26828E, 0x23898E,
      0x21918C, 0x1F988B, 0x1FA088, 0x22A785, 0x28AE80, 0x32B67A, 0x3FBC73, 0x4EC36B,
      0x5EC962, 0x70CF57, 0x84D44B, 0x98D83E, 0xADDC30, 0xC2DF23, 0xD8E219, 0xECE51B,
      0xFDE725,
    ].map { PlotColor($0) })
}
