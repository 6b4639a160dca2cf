"""Words that stand in the texts of listings, as they are written: what a misspelt word can have meant."""

from django.db import models
from django.db.models.functions import Left, Right

_END = 3


class SearchWord(models.Model):
    """Folded (`search.text`). Written with the search rows; one that no listing holds any more stays until a rebuild.

    The indexes find words by how they begin and how they end: with one letter wrong, one of the two is still right.
    """

    SHORTEST, LONGEST, END = 5, 40, _END

    word = models.CharField(max_length=LONGEST, primary_key=True, db_collation="C")

    class Meta:
        indexes = [
            models.Index(Left("word", _END), name="search_word_begins"),
            models.Index(Right("word", _END), name="search_word_ends"),
        ]

    def __str__(self) -> str:
        return self.word
