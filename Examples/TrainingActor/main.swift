// An actor that trains without holding anybody up, tells how it goes along, and can be asked to stop.

import LogitClassifier

actor Trainer {
  private let job = Classifier.training(Dataset.penguins().table, target: "species")

  /// Shows how far training has come, until it has ended.
  func show() async { for await progress in job.progress { print(progress) } }

  /// The classifier when it is trained; throws what ended the training, `CancellationError` after `cancel()`.
  func classifier() async throws -> Classifier { try await job.value.classifier }

  func cancel() { job.cancel() }
}

// The first is trained to the end. The other is asked to stop, and says which came first.
let (trainer, other) = (Trainer(), Trainer())
await other.cancel()
await trainer.show()
print(try await trainer.classifier().summaryText())
do { print(try await other.classifier()) } catch is CancellationError { print("The other was stopped.") }
