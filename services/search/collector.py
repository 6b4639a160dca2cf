"""Python's search for circles of objects, which is no use while hundreds of thousands of objects are made that stay."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def paused() -> Iterator[None]:
    """A batch of rows, the fixtures or the vocabulary have few circles: looking for those all the time takes a third of the work."""
    if not gc.isenabled():  # somebody further out has paused it
        yield
        return
    gc.freeze()
    gc.disable()
    try:
        yield
    finally:
        gc.enable()
        gc.unfreeze()
