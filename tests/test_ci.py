"""A repository of articles, and what a check says of each change that is proposed to it."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
import yaml

ROOT = Path(__file__).resolve().parents[1]

ARTICLES = {
    "agence.txt": "Explosion dans un entrepôt de Brest\n\nBREST, 4 mars 2024 (AFP) - Une explosion a fait 12 blessés lundi 4 mars à Brest, a annoncé la préfecture.\n\nLes pompiers sont restés six heures sur place.\n",
    "courrier.txt": "Brest : un entrepôt soufflé\n\nLe Courrier, 5 mars 2024\n\nL'explosion d'un entrepôt a fait douze blessés, lundi 4 mars, à Brest.\n",
    "marche.txt": "Le marché couvert rouvre\n\nLe Courrier, 6 mars 2024\n\nLe marché couvert de Vannes rouvrira samedi 9 mars, a indiqué la mairie.\n",
    "theatre.txt": "Une saison de théâtre\n\nLe Courrier, 6 mars 2024\n\nLe théâtre a accueilli 14.000 spectateurs cette saison.\n",
    "pont.txt": "Le pont sera repeint\n\nLe Courrier, 7 mars 2024\n\nLes travaux du pont de Kerval dureront trois mois.\n",
    "ecole.txt": "Une école de plus\n\nLe Courrier, 7 mars 2024\n\nL'école des Tilleuls ouvrira en septembre, selon le rectorat.\n",
    "voile.txt": "Voile : départ donné\n\nLe Courrier, 7 mars 2024\n\nLa régate est partie jeudi de Lorient avec 34 bateaux.\n",
    "foire.txt": "La foire revient\n\nLe Courrier, 8 mars 2024\n\nLa foire de printemps se tiendra du 22 au 24 mars à Quimper.\n",
}
AGREES = "Entrepôt de Brest : l'enquête commence\n\nOuest Quotidien, 5 mars 2024\n\nUne enquête est ouverte après l'explosion qui a fait 12 blessés lundi 4 mars à Brest.\n"
DISAGREES = "Après l'explosion de Brest\n\nLe Soir, 5 mars 2024\n\nLes riverains sont inquiets.\n\nL'explosion de l'entrepôt a fait douze blessés, mardi 5 mars, à Brest.\n"
REWORDED = "Brest : un entrepôt soufflé par une explosion\n\nLe Courrier, 5 mars 2024\n\nLes secours l'ont confirmé.\n\nÀ Brest, lundi 4 mars, douze blessés ont été comptés après l'explosion d'un entrepôt.\n"


class Repository:
    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.environment = os.environ | {
            "HOME": str(folder.parent), "XDG_CACHE_HOME": str(folder.parent / "cache"), "GIT_CONFIG_NOSYSTEM": "1",
            "GIT_AUTHOR_NAME": "A", "GIT_AUTHOR_EMAIL": "a@example.org", "GIT_COMMITTER_NAME": "A",
            "GIT_COMMITTER_EMAIL": "a@example.org",
            "PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}",
        }  # fmt: skip
        (folder / "articles").mkdir(parents=True)
        self.run("git", "init", "-q", "-b", "main")

    def run(self, *command: str, code: int = 0, **more: str) -> str:
        done = subprocess.run(
            command, cwd=self.folder, env=self.environment | more, capture_output=True, text=True, check=False
        )
        assert done.returncode == code, (command, done.returncode, done.stdout, done.stderr)
        return done.stdout

    def write(self, **articles: str) -> None:
        for name, text in articles.items():
            (self.folder / "articles" / f"{name}.txt").write_text(text, encoding="utf-8")

    def commit(self, branch: str | None = None) -> None:
        if branch:
            self.run("git", "checkout", "-q", "-b", branch, "main")
        self.run("git", "add", "-A")
        self.run("git", "commit", "-q", "-m", "articles")

    def check(self, *options: str, code: int = 0) -> str:
        return self.run("factcheck", "check", "articles", "--index", "../index", *options, code=code)


@pytest.fixture(scope="module")
def repository(tmp_path_factory: pytest.TempPathFactory) -> Repository:
    made = Repository(tmp_path_factory.mktemp("press") / "repository")
    made.write(**{name.removesuffix(".txt"): text for name, text in ARTICLES.items()})
    made.commit()
    return made


@pytest.mark.slow
def test_three_proposals_and_a_correction(repository: Repository) -> None:
    """One that agrees passes, one that contradicts fails on its line, one that rewords passes; a correction resolves."""
    proposal = ("--changed-since", "main", "--format", "github")
    repository.check("-q")

    repository.write(enquete=AGREES)
    repository.commit("agrees")
    assert repository.check(*proposal) == ""

    repository.run("git", "checkout", "-q", "main")
    repository.write(soir=DISAGREES)
    repository.run("git", "checkout", "-q", "-b", "disagrees")
    repository.run("git", "add", "-A")
    repository.run("git", "commit", "-q", "-m", "an article")
    (line,) = [text for text in repository.check(*proposal, code=1).splitlines() if "title=date" in text]
    assert line.startswith("::error file=articles/soir.txt,line=7,endLine=7,")
    assert "agence.txt:3" in line

    repository.run("git", "checkout", "-q", "main")
    repository.write(courrier=REWORDED)
    repository.commit("rewords")
    assert repository.check(*proposal) == ""

    repository.run("git", "checkout", "-q", "disagrees")
    repository.run("factcheck", "baseline", "articles", "--index", "../index")
    assert "2024-03-05" in (repository.folder / "factcheck-baseline.json").read_text(encoding="utf-8")
    assert "0 new" in repository.check()
    repository.write(soir=DISAGREES.replace("mardi 5", "lundi 4"))
    assert "1 resolved" in repository.check()
    repository.write(soir=DISAGREES.replace("mardi 5", "samedi 2"))
    assert "1 new" in repository.check(code=1)


@pytest.mark.slow
def test_an_acknowledged_conflict_stops_nobody(repository: Repository) -> None:
    repository.run("git", "stash", "-q", "--include-untracked")
    repository.run("git", "checkout", "-q", "disagrees")
    report = yaml.safe_load(repository.check("--format", "json", code=1))
    (conflict,) = [c for c in report["clusters"] if c["verdict"] == "conflicting"]
    repository.run("factcheck", "accept", conflict["id"], "--reason", " ", code=2)
    repository.run("factcheck", "accept", conflict["id"], code=2)
    repository.run(
        "factcheck",
        "accept",
        conflict["id"],
        "--index",
        "../index",
        "--reason",
        "vu",
        "--by",
        "Ana",
        "--as",
        "false-alarm",
    )
    told = repository.check("--report", "r.md", "--report", "r.sarif")
    assert "false alarm" in told
    assert "by Ana" in (repository.folder / "r.md").read_text(encoding="utf-8")
    assert '"justification": "false-alarm: vu (Ana)"' in (repository.folder / "r.sarif").read_text(encoding="utf-8")
    repository.check("--fail-on", "conflict")
    repository.write(soir=DISAGREES.replace("mardi 5", "samedi 2"))
    repository.check(code=1)


@pytest.mark.slow
def test_what_git_cannot_tell_is_said(repository: Repository) -> None:
    for revision in ("nowhere", "--output=x", "HEAD:articles"):
        repository.check(f"--changed-since={revision}", code=2)
    repository.check("--changed", "articles/voile.txt", "--format", "rdjson", "--fail-on", "conflict")
