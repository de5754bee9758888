"""What two sequences have in common, and that finding it is bounded."""

import time
from difflib import SequenceMatcher

from hypothesis import given
from hypothesis import strategies as st

from wirecopy.revisions.align import Effort, align

letters = st.text(alphabet="abc", max_size=30)


@given(letters, letters)
def test_blocks_cover_both_sequences_in_order_and_equal_ones_are_equal(old, new):
    i = j = 0
    for block in align(old, new, Effort()):
        assert (block.old.start, block.new.start) == (i, j)
        i, j = block.old.stop, block.new.stop
        if block.equal:
            assert old[block.old] == new[block.new] != ""
        else:
            assert old[block.old] + new[block.new] != ""
    assert (i, j) == (len(old), len(new))


@given(letters, letters)
def test_no_more_is_common_than_difflib_finds_or_less(old, new):
    ours = sum(block.old.stop - block.old.start for block in align(old, new, Effort()) if block.equal)
    matcher = SequenceMatcher(None, old, new, autojunk=False)
    assert ours >= sum(block.size for block in matcher.get_matching_blocks())


def test_what_takes_too_much_is_taken_for_rewritten():
    old, new = "ab" * 50_000, "ba" * 49_000 + "c"
    started = time.perf_counter()
    assert not any(block.equal for block in align(old, new, Effort(steps=1000))[1:-1])
    assert time.perf_counter() - started < 2
