import Logit
import LogitClassifier
import LogitFiles
import LogitPlots

extension ClassifierReport {
  /// The report as one page that needs nothing from the network.
  ///
  /// It is complete without its script, which moves the threshold and works rows out. Its policy lets it load nothing
  /// and run only what it was written with.
  ///
  /// - Returns: The page; the same report gives the same bytes.
  public func html() -> String { ReportPage(self).html }

  /// Writes the page to a file, which appears whole or not at all.
  ///
  /// - Parameter path: The file; what stands there is replaced.
  /// - Throws: `FileError.notWritten(path:reason:)`.
  public func write(to path: String) throws { try StagedFile.write(Array(html().utf8), to: path) }
}

/// A report as a page.
struct ReportPage {
  let report: ClassifierReport

  init(_ report: ClassifierReport) { self.report = report }

  var classifier: Classifier { report.classifier }
  var names: [String] { report.classifier.classes.names }
  var isBinary: Bool { names.count == 2 }

  /// The whole page.
  var html: String {
    let style = PageTheme.css + PageFiles.style
    let model = report.script.map { $0.declaration + "\n" }
    let scripts = [model, PageFiles.script].compactMap(\.self)
    let sections = [
      verdict, relying, threshold, quality, beside, learned, row, columns, ship, card,
    ].joined()
    let title = report.verdict.question.html
    return """
      <!DOCTYPE html>
      <html lang="en">
      <head>
      <meta charset="utf-8">
      <meta http-equiv="Content-Security-Policy" content="default-src 'none'; \
      script-src \(scripts.map(Self.policy).joined(separator: " ")); style-src \(Self.policy(style)); \
      base-uri 'none'; form-action 'none'">
      <meta name="viewport" content="width=device-width, initial-scale=1">
      <title>\(title)</title>
      <style>\(style)</style>
      </head>
      <body>
      <main>
      \(sections)</main>
      <script type="application/json" id="data">\(PageData(report: report).text)</script>
      \(scripts.map { "<script>\($0)</script>" }.joined(separator: "\n"))
      </body>
      </html>

      """
  }

  /// How a policy names a script or style.
  private static func policy(_ text: String) -> String {
    "'sha256-\(SHA256(text.utf8).bytes.base64)'"
  }

  /// A section with its heading; nothing for no content.
  func section(_ id: String, _ heading: String, _ content: String) -> String {
    content.isEmpty
      ? ""
      : "<section id=\"\(id)\" aria-labelledby=\"\(id)-title\">\n<h2 id=\"\(id)-title\">\(heading)</h2>\n\(content)</section>\n"
  }
}
