import Logit
import LogitData

// What the columns show that were left out.

extension FitFindings {
  /// A finding for each cause, however many columns were left out for it.
  func leftOut() -> [Finding] { Finding.leftOut(training.features.decisions) }
}
