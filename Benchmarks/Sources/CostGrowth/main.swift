// Measures how time and memory grow with rows, features and classes.
