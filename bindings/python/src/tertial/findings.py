"""What in a plan or its numbers does not hold together."""

from __future__ import annotations

import dataclasses
import html
import json
import typing

from ._handle import Handle
from ._library import language, make_text

if typing.TYPE_CHECKING:
    import pandas


@dataclasses.dataclass(frozen=True)
class Finding:
    """One finding.

    Attributes:
        code: "matrix-uncovered-score", "stale-indicator", ...
        severity: "error", "warning" or "note".
        at: JSON pointer into the plan document.
        message: one sentence with the figures.
        data: the figures by name; cells of a matrix are (likelihood, severity).
    """

    code: str
    severity: str
    at: str
    message: str
    data: dict[str, typing.Any]


class Findings(typing.Sequence[Finding]):
    """Findings in the order they are told in: errors, warnings, notes."""

    def __init__(
        self, owner: Handle, handle: typing.Any, lang: str, kept: typing.Optional[list[Finding]] = None
    ) -> None:
        self._owner = owner  # whom the handle belongs to
        self._handle = handle
        self._lang = lang
        self._kept = [] if kept is None else kept  # where they stand once they are read

    def to_json(self, lang: typing.Optional[str] = None) -> str:
        """All as a JSON array, as they stand in the follow-up document."""
        self._owner.check_open()
        return make_text("tertial_findings_json", self._handle, language(lang or self._lang)).decode()

    def in_language(self, lang: str) -> Findings:
        """The same with messages in "sv" or "en"."""
        return Findings(self._owner, self._handle, lang)

    def where(
        self,
        code: typing.Optional[str] = None,
        severity: typing.Optional[str] = None,
        at: typing.Optional[str] = None,
    ) -> list[Finding]:
        """Those of a code, a severity, or at a place and below it."""
        return [
            finding
            for finding in self
            if (code is None or finding.code == code)
            and (severity is None or finding.severity == severity)
            and (at is None or finding.at == at or finding.at.startswith(at.rstrip("/") + "/"))
        ]

    def _all(self) -> list[Finding]:
        self._owner.check_open()
        if not self._kept:
            self._kept[:] = [
                Finding(
                    one["code"],
                    one["severity"],
                    one["at"],
                    one["message"],
                    {
                        key: [tuple(cell) for cell in value] if key == "cells" else value
                        for key, value in one["data"].items()
                    },
                )
                for one in json.loads(self.to_json())
            ]
        return self._kept

    def __len__(self) -> int:
        return len(self._all())

    @typing.overload
    def __getitem__(self, index: int) -> Finding: ...

    @typing.overload
    def __getitem__(self, index: slice) -> list[Finding]: ...

    def __getitem__(self, index: typing.Union[int, slice]) -> typing.Union[Finding, list[Finding]]:
        return self._all()[index]

    def __repr__(self) -> str:
        return f"<{len(self)} findings>"

    def to_pandas(self) -> pandas.DataFrame:
        """A DataFrame, a line for each."""
        import pandas

        return pandas.DataFrame(
            [dataclasses.astuple(finding) for finding in self],
            columns=[field.name for field in dataclasses.fields(Finding)],
        )

    def _repr_html_(self) -> str:
        lines = "".join(
            f"<tr><td>{one.severity}</td><td>{one.code}</td><td>{html.escape(one.message)}</td>"
            f"<td><code>{html.escape(one.at)}</code></td></tr>"
            for one in self
        )
        return f"<table><tr><th>severity</th><th>code</th><th>message</th><th>at</th></tr>{lines}</table>"
