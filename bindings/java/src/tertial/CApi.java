package tertial;

import com.sun.jna.IntegerType;
import com.sun.jna.Library;
import com.sun.jna.Memory;
import com.sun.jna.Native;
import com.sun.jna.Pointer;
import com.sun.jna.Structure;
import com.sun.jna.Structure.FieldOrder;
import com.sun.jna.ptr.ByReference;
import com.sun.jna.ptr.IntByReference;
import com.sun.jna.ptr.PointerByReference;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** The C interface as JNA sees it. Its structs, functions and constants are compared with tertial.h by machine. */
interface CApi extends Library {
    int TERTIAL_ABI_VERSION = 1;
    int TERTIAL_OK = 0;
    int TERTIAL_NO_DATE = Integer.MIN_VALUE;
    int TERTIAL_NO_PERIOD = 0;
    int TERTIAL_NONE = -1;
    int TERTIAL_PLAN_LANGUAGE = -1;
    int TERTIAL_AT_SIZE = 252;
    int TERTIAL_MESSAGE_SIZE = 768;
    int TERTIAL_PRINTED_SIZE = 11;
    int TERTIAL_MAX_BANDS = 15;
    int TERTIAL_MOVEMENTS = 7;
    int TERTIAL_ACTION_STATUSES = 6;
    int TERTIAL_TABLE_ALL = -1;
    int TERTIAL_ROLLUP_UNWEIGHTED = 1;
    int TERTIAL_ROLLUP_ACROSS_BREAK = 2;
    int TERTIAL_DATUM_NUMBER = 0;
    int TERTIAL_DATUM_WORD = 1;
    int TERTIAL_DATUM_CELLS = 2;
    int TERTIAL_DATUM_WORDS = 3;

    /** A size_t, whatever its width. */
    final class SizeT extends IntegerType {
        private static final long serialVersionUID = 1;

        public SizeT() {
            this(0);
        }

        SizeT(long value) {
            super(Native.SIZE_T_SIZE, value, true);
        }

        /** As the length of a list. */
        int count() {
            return Math.toIntExact(longValue());
        }
    }

    /** A size_t that a call fills in. */
    final class SizeTByReference extends ByReference {
        public SizeTByReference() {
            super(Native.SIZE_T_SIZE);
        }

        long value() {
            return Native.SIZE_T_SIZE == 8 ? getPointer().getLong(0) : Integer.toUnsignedLong(getPointer().getInt(0));
        }
    }

    /** A struct that may grow. */
    @FieldOrder("struct_size")
    abstract class Growing extends Structure {
        public int struct_size;

        @Override
        public void write() {
            struct_size = size();
            super.write();
        }
    }

    @FieldOrder({"code", "at", "message"})
    class Fault extends Structure {
        public int code;
        public byte[] at = new byte[TERTIAL_AT_SIZE];
        public byte[] message = new byte[TERTIAL_MESSAGE_SIZE];
    }

    @FieldOrder({"data", "size"})
    class Text extends Structure {
        public Pointer data;
        public SizeT size;
        private Memory kept;

        /** Its text, copied. */
        String text() {
            int count = size.count();
            return count == 0 ? "" : new String(data.getByteArray(0, count), StandardCharsets.UTF_8);
        }

        /** Gives it a text, which lives as long as this; none of null. */
        void give(String value) {
            byte[] bytes = Lib.utf8(value);
            kept = bytes.length == 0 ? null : new Memory(bytes.length);
            if (kept != null) {
                kept.write(0, bytes, 0, bytes.length);
            }
            data = kept;
            size = new SizeT(bytes.length);
        }
    }

    @FieldOrder({"granularity", "year", "index", "first", "last"})
    class PeriodInfo extends Growing {
        public int granularity, year, index, first, last;
    }

    @FieldOrder({"code", "severity", "data_count", "at"})
    class Finding extends Growing {
        public int code, severity, data_count;
        public Text at;
    }

    @FieldOrder({"likelihood", "severity"})
    class Cell extends Structure {
        public byte likelihood, severity;
    }

    @FieldOrder({"level", "label", "from", "to"})
    class Band extends Structure {
        public Text level, label;
        public int from, to;
    }

    @FieldOrder({"likelihood", "severity", "score", "uncovered", "reserved", "likelihood_labels", "severity_labels",
            "table", "bands", "band_count"})
    class MatrixOptions extends Growing {
        public int likelihood, severity, score, uncovered, reserved;
        public Pointer likelihood_labels, severity_labels, table, bands;
        public SizeT band_count;
    }

    @FieldOrder({"likelihood", "severity", "score", "uncovered", "band_count"})
    class MatrixInfo extends Growing {
        public int likelihood, severity, score, uncovered, band_count;
    }

    @FieldOrder({"year", "language", "reserved", "id", "title", "organisation", "risk_count", "action_count",
            "indicator_count", "self_check_count", "follow_up_count"})
    class PlanInfo extends Growing {
        public int year, language, reserved;
        public Text id, title, organisation;
        public SizeT risk_count, action_count, indicator_count, self_check_count, follow_up_count;
    }

    @FieldOrder({"reserved", "id", "title", "responsible", "report_count", "activity_count"})
    class PlanActionInfo extends Growing {
        public int reserved;
        public Text id, title, responsible;
        public SizeT report_count, activity_count;
    }

    @FieldOrder({"start", "end", "completed", "is_recurrent", "reserved", "id", "title", "held_count"})
    class PlanActivityInfo extends Growing {
        public int start, end, completed, is_recurrent, reserved;
        public Text id, title;
        public SizeT held_count;
    }

    @FieldOrder({"kind", "direction", "granularity", "protect", "reserved", "id", "title", "unit",
            "observation_count", "target_count", "definition_count"})
    class PlanIndicatorInfo extends Growing {
        public int kind, direction, granularity, protect, reserved;
        public Text id, title, unit;
        public SizeT observation_count, target_count, definition_count;
    }

    @FieldOrder({"date", "recorded", "likelihood", "severity", "reserved", "level", "rationale"})
    class Assessment extends Growing {
        public int date, recorded, likelihood, severity, reserved;
        public Text level, rationale;
    }

    @FieldOrder({"date", "recorded", "reserved", "reason"})
    class Closing extends Growing {
        public int date, recorded, reserved;
        public Text reason;
    }

    @FieldOrder({"date", "recorded", "status", "progress", "comment"})
    class ActionReport extends Growing {
        public int date, recorded, status;
        public double progress;
        public Text comment;
    }

    @FieldOrder({"period", "recorded", "status", "value", "numerator", "denominator", "definition"})
    class Observation extends Growing {
        public int period, recorded, status;
        public double value, numerator, denominator;
        public Text definition;
    }

    @FieldOrder({"reserved", "count", "periods", "values", "valid", "numerators", "denominators", "statuses",
            "definitions", "recorded"})
    class ObservationColumns extends Growing {
        public int reserved;
        public SizeT count;
        public Pointer periods, values, valid, numerators, denominators, statuses, definitions;
        public Pointer recorded;
    }

    @FieldOrder({"reserved", "capacity", "periods", "values", "numerators", "denominators", "statuses",
            "definitions", "recorded"})
    class ObservationArrays extends Growing {
        public int reserved;
        public SizeT capacity;
        public Pointer periods, values, numerators, denominators, statuses, definitions, recorded;
    }

    @FieldOrder({"as_of", "previous", "known_at", "reveal", "reveal_count"})
    class FollowUpOptions extends Growing {
        public int as_of, previous, known_at;
        public Pointer reveal;
        public SizeT reveal_count;
    }

    @FieldOrder({"as_of", "previous", "known_at", "period", "language", "risk_count", "action_count",
            "indicator_count", "self_check_count"})
    class FollowUpInfo extends Growing {
        public int as_of, previous, known_at, period, language;
        public SizeT risk_count, action_count, indicator_count, self_check_count;
    }

    @FieldOrder({"by_level", "open", "closed", "movement", "reduced", "actions", "actions_unreported",
            "indicators_with_value", "indicators_missing", "indicators_not_due", "targets_met", "targets_near",
            "targets_missed", "targets_undecided", "targets_no_target", "targets_no_value", "findings"})
    class Summary extends Growing {
        public int[] by_level = new int[TERTIAL_MAX_BANDS + 1];
        public int open, closed;
        public int[] movement = new int[TERTIAL_MOVEMENTS];
        public int reduced;
        public int[] actions = new int[TERTIAL_ACTION_STATUSES];
        public int actions_unreported, indicators_with_value, indicators_missing;
        public int indicators_not_due, targets_met, targets_near, targets_missed;
        public int targets_undecided, targets_no_target, targets_no_value;
        public int[] findings = new int[3];
    }

    @FieldOrder({"level", "score", "likelihood", "severity", "previous_level", "movement", "closed_before",
            "assessed", "closed", "id", "title", "level_id", "previous_level_id"})
    class RiskLine extends Growing {
        public int level, score, likelihood, severity, previous_level, movement, closed_before;
        public int assessed, closed;
        public Text id, title, level_id, previous_level_id;
    }

    @FieldOrder({"status", "reported", "derived", "unreported", "reported_on", "id", "title", "responsible", "why",
            "activity_count"})
    class ActionLine extends Growing {
        public int status, reported, derived, unreported, reported_on;
        public Text id, title, responsible, why;
        public SizeT activity_count;
    }

    @FieldOrder({"derived", "overdue", "held", "due", "of", "id", "title", "why"})
    class ActivityLine extends Growing {
        public int derived, overdue, held, due, of;
        public Text id, title, why;
    }

    @FieldOrder({"period", "status", "value", "numerator", "denominator", "definition"})
    class Figure extends Structure {
        public int period, status;
        public double value, numerator, denominator;
        public Text definition;
    }

    @FieldOrder({"availability", "kind", "direction", "from_baseline_reason", "from_previous_reason",
            "from_baseline", "from_previous", "baseline", "baseline_period", "stale", "latest", "previous", "id",
            "title", "unit", "observation_count", "target_count", "rollup_count", "like_for_like_count",
            "break_count"})
    class IndicatorLine extends Growing {
        public int availability, kind, direction, from_baseline_reason, from_previous_reason;
        public double from_baseline, from_previous, baseline;
        public int baseline_period, stale;
        public Figure latest, previous;
        public Text id, title, unit;
        public SizeT observation_count, target_count, rollup_count, like_for_like_count, break_count;
    }

    @FieldOrder({"year", "aim", "status", "judged_on", "periods_observed", "periods_in_year", "reserved", "value",
            "from", "to", "judged", "compared_with", "year_to_date", "forecast", "pace_needed", "set_by",
            "undecided"})
    class TargetLine extends Growing {
        public int year, aim, status, judged_on, periods_observed, periods_in_year, reserved;
        public double value, from, to, judged, compared_with, year_to_date, forecast, pace_needed;
        public Text set_by, undecided;
    }

    @FieldOrder({"period", "based_on", "of", "marks", "value"})
    class Rollup extends Structure {
        public int period, based_on, of, marks;
        public double value;
    }

    @FieldOrder({"from_period", "to_period", "reserved", "from", "to", "change", "definition"})
    class LikeForLike extends Growing {
        public int from_period, to_period, reserved;
        public double from, to, change;
        public Text definition;
    }

    @FieldOrder({"kind", "key", "number", "word", "cells", "count"})
    class Datum extends Growing {
        public int kind;
        public Text key;
        public double number;
        public Text word;
        public Pointer cells;
        public SizeT count;
    }

    @FieldOrder({"title", "numerator", "share"})
    class SelfCheckResult extends Structure {
        public Text title;
        public double numerator, share;
    }

    @FieldOrder({"by", "group", "count"})
    class SelfCheckGroup extends Structure {
        public Text by, group;
        public double count;
    }

    @FieldOrder({"period", "recorded", "reserved", "id", "title", "sample", "risks", "risk_count", "results",
            "result_count", "groups", "group_count"})
    class SelfCheck extends Growing {
        public int period, recorded, reserved;
        public Text id, title;
        public double sample;
        public Pointer risks;
        public SizeT risk_count;
        public Pointer results;
        public SizeT result_count;
        public Pointer groups;
        public SizeT group_count;
    }

    @FieldOrder({"language", "year", "recorded"})
    class ImportOptions extends Growing {
        public int language, year, recorded;
    }

    @FieldOrder({"kind", "period", "status", "before", "after", "indicator"})
    class ImportChange extends Growing {
        public int kind, period, status;
        public double before, after;
        public Text indicator;
    }

    @FieldOrder({"line", "column", "reserved", "swedish", "english"})
    class ImportNote extends Growing {
        public int line, column, reserved;
        public Text swedish, english;
    }

    @FieldOrder({"period", "sample", "id", "title", "result_count", "group_count"})
    class SelfCheckLine extends Growing {
        public int period;
        public double sample;
        public Text id, title;
        public SizeT result_count, group_count;
    }

    int tertial_abi_version();
    String tertial_status_word(int status);
    Pointer tertial_text_data(Pointer text);
    SizeT tertial_text_size(Pointer text);
    void tertial_text_free(Pointer text);
    int tertial_period_parse(byte[] text, SizeT size, int language, int year, IntByReference out, Fault error);
    int tertial_period_print(int period, byte[] out, Fault error);
    int tertial_period_make(int granularity, int year, int index, IntByReference out, Fault error);
    int tertial_period_get(int period, PeriodInfo out, Fault error);
    int tertial_period_shift(int period, int count, IntByReference out, Fault error);
    int tertial_period_parent(int period, int granularity, IntByReference out, Fault error);
    int tertial_period_range(int period, int granularity, IntByReference first, SizeTByReference count, Fault error);
    int tertial_periods_of(IntByReference days, SizeT count, int granularity, IntByReference out, Fault error);
    SizeT tertial_findings_count(Pointer findings);
    int tertial_findings_get(Pointer findings, SizeT index, Finding out, Fault error);
    int tertial_findings_message(Pointer findings, SizeT index, int language, PointerByReference out, Fault error);
    void tertial_findings_free(Pointer findings);
    int tertial_matrix_new(MatrixOptions options, PointerByReference out, Fault error);
    void tertial_matrix_free(Pointer matrix);
    int tertial_matrix_get(Pointer matrix, MatrixInfo out, Fault error);
    int tertial_matrix_band(Pointer matrix, int number, Band out, Fault error);
    int tertial_matrix_label(Pointer matrix, int severity, int step, Text out, Fault error);
    int tertial_matrix_score(Pointer matrix, int likelihood, int severity, IntByReference out, Fault error);
    int tertial_matrix_classify(Pointer matrix, byte[] likelihood, byte[] severity, SizeT count, byte[] out,
            long[] counts, Fault error);
    /** The same over direct buffers, which are used where they lie. */
    int tertial_matrix_classify(Pointer matrix, ByteBuffer likelihood, ByteBuffer severity, SizeT count, ByteBuffer out,
            long[] counts, Fault error);
    int tertial_matrix_findings(Pointer matrix, PointerByReference out, Fault error);
    int tertial_plan_read(byte[] json, SizeT size, PointerByReference out, Fault error);
    int tertial_plan_copy(Pointer plan, PointerByReference out, Fault error);
    int tertial_plan_write(Pointer plan, PointerByReference out, Fault error);
    void tertial_plan_free(Pointer plan);
    int tertial_plan_get(Pointer plan, PlanInfo out, Fault error);
    int tertial_plan_action(Pointer plan, SizeT index, PlanActionInfo out, Fault error);
    int tertial_plan_activity(Pointer plan, SizeT action, SizeT activity, PlanActivityInfo out, Fault error);
    int tertial_plan_indicator(Pointer plan, SizeT index, PlanIndicatorInfo out, Fault error);
    int tertial_plan_definition(Pointer plan, SizeT indicator, SizeT definition, Text out, Fault error);
    int tertial_plan_find_action(Pointer plan, byte[] id, SizeT size, SizeTByReference out, Fault error);
    int tertial_plan_find_indicator(Pointer plan, byte[] id, SizeT size, SizeTByReference out, Fault error);
    int tertial_plan_matrix(Pointer plan, PointerByReference out, Fault error);
    int tertial_plan_findings(Pointer plan, PointerByReference out, Fault error);
    int tertial_plan_moment(Pointer plan, byte[] text, SizeT size, IntByReference out, Fault error);
    int tertial_plan_add_assessment(Pointer plan, byte[] risk, SizeT riskSize, Assessment fact, Fault error);
    int tertial_plan_correct_assessment(Pointer plan, byte[] risk, SizeT riskSize, Assessment fact, Fault error);
    int tertial_plan_remove_assessment(Pointer plan, byte[] risk, SizeT riskSize, int date, int recorded,
            Fault error);
    int tertial_plan_add_closing(Pointer plan, byte[] risk, SizeT riskSize, Closing fact, Fault error);
    int tertial_plan_correct_closing(Pointer plan, byte[] risk, SizeT riskSize, Closing fact, Fault error);
    int tertial_plan_remove_closing(Pointer plan, byte[] risk, SizeT riskSize, int date, int recorded, Fault error);
    int tertial_plan_add_report(Pointer plan, byte[] action, SizeT actionSize, ActionReport fact, Fault error);
    int tertial_plan_correct_report(Pointer plan, byte[] action, SizeT actionSize, ActionReport fact, Fault error);
    int tertial_plan_remove_report(Pointer plan, byte[] action, SizeT actionSize, int date, int recorded,
            Fault error);
    int tertial_plan_add_occurrence(Pointer plan, byte[] action, SizeT actionSize, SizeT activity, int held,
            Fault error);
    int tertial_plan_remove_occurrence(Pointer plan, byte[] action, SizeT actionSize, SizeT activity, int held,
            Fault error);
    int tertial_plan_add_observation(Pointer plan, byte[] indicator, SizeT indicatorSize, Observation fact,
            Fault error);
    int tertial_plan_correct_observation(Pointer plan, byte[] indicator, SizeT indicatorSize, Observation fact,
            Fault error);
    int tertial_plan_remove_observation(Pointer plan, byte[] indicator, SizeT indicatorSize, int period,
            byte[] definition, SizeT definitionSize, int recorded, Fault error);
    int tertial_plan_add_observations(Pointer plan, byte[] indicator, SizeT indicatorSize,
            ObservationColumns columns, Fault error);
    int tertial_plan_observations(Pointer plan, SizeT index, ObservationArrays arrays, SizeTByReference count,
            Fault error);
    int tertial_follow_up_new(Pointer plan, FollowUpOptions options, PointerByReference out, Fault error);
    void tertial_follow_up_free(Pointer review);
    int tertial_follow_up_get(Pointer review, FollowUpInfo out, Fault error);
    int tertial_follow_up_summary(Pointer review, Summary out, Fault error);
    int tertial_follow_up_risk(Pointer review, SizeT index, RiskLine out, Fault error);
    int tertial_follow_up_action(Pointer review, SizeT index, ActionLine out, Fault error);
    int tertial_follow_up_activity(Pointer review, SizeT action, SizeT activity, ActivityLine out, Fault error);
    int tertial_follow_up_indicator(Pointer review, SizeT index, IndicatorLine out, Fault error);
    int tertial_follow_up_target(Pointer review, SizeT indicator, SizeT target, TargetLine out, Fault error);
    int tertial_follow_up_rollup(Pointer review, SizeT indicator, SizeT rollup, Rollup out, Fault error);
    int tertial_follow_up_like_for_like(Pointer review, SizeT indicator, SizeT index, LikeForLike out, Fault error);
    int tertial_follow_up_break(Pointer review, SizeT indicator, SizeT index, IntByReference out, Fault error);
    int tertial_follow_up_observations(Pointer review, SizeT indicator, ObservationArrays arrays,
            SizeTByReference count, Fault error);
    int tertial_follow_up_findings(Pointer review, PointerByReference out, Fault error);
    int tertial_follow_up_json(Pointer review, int language, PointerByReference out, Fault error);
    int tertial_follow_up_markdown(Pointer review, int language, PointerByReference out, Fault error);
    int tertial_follow_up_html(Pointer review, int language, PointerByReference out, Fault error);
    int tertial_follow_up_sentences(Pointer review, int language, PointerByReference out, Fault error);
    int tertial_follow_up_csv(Pointer review, int table, int language, PointerByReference out, Fault error);
    int tertial_follow_up_kpi_csv(Pointer review, PointerByReference out, Fault error);
    int tertial_follow_up_xlsx(Pointer review, int language, PointerByReference out, Fault error);
    int tertial_plan_add_self_check(Pointer plan, SelfCheck fact, Fault error);
    int tertial_plan_correct_self_check(Pointer plan, SelfCheck fact, Fault error);
    int tertial_plan_remove_self_check(Pointer plan, byte[] id, SizeT idSize, Fault error);
    int tertial_plan_import(Pointer plan, byte[] table, SizeT size, ImportOptions options, PointerByReference out,
            Fault error);
    SizeT tertial_import_change_count(Pointer made);
    int tertial_import_change_get(Pointer made, SizeT index, ImportChange out, Fault error);
    SizeT tertial_import_note_count(Pointer made);
    int tertial_import_note_get(Pointer made, SizeT index, ImportNote out, Fault error);
    void tertial_import_free(Pointer made);
    int tertial_follow_up_self_check(Pointer review, SizeT index, SelfCheckLine out, Fault error);
    int tertial_follow_up_self_check_result(Pointer review, SizeT selfCheck, SizeT result, SelfCheckResult out,
            Fault error);
    int tertial_follow_up_self_check_group(Pointer review, SizeT selfCheck, SizeT group, SelfCheckGroup out,
            Fault error);
    int tertial_findings_datum(Pointer findings, SizeT index, SizeT datum, Datum out, Fault error);
    int tertial_findings_word(Pointer findings, SizeT index, SizeT datum, SizeT word, Text out, Fault error);
}
