"""The site is killed while people save: what was confirmed is there afterwards, and nothing is half written.

`python -m bench.kill 200` does the same two hundred times.
"""

from bench.kill import run


def test_nothing_that_was_confirmed_is_lost_and_nothing_is_half_written(tmp_path):
    seen = run(2, tmp_path)
    assert seen.kills == 2
    assert seen.confirmed
    assert seen.lost == set()
