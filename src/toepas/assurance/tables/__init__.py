"""Tables of predictions, read in parts: text, workbooks and Parquet, whatever their size."""
