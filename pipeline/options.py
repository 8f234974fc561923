"""The options of the command line that more than one command has, or that say much: each is defined once."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Literal

import typer

KnowledgeDir = Annotated[
    Path | None,
    typer.Option(
        "--knowledge", metavar="DIR", help="Your own tables laid over ours: add, correct or drop names."
    ),
]
DialectOption = Annotated[
    Literal["csv", "tableur-fr"],
    typer.Option(help="csv: commas, UTF-8. tableur-fr: semicolons, decimal commas, for French spreadsheets."),
]
Force = Annotated[bool, typer.Option("--force", help="Replace the run that stands in the output folder.")]
PeriodOption = Annotated[
    Literal["month", "quarter", "year"], typer.Option(help="The period of relations_by_period.csv.")
]
WindowOption = Annotated[
    str, typer.Option(help="What counts as together: sentence, sentences:N, paragraph or document.")
]
DecisionsFile = Annotated[
    Path | None,
    typer.Option(
        "--decisions",
        metavar="FILE",
        help="Your corrections, as liens review began them, to replay; merges act on the tables.",
    ),
]
TextColumn = Annotated[str, typer.Option(help="Tables of articles: the column of the text.")]
TitleColumn = Annotated[str, typer.Option(help="… of the title.")]
DateColumn = Annotated[str, typer.Option(help="… of the date.")]
OutletColumn = Annotated[str, typer.Option(help="… of the newspaper.")]
AuthorColumn = Annotated[str, typer.Option(help="… of the author.")]
UrlColumn = Annotated[str, typer.Option(help="… of the address.")]
