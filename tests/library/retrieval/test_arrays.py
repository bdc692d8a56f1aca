"""Arrays come back from a file as they went in, and a file that is none is refused."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as made

from toepas.retrieval.arrays import open_arrays, write_arrays

ARRAYS = made.arrays(
    st.sampled_from(["<f4", "<i8", "|i1", "<u8", "<f2"]),
    made.array_shapes(min_dims=1, max_dims=2, min_side=0, max_side=9),
)


@given(st.dictionaries(st.text(min_size=1, max_size=8), ARRAYS, max_size=5))
def test_arrays_come_back_as_they_were(tmp_path_factory, arrays):
    path = tmp_path_factory.mktemp("arrays") / "a.bin"
    write_arrays(path, arrays)
    found = open_arrays(path)
    assert list(found) == list(arrays)
    for name, array in arrays.items():
        assert found[name].dtype == array.dtype
        assert found[name].tobytes() == array.tobytes()
        assert found[name].shape == array.shape


def test_opened_arrays_cannot_be_changed(tmp_path):
    write_arrays(tmp_path / "a.bin", {"a": np.arange(5)})
    with pytest.raises(ValueError, match="read-only"):
        open_arrays(tmp_path / "a.bin")["a"][0] = 9


@pytest.mark.parametrize("content", [b"", b"nothing of the sort", b"toepas01" + (50).to_bytes(8, "little") + b"{"])
def test_a_file_of_another_kind_is_refused(tmp_path, content):
    (tmp_path / "a.bin").write_bytes(content)
    with pytest.raises(ValueError, match=r"."):
        open_arrays(tmp_path / "a.bin")


def test_a_file_that_is_cut_off_is_refused(tmp_path):
    write_arrays(tmp_path / "a.bin", {"a": np.arange(1000)})
    content = (tmp_path / "a.bin").read_bytes()
    (tmp_path / "a.bin").write_bytes(content[: len(content) // 2])
    with pytest.raises(ValueError, match="buffer"):
        open_arrays(tmp_path / "a.bin")
