// Replaced by the figure, axes and canvas files.
