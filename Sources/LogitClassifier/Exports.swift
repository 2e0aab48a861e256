// Whoever has a classifier has its table and its model too.
@_exported import Logit
@_exported import LogitData
