"""The tutorial's first program in Keras and matplotlib, as a whole process: `tutorial_1d_keras.py DIRECTORY`."""

import sys

import matplotlib.pyplot as plt
import numpy as np
from keras import Input, Sequential
from keras.layers import Dense
from keras.optimizers import Adam

generator = np.random.default_rng(42)
xs = np.concatenate([generator.normal(-4, 2, 1000), generator.normal(4, 2, 1000)]).astype(np.float32)
labels = np.repeat(np.float32([0, 1]), 1000)

plt.scatter(xs, labels, alpha=0.3)
plt.savefig(f"{sys.argv[1]}/keras-data.svg")
plt.close()

model = Sequential([Input((1,)), Dense(1, activation="sigmoid")])
model.compile(optimizer=Adam(0.01), loss="binary_crossentropy", metrics=["accuracy"])
model.fit(xs, labels, epochs=30, batch_size=32, verbose=0)

all_xs = np.linspace(-10, 10, 100).reshape(-1, 1)
plt.plot(all_xs, model.predict(all_xs, verbose=0), color="red", label="Sigmoid Model")
plt.scatter(xs, labels, alpha=0.3, label="Data")
plt.legend()
plt.savefig(f"{sys.argv[1]}/keras.svg")
