import Foundation
import LogitClassifier
import Testing

/// Streams predicted on a thread of their own.
@Suite struct PredictionJobTests {
  private let predictor: RowPredictor

  init() throws {
    predictor = try RowPredictor(Classifier.fit(Dataset.penguins().table, target: "species").classifier)
  }

  private final class Received: Sendable {
    let bytes = Locked([UInt8]())
    func append(_ more: UnsafeRawBufferPointer) { bytes.withLock { $0 += more } }
  }

  @Test("A job writes what write writes, and notes the same")
  func sameAsWrite() async throws {
    let file = TemporaryFile(".csv")
    try StagedFile.write(CSVWriter().bytes(of: Dataset.penguins().table), to: file.path)
    var expected: [UInt8] = []
    let notes = try predictor.predict(
      CSVStream(path: file.path, options: predictor.readingOptions())
    ).write { expected += $0 }
    let received = Received()
    let stream = try CSVStream(path: file.path, options: predictor.readingOptions())
    let job = predictor.predicting(stream) { received.append($0) }
    #expect(try await job.value == notes)
    #expect(received.bytes.withLock { $0 } == expected)
    #expect(job.latest?.rowCount == 344)
    #expect(job.latest?.description.hasPrefix("344 rows, ") == true)
  }

  @Test("A job that waits for rows which do not come is cancelled all the same")
  func cancelledWhileWaiting() async throws {
    let folder = TemporaryFile("")
    let path = folder.path
    #expect(mkfifo(path, 0o600) == 0)
    // The other end stays open, and says nothing after the first rows.
    let text = try CSVWriter().bytes(of: Dataset.penguins().table)
    // Open for both ends, so that opening waits for nobody; a pipe holds the rows.
    let descriptor = open(path, O_RDWR)
    defer { close(descriptor) }
    #expect(text.withUnsafeBytes { write(descriptor, $0.baseAddress, $0.count) } == text.count)
    let stream = try CSVStream(path: path, options: predictor.readingOptions())
    let received = Received()
    let job = predictor.predicting(stream) { received.append($0) }
    for await _ in job.progress { break }
    job.cancel()
    await #expect(throws: CancellationError.self) { try await job.value }
    #expect(await job.reached == nil)
    // Whole rows.
    #expect(received.bytes.withLock { $0.last } == UInt8(ascii: "\n"))
  }

  @Test("What a receiver throws, the value throws")
  func receiverThrows() async throws {
    struct Full: Error {}
    let file = TemporaryFile(".csv")
    try StagedFile.write(CSVWriter().bytes(of: Dataset.penguins().table), to: file.path)
    let stream = try CSVStream(path: file.path, options: predictor.readingOptions())
    let job = predictor.predicting(stream) { _ in throw Full() }
    await #expect(throws: Full.self) { try await job.value }
  }
}
