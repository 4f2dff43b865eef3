"""Follow-up of action plans in public administration.

>>> import tertial
>>> plan = tertial.Plan.read(sample)
>>> review = plan.follow_up("2020-T2")
>>> review.risks["5.2"].movement
'decreased'
"""

from __future__ import annotations

from ._errors import (
    ArgumentError,
    ClosedError,
    DisclosureError,
    DocumentError,
    LimitError,
    NotFoundError,
    StreamError,
    TertialError,
    UnsupportedError,
)
from ._interface import ABI_VERSION
from ._library import LibraryError, lib as _lib
from .disclosure import Protected, audit, protect
from .findings import Finding, Findings
from .follow_up import FollowUp, html_index
from .matrix import Band, RiskMatrix
from .measure import Measure, Measured, RowCounts
from .observations import Observations
from .period import GRANULARITIES, Period, periods_of
from .plan import Plan
from .series import RollUps, Series
from .table import Table

__version__ = _lib.tertial_version().decode()

# How many the binary interface of the library is. As cheap as a call gets.
abi_version = _lib.tertial_abi_version


def schema(document: str) -> str:
    """The JSON Schema of a document, "plan" or "follow-up", as text."""
    import ctypes

    from ._interface import String
    from ._library import call, string

    documents = ("plan", "follow-up")
    if document not in documents:
        raise ValueError(f"document is one of {', '.join(documents)}; not {document!r}")
    out = String()
    call("tertial_schema", documents.index(document), ctypes.byref(out))
    return string(out)


__all__ = [
    "ABI_VERSION",
    "ArgumentError",
    "Band",
    "ClosedError",
    "DisclosureError",
    "DocumentError",
    "Finding",
    "Findings",
    "FollowUp",
    "GRANULARITIES",
    "LibraryError",
    "LimitError",
    "Measure",
    "Measured",
    "NotFoundError",
    "Observations",
    "Period",
    "Plan",
    "Protected",
    "RiskMatrix",
    "RollUps",
    "RowCounts",
    "Series",
    "StreamError",
    "Table",
    "TertialError",
    "UnsupportedError",
    "abi_version",
    "audit",
    "html_index",
    "periods_of",
    "protect",
    "schema",
]
