/// The version of Logit.
public enum LogitVersion {
  /// As `logit --version` prints it and model files record it.
  public static let current = "0.1.0"
}
