/// Classes that Keras brings itself and that make nothing but layers, numbers and settings.
///
/// Files of Keras 2 name a class without its module, so that one of these and one of somebody else's can only
/// be told apart by a list: the public classes of Keras 3.15's layers, initializers, regularizers,
/// constraints, losses, metrics, optimizers, schedules, models, policies and quantizers, and those that Keras
/// 2 had besides. Not among them are those that run what a file brings: `Lambda`, `TFSMLayer` and the like.
enum KerasClassNames {
  static let known: Set<Substring> = Set(
    """
    AUC AWQConfig AWQDTypePolicy AbsMaxQuantizer Accuracy Activation ActivityRegularization Adadelta
    Adafactor Adagrad Adam AdamW Adamax AdaptiveAveragePooling1D AdaptiveAveragePooling2D
    AdaptiveAveragePooling3D AdaptiveMaxPooling1D AdaptiveMaxPooling2D AdaptiveMaxPooling3D Add
    AdditiveAttention AlphaDropout Attention AugMix AutoContrast Average AveragePooling1D AveragePooling2D
    AveragePooling3D AvgPool1D AvgPool2D AvgPool3D BatchNormalization Bidirectional BinaryAccuracy
    BinaryCrossentropy BinaryFocalCrossentropy BinaryIoU CTC CategoricalAccuracy CategoricalCrossentropy
    CategoricalFocalCrossentropy CategoricalGeneralizedCrossEntropy CategoricalHinge CategoryEncoding
    CenterCrop Circle Concatenate ConcordanceCorrelation Constant Constraint
    ContrastLimitedAdaptiveHistogramEqualization Conv1D Conv1DTranspose Conv2D Conv2DTranspose Conv3D
    Conv3DTranspose ConvLSTM1D ConvLSTM2D ConvLSTM3D Convolution1D Convolution1DTranspose Convolution2D
    Convolution2DTranspose Convolution3D Convolution3DTranspose CosineDecay CosineDecayRestarts
    CosineSimilarity Cropping1D Cropping2D Cropping3D Cross CuDNNGRU CuDNNLSTM CutMix DTypePolicy
    DTypePolicyMap Dense DenseFeatures DepthwiseConv1D DepthwiseConv2D Dice Discretization Dot Dropout ELU
    EinsumDense Embedding Equalization ExponentialDecay F1Score FBetaScore FalseNegatives FalsePositives
    Feature FeatureSpace Flatten Float8QuantizationConfig FloatDTypePolicy Ftrl Functional GPTQConfig
    GPTQDTypePolicy GRU GRUCell GaussianDropout GaussianNoise GlobalAveragePooling1D GlobalAveragePooling2D
    GlobalAveragePooling3D GlobalAvgPool1D GlobalAvgPool2D GlobalAvgPool3D GlobalMaxPool1D GlobalMaxPool2D
    GlobalMaxPool3D GlobalMaxPooling1D GlobalMaxPooling2D GlobalMaxPooling3D GlorotNormal GlorotUniform
    GroupNormalization GroupQueryAttention HashedCrossing Hashing HeNormal HeUniform Hinge Huber Identity
    IdentityInitializer Initializer Input InputLayer InputSpec Int4DTypePolicy Int4QuantizationConfig
    Int8QuantizationConfig IntegerLookup InverseTimeDecay IoU KLDivergence L1 L1L2 L2 LSTM LSTMCell Lamb
    Layer LayerNormalization LeakyReLU LearningRateSchedule LecunNormal LecunUniform Lion LocallyConnected1D
    LocallyConnected2D LogCosh LogCoshError Loss LossFunctionWrapper LossScaleOptimizer Masking MaxNorm
    MaxNumBoundingBoxes MaxPool1D MaxPool2D MaxPool3D MaxPooling1D MaxPooling2D MaxPooling3D Maximum Mean
    MeanAbsoluteError MeanAbsolutePercentageError MeanIoU MeanMetricWrapper MeanSquaredError
    MeanSquaredLogarithmicError MelSpectrogram Metric MinMaxNorm Minimum MixUp Model MultiHeadAttention
    MultiOptimizer Multiply Muon Nadam NonNeg NoneType Normalization OneHotIoU OneHotMeanIoU Ones Optimizer
    OptimizerMap Orthogonal OrthogonalInitializer OrthogonalRegularizer PReLU PearsonCorrelation Permute
    PiecewiseConstantDecay Pipeline Poisson Policy PolynomialDecay Precision PrecisionAtRecall
    QuantizationConfig QuantizedDTypePolicy QuantizedFloat8DTypePolicy Quantizer R2Score RMSNormalization
    RMSprop RNN RandAugment RandomBrightness RandomColorDegeneration RandomColorJitter RandomContrast
    RandomCrop RandomElasticTransform RandomErasing RandomFlip RandomGaussianBlur RandomGrayscale
    RandomHeight RandomHue RandomInvert RandomNormal RandomPerspective RandomPosterization RandomRotation
    RandomSaturation RandomSharpness RandomShear RandomTranslation RandomUniform RandomWidth RandomZoom ReLU
    Recall RecallAtPrecision Regularizer RepeatVector Rescaling Reshape Resizing ReversibleEmbedding
    RootMeanSquaredError SGD STFT STFTInitializer STFTSpectrogram ScheduleFreeAdamW SeedGenerator
    SensitivityAtSpecificity SeparableConv1D SeparableConv2D SeparableConvolution1D SeparableConvolution2D
    Sequential SimpleRNN SimpleRNNCell Softmax Solarization SparseCategoricalAccuracy
    SparseCategoricalCrossentropy SparseTopKCategoricalAccuracy SpatialDropout1D SpatialDropout2D
    SpatialDropout3D SpecificityAtSensitivity SpectralNormalization SquaredHinge StackedRNNCells
    StringLookup Subtract Sum SumOverBatchSize SumOverBatchSizeMetricWrapper SyncBatchNormalization
    TensorShape TextVectorization ThresholdedReLU TimeDistributed TopKCategoricalAccuracy TrueNegatives
    TruePositives TruncatedNormal Tversky UnitNorm UnitNormalization UpSampling1D UpSampling2D UpSampling3D
    VarianceScaling Wrapper ZeroPadding1D ZeroPadding2D ZeroPadding3D Zeros
    """.split(whereSeparator: \.isWhitespace))
}
