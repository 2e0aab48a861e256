/// A curve of many points, without those that make no visible difference.
struct Polyline {
  /// With more points than this, a curve is thinned.
  static let mostPoints = 2_000
  /// The smallest step on either axis between points that are kept, for curves from 0 to 1.
  static let finestStep = 1.0 / 1_000

  private(set) var x: [Double] = []
  private(set) var y: [Double] = []
  /// What belongs to each point, such as a threshold.
  private(set) var values: [Double] = []

  /// Leaves out the inner points of straight runs along an axis, which change nothing; and if there are still
  /// too many points, those closer than `finestStep` to the previous one.
  init(x: [Double], y: [Double], values: [Double]) {
    let corners = x.indices.filter { index in
      guard index > 0, index < x.count - 1 else { return true }
      let (before, after) = (index - 1, index + 1)
      return !(x[before] == x[index] && x[index] == x[after])
        && !(y[before] == y[index] && y[index] == y[after])
    }
    var kept = corners
    if corners.count > Self.mostPoints {
      kept = []
      for index in corners {
        guard let last = kept.last, index != corners.last else {
          kept.append(index)
          continue
        }
        if max(abs(x[index] - x[last]), abs(y[index] - y[last])) >= Self.finestStep { kept.append(index) }
      }
    }
    (self.x, self.y) = (kept.map { x[$0] }, kept.map { y[$0] })
    self.values = values.isEmpty ? [] : kept.map { values[$0] }
  }
}
