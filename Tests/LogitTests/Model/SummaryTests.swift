import Logit
import Testing

@Suite struct SummaryTests {
  @Test("The table is Keras's, long names wrapped and cut as Rich does")
  func built() {
    let model = Sequential([
      Input(shape: [4]), Dense(8, activation: .relu),
      Dense(3, activation: .softmax, name: "a_rather_long_layer_name_for_a_table_cell"),
    ])
    #expect(
      model.summary() == """
        Model: "sequential"
        ┏━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━┳━━━━━━━━━━━━━━━━━━━━━━━━┳━━━━━━━━━━━━━━━┓
        ┃ Layer (type)                    ┃ Output Shape           ┃       Param # ┃
        ┡━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━╇━━━━━━━━━━━━━━━━━━━━━━━━╇━━━━━━━━━━━━━━━┩
        │ dense (Dense)                   │ (None, 8)              │            40 │
        ├─────────────────────────────────┼────────────────────────┼───────────────┤
        │ a_rather_long_layer_name_for_a… │ (None, 3)              │            27 │
        │ (Dense)                         │                        │               │
        └─────────────────────────────────┴────────────────────────┴───────────────┘
         Total params: 67 (268.00 B)
         Trainable params: 67 (268.00 B)
         Non-trainable params: 0 (0.00 B)

        """)
  }

  @Test("Before the shape of the input is known there is no count")
  func unbuilt() {
    let text = Sequential([Dense(300, activation: .relu), Dense(3)], name: "later").summary()
    #expect(text.contains("Model: \"later\""))
    #expect(text.contains("│ ?                      │   0 (unbuilt) │"))
  }

  @Test("After training, the optimizer's values are counted as Keras counts them")
  func trained() throws {
    var model = Sequential([Dense(300, inputShape: [784], activation: .relu), Dense(3, activation: .softmax)])
    model.compile(optimizer: .adam(), loss: .sparseCategoricalCrossentropy)
    #expect(model.summary().contains(" Total params: 236,403 (923.45 KB)"))
    try model.fit(Tensor(repeating: 0, shape: [4, 784]), Tensor([0, 1, 2, 0]), verbose: .silent)
    #expect(
      model.summary().hasSuffix(
        """
         Total params: 709,211 (2.71 MB)
         Trainable params: 236,403 (923.45 KB)
         Non-trainable params: 0 (0.00 B)
         Optimizer params: 472,808 (1.80 MB)

        """))
  }
}
