"""Drawing: colours, letters, measures and marks of charts in plain Vega-Lite, and the pictures that are made of them."""
