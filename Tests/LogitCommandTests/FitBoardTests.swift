import Foundation
import Testing

/// `logit fit --tensorboard`, as a user runs it; what is in the files is read by `TensorBoardTests`, and by
/// TensorBoard itself in `Scripts/interop/tensorboard_checks.py`.
@Suite struct FitBoardTests {
  private let command: BuiltCommand

  init() throws { command = try BuiltCommand() }

  private func files(_ folder: String) -> [String] {
    let path = command.folder.appendingPathComponent(folder).path
    return ((try? FileManager.default.contentsOfDirectory(atPath: path)) ?? []).sorted()
  }

  private func fit(_ arguments: String...) throws -> BuiltCommand.Output {
    try command.run(["fit", "iris", "-o", "m.safetensors", "--overwrite"] + arguments)
  }

  private func contents(_ folder: String) throws -> String {
    let path = command.folder.appendingPathComponent(folder)
    let bytes = try files(folder).filter { $0.hasPrefix("events.") }.flatMap {
      [UInt8](try Data(contentsOf: path.appendingPathComponent($0)))
    }
    return String(decoding: bytes, as: UTF8.self)
  }

  @Test("Training in steps, and an optimum, write their numbers, their text and what was chosen")
  func written() throws {
    let steps = try fit("--epochs", "3", "--hidden", "5", "--tensorboard", "boards/steps")
    #expect(steps.status == 0 && steps.text.contains("See it with: tensorboard --logdir boards/steps\n"))
    let optimum = try fit("--tensorboard", "boards/optimum", "--json")
    #expect(optimum.status == 0 && optimum.errors.isEmpty, "\(optimum.errors)")
    for (folder, tags) in [
      ("boards/steps", ["_hparams_/session_start_info", "batch_size", "Target species", "session_end_info"]),
      ("boards/steps/train", ["epoch_loss", "epoch_learning_rate", "dense/kernel/histogram"]),
      ("boards/steps/validation", ["epoch_accuracy", "evaluation_loss_vs_iterations", "scores/log_loss"]),
      ("boards/optimum", ["_hparams_/session_start_info", "lambda", "session_end_info"]),
      ("boards/optimum/train", ["optimum/objective", "dense/kernel/histogram", "keras"]),
      ("boards/optimum/validation", ["scores/accuracy", "scores/brier_score"]),
    ] {
      let text = try contents(folder)
      for tag in tags { #expect(text.contains(tag), "\(folder): \(tag)") }
    }
    let before = files("boards/steps/train")
    #expect(try fit("--epochs", "2", "--tensorboard", "boards/steps", "--quiet").status == 0)
    #expect(Set(files("boards/steps/train")).isSuperset(of: before) && files("boards/steps/train").count == 2)
  }

  @Test("A directory that cannot be written is refused before anything is read or made, by the option's name")
  func refused() throws {
    try command.write("a file", to: "taken")
    try FileManager.default.createDirectory(
      at: command.folder.appendingPathComponent("board"), withIntermediateDirectories: false)
    try command.write("a file", to: "board/train")
    try FileManager.default.createSymbolicLink(
      atPath: command.folder.appendingPathComponent("link").path, withDestinationPath: "/nowhere/at/all")
    for directory in ["taken", "taken/below", "board", "link", "link/", ""] {
      let output = try fit("--epochs", "2", "--tensorboard", directory)
      #expect(output.status == 1 && output.text.isEmpty, "\(directory): \(output.text)")
      #expect(output.errors.hasPrefix("Error: --tensorboard "), "\(output.errors)")
      #expect(output.errors.split(separator: "\n").count == 1, "\(output.errors)")
    }
    #expect(try command.files == ["board", "link", "taken"] && files("board") == ["train"])
    // What nobody could know before.
    let late = try fit("--epochs", "2", "--tensorboard", "/proc/none/board")
    #expect(late.status == 1 && late.errors.hasPrefix("Error: --tensorboard "), "\(late.errors)")
    #expect(try !command.files.contains("m.safetensors"))
    // What is only said of an optimum costs neither the model nor the report.
    let said = try fit("--tensorboard", "/proc/none/board")
    #expect(said.status == 1 && said.errors.hasPrefix("Error: --tensorboard "), "\(said.errors)")
    #expect(said.text.contains("The model is in m.safetensors.") && !said.text.contains("See it with"))
    #expect(try command.files.contains("m.safetensors"))
  }
}
