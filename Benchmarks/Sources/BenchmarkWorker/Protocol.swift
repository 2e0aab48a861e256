#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

/// One line of input.
struct Request: Decodable {
  /// The workload's name.
  var workload: String
  /// How often to run it.
  var `repeat`: Int
  /// Whether each epoch visits the rows in a new order; it does unless told otherwise.
  var shuffle: Bool?
  /// The path of a terminal that standard output shall be connected to during the run.
  var terminal: String?
}

/// One line of output.
struct Reply: Encodable {
  /// The time of each run, or of each of many calls.
  var seconds: [Double] = []
  /// The loss after training, or the mean prediction.
  var loss = 0.0
  /// The most memory the process has had resident.
  var peakResidentBytes = 0
  /// What went wrong, if something did.
  var error: String?

  enum CodingKeys: String, CodingKey {
    case seconds, loss, error
    case peakResidentBytes = "peak_rss_bytes"
  }
}
