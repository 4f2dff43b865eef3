"""The C interface as ctypes sees it: its structs and one table of its functions.

A test compares all of this with the header, with a C compiler and with what the library exports.
"""

from ctypes import (
    CFUNCTYPE,
    POINTER,
    Structure,
    c_char,
    c_char_p,
    c_double,
    c_int,
    c_int32,
    c_int64,
    c_size_t,
    c_uint8,
    c_uint32,
    c_uint64,
    c_void_p,
)

ABI_VERSION = 1

NO_DATE = -(2**31)
NO_PERIOD = 0
NONE = -1
PLAN_LANGUAGE = -1
TABLE_ALL = -1

# An array of the caller's: the address of its first element, or None.
Array = c_void_p


class TextHandle(Structure):
    """tertial_text"""


class FindingsHandle(Structure):
    """tertial_findings"""


class MatrixHandle(Structure):
    """tertial_matrix"""


class PlanHandle(Structure):
    """tertial_plan"""


class ImportHandle(Structure):
    """tertial_import"""


class FollowUpHandle(Structure):
    """tertial_follow_up"""


class SeriesHandle(Structure):
    """tertial_series"""


class MeasureHandle(Structure):
    """tertial_measure"""


class MeasuredHandle(Structure):
    """tertial_measured"""


class Error(Structure):
    _fields_ = [
        ("code", c_int32),
        ("at", c_char * 252),
        ("message", c_char * 768),
    ]


class String(Structure):
    _fields_ = [
        ("data", c_void_p),
        ("size", c_size_t),
    ]


class PeriodInfo(Structure):
    _fields_ = [
        ("struct_size", c_uint32),
        ("granularity", c_int32),
        ("year", c_int32),
        ("index", c_int32),
        ("first", c_int32),
        ("last", c_int32),
    ]


class Finding(Structure):
    _fields_ = [
        ("struct_size", c_uint32),
        ("code", c_int32),
        ("severity", c_int32),
        ("data_count", c_uint32),
        ("at", String),
    ]


class Cell(Structure):
    _fields_ = [
        ("likelihood", c_uint8),
        ("severity", c_uint8),
    ]


class Datum(Structure):
    _fields_ = [
        ("struct_size", c_uint32),
        ("kind", c_int32),
        ("key", String),
        ("number", c_double),
        ("word", String),
        ("cells", POINTER(Cell)),
        ("count", c_size_t),
    ]


class Band(Structure):
    _fields_ = [
        ("level", String),
        ("label", String),
        ("from", c_int32),
        ("to", c_int32),
    ]


class MatrixOptions(Structure):
    _fields_ = [
        ("struct_size", c_uint32),
        ("likelihood", c_int32),
        ("severity", c_int32),
        ("score", c_int32),
        ("uncovered", c_int32),
        ("reserved", c_int32),
        ("likelihood_labels", POINTER(String)),
        ("severity_labels", POINTER(String)),
        ("table", c_void_p),
        ("bands", POINTER(Band)),
        ("band_count", c_size_t),
    ]


class MatrixInfo(Structure):
    _fields_ = [
        ("struct_size", c_uint32),
        ("likelihood", c_int32),
        ("severity", c_int32),
        ("score", c_int32),
        ("uncovered", c_int32),
        ("band_count", c_uint32),
    ]


class PlanInfo(Structure):
    _fields_ = [
        ("struct_size", c_uint32),
        ("year", c_int32),
        ("language", c_int32),
        ("reserved", c_int32),
        ("id", String),
        ("title", String),
        ("organisation", String),
        ("risk_count", c_size_t),
        ("action_count", c_size_t),
        ("indicator_count", c_size_t),
        ("self_check_count", c_size_t),
        ("follow_up_count", c_size_t),
    ]


class PlanRiskInfo(Structure):
    _fields_ = [
        ("struct_size", c_uint32),
        ("reserved", c_uint32),
        ("id", String),
        ("title", String),
        ("area", String),
        ("assessment_count", c_size_t),
        ("closing_count", c_size_t),
    ]


class PlanActionInfo(Structure):
    _fields_ = [
        ("struct_size", c_uint32),
        ("reserved", c_uint32),
        ("id", String),
        ("title", String),
        ("responsible", String),
        ("report_count", c_size_t),
        ("activity_count", c_size_t),
    ]


class PlanActivityInfo(Structure):
    _fields_ = [
        ("struct_size", c_uint32),
        ("start", c_int32),
        ("end", c_int32),
        ("completed", c_int32),
        ("is_recurrent", c_int32),
        ("reserved", c_uint32),
        ("id", String),
        ("title", String),
        ("held_count", c_size_t),
    ]


class PlanIndicatorInfo(Structure):
    _fields_ = [
        ("struct_size", c_uint32),
        ("kind", c_int32),
        ("direction", c_int32),
        ("granularity", c_int32),
        ("protect", c_int32),
        ("reserved", c_uint32),
        ("id", String),
        ("title", String),
        ("unit", String),
        ("observation_count", c_size_t),
        ("target_count", c_size_t),
        ("definition_count", c_size_t),
    ]


class PlanFollowUpInfo(Structure):
    _fields_ = [
        ("struct_size", c_uint32),
        ("date", c_int32),
        ("period", c_uint32),
    ]


class Assessment(Structure):
    _fields_ = [
        ("struct_size", c_uint32),
        ("date", c_int32),
        ("recorded", c_int32),
        ("likelihood", c_int32),
        ("severity", c_int32),
        ("reserved", c_uint32),
        ("level", String),
        ("rationale", String),
    ]


class Closing(Structure):
    _fields_ = [
        ("struct_size", c_uint32),
        ("date", c_int32),
        ("recorded", c_int32),
        ("reserved", c_uint32),
        ("reason", String),
    ]


class ActionReport(Structure):
    _fields_ = [
        ("struct_size", c_uint32),
        ("date", c_int32),
        ("recorded", c_int32),
        ("status", c_int32),
        ("progress", c_double),
        ("comment", String),
    ]


class Observation(Structure):
    _fields_ = [
        ("struct_size", c_uint32),
        ("period", c_uint32),
        ("recorded", c_int32),
        ("status", c_int32),
        ("value", c_double),
        ("numerator", c_double),
        ("denominator", c_double),
        ("definition", String),
    ]


class ObservationColumns(Structure):
    _fields_ = [
        ("struct_size", c_uint32),
        ("reserved", c_uint32),
        ("count", c_size_t),
        ("periods", c_void_p),
        ("values", c_void_p),
        ("valid", c_void_p),
        ("numerators", c_void_p),
        ("denominators", c_void_p),
        ("statuses", c_void_p),
        ("definitions", c_void_p),
        ("recorded", c_void_p),
    ]


class SelfCheckResult(Structure):
    _fields_ = [
        ("title", String),
        ("numerator", c_double),
        ("share", c_double),
    ]


class SelfCheckGroup(Structure):
    _fields_ = [
        ("by", String),
        ("group", String),
        ("count", c_double),
    ]


class SelfCheck(Structure):
    _fields_ = [
        ("struct_size", c_uint32),
        ("period", c_uint32),
        ("recorded", c_int32),
        ("reserved", c_uint32),
        ("id", String),
        ("title", String),
        ("sample", c_double),
        ("risks", POINTER(String)),
        ("risk_count", c_size_t),
        ("results", POINTER(SelfCheckResult)),
        ("result_count", c_size_t),
        ("groups", POINTER(SelfCheckGroup)),
        ("group_count", c_size_t),
    ]


class ObservationArrays(Structure):
    _fields_ = [
        ("struct_size", c_uint32),
        ("reserved", c_uint32),
        ("capacity", c_size_t),
        ("periods", c_void_p),
        ("values", c_void_p),
        ("numerators", c_void_p),
        ("denominators", c_void_p),
        ("statuses", c_void_p),
        ("definitions", c_void_p),
        ("recorded", c_void_p),
    ]


class ImportOptions(Structure):
    _fields_ = [
        ("struct_size", c_uint32),
        ("language", c_int32),
        ("year", c_int32),
        ("recorded", c_int32),
    ]


class ImportChange(Structure):
    _fields_ = [
        ("struct_size", c_uint32),
        ("kind", c_int32),
        ("period", c_uint32),
        ("status", c_int32),
        ("before", c_double),
        ("after", c_double),
        ("indicator", String),
    ]


class ImportNote(Structure):
    _fields_ = [
        ("struct_size", c_uint32),
        ("line", c_uint32),
        ("column", c_uint32),
        ("reserved", c_uint32),
        ("swedish", String),
        ("english", String),
    ]


class FollowUpOptions(Structure):
    _fields_ = [
        ("struct_size", c_uint32),
        ("as_of", c_int32),
        ("previous", c_int32),
        ("known_at", c_int32),
        ("reveal", POINTER(String)),
        ("reveal_count", c_size_t),
    ]


class FollowUpInfo(Structure):
    _fields_ = [
        ("struct_size", c_uint32),
        ("as_of", c_int32),
        ("previous", c_int32),
        ("known_at", c_int32),
        ("period", c_uint32),
        ("language", c_int32),
        ("risk_count", c_size_t),
        ("action_count", c_size_t),
        ("indicator_count", c_size_t),
        ("self_check_count", c_size_t),
    ]


class Summary(Structure):
    _fields_ = [
        ("struct_size", c_uint32),
        ("by_level", c_int32 * 16),
        ("open", c_int32),
        ("closed", c_int32),
        ("movement", c_int32 * 7),
        ("reduced", c_int32),
        ("actions", c_int32 * 6),
        ("actions_unreported", c_int32),
        ("indicators_with_value", c_int32),
        ("indicators_missing", c_int32),
        ("indicators_not_due", c_int32),
        ("targets_met", c_int32),
        ("targets_near", c_int32),
        ("targets_missed", c_int32),
        ("targets_undecided", c_int32),
        ("targets_no_target", c_int32),
        ("targets_no_value", c_int32),
        ("findings", c_int32 * 3),
    ]


class RiskLine(Structure):
    _fields_ = [
        ("struct_size", c_uint32),
        ("level", c_int32),
        ("score", c_int32),
        ("likelihood", c_int32),
        ("severity", c_int32),
        ("previous_level", c_int32),
        ("movement", c_int32),
        ("closed_before", c_int32),
        ("assessed", c_int32),
        ("closed", c_int32),
        ("id", String),
        ("title", String),
        ("level_id", String),
        ("previous_level_id", String),
    ]


class ActionLine(Structure):
    _fields_ = [
        ("struct_size", c_uint32),
        ("status", c_int32),
        ("reported", c_int32),
        ("derived", c_int32),
        ("unreported", c_int32),
        ("reported_on", c_int32),
        ("id", String),
        ("title", String),
        ("responsible", String),
        ("why", String),
        ("activity_count", c_size_t),
    ]


class ActivityLine(Structure):
    _fields_ = [
        ("struct_size", c_uint32),
        ("derived", c_int32),
        ("overdue", c_int32),
        ("held", c_int32),
        ("due", c_int32),
        ("of", c_int32),
        ("id", String),
        ("title", String),
        ("why", String),
    ]


class Figure(Structure):
    _fields_ = [
        ("period", c_uint32),
        ("status", c_int32),
        ("value", c_double),
        ("numerator", c_double),
        ("denominator", c_double),
        ("definition", String),
    ]


class IndicatorLine(Structure):
    _fields_ = [
        ("struct_size", c_uint32),
        ("availability", c_int32),
        ("kind", c_int32),
        ("direction", c_int32),
        ("from_baseline_reason", c_int32),
        ("from_previous_reason", c_int32),
        ("from_baseline", c_double),
        ("from_previous", c_double),
        ("baseline", c_double),
        ("baseline_period", c_uint32),
        ("stale", c_int32),
        ("latest", Figure),
        ("previous", Figure),
        ("id", String),
        ("title", String),
        ("unit", String),
        ("observation_count", c_size_t),
        ("target_count", c_size_t),
        ("rollup_count", c_size_t),
        ("like_for_like_count", c_size_t),
        ("break_count", c_size_t),
    ]


class TargetLine(Structure):
    _fields_ = [
        ("struct_size", c_uint32),
        ("year", c_int32),
        ("aim", c_int32),
        ("status", c_int32),
        ("judged_on", c_int32),
        ("periods_observed", c_int32),
        ("periods_in_year", c_int32),
        ("reserved", c_uint32),
        ("value", c_double),
        ("from", c_double),
        ("to", c_double),
        ("judged", c_double),
        ("compared_with", c_double),
        ("year_to_date", c_double),
        ("forecast", c_double),
        ("pace_needed", c_double),
        ("set_by", String),
        ("undecided", String),
    ]


class Rollup(Structure):
    _fields_ = [
        ("period", c_uint32),
        ("based_on", c_int32),
        ("of", c_int32),
        ("marks", c_uint32),
        ("value", c_double),
    ]


class LikeForLike(Structure):
    _fields_ = [
        ("struct_size", c_uint32),
        ("from_period", c_uint32),
        ("to_period", c_uint32),
        ("reserved", c_uint32),
        ("from", c_double),
        ("to", c_double),
        ("change", c_double),
        ("definition", String),
    ]


class SelfCheckLine(Structure):
    _fields_ = [
        ("struct_size", c_uint32),
        ("period", c_uint32),
        ("sample", c_double),
        ("id", String),
        ("title", String),
        ("result_count", c_size_t),
        ("group_count", c_size_t),
    ]


class IndexEntry(Structure):
    _fields_ = [
        ("review", POINTER(FollowUpHandle)),
        ("file", String),
    ]


class SeriesColumns(Structure):
    _fields_ = [
        ("struct_size", c_uint32),
        ("first", c_uint32),
        ("period_count", c_size_t),
        ("row_count", c_size_t),
        ("periods", c_void_p),
        ("values", c_void_p),
        ("valid", c_void_p),
        ("numerators", c_void_p),
        ("denominators", c_void_p),
        ("definitions", c_void_p),
    ]


class RollupRule(Structure):
    _fields_ = [
        ("struct_size", c_uint32),
        ("kind", c_int32),
        ("of_snapshots", c_int32),
        ("reserved", c_int32),
        ("scale", c_double),
    ]


class RollupColumns(Structure):
    _fields_ = [
        ("struct_size", c_uint32),
        ("reserved", c_uint32),
        ("period_capacity", c_size_t),
        ("periods", c_void_p),
        ("values", c_void_p),
        ("based_on", c_void_p),
        ("of", c_void_p),
        ("marks", c_void_p),
    ]


class CountTable(Structure):
    _fields_ = [
        ("struct_size", c_uint32),
        ("row_count", c_uint32),
        ("column_count", c_uint32),
        ("layer_count", c_uint32),
        ("part_of", Array),
        ("counts", Array),
        ("without_row_totals", c_int32),
        ("without_column_totals", c_int32),
        ("without_grand_total", c_int32),
        ("reserved", c_int32),
    ]


class DisclosurePolicy(Structure):
    _fields_ = [
        ("struct_size", c_uint32),
        ("hide_zeros", c_int32),
        ("threshold", c_int64),
        ("min_width", c_int64),
        ("show_complements", c_int32),
        ("keep_totals", c_int32),
    ]


class MeasureOptions(Structure):
    _fields_ = [
        ("struct_size", c_uint32),
        ("kind", c_int32),
        ("first", c_uint32),
        ("last", c_uint32),
        ("groups", Array),
        ("group_count", c_size_t),
        ("observed_until", c_int32),
        ("duration_unit", c_int32),
        ("duration", c_int64),
        ("over", c_uint32),
        ("has_per", c_int32),
        ("per", c_int32),
        ("decimals", c_int32),
        ("care_days", c_int32),
        ("presence", c_int32),
        ("kinds", c_uint64),
        ("at_least", c_uint32),
        ("reserved", c_uint32),
    ]


class Numbers(Structure):
    _fields_ = [
        ("data", Array),
        ("width", c_uint32),
        ("reserved", c_uint32),
    ]


class Records(Structure):
    _fields_ = [
        ("struct_size", c_uint32),
        ("reserved", c_uint32),
        ("row_count", c_size_t),
        ("groups", Numbers * 4),
        ("start", Array),
        ("end", Array),
        ("start_time", Array),
        ("end_time", Array),
        ("person", Numbers),
        ("kind", Numbers),
        ("value", Array),
    ]


class MeasureInfo(Structure):
    _fields_ = [
        ("struct_size", c_uint32),
        ("kind", c_int32),
        ("first", c_uint32),
        ("last", c_uint32),
        ("group_count", c_uint32),
        ("groups", c_uint32 * 4),
    ]


class RowCounts(Structure):
    _fields_ = [
        ("rows", c_uint64),
        ("outside", c_uint64),
        ("faulty", c_uint64),
    ]


class MeasuredInfo(Structure):
    _fields_ = [
        ("struct_size", c_uint32),
        ("decimals", c_int32),
        ("first", c_uint32),
        ("last", c_uint32),
        ("period_count", c_size_t),
        ("cell_count", c_size_t),
        ("records", RowCounts),
        ("persons", RowCounts),
    ]


class ArrowSchema(Structure):
    """Of the Arrow C Data Interface."""


class ArrowArray(Structure):
    """Of the Arrow C Data Interface."""


class ArrowArrayStream(Structure):
    """Of the Arrow C stream interface."""


ReleaseSchema = CFUNCTYPE(None, POINTER(ArrowSchema))
ReleaseArray = CFUNCTYPE(None, POINTER(ArrowArray))
ArrowSchema._fields_ = [
    ("format", c_char_p),
    ("name", c_char_p),
    ("metadata", c_void_p),
    ("flags", c_int64),
    ("n_children", c_int64),
    ("children", POINTER(POINTER(ArrowSchema))),
    ("dictionary", POINTER(ArrowSchema)),
    ("release", ReleaseSchema),
    ("private_data", c_void_p),
]
ArrowArray._fields_ = [
    ("length", c_int64),
    ("null_count", c_int64),
    ("offset", c_int64),
    ("n_buffers", c_int64),
    ("n_children", c_int64),
    ("buffers", POINTER(c_void_p)),
    ("children", POINTER(POINTER(ArrowArray))),
    ("dictionary", POINTER(ArrowArray)),
    ("release", ReleaseArray),
    ("private_data", c_void_p),
]
ArrowArrayStream._fields_ = [
    ("get_schema", CFUNCTYPE(c_int, POINTER(ArrowArrayStream), POINTER(ArrowSchema))),
    ("get_next", CFUNCTYPE(c_int, POINTER(ArrowArrayStream), POINTER(ArrowArray))),
    ("get_last_error", CFUNCTYPE(c_char_p, POINTER(ArrowArrayStream))),
    ("release", CFUNCTYPE(None, POINTER(ArrowArrayStream))),
    ("private_data", c_void_p),
]


# name: (what it returns, what it takes)
FUNCTIONS = {
    "tertial_abi_version": (c_uint32, []),
    "tertial_version": (c_char_p, []),
    "tertial_status_word": (c_char_p, [c_int32]),
    "tertial_word": (c_char_p, [c_int32, c_int32]),
    "tertial_word_value": (c_int32, [c_int32, c_char_p, c_size_t, POINTER(c_int32), POINTER(Error)]),
    "tertial_text_data": (c_void_p, [POINTER(TextHandle)]),
    "tertial_text_size": (c_size_t, [POINTER(TextHandle)]),
    "tertial_text_free": (None, [POINTER(TextHandle)]),
    "tertial_schema": (c_int32, [c_int32, POINTER(String), POINTER(Error)]),
    "tertial_date_parse": (c_int32, [c_char_p, c_size_t, POINTER(c_int32), POINTER(Error)]),
    "tertial_date_print": (c_int32, [c_int32, c_char_p, POINTER(Error)]),
    "tertial_period_parse": (c_int32, [c_char_p, c_size_t, c_int32, c_int32, POINTER(c_uint32), POINTER(Error)]),
    "tertial_period_print": (c_int32, [c_uint32, c_char_p, POINTER(Error)]),
    "tertial_period_make": (c_int32, [c_int32, c_int32, c_int32, POINTER(c_uint32), POINTER(Error)]),
    "tertial_period_get": (c_int32, [c_uint32, POINTER(PeriodInfo), POINTER(Error)]),
    "tertial_period_shift": (c_int32, [c_uint32, c_int32, POINTER(c_uint32), POINTER(Error)]),
    "tertial_period_parent": (c_int32, [c_uint32, c_int32, POINTER(c_uint32), POINTER(Error)]),
    "tertial_period_range": (c_int32, [c_uint32, c_int32, POINTER(c_uint32), POINTER(c_size_t), POINTER(Error)]),
    "tertial_periods_of": (c_int32, [Array, c_size_t, c_int32, Array, POINTER(Error)]),
    "tertial_findings_count": (c_size_t, [POINTER(FindingsHandle)]),
    "tertial_findings_get": (c_int32, [POINTER(FindingsHandle), c_size_t, POINTER(Finding), POINTER(Error)]),
    "tertial_findings_message": (c_int32, [
        POINTER(FindingsHandle), c_size_t, c_int32, POINTER(POINTER(TextHandle)), POINTER(Error),
    ]),
    "tertial_findings_datum": (c_int32, [POINTER(FindingsHandle), c_size_t, c_size_t, POINTER(Datum), POINTER(Error)]),
    "tertial_findings_word": (c_int32, [
        POINTER(FindingsHandle), c_size_t, c_size_t, c_size_t, POINTER(String), POINTER(Error),
    ]),
    "tertial_findings_json": (c_int32, [POINTER(FindingsHandle), c_int32, POINTER(POINTER(TextHandle)), POINTER(Error)]),
    "tertial_findings_free": (None, [POINTER(FindingsHandle)]),
    "tertial_matrix_new": (c_int32, [POINTER(MatrixOptions), POINTER(POINTER(MatrixHandle)), POINTER(Error)]),
    "tertial_matrix_free": (None, [POINTER(MatrixHandle)]),
    "tertial_matrix_get": (c_int32, [POINTER(MatrixHandle), POINTER(MatrixInfo), POINTER(Error)]),
    "tertial_matrix_band": (c_int32, [POINTER(MatrixHandle), c_int32, POINTER(Band), POINTER(Error)]),
    "tertial_matrix_label": (c_int32, [POINTER(MatrixHandle), c_int32, c_int32, POINTER(String), POINTER(Error)]),
    "tertial_matrix_score": (c_int32, [POINTER(MatrixHandle), c_int32, c_int32, POINTER(c_int32), POINTER(Error)]),
    "tertial_matrix_classify": (c_int32, [POINTER(MatrixHandle), Array, Array, c_size_t, Array, Array, POINTER(Error)]),
    "tertial_matrix_findings": (c_int32, [POINTER(MatrixHandle), POINTER(POINTER(FindingsHandle)), POINTER(Error)]),
    "tertial_plan_read": (c_int32, [c_char_p, c_size_t, POINTER(POINTER(PlanHandle)), POINTER(Error)]),
    "tertial_plan_copy": (c_int32, [POINTER(PlanHandle), POINTER(POINTER(PlanHandle)), POINTER(Error)]),
    "tertial_plan_write": (c_int32, [POINTER(PlanHandle), POINTER(POINTER(TextHandle)), POINTER(Error)]),
    "tertial_plan_free": (None, [POINTER(PlanHandle)]),
    "tertial_plan_get": (c_int32, [POINTER(PlanHandle), POINTER(PlanInfo), POINTER(Error)]),
    "tertial_plan_risk": (c_int32, [POINTER(PlanHandle), c_size_t, POINTER(PlanRiskInfo), POINTER(Error)]),
    "tertial_plan_action": (c_int32, [POINTER(PlanHandle), c_size_t, POINTER(PlanActionInfo), POINTER(Error)]),
    "tertial_plan_activity": (c_int32, [
        POINTER(PlanHandle), c_size_t, c_size_t, POINTER(PlanActivityInfo), POINTER(Error),
    ]),
    "tertial_plan_indicator": (c_int32, [POINTER(PlanHandle), c_size_t, POINTER(PlanIndicatorInfo), POINTER(Error)]),
    "tertial_plan_definition": (c_int32, [POINTER(PlanHandle), c_size_t, c_size_t, POINTER(String), POINTER(Error)]),
    "tertial_plan_follow_up_date": (c_int32, [POINTER(PlanHandle), c_size_t, POINTER(PlanFollowUpInfo), POINTER(Error)]),
    "tertial_plan_find_risk": (c_int32, [POINTER(PlanHandle), c_char_p, c_size_t, POINTER(c_size_t), POINTER(Error)]),
    "tertial_plan_find_action": (c_int32, [POINTER(PlanHandle), c_char_p, c_size_t, POINTER(c_size_t), POINTER(Error)]),
    "tertial_plan_find_indicator": (c_int32, [POINTER(PlanHandle), c_char_p, c_size_t, POINTER(c_size_t), POINTER(Error)]),
    "tertial_plan_matrix": (c_int32, [POINTER(PlanHandle), POINTER(POINTER(MatrixHandle)), POINTER(Error)]),
    "tertial_plan_findings": (c_int32, [POINTER(PlanHandle), POINTER(POINTER(FindingsHandle)), POINTER(Error)]),
    "tertial_plan_moment": (c_int32, [POINTER(PlanHandle), c_char_p, c_size_t, POINTER(c_int32), POINTER(Error)]),
    "tertial_plan_add_assessment": (c_int32, [
        POINTER(PlanHandle), c_char_p, c_size_t, POINTER(Assessment), POINTER(Error),
    ]),
    "tertial_plan_correct_assessment": (c_int32, [
        POINTER(PlanHandle), c_char_p, c_size_t, POINTER(Assessment), POINTER(Error),
    ]),
    "tertial_plan_remove_assessment": (c_int32, [
        POINTER(PlanHandle), c_char_p, c_size_t, c_int32, c_int32, POINTER(Error),
    ]),
    "tertial_plan_add_closing": (c_int32, [POINTER(PlanHandle), c_char_p, c_size_t, POINTER(Closing), POINTER(Error)]),
    "tertial_plan_correct_closing": (c_int32, [POINTER(PlanHandle), c_char_p, c_size_t, POINTER(Closing), POINTER(Error)]),
    "tertial_plan_remove_closing": (c_int32, [POINTER(PlanHandle), c_char_p, c_size_t, c_int32, c_int32, POINTER(Error)]),
    "tertial_plan_add_report": (c_int32, [POINTER(PlanHandle), c_char_p, c_size_t, POINTER(ActionReport), POINTER(Error)]),
    "tertial_plan_correct_report": (c_int32, [
        POINTER(PlanHandle), c_char_p, c_size_t, POINTER(ActionReport), POINTER(Error),
    ]),
    "tertial_plan_remove_report": (c_int32, [POINTER(PlanHandle), c_char_p, c_size_t, c_int32, c_int32, POINTER(Error)]),
    "tertial_plan_add_occurrence": (c_int32, [POINTER(PlanHandle), c_char_p, c_size_t, c_size_t, c_int32, POINTER(Error)]),
    "tertial_plan_remove_occurrence": (c_int32, [
        POINTER(PlanHandle), c_char_p, c_size_t, c_size_t, c_int32, POINTER(Error),
    ]),
    "tertial_plan_add_observation": (c_int32, [
        POINTER(PlanHandle), c_char_p, c_size_t, POINTER(Observation), POINTER(Error),
    ]),
    "tertial_plan_correct_observation": (c_int32, [
        POINTER(PlanHandle), c_char_p, c_size_t, POINTER(Observation), POINTER(Error),
    ]),
    "tertial_plan_remove_observation": (c_int32, [
        POINTER(PlanHandle), c_char_p, c_size_t, c_uint32, c_char_p, c_size_t, c_int32, POINTER(Error),
    ]),
    "tertial_plan_add_observations": (c_int32, [
        POINTER(PlanHandle), c_char_p, c_size_t, POINTER(ObservationColumns), POINTER(Error),
    ]),
    "tertial_plan_add_self_check": (c_int32, [POINTER(PlanHandle), POINTER(SelfCheck), POINTER(Error)]),
    "tertial_plan_correct_self_check": (c_int32, [POINTER(PlanHandle), POINTER(SelfCheck), POINTER(Error)]),
    "tertial_plan_remove_self_check": (c_int32, [POINTER(PlanHandle), c_char_p, c_size_t, POINTER(Error)]),
    "tertial_plan_observations": (c_int32, [
        POINTER(PlanHandle), c_size_t, POINTER(ObservationArrays), POINTER(c_size_t), POINTER(Error),
    ]),
    "tertial_plan_import": (c_int32, [
        POINTER(PlanHandle), c_char_p, c_size_t, POINTER(ImportOptions), POINTER(POINTER(ImportHandle)), POINTER(Error),
    ]),
    "tertial_import_change_count": (c_size_t, [POINTER(ImportHandle)]),
    "tertial_import_change_get": (c_int32, [POINTER(ImportHandle), c_size_t, POINTER(ImportChange), POINTER(Error)]),
    "tertial_import_note_count": (c_size_t, [POINTER(ImportHandle)]),
    "tertial_import_note_get": (c_int32, [POINTER(ImportHandle), c_size_t, POINTER(ImportNote), POINTER(Error)]),
    "tertial_import_free": (None, [POINTER(ImportHandle)]),
    "tertial_follow_up_new": (c_int32, [
        POINTER(PlanHandle), POINTER(FollowUpOptions), POINTER(POINTER(FollowUpHandle)), POINTER(Error),
    ]),
    "tertial_follow_up_free": (None, [POINTER(FollowUpHandle)]),
    "tertial_follow_up_get": (c_int32, [POINTER(FollowUpHandle), POINTER(FollowUpInfo), POINTER(Error)]),
    "tertial_follow_up_summary": (c_int32, [POINTER(FollowUpHandle), POINTER(Summary), POINTER(Error)]),
    "tertial_follow_up_risk": (c_int32, [POINTER(FollowUpHandle), c_size_t, POINTER(RiskLine), POINTER(Error)]),
    "tertial_follow_up_level": (c_int32, [POINTER(FollowUpHandle), c_int32, POINTER(String), POINTER(Error)]),
    "tertial_follow_up_find_risk": (c_int32, [
        POINTER(FollowUpHandle), c_char_p, c_size_t, POINTER(c_size_t), POINTER(Error),
    ]),
    "tertial_follow_up_action": (c_int32, [POINTER(FollowUpHandle), c_size_t, POINTER(ActionLine), POINTER(Error)]),
    "tertial_follow_up_find_action": (c_int32, [
        POINTER(FollowUpHandle), c_char_p, c_size_t, POINTER(c_size_t), POINTER(Error),
    ]),
    "tertial_follow_up_activity": (c_int32, [
        POINTER(FollowUpHandle), c_size_t, c_size_t, POINTER(ActivityLine), POINTER(Error),
    ]),
    "tertial_follow_up_indicator": (c_int32, [POINTER(FollowUpHandle), c_size_t, POINTER(IndicatorLine), POINTER(Error)]),
    "tertial_follow_up_find_indicator": (c_int32, [
        POINTER(FollowUpHandle), c_char_p, c_size_t, POINTER(c_size_t), POINTER(Error),
    ]),
    "tertial_follow_up_target": (c_int32, [
        POINTER(FollowUpHandle), c_size_t, c_size_t, POINTER(TargetLine), POINTER(Error),
    ]),
    "tertial_follow_up_rollup": (c_int32, [POINTER(FollowUpHandle), c_size_t, c_size_t, POINTER(Rollup), POINTER(Error)]),
    "tertial_follow_up_like_for_like": (c_int32, [
        POINTER(FollowUpHandle), c_size_t, c_size_t, POINTER(LikeForLike), POINTER(Error),
    ]),
    "tertial_follow_up_break": (c_int32, [POINTER(FollowUpHandle), c_size_t, c_size_t, POINTER(c_uint32), POINTER(Error)]),
    "tertial_follow_up_definition": (c_int32, [
        POINTER(FollowUpHandle), c_size_t, c_size_t, POINTER(String), POINTER(Error),
    ]),
    "tertial_follow_up_observations": (c_int32, [
        POINTER(FollowUpHandle), c_size_t, POINTER(ObservationArrays), POINTER(c_size_t), POINTER(Error),
    ]),
    "tertial_follow_up_self_check": (c_int32, [POINTER(FollowUpHandle), c_size_t, POINTER(SelfCheckLine), POINTER(Error)]),
    "tertial_follow_up_self_check_result": (c_int32, [
        POINTER(FollowUpHandle), c_size_t, c_size_t, POINTER(SelfCheckResult), POINTER(Error),
    ]),
    "tertial_follow_up_self_check_group": (c_int32, [
        POINTER(FollowUpHandle), c_size_t, c_size_t, POINTER(SelfCheckGroup), POINTER(Error),
    ]),
    "tertial_follow_up_findings": (c_int32, [POINTER(FollowUpHandle), POINTER(POINTER(FindingsHandle)), POINTER(Error)]),
    "tertial_follow_up_json": (c_int32, [POINTER(FollowUpHandle), c_int32, POINTER(POINTER(TextHandle)), POINTER(Error)]),
    "tertial_follow_up_markdown": (c_int32, [POINTER(FollowUpHandle), c_int32, POINTER(POINTER(TextHandle)), POINTER(Error)]),
    "tertial_follow_up_html": (c_int32, [POINTER(FollowUpHandle), c_int32, POINTER(POINTER(TextHandle)), POINTER(Error)]),
    "tertial_follow_up_sentences": (c_int32, [POINTER(FollowUpHandle), c_int32, POINTER(POINTER(TextHandle)), POINTER(Error)]),
    "tertial_follow_up_csv": (c_int32, [POINTER(FollowUpHandle), c_int32, c_int32, POINTER(POINTER(TextHandle)), POINTER(Error)]),
    "tertial_follow_up_kpi_csv": (c_int32, [POINTER(FollowUpHandle), POINTER(POINTER(TextHandle)), POINTER(Error)]),
    "tertial_follow_up_xlsx": (c_int32, [POINTER(FollowUpHandle), c_int32, POINTER(POINTER(TextHandle)), POINTER(Error)]),
    "tertial_html_index": (c_int32, [
        POINTER(IndexEntry), c_size_t, c_char_p, c_size_t, c_int32, POINTER(POINTER(TextHandle)), POINTER(Error),
    ]),
    "tertial_series_new": (c_int32, [POINTER(SeriesColumns), POINTER(POINTER(SeriesHandle)), POINTER(Error)]),
    "tertial_series_free": (None, [POINTER(SeriesHandle)]),
    "tertial_series_roll_up_count": (c_int32, [POINTER(SeriesHandle), c_int32, POINTER(c_size_t), POINTER(Error)]),
    "tertial_series_roll_up": (c_int32, [
        POINTER(SeriesHandle), c_int32, POINTER(RollupRule), POINTER(RollupColumns), POINTER(Error),
    ]),
    "tertial_follow_up_arrow": (c_int32, [
        POINTER(FollowUpHandle), c_int32, c_int32, POINTER(ArrowSchema), POINTER(ArrowArray), POINTER(Error),
    ]),
    "tertial_follow_up_arrow_stream": (c_int32, [
        POINTER(FollowUpHandle), c_int32, c_int32, POINTER(ArrowArrayStream), POINTER(Error),
    ]),
    "tertial_plan_add_observations_arrow": (c_int32, [
        POINTER(PlanHandle), c_char_p, c_size_t, POINTER(ArrowSchema), POINTER(ArrowArray), POINTER(Error),
    ]),
    "tertial_plan_add_observations_stream": (c_int32, [
        POINTER(PlanHandle), c_char_p, c_size_t, POINTER(ArrowArrayStream), POINTER(Error),
    ]),
    "tertial_counts_protect": (c_int32, [
        POINTER(CountTable), POINTER(DisclosurePolicy), Array, c_size_t, POINTER(Error)]),
    "tertial_counts_audit": (c_int32, [POINTER(CountTable), Array, Array, Array, c_size_t, POINTER(Error)]),
    "tertial_measure_new": (c_int32, [POINTER(MeasureOptions), POINTER(POINTER(MeasureHandle)), POINTER(Error)]),
    "tertial_measure_free": (None, [POINTER(MeasureHandle)]),
    "tertial_measure_add": (c_int32, [POINTER(MeasureHandle), POINTER(Records), c_uint32, POINTER(Error)]),
    "tertial_measure_add_persons": (c_int32, [POINTER(MeasureHandle), POINTER(Records), c_uint32, POINTER(Error)]),
    "tertial_measure_merge": (c_int32, [POINTER(MeasureHandle), POINTER(MeasureHandle), POINTER(Error)]),
    "tertial_measure_write": (c_int32, [POINTER(MeasureHandle), POINTER(POINTER(TextHandle)), POINTER(Error)]),
    "tertial_measure_read": (c_int32, [c_void_p, c_size_t, POINTER(POINTER(MeasureHandle)), POINTER(Error)]),
    "tertial_measure_get_info": (c_int32, [POINTER(MeasureHandle), POINTER(MeasureInfo), POINTER(Error)]),
    "tertial_measure_finish": (c_int32, [
        POINTER(MeasureHandle), c_uint32, POINTER(POINTER(MeasuredHandle)), POINTER(Error)]),
    "tertial_measured_free": (None, [POINTER(MeasuredHandle)]),
    "tertial_measured_get_info": (c_int32, [POINTER(MeasuredHandle), POINTER(MeasuredInfo), POINTER(Error)]),
    "tertial_measured_figures": (c_int32, [
        POINTER(MeasuredHandle), c_int32, POINTER(POINTER(c_int64)), POINTER(Error)]),
    "tertial_measured_values": (c_int32, [POINTER(MeasuredHandle), Array, c_size_t, POINTER(Error)]),
    "tertial_series_from_arrow": (c_int32, [
        POINTER(ArrowSchema), POINTER(ArrowArray), c_uint32, POINTER(POINTER(SeriesHandle)), POINTER(Error),
    ]),
    "tertial_series_roll_up_arrow": (c_int32, [
        POINTER(SeriesHandle), c_int32, POINTER(RollupRule), POINTER(ArrowSchema), POINTER(ArrowArray), POINTER(Error),
    ]),
}
