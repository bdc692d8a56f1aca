"""House laws: what holds for every file of the project, as tests."""
