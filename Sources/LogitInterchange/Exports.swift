// Whoever reads or writes a model needs models and classifiers, too.
@_exported import LogitClassifier
