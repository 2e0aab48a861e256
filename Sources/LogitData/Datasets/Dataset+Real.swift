extension Dataset {
  /// Fisher's irises: 150 flowers of three species, 4 measurements in cm.
  ///
  /// The rows are those of Fisher's paper, as in R and scikit-learn; those of the UCI repository contain two
  /// errors.
  public static func iris() -> Dataset { Dataset(.iris, EncodedTable.iris.decoded()) }

  /// 178 Italian wines of three cultivators, 13 chemical measurements.
  public static func wine() -> Dataset { Dataset(.wine, EncodedTable.wine.decoded()) }

  /// 569 breast masses, benign or malignant; 30 measurements of the cells' nuclei.
  public static func breastCancer() -> Dataset {
    Dataset(.breastCancer, EncodedTable.breastCancer.decoded())
  }

  /// 344 penguins of three species near Palmer Station, Antarctica; strings and numbers, with 19 missing
  /// values.
  public static func penguins() -> Dataset { Dataset(.penguins, EncodedTable.penguins.decoded()) }

  /// 1,797 handwritten digits, 8 by 8 pixels with values 0...16.
  public static func digits() -> Dataset { Dataset(.digits, EncodedTable.digits.decoded()) }
}

extension DatasetEntry {
  private static let attribution = "CC BY 4.0"

  static let iris = DatasetEntry(
    "iris", "Irises of three species, measured in cm", target: "species", rows: 150, columns: 5, classes: 3,
    source:
      "R. A. Fisher (1936), UCI Machine Learning Repository, doi:10.24432/C56C76; corrected as in scikit-learn",
    licence: attribution, make: Dataset.iris)

  static let wine = DatasetEntry(
    "wine", "Wines of three cultivators, analysed chemically", target: "class", rows: 178, columns: 14,
    classes: 3,
    source: "S. Aeberhard and M. Forina (1992), UCI Machine Learning Repository, doi:10.24432/C5PC7J",
    licence: attribution, make: Dataset.wine)

  static let penguins = DatasetEntry(
    "penguins", "Penguins of three species near Palmer Station, with gaps", target: "species", rows: 344,
    columns: 8, classes: 3,
    source:
      "K. B. Gorman, T. D. Williams and W. R. Fraser (2014), palmerpenguins by A. M. Horst, A. P. Hill and "
      + "K. B. Gorman (2020), doi:10.5281/zenodo.3960218",
    licence: "CC0 1.0", make: Dataset.penguins)

  static let breastCancer = DatasetEntry(
    "breast-cancer", "Breast masses, benign or malignant, by their cells' nuclei", target: "diagnosis",
    rows: 569, columns: 31, classes: 2,
    source:
      "W. Wolberg, O. Mangasarian, N. Street and W. Street (1993), Breast Cancer Wisconsin (Diagnostic), UCI Machine "
      + "Learning Repository, doi:10.24432/C5DW2B",
    licence: attribution, make: Dataset.breastCancer)

  static let digits = DatasetEntry(
    "digits", "Handwritten digits of 8 by 8 pixels", target: "digit", rows: 1797, columns: 65, classes: 10,
    source:
      "E. Alpaydin and C. Kaynak (1998), Optical Recognition of Handwritten Digits (test rows), UCI Machine Learning "
      + "Repository, doi:10.24432/C50P49",
    licence: attribution, make: Dataset.digits)
}
