/// Random bits by place: what stands at a place depends on the seeds and the place alone, so that any part of them can
/// be computed by itself, in any order and by any thread.
///
/// They are the numbers of the SplitMix64 generator: place i holds the (i + 1)-th after the state.
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
