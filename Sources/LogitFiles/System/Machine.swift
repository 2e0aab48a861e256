#if canImport(Darwin)
import Darwin
#elseif canImport(Musl)
import Musl
#else
import Glibc
#endif

/// Where and when a program runs.
package enum Machine {
  /// The name that the machine has in its network; `localhost` if it has none.
  package static var hostName: String {
    withUnsafeTemporaryAllocation(of: CChar.self, capacity: 257) { name in
      name.initialize(repeating: 0)
      guard let start = name.baseAddress, gethostname(start, 256) == 0, start.pointee != 0 else {
        return "localhost"
      }
      return String(cString: start)
    }
  }

  /// The number of this process.
  package static var processID: Int { Int(getpid()) }

  /// The seconds since the beginning of 1970, in UTC.
  package static var secondsSince1970: Double {
    var time = timespec()
    clock_gettime(CLOCK_REALTIME, &time)
    return Double(time.tv_sec) + Double(time.tv_nsec) * 1e-9
  }
}
