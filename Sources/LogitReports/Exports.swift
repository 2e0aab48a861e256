// Whoever draws a classifier needs classifiers and figures, too.
@_exported import LogitClassifier
@_exported import LogitPlots
