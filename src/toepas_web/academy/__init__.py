"""The academy: paths, self-test, quizzes, and credentials that anybody can check."""
