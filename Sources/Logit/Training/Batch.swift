/// Rows for one step.
struct Batch {
  /// `[rows, features]`.
  var x: UnsafePointer<Float>
  /// `[rows, label columns]`.
  var y: UnsafePointer<Float>
  /// `[rows]`, or `nil` when every row counts once.
  var w: UnsafePointer<Float>?
  var rows: Int
  /// Where each row stands in the arrays above, if they are not the batch's own; only for a step that
  /// ``StepPlan/takesIndices``.
  var indices: UnsafePointer<UInt32>?
}
