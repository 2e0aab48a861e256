import LogitFiles
import Testing

/// Numbers as Python formats them; the texts are Python 3.11's.
@Suite struct PythonFormatTests {
  @Test(
    "Numbers come out as Python's format writes them",
    arguments: [
      ("", 0.1, "0.1"), ("", 1.0, "1.0"), ("", 1e-5, "1e-05"), ("", 1e16, "1e+16"),
      ("", 123456.789, "123456.789"),
      (".2f", 0.745, "0.74"), (".2f", 0.755, "0.76"), ("f", 1.5, "1.500000"), (".0f", 2.5, "2"),
      ("8.3f", 3.14159, "   3.142"), ("08.3f", -3.14159, "-003.142"), ("<8.1f", 2.0, "2.0     "),
      ("^7.1f", 2.0, "  2.0  "), ("*^8.1f", 2.0, "**2.0***"), ("=+8.1f", 2.0, "+    2.0"),
      ("+.1f", 2.0, "+2.0"),
      (" .1f", 2.0, " 2.0"), (".2e", 12345.678, "1.23e+04"), (".1E", 0.00012, "1.2E-04"),
      ("g", 0.0001, "0.0001"),
      ("g", 0.00001, "1e-05"), ("g", 1234567.0, "1.23457e+06"), (".3g", 0.5, "0.5"), ("G", 1e-10, "1E-10"),
      (".4", 0.1234567, "0.1235"), (".4", 1234.0, "1.234e+03"), (".4", 123.0, "123.0"),
      (".1%", 0.256, "25.6%"),
      (".2f", .nan, "nan"), ("F", .infinity, "INF"), ("06.1f", -.infinity, "-00inf"), ("05", 1.5, "001.5"),
      (".2f", -0.0, "-0.00"), ("+05.1f", 2.0, "+02.0"),
    ] as [(String, Double, String)])
  func numbers(_ format: String, _ value: Double, _ expected: String) {
    #expect(PythonFormat(format)?.text(for: value) == expected)
  }

  @Test(
    "Whole numbers too",
    arguments: [
      ("", 7, "7"), ("02d", 7, "07"), ("d", -7, "-7"), ("05", -7, "-0007"), ("<4", 7, "7   "),
      ("4", 7, "   7"),
      (".1f", 7, "7.0"), ("03d", 1234, "1234"), ("<05d", 7, "70000"), ("+d", 7, "+7"), ("x<3d", 7, "7xx"),
    ])
  func wholeNumbers(_ format: String, _ value: Int, _ expected: String) {
    #expect(PythonFormat(format)?.text(for: value) == expected)
  }

  @Test("Formats of other things are none", arguments: ["x", "s", "2", ".f", "2.d2", "999999", ",d", "02dd"])
  func refused(_ format: String) {
    #expect((PythonFormat(format) == nil) == (format != "2"))
  }

  @Test("A format that does not suit the number gives nothing")
  func unsuitable() {
    #expect(PythonFormat("d")?.text(for: 1.5) == nil)
    #expect(PythonFormat(".2d")?.text(for: 1) == nil)
  }

  @Test(
    "Numbers read back as themselves, in Python's own spelling",
    arguments: [
      (0.1, "0.1"), (1e15, "1000000000000000.0"), (1e16, "1e+16"),
      (12345678901234568, "1.2345678901234568e+16"),
      (-1.7e16, "-1.7e+16"), (2e16, "2e+16"), (1e-4, "0.0001"), (1e-5, "1e-05"),
      (Double.leastNonzeroMagnitude, "5e-324"),
      (-0.0, "-0.0"), (1.7976931348623157e308, "1.7976931348623157e+308"),
    ])
  func shortest(_ value: Double, _ expected: String) {
    #expect(value.pythonDescription == expected)
  }
}
