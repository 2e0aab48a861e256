// Whoever draws a classifier has the classifier and the figures too.
@_exported import LogitClassifier
@_exported import LogitPlots
