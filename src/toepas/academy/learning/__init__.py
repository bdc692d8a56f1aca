"""Learning: who must know what, which courses teach it in which order, and quizzes that ask about it."""

from pathlib import Path

DATA = Path(__file__).resolve().parent / "data"
