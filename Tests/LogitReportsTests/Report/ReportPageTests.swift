import LogitClassifier
import Testing

@testable import LogitPlots
@testable import LogitReports

/// What a page is made of.
@Suite struct ReportPageTests {
  /// Names that could end an element, turn text around or fill the page.
  private static let names = [
    "</script><script>alert(1)</script>", "\"quote\" onload='x'", "\u{202E}right to left", "🦆 duck",
    String(repeating: "long", count: 1_250), "<!-- --> ]]>",
  ]

  private static func page() throws -> String {
    var generator = RandomGenerator(seed: 9)
    let noise = generator.normal(mean: 0, standardDeviation: 1, count: 240).scalars
    let classes = ["</title><b>", "\u{202E}yes</style>"]
    var columns = names.enumerated().map { index, name -> Column in
      let values = (0..<240).map { row -> Double in
        noise[(row * 7 + index) % 240] + Double(row % 2 * index) * 0.3
      }
      return Column(name, numbers: values)
    }
    columns.append(Column("<kind>", strings: (0..<240).map { ["</script>", "a&b", "None<!--"][$0 % 3] }))
    columns.append(Column("answer</h1>", strings: (0..<240).map { classes[$0 % 2] }))
    let table = try Table(columns)
    let classifier = try Classifier.fit(table, target: "answer</h1>").classifier
    var options = ReportOptions()
    (options.source, options.includedRowCount) = ("</p>.csv", 3)
    options.commands = ["logit evaluate '</pre>'"]
    return try ClassifierReport(
      [ReportSubject(name: "<model>", classifier: classifier, table: table)], options: options
    ).html()
  }

  @Test("Names cannot end what they stand in, turn text around or fill the page")
  func names() throws {
    let page = try Self.page()
    // Three scripts: the data, the model and the page's own. In the texts of the model no script ends or begins.
    #expect(page.matches(of: #/</script/#).count == 3 && page.matches(of: #/\n<script[ >]/#).count == 3)
    #expect(
      page.matches(of: #/</style/#).count == 1 && page.matches(of: #/</title>/#).count == countOfSVG(page) + 1
    )
    #expect(!page.contains("<b>yes") && !page.contains("<!--"))
    // What follows is for programs, with names to their last character.
    let programs = try #require(page.firstRange(of: #/<details><summary>\d+ such row/#))
    let text = page.prefix(upTo: programs.lowerBound)
    #expect(!text.contains("\" onload=") && !text.contains("<script") && text.contains("&lt;/script&gt;"))
    #expect(!text.contains("\u{202E}"), "a mark that turns text around is shown as an escape")
    #expect(!text.contains(String(repeating: "long", count: 40)), "a name of 5,000 characters is shortened")
    #expect(text.contains("🦆 duck"))
  }

  /// Drawings have a title each.
  private func countOfSVG(_ page: String) -> Int { page.matches(of: #/<title>[^<]*</title>\n<defs>/#).count }

  @Test("The policy names the hashes of what the page holds, and nothing else may run")
  func policy() throws {
    let page = try Self.page()
    let policy = try #require(page.firstMatch(of: #/content="(default-src 'none';[^"]*)"/#)?.1)
    func hash(_ text: Substring) -> String { "'sha256-\(SHA256(text.utf8).bytes.base64)'" }
    let scripts = page.matches(of: #/<script>([\s\S]*?)</script>/#).map(\.1)
    let style = try #require(page.firstMatch(of: #/<style>([\s\S]*?)</style>/#)?.1)
    #expect(scripts.count == 2)
    #expect(
      policy
        == "default-src 'none'; script-src \(scripts.map(hash).joined(separator: " ")); style-src \(hash(style)); "
        + "base-uri 'none'; form-action 'none'")
    #expect(!page.contains(" style=\"") && !page.contains("http-equiv=\"refresh") && !page.contains("src=\""))
    #expect(
      page.matches(of: #/https?:/#).count
        == page.matches(of: #/xmlns="http:\/\/www.w3.org\/2000\/svg"/#).count)
  }

  @Test("The script and the style have no more than 10 KB each")
  func sizes() {
    #expect(PageFiles.script.utf8.count <= 10_240 && PageFiles.style.utf8.count <= 10_240)
  }

  @Test("Figures for pages take their colours from the page, and others stay as they are")
  func theme() throws {
    var figure = try Figure(width: 6, height: 4)
    try figure.axes.line([0.0, 1], [0.0, 1], color: PlotColor.cycle[0], label: "a < b")
    try figure.axes.heatMap(
      Tensor([0, 1], shape: [1, 2]), colorMap: ColorMap([.white, .black]), texts: ["x", "y"])
    (figure.axes.title, figure.axes.showsLegend) = ("Title", true)
    let page = try PageFigure(figure)
    let svg = page.svg()
    #expect(svg.contains("stroke=\"var(--s0)\"") && svg.contains("fill=\"var(--ink)\""))
    #expect(svg.hasPrefix("<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"350\""))
    // What stands on an area that stands for a number keeps its colour with it.
    #expect(svg.contains("fill=\"#000000\">x</text>") && svg.contains("fill=\"#ffffff\""))
    #expect(!svg.contains("<rect width=\"100%\""))
    #expect(page.legend.contains("</svg>a &lt; b</li>"))
    #expect(figure.svg().contains("stroke=\"#1f77b4\"") && !figure.svg().contains("var(--"))
    let html = figure.html()
    #expect(
      html.contains("<h1>Title</h1>") && html.contains("prefers-color-scheme:dark")
        && html.contains("forced-colors:active"))
    #expect(!html.contains("96vw"), "figures are not made smaller")
  }
}
