import LogitClassifier
import Testing

@testable import LogitPlots
@testable import LogitReports

/// What the figures of a penalty show.
@Suite struct PenaltyFigureTests {
  private static let table = try? Dataset.named("penguins").table

  private static let path: PathOptions = {
    var options = PathOptions()
    options.lambdaCount = 15
    return options
  }()

  @Test func `a path shows the coefficients that are not always 0 by name`() throws {
    let path = try CoefficientPath(#require(Self.table), target: "species", path: Self.path)
    let drawn = try path.figure()
    #expect(drawn.page.figures.count == 2 && drawn.data == path.json)
    let figure = drawn.page.figures[0]
    let used = path.coefficients.count { $0.estimates.contains { $0 != 0 } }
    let title = "The \(used) of \(path.coefficients.count) coefficients that the penalty lets be other than 0"
    #expect(used <= 20 && figure.axes.title == title)
    let svg = figure.svg()
    #expect(svg.contains("flipper_length_mm for Gentoo") || svg.contains("bill_length_mm for Adelie"))
    #expect(drawn.page.figures[1].axes.yLabel == "Not 0")
  }

  @Test func `of more than twenty coefficients the strongest are named`() throws {
    var options = Self.path
    options.l1Ratio = 0
    let path = try CoefficientPath(#require(Self.table), target: "species", path: options)
    let title = try path.figure().page.figures[0].axes.title
    #expect(title == "The 20 strongest of \(path.coefficients.count) coefficients along the penalty")
  }

  @Test func `a validation shows each measure with its two lambdas`() throws {
    let validation = try PenaltyValidation(
      #require(Self.table), target: "species", path: Self.path, measures: [.deviance, .classError])
    let drawn = try validation.figure()
    #expect(drawn.page.figures.map(\.axes.title) == ["Deviance in 5 folds", "Class error in 5 folds", ""])
    for figure in drawn.page.figures.prefix(2) {
      let svg = figure.svg()
      for text in ["lambda.min = ", "lambda.1se = ", "± 1 standard error"] { #expect(svg.contains(text)) }
    }
    #expect(drawn.data == validation.json)
  }

  @Test func `a path of one lambda and of lambda 0 can be drawn`() throws {
    for lambdas in [[0.1], [0.1, 0.0], [0.0]] {
      var options = PathOptions()
      options.lambdas = lambdas
      let path = try CoefficientPath(#require(Self.table), target: "species", path: options)
      #expect(try path.figure().page.figures[0].svg().contains("</svg>"))
      let validation = try PenaltyValidation(
        #require(Self.table), target: "species", path: options, measures: [.auc])
      #expect(try validation.figure().page.figures[0].svg().contains("</svg>"))
    }
  }
}
