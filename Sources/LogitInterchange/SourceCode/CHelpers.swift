/// The functions of C that scoring functions use, of which a file has those that it needs.
enum CHelpers {
  struct Helper {
    let name: String
    let lines: [String]
  }

  /// All of them, in an order in which each comes after those that it uses.
  static func all(_ prefix: String) -> [Helper] {
    [
      Helper(
        name: "present",
        lines: [
          "static double \(prefix)_present(double value, double missing) {",
          "  return isfinite(value) ? value : missing;", "}",
        ]),
      Helper(
        name: "is_missing",
        lines: ["static double \(prefix)_is_missing(double value) { return isfinite(value) ? 0.0 : 1.0; }"]),
      Helper(
        name: "dense",
        lines: [
          "/* sums = inputs x kernel + bias */",
          "static void \(prefix)_dense(const double *inputs, size_t rows, const double *kernel, const double *bias,",
          "                            size_t count, double *sums) {",
          "  for (size_t j = 0; j < count; j++) sums[j] = bias[j];",
          "  for (size_t i = 0; i < rows; i++) {",
          "    for (size_t j = 0; j < count; j++) sums[j] += inputs[i] * kernel[i * count + j];", "  }", "}",
        ]),
      Helper(
        name: "sigmoid",
        lines: ["static double \(prefix)_sigmoid(double z) { return 1.0 / (1.0 + exp(-z)); }"]),
      Helper(
        name: "interpolate",
        lines: [
          "/* The share at a score, on straight lines between corners. */",
          "static double \(prefix)_interpolate(const double *scores, const double *shares, int count, double score) {",
          "  if (isnan(score)) return score;",
          "  if (score < scores[0]) return shares[0];", "  for (int i = 1; i < count; i++) {",
          "    if (score < scores[i]) {",
          "      const double part = (score - scores[i - 1]) / (scores[i] - scores[i - 1]);",
          "      return shares[i - 1] + part * (shares[i] - shares[i - 1]);",
          "    }", "  }", "  return shares[count - 1];", "}",
        ]),
      Helper(
        name: "log_odds",
        lines: [
          "/* The log-odds of a class against all others. */",
          "static double \(prefix)_log_odds(const double *z, int count, int label) {",
          "  double greatest = -INFINITY, sum = 0;",
          "  for (int i = 0; i < count; i++) if (i != label && z[i] > greatest) greatest = z[i];",
          "  for (int i = 0; i < count; i++) if (i != label) sum += exp(z[i] - greatest);",
          "  return z[label] - greatest - log(sum);", "}",
        ]),
      Helper(
        name: "normalize",
        lines: [
          "/* Divides by the sum; equal shares where all are 0. */",
          "static void \(prefix)_normalize(double *shares, int count) {", "  double sum = 0;",
          "  for (int i = 0; i < count; i++) sum += shares[i];",
          "  for (int i = 0; i < count; i++) shares[i] = sum == 0 ? 1.0 / count : shares[i] / sum;", "}",
        ]),
      Helper(
        name: "softmax",
        lines: [
          "static void \(prefix)_softmax(const double *z, int count, double factor, double *probabilities) {",
          "  double greatest = z[0], sum = 0;",
          "  for (int i = 1; i < count; i++) if (z[i] > greatest) greatest = z[i];",
          "  for (int i = 0; i < count; i++) sum += probabilities[i] = exp(factor * (z[i] - greatest));",
          "  for (int i = 0; i < count; i++) probabilities[i] /= sum;", "}",
        ]),
    ]
  }
}
