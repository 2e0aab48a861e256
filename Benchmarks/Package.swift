// swift-tools-version: 6.1
import PackageDescription

// A package of its own, so that whoever uses Logit never fetches what measures it.
let package = Package(
  name: "LogitBenchmarks",
  platforms: [.macOS(.v15)],
  products: [
    .executable(name: "logit-benchmark-worker", targets: ["BenchmarkWorker"]),
    .executable(name: "logit-cost-growth", targets: ["CostGrowth"]),
    .executable(name: "logit-csv-reading", targets: ["CSVReading"]),
    .executable(name: "logit-exact-fits", targets: ["ExactFits"]),
    .executable(name: "logit-jobs", targets: ["Jobs"]),
    .executable(name: "logit-regressions", targets: ["Regressions"]),
    .executable(name: "logit-single-rows", targets: ["SingleRows"]),
    .executable(name: "logit-sparse-fits", targets: ["SparseFits"]),
  ],
  dependencies: [
    // The name makes the folder's name irrelevant.
    .package(name: "Logit", path: ".."),
    .package(url: "https://github.com/swiftcsv/SwiftCSV", from: "0.10.0"),
    .package(url: "https://github.com/ordo-one/benchmark", from: "1.27.0", traits: []),
  ],
  targets: [
    // The data and models that `rivals/workloads.py` describes in Python, number for number.
    .target(name: "BenchmarkWorkloads", dependencies: [.product(name: "Logit", package: "Logit")]),
    .executableTarget(name: "BenchmarkWorker", dependencies: ["BenchmarkWorkloads"]),
    .executableTarget(
      name: "CostGrowth",
      dependencies: ["BenchmarkWorkloads", .product(name: "LogitPlots", package: "Logit")]),
    // Logit's reader, SwiftCSV, and the number parsers of Swift and C on the same file.
    .executableTarget(
      name: "CSVReading",
      dependencies: [
        "BenchmarkWorkloads", .product(name: "LogitData", package: "Logit"),
        .product(name: "SwiftCSV", package: "SwiftCSV"),
      ]),
    // Fits to the optimum, beside those of other libraries; see exact_fits.py.
    .executableTarget(name: "ExactFits", dependencies: [.product(name: "Logit", package: "Logit")]),
    // Fits to sparse rows; see sparse.py.
    .executableTarget(name: "SparseFits", dependencies: [.product(name: "Logit", package: "Logit")]),
    // Regressions with their inference, beside those of statistics packages; see inference.py.
    .executableTarget(
      name: "Regressions",
      dependencies: [
        "BenchmarkWorkloads", .product(name: "Logit", package: "Logit"),
        .product(name: "LogitStatistics", package: "Logit"),
      ]),
    // What a job costs beside `fit`, and how soon one that is cancelled ends.
    .executableTarget(name: "Jobs", dependencies: [.product(name: "Logit", package: "Logit")]),
    // Predictions of single rows; see single_rows.py.
    .executableTarget(
      name: "SingleRows",
      dependencies: [
        .product(name: "Logit", package: "Logit"), .product(name: "LogitClassifier", package: "Logit"),
      ]),
    .executableTarget(
      name: "LogitMicrobenchmarks",
      dependencies: ["BenchmarkWorkloads", .product(name: "Benchmark", package: "benchmark")],
      path: "Benchmarks/Logit",
      plugins: [.plugin(name: "BenchmarkPlugin", package: "benchmark")]),
  ],
  swiftLanguageModes: [.v6]
)
