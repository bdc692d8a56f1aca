"""The checks of the data, one module per kind; each yields remarks."""
