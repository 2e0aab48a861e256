extension TextLayout {
  /// Takes the layout from what was found in a file, and from what was said of it.
  init(_ layout: CSVLayout, _ options: CSVOptions) {
    let format = CSVFormat(layout)
    (separator, hasHeader, columnNames) = (format.separator, format.hasHeader, format.columnNames)
    (encoding, comment, escape) = (format.encoding, options.comment, options.escape)
    (skippedLines, usesDecimalComma) = (options.skippedLines, options.usesDecimalComma)
    missingWords = options.missingWords == CSVOptions.usualMissingWords ? nil : options.missingWords.sorted()
    groupedDigits = layout.groupedDigits
  }
}
