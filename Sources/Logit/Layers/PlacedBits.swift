/// Random bits by position: the bits at a position depend only on the seeds and the position, so that any
/// part of them can be computed separately, in any order and by any thread.
///
/// They are the numbers of the SplitMix64 generator: position i holds the (i + 1)-th after the state.
struct PlacedBits {
  private let state: UInt64

  init(_ seed: UInt64, _ ownSeed: Int?) {
    let own = ownSeed.map { SplitMix64.mixed(UInt64(bitPattern: Int64($0)) ^ 0x5EED_0FA1_A7E5) } ?? 0
    state = SplitMix64.mixed(seed ^ own)
  }

  @inline(__always)
  subscript(place: Int) -> UInt64 {
    SplitMix64.mixed(state &+ (UInt64(truncatingIfNeeded: place) &+ 1) &* 0x9E37_79B9_7F4A_7C15)
  }
}
