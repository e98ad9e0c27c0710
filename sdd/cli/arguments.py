"""What the command line library cannot read: an option whose value may be left out."""

from collections.abc import Sequence

_OPTION = "--write-baseline"
_SUFFIX = ".json"
BY_ITSELF = "\N{WHITE SQUARE}"


def fill_file(words: Sequence[str]) -> list[str]:
    """The words of a command line with a stand-in for the FILE of `--write-baseline`.

    Only a word that ends with `.json` is a FILE, so that a PATH may follow the option.
    """
    filled: list[str] = []
    for word, following in zip(words, [*words[1:], ""], strict=True):
        filled.append(word)
        if word == _OPTION and not following.lower().endswith(_SUFFIX):
            filled.append(BY_ITSELF)
    return filled
