"""Local validation, monitoring and energy reports in the browser."""
