// An actor that trains without holding anybody up, tells how it goes along, and can be asked to stop.

import LogitClassifier

actor Trainer {
  private let job = Classifier.training(Dataset.penguins().table, target: "species")

  /// The classifier when it is trained; after cancellation what was reached, if anything.
  func classifier() async -> Classifier? {
    for await progress in job.progress { print(progress) }
    return await job.reached?.classifier
  }

  func cancel() { job.cancel() }
}

// One is trained to the end, the other is not.
let (trainer, other) = (Trainer(), Trainer())
await other.cancel()
print(await trainer.classifier()?.summaryText() ?? "", "stopped:", await other.classifier() == nil)
