// swift-tools-version: 6.2
import PackageDescription

// Swift 6.2 is the oldest that has Span, which layers, losses and optimizers take their numbers in.

let package = Package(
  name: "Logit",
  platforms: [.macOS(.v13), .iOS(.v16)],
  products: [
    .library(name: "Logit", targets: ["Logit"]),
    .library(name: "LogitData", targets: ["LogitData"]),
    .library(name: "LogitClassifier", targets: ["LogitClassifier"]),
    .library(name: "LogitStatistics", targets: ["LogitStatistics"]),
    .library(name: "LogitPlots", targets: ["LogitPlots"]),
    .library(name: "LogitReports", targets: ["LogitReports"]),
    .library(name: "LogitInterchange", targets: ["LogitInterchange"]),
    .executable(name: "logit", targets: ["LogitCommand"]),
    // The functions of logit.h; Scripts/release makes liblogit.so of it.
    .library(name: "LogitC", type: .dynamic, targets: ["LogitCInterface"]),
  ],
  traits: [
    .trait(name: "Command", description: "The command logit, which needs swift-argument-parser."),
    .default(enabledTraits: ["Command"]),
  ],
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.5.0")
  ],
  targets: [
    // The SIMD loops, in C so that one binary can carry several instruction sets.
    .target(name: "CLogitKernels"),
    // A pool of threads that share work; C for its atomics and its cost per region.
    .target(name: "CLogitThreads"),
    // Files, their compression, and the formats that models and tables share; below everything else.
    .target(name: "LogitFiles"),
    .target(name: "Logit", dependencies: ["LogitFiles", "CLogitKernels", "CLogitThreads"]),
    // The loops over the bytes of data files, in C for the same reason.
    .target(name: "CLogitData"),
    .target(name: "LogitData", dependencies: ["Logit", "LogitFiles", "CLogitData"]),
    .target(name: "LogitStatistics", dependencies: ["Logit", "LogitFiles"]),
    // From a table to a model that takes rows as they stand in files.
    .target(
      name: "LogitClassifier", dependencies: ["Logit", "LogitFiles", "LogitData", "LogitStatistics"]),
    .target(name: "LogitPlots", dependencies: ["Logit", "LogitFiles"]),
    // Models in and out of the formats of other tools.
    .target(
      name: "LogitInterchange", dependencies: ["Logit", "LogitFiles", "LogitData", "LogitClassifier"]),
    // The figures of a classifier, and its report, whose page works the model out in JavaScript.
    .target(
      name: "LogitReports",
      dependencies: ["Logit", "LogitClassifier", "LogitStatistics", "LogitPlots", "LogitInterchange"],
      exclude: ["Page/report.css", "Page/report.js"]),
    // logit.h, and what its functions need of C.
    .target(name: "CLogit"),
    // The loops over rows of numbers as callers from C have them.
    .target(name: "CLogitRows", dependencies: ["CLogitKernels"]),
    // Predictions for C and what calls C. Nothing that the command needs depends on it.
    .target(
      name: "LogitCInterface",
      dependencies: [
        "CLogit", "CLogitRows", "Logit", "LogitFiles", "LogitData", "LogitClassifier", "LogitInterchange",
      ]),
    .executableTarget(
      name: "LogitCommand",
      dependencies: [
        "Logit", "LogitFiles", "LogitData", "LogitClassifier", "LogitPlots", "LogitReports",
        "LogitInterchange",
        .product(
          name: "ArgumentParser", package: "swift-argument-parser", condition: .when(traits: ["Command"])),
      ],
      exclude: ["Fit/logit_spark.py"]),

    .executableTarget(
      name: "Logistic1D", dependencies: ["Logit", "LogitPlots"], path: "Examples/Logistic1D"),
    .executableTarget(
      name: "Logistic2D", dependencies: ["Logit", "LogitPlots"], path: "Examples/Logistic2D"),
    .executableTarget(
      name: "SoftmaxRegression", dependencies: ["Logit", "LogitPlots"], path: "Examples/SoftmaxRegression"),
    .executableTarget(
      name: "ResumableTraining", dependencies: ["Logit"], path: "Examples/ResumableTraining"),
    .executableTarget(name: "SaveAndLoad", dependencies: ["Logit"], path: "Examples/SaveAndLoad"),
    .executableTarget(name: "OneRow", dependencies: ["LogitClassifier"], path: "Examples/OneRow"),
    .executableTarget(name: "TableToModel", dependencies: ["LogitClassifier"], path: "Examples/TableToModel"),
    .executableTarget(
      name: "TabularClassifier", dependencies: ["Logit", "LogitPlots"], path: "Examples/TabularClassifier"),
    .executableTarget(name: "CustomParts", dependencies: ["Logit"], path: "Examples/CustomParts"),
    .executableTarget(
      name: "TrainingActor", dependencies: ["LogitClassifier"], path: "Examples/TrainingActor"),
    .executableTarget(
      name: "ConcurrentPredictions", dependencies: ["LogitClassifier"], path: "Examples/ConcurrentPredictions"
    ),
    .executableTarget(
      name: "ScheduleAndFigure", dependencies: ["Logit", "LogitData", "LogitPlots"],
      path: "Examples/ScheduleAndFigure"),

    // Brings a malloc that counts, so that tests can prove where none is called.
    .target(name: "CAllocationCounter", path: "Tests/CAllocationCounter"),
    .target(name: "LogitTestSupport", dependencies: ["Logit"], path: "Tests/LogitTestSupport"),
    .testTarget(name: "CLogitKernelsTests", dependencies: ["CLogitKernels"]),
    .testTarget(
      name: "LogitFilesTests", dependencies: ["LogitFiles", "LogitTestSupport"], exclude: ["Fixtures"]),
    .testTarget(
      name: "LogitTests",
      dependencies: ["Logit", "LogitStatistics", "CLogitKernels", "CAllocationCounter", "LogitTestSupport"],
      exclude: ["Fixtures"]),
    .testTarget(
      name: "LogitDataTests", dependencies: ["LogitData", "CLogitData", "LogitTestSupport"],
      exclude: ["Fixtures"]),
    .testTarget(
      name: "LogitClassifierTests",
      dependencies: ["LogitClassifier", "CAllocationCounter", "LogitTestSupport"],
      exclude: ["Fixtures"]),
    .testTarget(
      name: "LogitStatisticsTests", dependencies: ["LogitStatistics", "LogitTestSupport"],
      exclude: ["Fixtures"]),
    .testTarget(
      name: "LogitPlotsTests", dependencies: ["LogitPlots", "LogitTestSupport"], exclude: ["Fixtures"]),
    .testTarget(name: "LogitReportsTests", dependencies: ["LogitReports"], exclude: ["Fixtures"]),
    .testTarget(
      name: "LogitInterchangeTests", dependencies: ["LogitInterchange", "LogitTestSupport"],
      exclude: ["Fixtures"]),
    .testTarget(
      name: "LogitCInterfaceTests",
      dependencies: ["LogitCInterface", "CLogit", "CLogitRows", "CAllocationCounter", "LogitTestSupport"]),
    // What `.ci/interop` drives to compare with the real readers of other tools.
    .executableTarget(
      name: "InteropRunner", dependencies: ["Logit", "LogitFiles", "LogitInterchange"],
      path: "Tests/Interop/Sources"),
    .testTarget(
      name: "LogitCommandTests",
      dependencies: ["Logit", "LogitClassifier", "LogitCommand", "ResumableTraining"], exclude: ["Fixtures"]),
  ],
  swiftLanguageModes: [.v6]
)

// Imports show the architecture: what a file's public declarations need is imported publicly, everything else is its own
// business.
for target in package.targets {
  target.swiftSettings = [
    .enableUpcomingFeature("ExistentialAny"), .enableUpcomingFeature("InternalImportsByDefault"),
    .enableUpcomingFeature("MemberImportVisibility"),
  ]
}

// The fuzzers of the readers, which need flags that a package others depend on must not have; see Fuzz/README.md.
if Context.environment["LOGIT_FUZZ"] != nil {
  for target in package.targets where target.type == .regular {
    target.swiftSettings?.append(.unsafeFlags(["-sanitize=fuzzer,address"]))
    target.cSettings = [.unsafeFlags(["-fsanitize=fuzzer-no-link,address"])]
  }
  package.targets.append(
    .executableTarget(
      name: "LogitFuzz", dependencies: ["LogitClassifier", "LogitFiles", "LogitInterchange"],
      path: "Fuzz/Sources",
      swiftSettings: [.unsafeFlags(["-sanitize=fuzzer,address", "-parse-as-library"])],
      linkerSettings: [.unsafeFlags(["-sanitize=fuzzer,address"])]))
}
