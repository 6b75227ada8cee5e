"""How long it takes: ``python -m benchmarks`` (``make bench``).

Prints the seconds that loading takes, then for the articles of ``seeds/`` and for growing folders made of them the seconds
of the bare parse and of the whole check, and words a second. A folder is made larger with copies whose names and numbers
are changed a little, so that no two articles are one text.
"""

from __future__ import annotations

import argparse
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TypeVar

T = TypeVar("T")

SEEDS = Path(__file__).resolve().parents[1] / "seeds"


def timed(function: Callable[[], T]) -> tuple[T, float]:
    start = time.perf_counter()
    made = function()
    return made, time.perf_counter() - start


def grown(folder: Path, copies: int) -> Path:
    """The sample articles, ``copies`` times."""
    folder.mkdir(parents=True)
    for path in sorted(SEEDS.glob("*.txt")):
        text = path.read_text(encoding="utf-8")
        for number in range(copies):
            ending = f"\n\nÉdition numéro {number + 1}.\n" if number else ""
            (folder / f"{path.stem}_{number}.txt").write_text(text + ending, encoding="utf-8")
    return folder


def main(arguments: Sequence[str] | None = None) -> None:
    parser = argparse.ArgumentParser(
        prog="python -m benchmarks", description=__doc__.splitlines()[0] if __doc__ else ""
    )
    parser.add_argument(
        "--copies", type=int, nargs="*", default=[1, 2, 4], help="sizes of the folders, in sets of seeds/"
    )
    options = parser.parse_args(arguments)

    from factcheck import check, embed, grammars, rules
    from factcheck.read import read
    from factcheck.syntax import Parser

    spacy, seconds = timed(Parser)
    print(f"load the parser   {seconds:6.1f} s")
    model, seconds = timed(embed.load)
    print(f"load the model    {seconds:6.1f} s")
    shipped = rules.load()
    compiled, seconds = timed(lambda: grammars.load(shipped))
    print(f"compile the rules {seconds:6.1f} s\n")
    print("articles    words   parse s   check s   words/s")
    with tempfile.TemporaryDirectory() as scratch:
        for copies in options.copies:
            folder = grown(Path(scratch) / f"x{copies}" / "seeds", copies)
            articles, _ = read([folder], compiled.layout)
            words = sum(len(article.text.split()) for article in articles)
            _, parse = timed(lambda found=articles: [spacy.parse(article) for article in found])  # type: ignore[misc]
            _, whole = timed(lambda place=folder: check([place], rules=shipped, embedder=model))  # type: ignore[misc]
            print(f"{len(articles):8}{words:9}{parse:10.1f}{whole:10.1f}{words / whole:10.0f}", flush=True)


if __name__ == "__main__":
    main()
