import Foundation
import LogitInterchange
import Testing

@Suite("Errors of interchange")
struct InterchangeErrorTests {
  @Test("say what, why and what to do, and have a code each")
  func sentences() {
    let errors: [InterchangeError] = [
      .unsupported(source: "a.keras", item: "layer \"x\" (Lambda)", supported: "Dense and Dropout"),
      .inexpressible(format: "ONNX", item: "a hashed text", remedy: "write it from encoded numbers"),
      .differs(output: "a.c", runner: "cc", row: 3, difference: 0.5, tolerance: 1e-6),
      .notRun(output: "a.c", runner: "cc", reason: "status 1"),
    ]
    #expect(
      errors.map(\.description) == [
        "Cannot read a.keras: layer \"x\" (Lambda) is not supported; supported are Dense and Dropout.",
        "Cannot write ONNX: it has no way to say a hashed text; write it from encoded numbers.",
        "a.c is not kept: run by cc, it differs from the model by 0.5 in row 3, where at most 1e-06 is allowed; please "
          + "report this model.",
        "a.c is not kept: cc could not run it (status 1); mend cc, or write it unchecked.",
      ])
    #expect(Set(errors.map(\.code)).count == errors.count)
    #expect(errors.allSatisfy { $0.code.hasPrefix("interchange-") })
    // Where nothing else is known of them, they keep their text.
    for error in errors { #expect((error as any Error).localizedDescription == error.description) }
  }
}
