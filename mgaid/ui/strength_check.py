"""The self-check of leg strength: shown when wanted, done once, its result kept as findings.

The steps, the rule and every word come from the content.
"""

from __future__ import annotations

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from mgaid.core import checklist
from mgaid.core.checklist import Checklist
from mgaid.core.content.models import Answer
from mgaid.ui.parts import Button, Card, IconLine, Rule, caption, keep_spacing, label
from mgaid.ui.theme import ThemeSource
from mgaid.ui.wizard.asks import AskPart, RadioList
from mgaid.ui.workspace import Workspace

STEP_NAME = "Strength check"


class StrengthCheck(AskPart):
    """Folded until the person wants it, and again once its answers are used."""

    def __init__(
        self,
        workspace: Workspace,
        source: ThemeSource,
        asked: Checklist,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(workspace, source, parent)
        self._asked = asked
        check = asked.authored.strength
        card = Card(source, check.title, parent=self)
        card.body.addWidget(label(check.lead))
        safety = f"{check.safety} {check.skip_head} {_listed(check.skip)}."
        card.body.addWidget(IconLine(source, "info", safety))
        self._done = label(check.done, tone="text2")
        card.body.addWidget(self._done)
        self._result = IconLine(source, "check", "", tone="")
        self._result.hide()
        card.body.addWidget(self._result)
        self._start = Button(source, check.start, "outlined")
        self._start.clicked.connect(self._on_start)
        row = QHBoxLayout()
        row.addWidget(self._start)
        row.addStretch(1)
        card.body.addLayout(row)
        self._steps = QWidget()
        self._lists: dict[str, RadioList] = {}
        self._fill_steps()
        self._steps.hide()
        card.body.addWidget(self._steps)
        self.column.addWidget(card)

    def refresh(self) -> None:
        """Offer the check only while its question is open."""
        findings = {rule.finding for rule in self._asked.authored.strength.rules}
        settled = any(self.workspace.visit.findings.get(f) in ("yes", "no") for f in findings)
        check = self._asked.authored.strength
        self._done.setVisible(settled and self._steps.isHidden())
        self._start.setVisible(self._steps.isHidden())
        self._start.setText(check.again if settled else check.start)
        self._start.set_kind("link" if settled else "outlined")

    def answers(self) -> dict[str, str]:
        """Step id to option id, of the steps answered."""
        return {step: radios.value() for step, radios in self._lists.items() if radios.value()}

    def _fill_steps(self) -> None:
        check = self._asked.authored.strength
        column = QVBoxLayout(self._steps)
        keep_spacing(self.source, column, "gap")
        for place, step in enumerate(check.steps, 1):
            column.addWidget(Rule())
            column.addWidget(label(f"{place}. {step.text}", "strong"))
            if step.note:
                column.addWidget(caption(step.note))
            options = [(option.id, option.text, "") for option in step.options]
            radios = RadioList(self.source, step.text, options, across=True)
            self._lists[step.id] = radios
            column.addWidget(radios)
        row = QHBoxLayout()
        self._finish = Button(self.source, check.finish, "outlined")
        self._finish.clicked.connect(self._on_finish)
        row.addWidget(self._finish)
        row.addStretch(1)
        column.addLayout(row)

    @Slot()
    def _on_start(self) -> None:
        for radios in self._lists.values():
            radios.set_value("")
        self._result.hide()
        self._steps.show()
        self.refresh()
        next(iter(self._lists.values())).focusNextChild()

    @Slot()
    def _on_finish(self) -> None:
        before, steps = self.workspace.visit, self.answers()
        self._steps.hide()
        self._start.setFocus()
        if not steps:
            self.refresh()
            return
        found = checklist.strength_findings(self._asked, before, steps)
        said = " ".join(checklist.strength_words(self._asked, before, steps))
        self._result.set_text(said)
        self._result.setAccessibleName(said)
        self._result.setVisible(bool(said))
        told: dict[str, Answer | None] = {**found}
        self.workspace.answer(told, STEP_NAME)
        self.refresh()


def _listed(parts: tuple[str, ...]) -> str:
    return ", ".join(parts[:-1]) + " or " + parts[-1] if len(parts) > 1 else "".join(parts)
