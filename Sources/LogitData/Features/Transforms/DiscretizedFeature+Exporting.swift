extension DiscretizedFeature {
  /// Where one bin ends and the next begins, ascending, in double precision.
  package var boundaries: [Double] { discretization.boundaries }
}
