#if canImport(Darwin)
  import Darwin
#elseif canImport(Musl)
  import Musl
#else
  import Glibc
#endif

extension Double {
  /// The number with a fixed count of decimals, as C's `%.nf` writes it.
  package func fixed(decimals: Int) -> String { printed("%.*f", decimals) }

  /// The number with an exponent, as C's `%.ne` writes it, such as `4.5000e-05`.
  package func scientific(decimals: Int) -> String { printed("%.*e", decimals) }

  private func printed(_ format: String, _ decimals: Int) -> String {
    withVaList([Int32(decimals), self]) { arguments in
      // The longest: 309 digits before the point, the point, the decimals, a sign and the final zero.
      withUnsafeTemporaryAllocation(of: CChar.self, capacity: 312 + decimals) { buffer in
        vsnprintf(buffer.baseAddress, buffer.count, format, arguments)
        return buffer.baseAddress.map { String(cString: $0) } ?? ""
      }
    }
  }
}
