/// Operations of TensorFlow's graphs, by what they may do.
///
/// Those that are in no list are not known, and a graph with one of them is not called safe.
enum TensorFlowOperations {
  /// They reach beyond the graph.
  static let reaching: [String: FileInspection.Risk.Kind] = {
    let code = """
      PyFunc PyFuncStateless EagerPyFunc XlaHostCompute RemoteCall TPUExecute TfLiteSubgraphExecute
      LoadLibrary NumpyFunction CustomPyFunc HostExecute
      """
    let files = """
      ReadFile WriteFile MatchingFiles WholeFileReader WholeFileReaderV2 TextLineReader TextLineReaderV2
      FixedLengthRecordReader FixedLengthRecordReaderV2 TFRecordReader TFRecordReaderV2 LMDBReader IdentityReaderV2
      ReaderReadV2 ReaderReadUpToV2 TFRecordDataset TFRecordDatasetV2 TextLineDataset FixedLengthRecordDataset
      FixedLengthRecordDatasetV2 SqlDataset ExperimentalSqlDataset ExperimentalCSVDataset CSVDataset CSVDatasetV2
      ExperimentalLMDBDataset LMDBDataset MatchingFilesDataset SaveDataset SaveDatasetV2 LoadDataset SnapshotDataset
      SnapshotDatasetV2 CacheDataset CacheDatasetV2 DataServiceDataset DataServiceDatasetV2 DataServiceDatasetV3
      DataServiceDatasetV4 RegisterDataset RegisterDatasetV2 PrintV2 Print CreateSummaryFileWriter
      CreateSummaryDbWriter WriteSummary ImportEvent InitializeTableFromTextFile InitializeTableFromTextFileV2
      InitializeTableFromDatasetV2 DebugIdentity DebugIdentityV2 DebugIdentityV3 DebugNanCount DebugNumericSummary
      DebugNumericSummaryV2 SaveSlices Save ReadVariableFromFile FileSystemSetConfiguration BigQueryReader
      GenerateVocabRemapping LoadAndRemapMatrix DeleteFile RpcCall RpcClient RpcServer AssetPath
      """
    var kinds: [String: FileInspection.Risk.Kind] = [:]
    for name in code.split(whereSeparator: \.isWhitespace) { kinds[String(name)] = .code }
    for name in files.split(whereSeparator: \.isWhitespace) { kinds[String(name)] = .files }
    return kinds
  }()

  /// They save and restore variables, at a place that whoever loads the model names.
  static let savers: Set<String> = [
    "SaveV2", "RestoreV2", "Restore", "RestoreSlice", "MergeV2Checkpoints", "ShardedFilename",
    "ShardedFilespec",
  ]

  /// They give tensors, hold variables, or pass on what others give.
  static let computing: Set<String> = Set(
    """
    Abs Acos Acosh Add AddN AddV2 All Any ArgMax ArgMin Asin Asinh Assert Assign AssignAdd AssignAddVariableOp
    AssignSub AssignSubVariableOp AssignVariableOp Atan Atan2 Atanh AvgPool AvgPool3D BatchMatMul BatchMatMulV2
    BatchMatMulV3 BatchNormWithGlobalNormalization BatchToSpaceND Bincount Bitcast BiasAdd BiasAddGrad BiasAddV1
    BroadcastArgs BroadcastTo BroadcastGradientArgs Bucketize Case Cast Ceil CheckNumerics Cholesky ClipByValue
    Complex Concat ConcatOffset ConcatV2 Conj Const Conv1D Conv2D Conv2DBackpropInput Conv3D ControlTrigger Cos Cosh
    CropAndResize Cross Cumprod Cumsum DataFormatVecPermute DenseBincount DepthToSpace DepthwiseConv2dNative Dequantize
    DestroyResourceOp Diag DiagPart Digamma DisableCopyOnRead Div DivNoNan DynamicPartition DynamicStitch
    EagerConst Einsum Elu EluGrad Empty EmptyTensorList EnsureShape Enter Equal Erf Erfc Erfinv EuclideanNorm Exit Exp
    ExpandDims Expm1 ExtractImagePatches FakeQuantWithMinMaxVars Fill Floor FloorDiv FloorMod FusedBatchNorm
    FusedBatchNormV2 FusedBatchNormV3 Gather GatherNd GatherV2 Gelu Greater GreaterEqual HashTable HashTableV2
    HistogramFixedWidth Identity IdentityN If Imag InTopK InTopKV2 InvertPermutation IsFinite IsInf IsNan L2Loss
    LeakyRelu LeakyReluGrad Less LessEqual Lgamma LinSpace Log Log1p LogSoftmax LogicalAnd LogicalNot LogicalOr
    LookupTableExport LookupTableExportV2 LookupTableFind LookupTableFindV2 LookupTableImport LookupTableImportV2
    LookupTableInsertV2 LookupTableSize LookupTableSizeV2 LoopCond LRN MatMul MatrixBandPart MatrixDiag MatrixDiagV3
    MatrixDiagPart MatrixDiagPartV3 MatrixInverse MatrixSetDiagV3 MatrixSolve Max MaxPool MaxPool3D MaxPoolV2 Maximum
    Mean Merge Min Minimum MirrorPad Mod Mul MulNoNan Multinomial MutableDenseHashTableV2 MutableHashTable
    MutableHashTableV2 Neg NextIteration NoOp NonMaxSuppressionV3 NonMaxSuppressionV4 NonMaxSuppressionV5 NotEqual
    OneHot OnesLike Pack Pad PadV2 ParallelConcat ParallelDynamicStitch PartitionedCall Placeholder
    PlaceholderWithDefault Pow PreventGradient Prod Qr QuantizeV2 RaggedGather RaggedRange RaggedTensorFromVariant
    RaggedTensorToSparse RaggedTensorToTensor RaggedTensorToVariant RandomNormal RandomShuffle RandomStandardNormal
    RandomUniform RandomUniformInt Range Rank ReadVariableOp Real RealDiv Reciprocal RegexFullMatch RegexReplace Relu
    Relu6 ReluGrad Reshape ResizeBilinear ResizeNearestNeighbor ResourceGather ResourceGatherNd ResourceScatterAdd
    ResourceScatterUpdate Reverse ReverseSequence ReverseV2 Rint RngReadAndSkip Roll Round Rsqrt ScatterNd
    SegmentMax SegmentMean SegmentMin SegmentProd SegmentSum Select SelectV2 Selu Shape ShapeN Sigmoid SigmoidGrad Sign
    Sin Sinh Size Slice Softmax SoftmaxCrossEntropyWithLogits Softplus SoftplusGrad Softsign SpaceToBatchND
    SpaceToDepth SparseBincount SparseConcat SparseCross SparseCrossV2 SparseFillEmptyRows SparseReorder SparseReshape
    SparseSegmentMean SparseSegmentSum SparseSegmentSqrtN SparseSlice SparseSoftmaxCrossEntropyWithLogits
    SparseTensorDenseMatMul SparseToDense Split SplitV Sqrt Square SquaredDifference Squeeze Stack StatefulPartitionedCall
    StatelessIf StatelessWhile StatelessRandomGetKeyCounter StatelessRandomNormalV2 StatelessRandomUniformV2
    StatelessRandomGetAlg StaticRegexFullMatch StaticRegexReplace StopGradient StridedSlice StridedSliceGrad StringFormat
    StringJoin StringLength StringLower StringNGrams StringSplit StringSplitV2 StringStrip StringToHashBucket
    StringToHashBucketFast StringToHashBucketStrong StringToNumber StringUpper Sub Substr Sum Svd Switch SymbolicGradient
    Tan Tanh TanhGrad TensorListConcatV2 TensorListElementShape TensorListFromTensor TensorListGather TensorListGetItem
    TensorListLength TensorListPopBack TensorListPushBack TensorListReserve TensorListResize TensorListSetItem
    TensorListStack TensorScatterAdd TensorScatterUpdate Tile TopK TopKV2 Transpose TruncateDiv TruncateMod
    TruncatedNormal UnicodeDecode UnicodeEncode UnicodeScript Unique UniqueV2 UniqueWithCounts Unpack UnravelIndex
    UnsortedSegmentMax UnsortedSegmentMin UnsortedSegmentProd UnsortedSegmentSum VarHandleOp VarIsInitializedOp Variable
    VariableShape VariableV2 Where While Xdivy Xlog1py Xlogy ZerosLike
    """.split(whereSeparator: \.isWhitespace).map(String.init))
}
