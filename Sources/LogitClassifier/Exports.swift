// A classifier comes with its model, its tables and the statistics that its reports are made of.
@_exported import Logit
@_exported import LogitData
@_exported import LogitStatistics
