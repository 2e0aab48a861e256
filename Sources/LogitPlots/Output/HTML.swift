extension Figure {
  /// A page that shows the figure and needs nothing from the network.
  ///
  /// - Parameter title: The page's title; the figure's own by default.
  /// - Returns: The page, with the figure as SVG in it.
  public func html(title: String? = nil) -> String { FigureStack([self]).html(title: title) }
}

extension FigureStack {
  /// A page that shows the figures and needs nothing from the network.
  ///
  /// - Parameter title: The page's title; the figures' own by default.
  /// - Returns: The page, with the figures as SVG in it.
  public func html(title: String? = nil) -> String { htmlPage(around: svg(), title: title ?? self.title) }
}

private func htmlPage(around svg: String, title: String) -> String {
  """
  <!DOCTYPE html>
  <html lang="en">
  <head>
  <meta charset="utf-8">
  <meta name="viewport" content="width=device-width, initial-scale=1">
  <title>\(escaped(title))</title>
  <style>
  :root { color-scheme: light dark }
  body { margin: 0; min-height: 100vh; display: grid; place-items: center; \
  background: light-dark(#f4f4f5, #18181b) }
  body > svg { max-width: 96vw; max-height: 96vh; height: auto; border-radius: 6px; \
  box-shadow: 0 1px 6px #0004 }
  </style>
  </head>
  <body>
  \(svg)</body>
  </html>

  """
}
