"""Rows of tables → rows of the two sides; gold and runs call some columns by other names, and only gold has debatable
rows."""

from __future__ import annotations

from dataclasses import dataclass

from pipeline.evaluation.sides import AffiliationRow, MentionRow, QuoteRow, StatementRow, bare_role
from pipeline.evaluation.tables import TableRow


@dataclass(frozen=True, slots=True)
class RowReader:
    """Reads the rows of one kind of folder: its names of the columns, and whether its flags are 0 and 1 (gold) or
    ``true`` and ``false``."""

    sentence: str
    verb: str
    gold: bool

    def mention(self, row: TableRow, *, name: str) -> MentionRow:
        """``name`` is that of the entity."""
        return MentionRow(
            start=row.number("start"),
            end=row.number("end"),
            text=row["text"],
            type=row["type"],
            kind=row["kind"],
            entity=row["entity_id"],
            name=name,
            sentence=row[self.sentence],
            debatable=self._debatable(row),
        )

    def affiliation(self, row: TableRow) -> AffiliationRow:
        """The role without *ancien* and the like."""
        role, sentence = bare_role(row["role"]), row[self.sentence]
        return AffiliationRow(row["person_id"], role, row["entity_id"], sentence, self._debatable(row))

    def quote(self, row: TableRow) -> QuoteRow:
        """A row of the quotations."""
        return QuoteRow(
            start=row.number("start"),
            end=row.number("end"),
            kind=row["kind"],
            speaker=row["speaker_id"],
            speaker_text=row["speaker_text"],
            sentence=row[self.sentence],
            debatable=self._debatable(row),
        )

    def statement(self, row: TableRow) -> StatementRow:
        """A row of the statements; ``negated`` as a run writes it."""
        return StatementRow(
            source=row["source_id"],
            verb=row[self.verb],
            target=row["target_id"],
            sentence=row[self.sentence],
            polarity=row["polarity"],
            negated=str(row.flag("negated")).lower() if self.gold else row["negated"],
            modality=row["modality"],
            debatable=self._debatable(row),
        )

    def _debatable(self, row: TableRow) -> bool:
        return self.gold and row.flag("debatable")


GOLD_ROWS = RowReader(sentence="sentence", verb="verb_lemma", gold=True)
RUN_ROWS = RowReader(sentence="sentence_id", verb="verb", gold=False)
