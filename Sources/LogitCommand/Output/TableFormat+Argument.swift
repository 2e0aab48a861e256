import ArgumentParser
import LogitClassifier

extension TableFormat: ExpressibleByArgument {
  /// The ends of files' names that a shell completes.
  static var fileExtensions: [String] { ["csv", "tsv", "gz", "npy", "npz"] }

  /// The format of a text file with this separator.
  var separator: Character? {
    switch self {
    case .csv, .compressedCSV: ","
    case .tsv, .compressedTSV: "\t"
    case .npy, .npz: nil
    }
  }
}
