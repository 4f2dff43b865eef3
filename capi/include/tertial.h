/**
 * @file tertial.h
 * The C interface of tertial: follow-up of action plans in public administration.
 *
 *     tertial_error error;
 *     tertial_plan *plan = NULL;
 *     tertial_follow_up *review = NULL;
 *     tertial_text *json = NULL;
 *     if (tertial_plan_read(bytes, size, &plan, &error) == TERTIAL_OK &&
 *         tertial_follow_up_new(plan, &options, &review, &error) == TERTIAL_OK &&
 *         tertial_follow_up_json(review, TERTIAL_ENGLISH, &json, &error) == TERTIAL_OK) {
 *       fwrite(tertial_text_data(json), 1, tertial_text_size(json), stdout);
 *     } else {
 *       fprintf(stderr, "%s: %s\n", error.at, error.message);
 *     }
 *     tertial_text_free(json), tertial_follow_up_free(review), tertial_plan_free(plan);
 *
 * This header is the whole of the binary interface: C99, also as C++.
 *
 * Calls. What can fail returns a tertial_status and takes, last, a tertial_error of the caller's, which may be NULL. It
 * is set by every call: to TERTIAL_OK and empty texts by one that succeeds. Results go to out-parameters, which a call
 * that fails leaves untouched, as it leaves every handle - for want of memory too. An out-parameter must not be NULL.
 *
 * Strings in are UTF-8, a pointer and a number of bytes; they need not end in NUL and are copied where they are kept. NULL
 * with size 0 is the empty string, which stands for "not stated". Bytes that are not UTF-8 are TERTIAL_E_ARGUMENT.
 * Strings out are tertial_string: UTF-8 with their size, followed by a NUL; they live as long as is said where they are
 * given, and cost nothing to get.
 *
 * Arrays are a pointer and a number of elements. They are read and written where they lie, during the call alone, except
 * where a function says that it borrows them.
 *
 * Structs that may grow begin with struct_size, which the caller sets to sizeof of the struct, in and out. A caller that
 * was compiled with an older header goes on working; of fields that are newer than the library, those out are zero.
 * Other sizes than that of the first release and up are TERTIAL_E_ARGUMENT. Set what you do not use to zero - with {0},
 * or memset - except dates: there TERTIAL_NO_DATE is none, since 0 is 1970-01-01.
 *
 * Numbers that are missing are NaN. Whole numbers that are missing, and words that are missing of an enumeration, are
 * TERTIAL_NONE.
 *
 * Threads. Distinct handles may be used on distinct threads. A const handle may be used by many threads at once, while
 * none uses it without const. Handles made from one another share no lock and no order: a follow-up goes on showing the
 * plan as it was when it was made, whatever is done to the plan, or if it is freed.
 *
 * A handle is freed once, by the function named after it; freeing NULL is fine. Handles that were freed, or are of
 * another kind, are TERTIAL_E_HANDLE where the library can tell, and the caller's mistake where it cannot.
 */
#ifndef TERTIAL_H
#define TERTIAL_H

#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

#if defined(TERTIAL_BUILDING) && defined(__GNUC__)
#define TERTIAL_API __attribute__((visibility("default")))
#else
#define TERTIAL_API
#endif

/* ------------------------------------------------------------------------------------------------------ in general */

/** The binary interface that this header describes. It is part of the library's name: libtertial.so.1. */
#define TERTIAL_ABI_VERSION 1

/** What a call came to. Numbers are never changed, new ones are added at the end. */
typedef int32_t tertial_status;
#define TERTIAL_OK 0
/** The text is not JSON in UTF-8, not a table, not a period, not a date. `at` is "line L, column C" or empty. */
#define TERTIAL_E_SYNTAX 1
/** Well formed, but not what the contract of a plan document says. `at` is a JSON pointer or "line L, column C". */
#define TERTIAL_E_SCHEMA 2
/** An argument that no call takes: NULL, a number out of its range, a wrong struct_size, bytes that are not UTF-8.
 *  `at` names the argument, or the place in it: "options/struct_size". */
#define TERTIAL_E_ARGUMENT 3
/** There is no such risk, action, indicator, fact, period. */
#define TERTIAL_E_NOT_FOUND 4
/** Memory ran out, or the temporary space that a workbook needs. */
#define TERTIAL_E_MEMORY 5
/** A handle that was freed, or is of another kind. */
#define TERTIAL_E_HANDLE 6
/** More than fits: in the caller's arrays, in a sheet of a workbook. */
#define TERTIAL_E_LIMIT 7
/** The library was built without it. */
#define TERTIAL_E_UNSUPPORTED 8
/** An Arrow stream that was handed over failed; `message` is what it said. */
#define TERTIAL_E_STREAM 9
/** A fault of the library itself. Please report it. */
#define TERTIAL_E_INTERNAL 10
/** No way of publishing the table keeps its small counts in. `message` names the first cell that none protects. */
#define TERTIAL_E_DISCLOSURE 11

#define TERTIAL_AT_SIZE 252
#define TERTIAL_MESSAGE_SIZE 768

/** Why a call failed. The texts are UTF-8, end in NUL, and are cut, at a character and with "...", where they are long. */
typedef struct tertial_error {
  tertial_status code;
  char at[TERTIAL_AT_SIZE];
  char message[TERTIAL_MESSAGE_SIZE];
} tertial_error;

/** A borrowed string: `size` bytes of UTF-8, followed by a NUL. Never NULL when it comes out of a call. */
typedef struct tertial_string {
  const char *data;
  size_t size;
} tertial_string;

/** A day, in days since 1970-01-01. In and out of calls within the years 1900 to 2200. */
typedef int32_t tertial_date;
#define TERTIAL_NO_DATE INT32_MIN

/** A period in 32 bits: its granularity in the upper four, and in the lower 28 a number that the next period has one more
 *  of. Periods of one granularity compare as numbers do. 0 is none. */
typedef uint32_t tertial_period;
#define TERTIAL_NO_PERIOD 0u

/** No such word, or no such whole number. */
#define TERTIAL_NONE (-1)

/** Languages of messages and reports. */
#define TERTIAL_SWEDISH 0
#define TERTIAL_ENGLISH 1
/** In calls on a plan or a follow-up: the language of the plan. */
#define TERTIAL_PLAN_LANGUAGE (-1)

/** The binary interface of the library that was loaded: compare it with TERTIAL_ABI_VERSION. */
TERTIAL_API uint32_t tertial_abi_version(void);

/** The release, such as "0.1.0". */
TERTIAL_API const char *tertial_version(void);

/** The word for a status: "ok", "syntax", ...; NULL for a number that is none. */
TERTIAL_API const char *tertial_status_word(tertial_status status);

/** Vocabularies of tertial_word() and tertial_word_value(). The words are those of the documents. */
#define TERTIAL_WORDS_GRANULARITY 0
#define TERTIAL_WORDS_MOVEMENT 1
#define TERTIAL_WORDS_ACTION_STATUS 2
#define TERTIAL_WORDS_OBSERVATION_STATUS 3
#define TERTIAL_WORDS_INDICATOR_KIND 4
#define TERTIAL_WORDS_DIRECTION 5
#define TERTIAL_WORDS_TARGET_STATUS 6
#define TERTIAL_WORDS_JUDGED_ON 7
#define TERTIAL_WORDS_NO_CHANGE 8
#define TERTIAL_WORDS_AVAILABILITY 9
#define TERTIAL_WORDS_FINDING_CODE 10
#define TERTIAL_WORDS_FINDING_SEVERITY 11
#define TERTIAL_WORDS_TABLE 12
#define TERTIAL_WORDS_IMPORT_CHANGE 13
#define TERTIAL_WORDS_LANGUAGE 14
#define TERTIAL_WORDS_MEASURE 15
#define TERTIAL_WORDS_PRESENCE 16
#define TERTIAL_WORDS_DURATION_UNIT 17

/** The word for a number, such as "decreased" for TERTIAL_MOVEMENT_DECREASED. It lives as long as the library.
 *  @return NULL where the vocabulary or the number is none */
TERTIAL_API const char *tertial_word(int32_t vocabulary, int32_t value);

/** The number of a word.
 *  @return TERTIAL_OK, TERTIAL_E_ARGUMENT, TERTIAL_E_NOT_FOUND */
TERTIAL_API tertial_status tertial_word_value(int32_t vocabulary, const char *word, size_t size, int32_t *out,
                                              tertial_error *error);

/** TERTIAL_WORDS_GRANULARITY */
#define TERTIAL_DAY 0
#define TERTIAL_WEEK 1
#define TERTIAL_MONTH 2
#define TERTIAL_QUARTER 3
#define TERTIAL_TERTIAL 4
#define TERTIAL_HALF_YEAR 5
#define TERTIAL_YEAR 6

/** TERTIAL_WORDS_MOVEMENT */
#define TERTIAL_MOVEMENT_DECREASED 0
#define TERTIAL_MOVEMENT_INCREASED 1
#define TERTIAL_MOVEMENT_UNCHANGED 2
#define TERTIAL_MOVEMENT_CLOSED 3
#define TERTIAL_MOVEMENT_NEW 4
#define TERTIAL_MOVEMENT_REOPENED 5
#define TERTIAL_MOVEMENT_UNKNOWN 6
#define TERTIAL_MOVEMENTS 7

/** TERTIAL_WORDS_ACTION_STATUS, from best to worst */
#define TERTIAL_ACTION_CANCELLED 0
#define TERTIAL_ACTION_COMPLETED 1
#define TERTIAL_ACTION_NOT_STARTED 2
#define TERTIAL_ACTION_ON_SCHEDULE 3
#define TERTIAL_ACTION_AT_RISK 4
#define TERTIAL_ACTION_DELAYED 5
#define TERTIAL_ACTION_STATUSES 6

/** TERTIAL_WORDS_OBSERVATION_STATUS: SDMX's codes, and two words of our own */
#define TERTIAL_OBSERVATION_NORMAL 0
#define TERTIAL_OBSERVATION_PROVISIONAL 1
#define TERTIAL_OBSERVATION_ESTIMATED 2
#define TERTIAL_OBSERVATION_BREAK 3
#define TERTIAL_OBSERVATION_MISSING 4
#define TERTIAL_OBSERVATION_NOT_COLLECTED 5
#define TERTIAL_OBSERVATION_NOT_DUE 6
#define TERTIAL_OBSERVATION_CONFIDENTIAL 7
#define TERTIAL_OBSERVATION_SUPPRESSED 8

/** TERTIAL_WORDS_INDICATOR_KIND */
#define TERTIAL_FLOW 0
#define TERTIAL_SNAPSHOT 1
#define TERTIAL_SHARE 2
#define TERTIAL_ROLLING 3
#define TERTIAL_INDEX 4

/** TERTIAL_WORDS_DIRECTION */
#define TERTIAL_DIRECTION_NONE 0
#define TERTIAL_DIRECTION_HIGHER 1
#define TERTIAL_DIRECTION_LOWER 2
#define TERTIAL_DIRECTION_WITHIN 3

/** TERTIAL_WORDS_TARGET_STATUS */
#define TERTIAL_TARGET_MET 0
#define TERTIAL_TARGET_NEAR 1
#define TERTIAL_TARGET_MISSED 2
#define TERTIAL_TARGET_UNDECIDED 3
#define TERTIAL_TARGET_NO_TARGET 4
#define TERTIAL_TARGET_NO_VALUE 5

/** TERTIAL_WORDS_JUDGED_ON; TERTIAL_NONE where nothing was */
#define TERTIAL_JUDGED_ON_LATEST 1
#define TERTIAL_JUDGED_ON_YEAR_TO_DATE 2
#define TERTIAL_JUDGED_ON_FORECAST 3

/** TERTIAL_WORDS_NO_CHANGE; TERTIAL_NONE where there is a change */
#define TERTIAL_NO_CHANGE_NO_VALUE 0
#define TERTIAL_NO_CHANGE_NO_EARLIER_VALUE 1
#define TERTIAL_NO_CHANGE_NO_NEWER_VALUE 2
#define TERTIAL_NO_CHANGE_DEFINITION_BREAK 3
#define TERTIAL_NO_CHANGE_SUPPRESSED 4

/** TERTIAL_WORDS_AVAILABILITY */
#define TERTIAL_WITH_VALUE 0
#define TERTIAL_MISSING 1
#define TERTIAL_NOT_DUE 2

/** TERTIAL_WORDS_FINDING_SEVERITY */
#define TERTIAL_FINDING_ERROR 0
#define TERTIAL_FINDING_WARNING 1
#define TERTIAL_FINDING_NOTE 2

/** TERTIAL_WORDS_FINDING_CODE */
#define TERTIAL_FINDING_MATRIX_UNCOVERED_SCORE 0
#define TERTIAL_FINDING_MATRIX_OVERLAPPING_BANDS 1
#define TERTIAL_FINDING_MATRIX_INCONSISTENT 2
#define TERTIAL_FINDING_RATIO_MISMATCH 3
#define TERTIAL_FINDING_SHARE_OUT_OF_RANGE 4
#define TERTIAL_FINDING_NUMERATOR_EXCEEDS_DENOMINATOR 5
#define TERTIAL_FINDING_COMPLEMENT_MISMATCH 6
#define TERTIAL_FINDING_BREAKDOWN_MISMATCH 7
#define TERTIAL_FINDING_MISSING_OBSERVATION 8
#define TERTIAL_FINDING_STALE_INDICATOR 9
#define TERTIAL_FINDING_DEFINITION_BREAK 10
#define TERTIAL_FINDING_DUPLICATE_OBSERVATION 11
#define TERTIAL_FINDING_RISK_WITHOUT_ACTION 12
#define TERTIAL_FINDING_ACTION_WITHOUT_INDICATOR 13
#define TERTIAL_FINDING_RISK_NOT_REASSESSED 14
#define TERTIAL_FINDING_RISK_LOWERED_WITHOUT_ACTION 15
#define TERTIAL_FINDING_RISK_ACTION_WITHOUT_DEADLINE 16
#define TERTIAL_FINDING_EXPECTED_RESULT_WITHOUT_INDICATOR 17
#define TERTIAL_FINDING_STATUS_DISAGREES 18
#define TERTIAL_FINDING_ACTIVITY_OVERDUE 19
#define TERTIAL_FINDING_TARGET_UNDECIDED 20
#define TERTIAL_FINDING_DATES_OUT_OF_ORDER 21
#define TERTIAL_FINDING_SMALL_COUNT 22

/** TERTIAL_WORDS_TABLE: what a follow-up has as CSV and as Arrow */
#define TERTIAL_TABLE_RISKS 0
#define TERTIAL_TABLE_ACTIONS 1
#define TERTIAL_TABLE_INDICATORS 2
#define TERTIAL_TABLE_OBSERVATIONS 3
#define TERTIAL_TABLE_TARGETS 4
#define TERTIAL_TABLE_ROLLUPS 5
#define TERTIAL_TABLE_SELF_CHECKS 6
#define TERTIAL_TABLE_FINDINGS 7
/** CSV only: all of them, one after the other */
#define TERTIAL_TABLE_ALL (-1)

/* ------------------------------------------------------------------------------------------------------------- text */

/** Text, or the bytes of a workbook, that a call made. Const handles may be shared. */
typedef struct tertial_text tertial_text;

/** Lives as long as the text; followed by a NUL. NULL for NULL. */
TERTIAL_API const char *tertial_text_data(const tertial_text *text);
/** Bytes, the NUL not counted; 0 for NULL. */
TERTIAL_API size_t tertial_text_size(const tertial_text *text);
TERTIAL_API void tertial_text_free(tertial_text *text);

/** Documents with a JSON Schema. */
#define TERTIAL_SCHEMA_PLAN 0
#define TERTIAL_SCHEMA_FOLLOW_UP 1

/** The JSON Schema (2020-12) of a document. It lives as long as the library.
 *  @return TERTIAL_OK, TERTIAL_E_ARGUMENT */
TERTIAL_API tertial_status tertial_schema(int32_t document, tertial_string *out, tertial_error *error);

/* ------------------------------------------------------------------------------------------------ dates and periods */

/** Reads YYYY-MM-DD and nothing else.
 *  @return TERTIAL_OK, TERTIAL_E_ARGUMENT, TERTIAL_E_SYNTAX */
TERTIAL_API tertial_status tertial_date_parse(const char *text, size_t size, tertial_date *out, tertial_error *error);

/** Room for a printed date or period, with its NUL. */
#define TERTIAL_PRINTED_SIZE 11

/** Writes YYYY-MM-DD and a NUL.
 *  @param out    TERTIAL_PRINTED_SIZE bytes
 *  @return TERTIAL_OK, TERTIAL_E_ARGUMENT */
TERTIAL_API tertial_status tertial_date_print(tertial_date date, char *out, tertial_error *error);

/** Reads a period as SDMX and ISO 8601 write it (2020-08-31, 2020-W36, 2020-08, 2020-Q3, 2020-T2, 2020-S2, 2020) or as
 *  people do: "Jan-20", "mars", "T2 2020", "tertial 2", "helår 2020", in Swedish and English. A letter where a 1 is meant
 *  ("l februari") is refused here; tables that are imported may have one.
 *  @param language  breaks ties: "jan 20" is January 2020 in Swedish and refused in English
 *  @param year      of text that names none; 0: such text is refused
 *  @return TERTIAL_OK, TERTIAL_E_ARGUMENT, TERTIAL_E_SYNTAX */
TERTIAL_API tertial_status tertial_period_parse(const char *text, size_t size, int32_t language, int32_t year,
                                                tertial_period *out, tertial_error *error);

/** Writes a period as SDMX and ISO 8601 do, and a NUL.
 *  @param out    TERTIAL_PRINTED_SIZE bytes
 *  @return TERTIAL_OK, TERTIAL_E_ARGUMENT */
TERTIAL_API tertial_status tertial_period_print(tertial_period period, char *out, tertial_error *error);

/** The index-th period of a year, from 1: days by day of the year, weeks by ISO week year.
 *  @return TERTIAL_OK, TERTIAL_E_ARGUMENT (no granularity, no year), TERTIAL_E_NOT_FOUND (the year has not so many) */
TERTIAL_API tertial_status tertial_period_make(int32_t granularity, int32_t year, int32_t index, tertial_period *out,
                                               tertial_error *error);

/** What a period is. */
typedef struct tertial_period_info {
  uint32_t struct_size;
  int32_t granularity;
  int32_t year;  /* of a week, the ISO week year */
  int32_t index; /* in its year, from 1 */
  tertial_date first;
  tertial_date last;
} tertial_period_info;

/** @return TERTIAL_OK, TERTIAL_E_ARGUMENT */
TERTIAL_API tertial_status tertial_period_get(tertial_period period, tertial_period_info *out, tertial_error *error);

/** The period `count` later, earlier where it is negative.
 *  @return TERTIAL_OK, TERTIAL_E_ARGUMENT, TERTIAL_E_NOT_FOUND (outside the years 1900 to 2200) */
TERTIAL_API tertial_status tertial_period_shift(tertial_period period, int32_t count, tertial_period *out,
                                                tertial_error *error);

/** The coarser period that this one belongs to: a week belongs where its Thursday lies.
 *  @return TERTIAL_OK, TERTIAL_E_ARGUMENT, TERTIAL_E_NOT_FOUND (a finer one, a quarter's tertial, ...) */
TERTIAL_API tertial_status tertial_period_parent(tertial_period period, int32_t granularity, tertial_period *out,
                                                 tertial_error *error);

/** The finer periods that a period is made of: `count` from `first` on, each one more than the one before.
 *  @return TERTIAL_OK, TERTIAL_E_ARGUMENT, TERTIAL_E_NOT_FOUND (it is not made of such) */
TERTIAL_API tertial_status tertial_period_range(tertial_period period, int32_t granularity, tertial_period *first,
                                                size_t *count, tertial_error *error);

/** The periods that days lie in, in bulk. TERTIAL_NO_DATE gives TERTIAL_NO_PERIOD.
 *  @param days   `count` days
 *  @param out    room for `count` periods; may be `days` itself
 *  @return TERTIAL_OK, TERTIAL_E_ARGUMENT ("days/3": the first that is no day; then nothing is written) */
TERTIAL_API tertial_status tertial_periods_of(const tertial_date *days, size_t count, int32_t granularity,
                                              tertial_period *out, tertial_error *error);

/* --------------------------------------------------------------------------------------------------------- findings */

/** What does not hold together, in the order it is told in: errors, warnings, notes. Immutable; may be shared. */
typedef struct tertial_findings tertial_findings;

typedef struct tertial_finding {
  uint32_t struct_size;
  int32_t code;
  int32_t severity;
  uint32_t data_count;
  tertial_string at; /* JSON pointer into the plan document; lives as long as the findings */
} tertial_finding;

/** Kinds of a tertial_datum. */
#define TERTIAL_DATUM_NUMBER 0
#define TERTIAL_DATUM_WORD 1
#define TERTIAL_DATUM_CELLS 2
#define TERTIAL_DATUM_WORDS 3

/** A cell of a risk matrix, its steps counted from 1. */
typedef struct tertial_cell {
  uint8_t likelihood;
  uint8_t severity;
} tertial_cell;

/** A figure of a finding. Everything borrowed lives as long as the findings. */
typedef struct tertial_datum {
  uint32_t struct_size;
  int32_t kind;
  tertial_string key;
  double number;             /* TERTIAL_DATUM_NUMBER, else NaN */
  tertial_string word;       /* TERTIAL_DATUM_WORD, else empty */
  const tertial_cell *cells; /* TERTIAL_DATUM_CELLS, else NULL */
  size_t count;              /* of cells or words */
} tertial_datum;

/** 0 for NULL. */
TERTIAL_API size_t tertial_findings_count(const tertial_findings *findings);
/** @return TERTIAL_OK, TERTIAL_E_ARGUMENT, TERTIAL_E_HANDLE, TERTIAL_E_NOT_FOUND */
TERTIAL_API tertial_status tertial_findings_get(const tertial_findings *findings, size_t index, tertial_finding *out,
                                                tertial_error *error);
/** One sentence with the figures.
 *  @return TERTIAL_OK, TERTIAL_E_ARGUMENT, TERTIAL_E_HANDLE, TERTIAL_E_NOT_FOUND, TERTIAL_E_MEMORY */
TERTIAL_API tertial_status tertial_findings_message(const tertial_findings *findings, size_t index, int32_t language,
                                                    tertial_text **out, tertial_error *error);
/** @return TERTIAL_OK, TERTIAL_E_ARGUMENT, TERTIAL_E_HANDLE, TERTIAL_E_NOT_FOUND */
TERTIAL_API tertial_status tertial_findings_datum(const tertial_findings *findings, size_t index, size_t datum,
                                                  tertial_datum *out, tertial_error *error);
/** The word-th of a TERTIAL_DATUM_WORDS.
 *  @return TERTIAL_OK, TERTIAL_E_ARGUMENT, TERTIAL_E_HANDLE, TERTIAL_E_NOT_FOUND */
TERTIAL_API tertial_status tertial_findings_word(const tertial_findings *findings, size_t index, size_t datum,
                                                 size_t word, tertial_string *out, tertial_error *error);
/** All as a JSON array, each as it stands in the follow-up document.
 *  @return TERTIAL_OK, TERTIAL_E_ARGUMENT, TERTIAL_E_HANDLE, TERTIAL_E_MEMORY */
TERTIAL_API tertial_status tertial_findings_json(const tertial_findings *findings, int32_t language, tertial_text **out,
                                                 tertial_error *error);
/** For those that came by an out-parameter alone: findings of a follow-up or a matrix belong to it. */
TERTIAL_API void tertial_findings_free(tertial_findings *findings);

/* ------------------------------------------------------------------------------------------------------ risk matrix */

/** Two scales, a rule that scores each cell, and bands of scores. Immutable; may be shared. */
typedef struct tertial_matrix tertial_matrix;

/** The scores `from` to `to`, both included. This struct does not grow. */
typedef struct tertial_band {
  tertial_string level; /* id: "green" */
  tertial_string label; /* "Grön"; may be empty */
  int32_t from;
  int32_t to;
} tertial_band;

/** Score rules. */
#define TERTIAL_SCORE_PRODUCT 0
#define TERTIAL_SCORE_SUM 1
#define TERTIAL_SCORE_TABLE 2

/** What a score that no band covers is read as. The finding stays either way. */
#define TERTIAL_UNCOVERED_REPORT 0     /* unclassified */
#define TERTIAL_UNCOVERED_NEXT_WORSE 1 /* the next band up; above all bands, the worst */

#define TERTIAL_MAX_STEPS 10
#define TERTIAL_MAX_BANDS 15

typedef struct tertial_matrix_options {
  uint32_t struct_size;
  int32_t likelihood; /* steps, 1 to TERTIAL_MAX_STEPS */
  int32_t severity;   /* steps, 1 to TERTIAL_MAX_STEPS */
  int32_t score;
  int32_t uncovered;
  int32_t reserved;                        /* 0 */
  const tertial_string *likelihood_labels; /* as many as steps; NULL: 1, 2, 3 ... */
  const tertial_string *severity_labels;
  const int32_t *table; /* TERTIAL_SCORE_TABLE: likelihood rows of severity scores, else NULL */
  const tertial_band *bands;
  size_t band_count; /* 1 to TERTIAL_MAX_BANDS, in any order */
} tertial_matrix_options;

/** Nothing of the options is kept.
 *  @return TERTIAL_OK, TERTIAL_E_ARGUMENT, TERTIAL_E_SCHEMA ("bands/1": from 6 is above to 4), TERTIAL_E_MEMORY */
TERTIAL_API tertial_status tertial_matrix_new(const tertial_matrix_options *options, tertial_matrix **out,
                                              tertial_error *error);
TERTIAL_API void tertial_matrix_free(tertial_matrix *matrix);

typedef struct tertial_matrix_info {
  uint32_t struct_size;
  int32_t likelihood; /* steps */
  int32_t severity;
  int32_t score;
  int32_t uncovered;
  uint32_t band_count;
} tertial_matrix_info;

/** @return TERTIAL_OK, TERTIAL_E_ARGUMENT, TERTIAL_E_HANDLE */
TERTIAL_API tertial_status tertial_matrix_get(const tertial_matrix *matrix, tertial_matrix_info *out,
                                              tertial_error *error);
/** The band of a number: 1 is the mildest, band_count the worst. Its strings live as long as the matrix.
 *  @return TERTIAL_OK, TERTIAL_E_ARGUMENT, TERTIAL_E_HANDLE, TERTIAL_E_NOT_FOUND */
TERTIAL_API tertial_status tertial_matrix_band(const tertial_matrix *matrix, int32_t number, tertial_band *out,
                                               tertial_error *error);
/** The label of a step, counted from 1. It lives as long as the matrix.
 *  @param severity  0: of the likelihood scale, 1: of the severity scale
 *  @return TERTIAL_OK, TERTIAL_E_ARGUMENT, TERTIAL_E_HANDLE, TERTIAL_E_NOT_FOUND */
TERTIAL_API tertial_status tertial_matrix_label(const tertial_matrix *matrix, int32_t severity, int32_t step,
                                                tertial_string *out, tertial_error *error);
/** The score of a cell.
 *  @return TERTIAL_OK, TERTIAL_E_ARGUMENT, TERTIAL_E_HANDLE, TERTIAL_E_NOT_FOUND (beyond the scales) */
TERTIAL_API tertial_status tertial_matrix_score(const tertial_matrix *matrix, int32_t likelihood, int32_t severity,
                                                int32_t *out, tertial_error *error);
/** The bands of many cells, at about the speed of copying them: 0 unclassified (a step is 0, not stated, or beyond its
 *  scale, or the bands are silent), else the number of the band.
 *  @param likelihood, severity  `count` steps each, counted from 1
 *  @param out    room for `count` numbers, apart from the two
 *  @param counts NULL, or TERTIAL_MAX_BANDS + 1 numbers: how many of each band; [0] of the unclassified
 *  @return TERTIAL_OK, TERTIAL_E_ARGUMENT, TERTIAL_E_HANDLE */
TERTIAL_API tertial_status tertial_matrix_classify(const tertial_matrix *matrix, const uint8_t *likelihood,
                                                   const uint8_t *severity, size_t count, uint8_t *out,
                                                   uint64_t *counts, tertial_error *error);
/** Scores that no band or two bands cover, and breaches of consistent colouring. They belong to the matrix.
 *  @return TERTIAL_OK, TERTIAL_E_ARGUMENT, TERTIAL_E_HANDLE */
TERTIAL_API tertial_status tertial_matrix_findings(const tertial_matrix *matrix, const tertial_findings **out,
                                                   tertial_error *error);

/* ------------------------------------------------------------------------------------------------------------- plan */

/** A plan: goals, risks, actions, indicators and self-checks of one unit and year, checked to hang together. */
typedef struct tertial_plan tertial_plan;

/** Reads a plan document.
 *  @param json   UTF-8, need not end in NUL; not kept
 *  @param out    a new plan, freed with tertial_plan_free()
 *  @return TERTIAL_OK, TERTIAL_E_SYNTAX, TERTIAL_E_SCHEMA, TERTIAL_E_ARGUMENT, TERTIAL_E_MEMORY */
TERTIAL_API tertial_status tertial_plan_read(const char *json, size_t size, tertial_plan **out, tertial_error *error);
/** A plan of its own with the same contents; cheap until one of the two is changed.
 *  @return TERTIAL_OK, TERTIAL_E_ARGUMENT, TERTIAL_E_HANDLE, TERTIAL_E_MEMORY */
TERTIAL_API tertial_status tertial_plan_copy(const tertial_plan *plan, tertial_plan **out, tertial_error *error);
/** The plan document in canonical form: reading it and writing it again gives the same bytes.
 *  @return TERTIAL_OK, TERTIAL_E_ARGUMENT, TERTIAL_E_HANDLE, TERTIAL_E_MEMORY */
TERTIAL_API tertial_status tertial_plan_write(const tertial_plan *plan, tertial_text **out, tertial_error *error);
TERTIAL_API void tertial_plan_free(tertial_plan *plan);

/** Strings of this and of the plan's parts live until the next call that changes the plan, or would have, or frees it. */
typedef struct tertial_plan_info {
  uint32_t struct_size;
  int32_t year;
  int32_t language;
  int32_t reserved;
  tertial_string id;
  tertial_string title;
  tertial_string organisation;
  size_t risk_count;
  size_t action_count;
  size_t indicator_count;
  size_t self_check_count;
  size_t follow_up_count;
} tertial_plan_info;

/** @return TERTIAL_OK, TERTIAL_E_ARGUMENT, TERTIAL_E_HANDLE */
TERTIAL_API tertial_status tertial_plan_get(const tertial_plan *plan, tertial_plan_info *out, tertial_error *error);

typedef struct tertial_plan_risk_info {
  uint32_t struct_size;
  uint32_t reserved;
  tertial_string id;
  tertial_string title;
  tertial_string area;
  size_t assessment_count;
  size_t closing_count;
} tertial_plan_risk_info;

typedef struct tertial_plan_action_info {
  uint32_t struct_size;
  uint32_t reserved;
  tertial_string id;
  tertial_string title;
  tertial_string responsible;
  size_t report_count;
  size_t activity_count;
} tertial_plan_action_info;

typedef struct tertial_plan_activity_info {
  uint32_t struct_size;
  tertial_date start;
  tertial_date end;
  tertial_date completed;
  int32_t is_recurrent;
  uint32_t reserved;
  tertial_string id;
  tertial_string title;
  size_t held_count;
} tertial_plan_activity_info;

typedef struct tertial_plan_indicator_info {
  uint32_t struct_size;
  int32_t kind;        /* TERTIAL_NONE: not stated */
  int32_t direction;   /* TERTIAL_NONE: not stated */
  int32_t granularity; /* of its periodicity; TERTIAL_NONE: irregular or not stated */
  int32_t protect;     /* small counts are held back */
  uint32_t reserved;
  tertial_string id;
  tertial_string title;
  tertial_string unit;
  size_t observation_count;
  size_t target_count;
  size_t definition_count;
} tertial_plan_indicator_info;

typedef struct tertial_plan_follow_up_info {
  uint32_t struct_size;
  tertial_date date;
  tertial_period period; /* TERTIAL_NO_PERIOD: not stated */
} tertial_plan_follow_up_info;

/** The index-th of its list, in the order of the document.
 *  @return TERTIAL_OK, TERTIAL_E_ARGUMENT, TERTIAL_E_HANDLE, TERTIAL_E_NOT_FOUND */
TERTIAL_API tertial_status tertial_plan_risk(const tertial_plan *plan, size_t index, tertial_plan_risk_info *out,
                                             tertial_error *error);
/** As tertial_plan_risk(). */
TERTIAL_API tertial_status tertial_plan_action(const tertial_plan *plan, size_t index, tertial_plan_action_info *out,
                                               tertial_error *error);
/** As tertial_plan_risk(): the activity-th of the action-th action. */
TERTIAL_API tertial_status tertial_plan_activity(const tertial_plan *plan, size_t action, size_t activity,
                                                 tertial_plan_activity_info *out, tertial_error *error);
/** As tertial_plan_risk(). */
TERTIAL_API tertial_status tertial_plan_indicator(const tertial_plan *plan, size_t index,
                                                  tertial_plan_indicator_info *out, tertial_error *error);
/** As tertial_plan_risk(): the id of the definition-th definition of the indicator-th indicator. */
TERTIAL_API tertial_status tertial_plan_definition(const tertial_plan *plan, size_t indicator, size_t definition,
                                                   tertial_string *out, tertial_error *error);
/** As tertial_plan_risk(). */
TERTIAL_API tertial_status tertial_plan_follow_up_date(const tertial_plan *plan, size_t index,
                                                       tertial_plan_follow_up_info *out, tertial_error *error);

/** The place of an id in its list.
 *  @return TERTIAL_OK, TERTIAL_E_ARGUMENT, TERTIAL_E_HANDLE, TERTIAL_E_NOT_FOUND */
TERTIAL_API tertial_status tertial_plan_find_risk(const tertial_plan *plan, const char *id, size_t size, size_t *out,
                                                  tertial_error *error);
/** As tertial_plan_find_risk(). */
TERTIAL_API tertial_status tertial_plan_find_action(const tertial_plan *plan, const char *id, size_t size, size_t *out,
                                                    tertial_error *error);
/** As tertial_plan_find_risk(). */
TERTIAL_API tertial_status tertial_plan_find_indicator(const tertial_plan *plan, const char *id, size_t size,
                                                       size_t *out, tertial_error *error);

/** The plan's matrix, on its own.
 *  @return TERTIAL_OK, TERTIAL_E_ARGUMENT, TERTIAL_E_HANDLE, TERTIAL_E_MEMORY */
TERTIAL_API tertial_status tertial_plan_matrix(const tertial_plan *plan, tertial_matrix **out, tertial_error *error);
/** What does not hold together in the plan by itself; what depends on a date is for tertial_follow_up_findings().
 *  @return TERTIAL_OK, TERTIAL_E_ARGUMENT, TERTIAL_E_HANDLE, TERTIAL_E_MEMORY */
TERTIAL_API tertial_status tertial_plan_findings(const tertial_plan *plan, tertial_findings **out,
                                                 tertial_error *error);
/** The day that a date or period means in a plan: "2020-08-31", "2020-T2" (its last day), "tertial 2" (of its year).
 *  @return TERTIAL_OK, TERTIAL_E_ARGUMENT, TERTIAL_E_HANDLE, TERTIAL_E_SYNTAX */
TERTIAL_API tertial_status tertial_plan_moment(const tertial_plan *plan, const char *text, size_t size,
                                               tertial_date *out, tertial_error *error);

/* ------------------------------------------------------------------------------------------- the facts of an open plan
 *
 * Every call checks as reading does and leaves the plan as it was where it fails. One that succeeds costs what the fact
 * costs - and, the first time after a follow-up or a copy was made that is still there, a copy of the plan, since those go
 * on showing what they were made from.
 *
 * add      another fact. Two for the same thing recorded on the same day become a finding, as in a document.
 * correct  a second fact for the same thing; `recorded` is given, and later than that of every one there is.
 *          TERTIAL_E_NOT_FOUND where there is nothing to correct.
 * remove   the fact for that thing recorded on that day; with TERTIAL_NO_DATE the one recorded last.
 *
 * A fact without `recorded` counts as recorded on the day it holds, an observation on the last day of its period.
 * TERTIAL_E_SCHEMA gives the place where the fact would stand: "/risks/3/assessments/2/likelihood". */

/** A judgement of a risk: likelihood and severity, or a level alone. */
typedef struct tertial_assessment {
  uint32_t struct_size;
  tertial_date date;
  tertial_date recorded;
  int32_t likelihood; /* from 1; 0: not stated */
  int32_t severity;   /* from 1; 0: not stated */
  uint32_t reserved;
  tertial_string level; /* id of a band; empty where likelihood and severity are stated */
  tertial_string rationale;
} tertial_assessment;

/** A risk is closed. */
typedef struct tertial_closing {
  uint32_t struct_size;
  tertial_date date;
  tertial_date recorded;
  uint32_t reserved;
  tertial_string reason;
} tertial_closing;

/** What somebody reports of an action. */
typedef struct tertial_action_report {
  uint32_t struct_size;
  tertial_date date;
  tertial_date recorded;
  int32_t status;
  double progress; /* 0 to 1; NaN: not stated */
  tertial_string comment;
} tertial_action_report;

/** One figure of an indicator, in its printed unit: 40 is 40 %. */
typedef struct tertial_observation {
  uint32_t struct_size;
  tertial_period period;
  tertial_date recorded;
  int32_t status;            /* TERTIAL_NONE: normal where there is a figure, missing where there is none */
  double value;              /* NaN: none */
  double numerator;          /* NaN: none */
  double denominator;        /* NaN: none */
  tertial_string definition; /* id; empty: the one in force */
} tertial_observation;

/** Many figures of an indicator as columns of `count` elements. Every column but `periods` may be NULL. */
typedef struct tertial_observation_columns {
  uint32_t struct_size;
  uint32_t reserved;
  size_t count;
  const tertial_period *periods;
  const double *values;         /* NaN: none */
  const uint8_t *valid;         /* 0: none, whatever the value; NULL: NaN alone decides */
  const double *numerators;     /* NaN: none */
  const double *denominators;   /* NaN: none */
  const uint8_t *statuses;      /* NULL: normal where there is a figure, missing where there is none */
  const uint8_t *definitions;   /* 0: the one in force, else its number from 1; NULL: all 0 */
  const tertial_date *recorded; /* TERTIAL_NO_DATE: none; NULL: none */
} tertial_observation_columns;

/** One line of a self-check. This struct does not grow. */
typedef struct tertial_self_check_result {
  tertial_string title;
  double numerator; /* NaN: not stated */
  double share;     /* in percent; NaN: not stated */
} tertial_self_check_result;

/** One group of the sample of a self-check; those of one breakdown stand together. This struct does not grow. */
typedef struct tertial_self_check_group {
  tertial_string by;    /* "sex" */
  tertial_string group; /* "girls" */
  double count;
} tertial_self_check_group;

/** A sample review. */
typedef struct tertial_self_check {
  uint32_t struct_size;
  tertial_period period;
  tertial_date recorded;
  uint32_t reserved;
  tertial_string id;
  tertial_string title;
  double sample; /* NaN: not stated */
  const tertial_string *risks; /* ids */
  size_t risk_count;
  const tertial_self_check_result *results;
  size_t result_count;
  const tertial_self_check_group *groups;
  size_t group_count;
} tertial_self_check;

/** @return TERTIAL_OK, TERTIAL_E_ARGUMENT, TERTIAL_E_HANDLE, TERTIAL_E_NOT_FOUND, TERTIAL_E_SCHEMA, TERTIAL_E_MEMORY,
 *  as all that follow here */
TERTIAL_API tertial_status tertial_plan_add_assessment(tertial_plan *plan, const char *risk, size_t risk_size,
                                                       const tertial_assessment *fact, tertial_error *error);
TERTIAL_API tertial_status tertial_plan_correct_assessment(tertial_plan *plan, const char *risk, size_t risk_size,
                                                           const tertial_assessment *fact, tertial_error *error);
TERTIAL_API tertial_status tertial_plan_remove_assessment(tertial_plan *plan, const char *risk, size_t risk_size,
                                                          tertial_date date, tertial_date recorded,
                                                          tertial_error *error);
TERTIAL_API tertial_status tertial_plan_add_closing(tertial_plan *plan, const char *risk, size_t risk_size,
                                                    const tertial_closing *fact, tertial_error *error);
TERTIAL_API tertial_status tertial_plan_correct_closing(tertial_plan *plan, const char *risk, size_t risk_size,
                                                        const tertial_closing *fact, tertial_error *error);
TERTIAL_API tertial_status tertial_plan_remove_closing(tertial_plan *plan, const char *risk, size_t risk_size,
                                                       tertial_date date, tertial_date recorded, tertial_error *error);
TERTIAL_API tertial_status tertial_plan_add_report(tertial_plan *plan, const char *action, size_t action_size,
                                                   const tertial_action_report *fact, tertial_error *error);
TERTIAL_API tertial_status tertial_plan_correct_report(tertial_plan *plan, const char *action, size_t action_size,
                                                       const tertial_action_report *fact, tertial_error *error);
TERTIAL_API tertial_status tertial_plan_remove_report(tertial_plan *plan, const char *action, size_t action_size,
                                                      tertial_date date, tertial_date recorded, tertial_error *error);
/** An occurrence of a recurrent activity, the activity-th of its action from 0. It is a day and nothing else: to correct
 *  it, remove it and add another. */
TERTIAL_API tertial_status tertial_plan_add_occurrence(tertial_plan *plan, const char *action, size_t action_size,
                                                       size_t activity, tertial_date held, tertial_error *error);
TERTIAL_API tertial_status tertial_plan_remove_occurrence(tertial_plan *plan, const char *action, size_t action_size,
                                                          size_t activity, tertial_date held, tertial_error *error);
TERTIAL_API tertial_status tertial_plan_add_observation(tertial_plan *plan, const char *indicator,
                                                        size_t indicator_size, const tertial_observation *fact,
                                                        tertial_error *error);
/** The same thing is the same period under the same definition. */
TERTIAL_API tertial_status tertial_plan_correct_observation(tertial_plan *plan, const char *indicator,
                                                            size_t indicator_size, const tertial_observation *fact,
                                                            tertial_error *error);
TERTIAL_API tertial_status tertial_plan_remove_observation(tertial_plan *plan, const char *indicator,
                                                           size_t indicator_size, tertial_period period,
                                                           const char *definition, size_t definition_size,
                                                           tertial_date recorded, tertial_error *error);
/** All of them or none. Nothing is allocated for each. */
TERTIAL_API tertial_status tertial_plan_add_observations(tertial_plan *plan, const char *indicator,
                                                         size_t indicator_size,
                                                         const tertial_observation_columns *columns,
                                                         tertial_error *error);
TERTIAL_API tertial_status tertial_plan_add_self_check(tertial_plan *plan, const tertial_self_check *fact,
                                                       tertial_error *error);
/** Takes the place of the one with the same id. */
TERTIAL_API tertial_status tertial_plan_correct_self_check(tertial_plan *plan, const tertial_self_check *fact,
                                                           tertial_error *error);
TERTIAL_API tertial_status tertial_plan_remove_self_check(tertial_plan *plan, const char *id, size_t id_size,
                                                          tertial_error *error);

/** Arrays of the caller's for the columns of observations; each but `count` may be NULL, then it is left out. */
typedef struct tertial_observation_arrays {
  uint32_t struct_size;
  uint32_t reserved;
  size_t capacity; /* elements that each array has room for */
  tertial_period *periods;
  double *values;       /* NaN: none */
  double *numerators;   /* NaN: none */
  double *denominators; /* NaN: none */
  uint8_t *statuses;
  uint8_t *definitions; /* number from 1; 0: the indicator has none, or (of a plan) none is named */
  tertial_date *recorded;
} tertial_observation_arrays;

/** The observations of the index-th indicator as they stand in the plan, in the order of the document.
 *  @param count  how many were written
 *  @return TERTIAL_OK, TERTIAL_E_ARGUMENT, TERTIAL_E_HANDLE, TERTIAL_E_NOT_FOUND, TERTIAL_E_LIMIT (no room) */
TERTIAL_API tertial_status tertial_plan_observations(const tertial_plan *plan, size_t index,
                                                     const tertial_observation_arrays *arrays, size_t *count,
                                                     tertial_error *error);

/* ---------------------------------------------------------------------------------------------------- pasted tables */

/** What importing a table changed, and what a person should look at. Immutable; may be shared. */
typedef struct tertial_import tertial_import;

typedef struct tertial_import_options {
  uint32_t struct_size;
  int32_t language;      /* TERTIAL_PLAN_LANGUAGE: that of the plan */
  int32_t year;          /* of headings that name none; 0: that of the plan */
  tertial_date recorded; /* given: every new figure carries it, and another figure becomes a correction */
} tertial_import_options;

/** TERTIAL_WORDS_IMPORT_CHANGE */
#define TERTIAL_IMPORT_NEW_INDICATOR 0
#define TERTIAL_IMPORT_NEW_OBSERVATION 1
#define TERTIAL_IMPORT_CHANGED_OBSERVATION 2
#define TERTIAL_IMPORT_NEW_BASELINE 3
#define TERTIAL_IMPORT_CHANGED_BASELINE 4

/** Strings of this and of the notes live as long as the import. */
typedef struct tertial_import_change {
  uint32_t struct_size;
  int32_t kind;
  tertial_period period; /* TERTIAL_NO_PERIOD: none */
  int32_t status;        /* of the new observation */
  double before;         /* NaN: none */
  double after;          /* NaN: none */
  tertial_string indicator;
} tertial_import_change;

typedef struct tertial_import_note {
  uint32_t struct_size;
  uint32_t line;   /* from 1 */
  uint32_t column; /* cells, from 1; 0: the whole line */
  uint32_t reserved;
  tertial_string swedish;
  tertial_string english;
} tertial_import_note;

/** Puts the figures of an indicator table into the plan, as it is pasted from a report or a spreadsheet: cells parted by
 *  tabs or semicolons, Swedish and English headings, decimal comma, "u.s.". Rows match indicators by id or title, else
 *  become new ones.
 *  @param options  may be NULL: language and year of the plan
 *  @param out      what was changed, freed with tertial_import_free()
 *  @return TERTIAL_OK, TERTIAL_E_ARGUMENT, TERTIAL_E_HANDLE, TERTIAL_E_SYNTAX, TERTIAL_E_SCHEMA ("line L, column C"),
 *  TERTIAL_E_MEMORY */
TERTIAL_API tertial_status tertial_plan_import(tertial_plan *plan, const char *table, size_t size,
                                               const tertial_import_options *options, tertial_import **out,
                                               tertial_error *error);
/** 0 for NULL. */
TERTIAL_API size_t tertial_import_change_count(const tertial_import *imported);
/** @return TERTIAL_OK, TERTIAL_E_ARGUMENT, TERTIAL_E_HANDLE, TERTIAL_E_NOT_FOUND */
TERTIAL_API tertial_status tertial_import_change_get(const tertial_import *imported, size_t index,
                                                     tertial_import_change *out, tertial_error *error);
/** 0 for NULL. */
TERTIAL_API size_t tertial_import_note_count(const tertial_import *imported);
/** @return TERTIAL_OK, TERTIAL_E_ARGUMENT, TERTIAL_E_HANDLE, TERTIAL_E_NOT_FOUND */
TERTIAL_API tertial_status tertial_import_note_get(const tertial_import *imported, size_t index, tertial_import_note *out,
                                                   tertial_error *error);
TERTIAL_API void tertial_import_free(tertial_import *imported);

/* -------------------------------------------------------------------------------------------------------- follow-up */

/** A plan followed up at a date. Immutable; may be shared. Everything borrowed from it lives as long as it does. */
typedef struct tertial_follow_up tertial_follow_up;

typedef struct tertial_follow_up_options {
  uint32_t struct_size;
  tertial_date as_of;
  tertial_date previous;        /* TERTIAL_NO_DATE: the plan's last follow-up before as_of */
  tertial_date known_at;        /* TERTIAL_NO_DATE: all that is on record */
  const tertial_string *reveal; /* ids of protected indicators whose small counts may be shown */
  size_t reveal_count;
} tertial_follow_up_options;

/** Follows a plan up.
 *  @param out    freed with tertial_follow_up_free()
 *  @return TERTIAL_OK, TERTIAL_E_ARGUMENT (as well where previous is not before as_of, or an id to reveal is no
 *  indicator's), TERTIAL_E_HANDLE, TERTIAL_E_MEMORY */
TERTIAL_API tertial_status tertial_follow_up_new(const tertial_plan *plan, const tertial_follow_up_options *options,
                                                 tertial_follow_up **out, tertial_error *error);
TERTIAL_API void tertial_follow_up_free(tertial_follow_up *review);

typedef struct tertial_follow_up_info {
  uint32_t struct_size;
  tertial_date as_of;
  tertial_date previous; /* TERTIAL_NO_DATE: nothing to compare with */
  tertial_date known_at;
  tertial_period period; /* TERTIAL_NO_PERIOD: none ends on as_of */
  int32_t language;      /* of the plan */
  size_t risk_count;   /* those closed before included, with closed_before set */
  size_t action_count;
  size_t indicator_count;
  size_t self_check_count;
} tertial_follow_up_info;

/** @return TERTIAL_OK, TERTIAL_E_ARGUMENT, TERTIAL_E_HANDLE, as all that follow here; TERTIAL_E_NOT_FOUND where an index
 *  or id is none */
TERTIAL_API tertial_status tertial_follow_up_get(const tertial_follow_up *review, tertial_follow_up_info *out,
                                                 tertial_error *error);

typedef struct tertial_summary {
  uint32_t struct_size;
  int32_t by_level[TERTIAL_MAX_BANDS + 1]; /* open risks by number of their band; [0] unclassified or unassessed */
  int32_t open;
  int32_t closed; /* since the previous follow-up */
  int32_t movement[TERTIAL_MOVEMENTS];
  int32_t reduced; /* decreased and closed */
  int32_t actions[TERTIAL_ACTION_STATUSES];
  int32_t actions_unreported;
  int32_t indicators_with_value;
  int32_t indicators_missing;
  int32_t indicators_not_due;
  int32_t targets_met;
  int32_t targets_near;
  int32_t targets_missed;
  int32_t targets_undecided;
  int32_t targets_no_target;
  int32_t targets_no_value;
  int32_t findings[3]; /* by severity */
} tertial_summary;

TERTIAL_API tertial_status tertial_follow_up_summary(const tertial_follow_up *review, tertial_summary *out,
                                                     tertial_error *error);

typedef struct tertial_risk_line {
  uint32_t struct_size;
  int32_t level;      /* number of the band; 0: unclassified or unassessed */
  int32_t score;      /* TERTIAL_NONE: only a level was judged */
  int32_t likelihood; /* 0: not stated */
  int32_t severity;   /* 0: not stated */
  int32_t previous_level; /* TERTIAL_NONE: not assessed then, or no previous follow-up */
  int32_t movement;       /* TERTIAL_NONE where closed_before */
  int32_t closed_before;  /* closed by the previous follow-up and still: not counted */
  tertial_date assessed;
  tertial_date closed;
  tertial_string id;
  tertial_string title;
  tertial_string level_id;          /* "yellow", "unclassified" */
  tertial_string previous_level_id; /* empty: none */
} tertial_risk_line;

TERTIAL_API tertial_status tertial_follow_up_risk(const tertial_follow_up *review, size_t index, tertial_risk_line *out,
                                                  tertial_error *error);
/** The id of the level with that number: 0 is "unclassified". */
TERTIAL_API tertial_status tertial_follow_up_level(const tertial_follow_up *review, int32_t number, tertial_string *out,
                                                   tertial_error *error);
TERTIAL_API tertial_status tertial_follow_up_find_risk(const tertial_follow_up *review, const char *id, size_t size,
                                                       size_t *out, tertial_error *error);

typedef struct tertial_action_line {
  uint32_t struct_size;
  int32_t status;   /* what is shown; TERTIAL_NONE: unreported */
  int32_t reported; /* TERTIAL_NONE: never */
  int32_t derived;  /* TERTIAL_NONE: no basis */
  int32_t unreported; /* no report, or the last one is from before the previous follow-up */
  tertial_date reported_on;
  tertial_string id;
  tertial_string title;
  tertial_string responsible;
  tertial_string why; /* rule and figures of what was derived, in the language of the plan */
  size_t activity_count;
} tertial_action_line;

TERTIAL_API tertial_status tertial_follow_up_action(const tertial_follow_up *review, size_t index,
                                                    tertial_action_line *out, tertial_error *error);
TERTIAL_API tertial_status tertial_follow_up_find_action(const tertial_follow_up *review, const char *id, size_t size,
                                                         size_t *out, tertial_error *error);

typedef struct tertial_activity_line {
  uint32_t struct_size;
  int32_t derived; /* TERTIAL_NONE: no basis */
  int32_t overdue;
  int32_t held; /* of a recurrence, by as_of; TERTIAL_NONE without one */
  int32_t due;
  int32_t of;
  tertial_string id;
  tertial_string title;
  tertial_string why;
} tertial_activity_line;

TERTIAL_API tertial_status tertial_follow_up_activity(const tertial_follow_up *review, size_t action, size_t activity,
                                                      tertial_activity_line *out, tertial_error *error);

/** A figure as a report may show it. This struct does not grow. */
typedef struct tertial_figure {
  tertial_period period; /* TERTIAL_NO_PERIOD: there is no figure */
  int32_t status;
  double value; /* NaN: none, or held back; the status says which */
  double numerator;
  double denominator;
  tertial_string definition; /* id; empty: the indicator has one only */
} tertial_figure;

/** Values are in the indicator's printed unit. */
typedef struct tertial_indicator_line {
  uint32_t struct_size;
  int32_t availability;
  int32_t kind;                 /* TERTIAL_NONE: not stated */
  int32_t direction;            /* TERTIAL_NONE: not stated */
  int32_t from_baseline_reason; /* why there is no change; TERTIAL_NONE where there is one */
  int32_t from_previous_reason;
  double from_baseline; /* NaN: none */
  double from_previous; /* NaN: none */
  double baseline;      /* NaN: none, or held back */
  tertial_period baseline_period;
  int32_t stale; /* periods over, due in the plan's year, and without an observation */
  tertial_figure latest;
  tertial_figure previous; /* the last that the previous follow-up knows of */
  tertial_string id;
  tertial_string title;
  tertial_string unit;
  size_t observation_count; /* that the follow-up knows */
  size_t target_count;
  size_t rollup_count;
  size_t like_for_like_count;
  size_t break_count;
} tertial_indicator_line;

/** @return TERTIAL_E_MEMORY too */
TERTIAL_API tertial_status tertial_follow_up_indicator(const tertial_follow_up *review, size_t index,
                                                       tertial_indicator_line *out, tertial_error *error);
TERTIAL_API tertial_status tertial_follow_up_find_indicator(const tertial_follow_up *review, const char *id,
                                                            size_t size, size_t *out, tertial_error *error);

/** Kinds of aims. */
#define TERTIAL_AIM_VALUE 0
#define TERTIAL_AIM_RANGE 1
#define TERTIAL_AIM_INCREASE 2
#define TERTIAL_AIM_DECREASE 3
#define TERTIAL_AIM_UNDECIDED 4

typedef struct tertial_target_line {
  uint32_t struct_size;
  int32_t year;
  int32_t aim;
  int32_t status;
  int32_t judged_on;        /* TERTIAL_NONE: nothing */
  int32_t periods_observed; /* of a flow, in the target's year */
  int32_t periods_in_year;
  uint32_t reserved;
  double value; /* TERTIAL_AIM_VALUE, else NaN */
  double from;  /* TERTIAL_AIM_RANGE, else NaN */
  double to;
  double judged;        /* the figure that was held against the aim; NaN: none */
  double compared_with; /* of a trend; NaN: none */
  double year_to_date;  /* of a flow; NaN: none */
  double forecast;      /* of a flow while its year runs; NaN: none */
  double pace_needed;   /* a period, for the rest of the year; NaN: none */
  tertial_string set_by;
  tertial_string undecided; /* TERTIAL_AIM_UNDECIDED: why */
} tertial_target_line;

TERTIAL_API tertial_status tertial_follow_up_target(const tertial_follow_up *review, size_t indicator, size_t target,
                                                    tertial_target_line *out, tertial_error *error);

/** A value of a longer period. This struct does not grow. */
typedef struct tertial_rollup {
  tertial_period period;
  int32_t based_on; /* periods with what the kind needs ... */
  int32_t of;       /* ... of so many */
  uint32_t marks;   /* TERTIAL_ROLLUP_... */
  double value;     /* NaN: none */
} tertial_rollup;

#define TERTIAL_ROLLUP_UNWEIGHTED 1u   /* an index averaged without weights */
#define TERTIAL_ROLLUP_ACROSS_BREAK 2u /* made by more than one definition: not pooled */

TERTIAL_API tertial_status tertial_follow_up_rollup(const tertial_follow_up *review, size_t indicator, size_t rollup,
                                                    tertial_rollup *out, tertial_error *error);

/** A change under one definition, told where the change itself cannot be. */
typedef struct tertial_like_for_like {
  uint32_t struct_size;
  tertial_period from_period;
  tertial_period to_period;
  uint32_t reserved;
  double from;
  double to;
  double change;
  tertial_string definition;
} tertial_like_for_like;

TERTIAL_API tertial_status tertial_follow_up_like_for_like(const tertial_follow_up *review, size_t indicator,
                                                           size_t index, tertial_like_for_like *out,
                                                           tertial_error *error);
/** The first period that is not counted as those before it. */
TERTIAL_API tertial_status tertial_follow_up_break(const tertial_follow_up *review, size_t indicator, size_t index,
                                                   tertial_period *out, tertial_error *error);
/** The id of the definition-th definition of an indicator; observations count them from 1. */
TERTIAL_API tertial_status tertial_follow_up_definition(const tertial_follow_up *review, size_t indicator,
                                                        size_t definition, tertial_string *out, tertial_error *error);
/** The observations of an indicator as the follow-up knows them, in time order, small counts held back.
 *  @param count  how many were written
 *  @return TERTIAL_E_LIMIT and TERTIAL_E_MEMORY too */
TERTIAL_API tertial_status tertial_follow_up_observations(const tertial_follow_up *review, size_t indicator,
                                                          const tertial_observation_arrays *arrays, size_t *count,
                                                          tertial_error *error);

typedef struct tertial_self_check_line {
  uint32_t struct_size;
  tertial_period period;
  double sample; /* NaN: not stated */
  tertial_string id;
  tertial_string title;
  size_t result_count;
  size_t group_count; /* of all breakdowns together */
} tertial_self_check_line;

TERTIAL_API tertial_status tertial_follow_up_self_check(const tertial_follow_up *review, size_t index,
                                                        tertial_self_check_line *out, tertial_error *error);
TERTIAL_API tertial_status tertial_follow_up_self_check_result(const tertial_follow_up *review, size_t self_check,
                                                               size_t result, tertial_self_check_result *out,
                                                               tertial_error *error);
TERTIAL_API tertial_status tertial_follow_up_self_check_group(const tertial_follow_up *review, size_t self_check,
                                                              size_t group, tertial_self_check_group *out,
                                                              tertial_error *error);
/** They belong to the follow-up. */
TERTIAL_API tertial_status tertial_follow_up_findings(const tertial_follow_up *review, const tertial_findings **out,
                                                      tertial_error *error);

/** The whole as text: the follow-up document (JSON), a report in Markdown, one HTML file that needs nothing but itself.
 *  @param language  TERTIAL_PLAN_LANGUAGE: that of the plan
 *  @return TERTIAL_OK, TERTIAL_E_ARGUMENT, TERTIAL_E_HANDLE, TERTIAL_E_MEMORY, as all that follow here */
TERTIAL_API tertial_status tertial_follow_up_json(const tertial_follow_up *review, int32_t language, tertial_text **out,
                                                  tertial_error *error);
TERTIAL_API tertial_status tertial_follow_up_markdown(const tertial_follow_up *review, int32_t language,
                                                      tertial_text **out, tertial_error *error);
TERTIAL_API tertial_status tertial_follow_up_html(const tertial_follow_up *review, int32_t language, tertial_text **out,
                                                  tertial_error *error);
/** The sentences that a board reads first, a line each, without markup. */
TERTIAL_API tertial_status tertial_follow_up_sentences(const tertial_follow_up *review, int32_t language,
                                                       tertial_text **out, tertial_error *error);
/** One table as CSV (RFC 4180), or TERTIAL_TABLE_ALL. */
TERTIAL_API tertial_status tertial_follow_up_csv(const tertial_follow_up *review, int32_t table, int32_t language,
                                                 tertial_text **out, tertial_error *error);
/** The file that planning systems import key figures from.
 *  @return TERTIAL_E_SCHEMA too: codes of those systems that are missing or fit two indicators */
TERTIAL_API tertial_status tertial_follow_up_kpi_csv(const tertial_follow_up *review, tertial_text **out,
                                                     tertial_error *error);
/** The bytes of an Excel workbook.
 *  @return TERTIAL_E_UNSUPPORTED too: built without; TERTIAL_E_LIMIT: more rows than a sheet holds */
TERTIAL_API tertial_status tertial_follow_up_xlsx(const tertial_follow_up *review, int32_t language, tertial_text **out,
                                                  tertial_error *error);

/** A follow-up among others, and the relative address of its page. This struct does not grow. */
typedef struct tertial_index_entry {
  const tertial_follow_up *review;
  tertial_string file;
} tertial_index_entry;

/** One HTML page over many follow-ups, the worst first.
 *  @param language  TERTIAL_SWEDISH or TERTIAL_ENGLISH */
TERTIAL_API tertial_status tertial_html_index(const tertial_index_entry *entries, size_t count, const char *title,
                                              size_t title_size, int32_t language, tertial_text **out,
                                              tertial_error *error);

/* ----------------------------------------------------------------------------------------------------------- series
 *
 * Figures that are in no plan, one series or many of the same periods: a matrix with a row for each series and a column
 * for each period. */

/** BORROWS its columns: they must live, and stay as they are, as long as the series. Immutable; may be shared. */
typedef struct tertial_series tertial_series;

typedef struct tertial_series_columns {
  uint32_t struct_size;
  tertial_period first;          /* of consecutive periods, where `periods` is NULL */
  size_t period_count;           /* columns */
  size_t row_count;              /* series */
  const tertial_period *periods; /* ascending, of one granularity; NULL: from `first` on */
  const double *values;          /* row_count * period_count, row by row; NaN and infinities: none */
  const uint8_t *valid;          /* 0: none, whatever the value; NULL: the value alone decides */
  const double *numerators;      /* NULL: none */
  const double *denominators;    /* of an index: weights; NULL: none */
  const uint8_t *definitions;    /* one for each period; others than before are not pooled; NULL: one for all */
} tertial_series_columns;

/** @return TERTIAL_OK, TERTIAL_E_ARGUMENT, TERTIAL_E_MEMORY */
TERTIAL_API tertial_status tertial_series_new(const tertial_series_columns *columns, tertial_series **out,
                                              tertial_error *error);
TERTIAL_API void tertial_series_free(tertial_series *series);

/** How values of short periods make that of a longer one. */
typedef struct tertial_rollup_rule {
  uint32_t struct_size;
  int32_t kind;
  int32_t of_snapshots; /* of a share: the last one stands, instead of sums over sums */
  int32_t reserved;
  double scale; /* of a share: what a fraction is multiplied by, 100 for percent; 0: 1 */
} tertial_rollup_rule;

/** Columns of the caller's for what was rolled up: period_count periods, and row_count * period_count cells, row by row.
 *  Each pointer may be NULL, then it is left out. */
typedef struct tertial_rollup_columns {
  uint32_t struct_size;
  uint32_t reserved;
  size_t period_capacity; /* periods there is room for, and cells for each row */
  tertial_period *periods;
  double *values; /* NaN: none */
  int32_t *based_on;
  int32_t *of; /* one for each period */
  uint8_t *marks; /* TERTIAL_ROLLUP_... */
} tertial_rollup_columns;

/** How many periods a series is rolled up to.
 *  @return TERTIAL_OK, TERTIAL_E_ARGUMENT, TERTIAL_E_HANDLE, TERTIAL_E_NOT_FOUND (its periods belong to none such),
 *  TERTIAL_E_MEMORY */
TERTIAL_API tertial_status tertial_series_roll_up_count(const tertial_series *series, int32_t granularity, size_t *out,
                                                        tertial_error *error);
/** Rolls every row up. Nothing is allocated for each.
 *  @return as tertial_series_roll_up_count(), and TERTIAL_E_LIMIT: no room */
TERTIAL_API tertial_status tertial_series_roll_up(const tertial_series *series, int32_t granularity,
                                                  const tertial_rollup_rule *rule,
                                                  const tertial_rollup_columns *columns, tertial_error *error);

/* --------------------------------------------------------------------------------------------------------- measures
 *
 * Case records to figures. A measure is an accumulator: records are added in any order and any parts, accumulators of the
 * same options are merged, written as bytes and read again, and the same records give the same figures. */

/** Owns what it has counted; the records stay the caller's. Those of persons keep rows by person, wiped when freed. */
typedef struct tertial_measure tertial_measure;
/** What a measure has come to. Immutable; may be shared. */
typedef struct tertial_measured tertial_measured;

/** TERTIAL_WORDS_MEASURE */
#define TERTIAL_MEASURE_COUNT 0    /* records */
#define TERTIAL_MEASURE_DISTINCT 1 /* persons, each once */
#define TERTIAL_MEASURE_MEAN 2     /* of a value of the records */
#define TERTIAL_MEASURE_DEADLINE 3 /* finished within a time of the start */
#define TERTIAL_MEASURE_SNAPSHOT 4 /* ongoing at the end of each period, and longer than a time */
#define TERTIAL_MEASURE_COHORT 5   /* ended, and not back within a time */
#define TERTIAL_MEASURE_WINDOW 6   /* persons with contacts enough in a rolling window */

/** TERTIAL_WORDS_PRESENCE: which persons a window counts */
#define TERTIAL_PRESENCE_LISTED 0
#define TERTIAL_PRESENCE_AT_END 1
#define TERTIAL_PRESENCE_THROUGHOUT 2

/** TERTIAL_WORDS_DURATION_UNIT */
#define TERTIAL_DURATION_NONE 0
#define TERTIAL_DURATION_SECONDS 1
#define TERTIAL_DURATION_DAYS 2
#define TERTIAL_DURATION_MONTHS 3

#define TERTIAL_MAX_GROUPS 4

typedef struct tertial_measure_options {
  uint32_t struct_size;
  int32_t kind;                /* TERTIAL_MEASURE_... */
  tertial_period first;        /* of the periods that are asked for ... */
  tertial_period last;         /* ... to this one */
  const uint32_t *groups;      /* how many codes each group has; copied */
  size_t group_count;          /* at most TERTIAL_MAX_GROUPS */
  tertial_date observed_until; /* the last day the records know of; TERTIAL_NO_DATE: they know everything */
  int32_t duration_unit;       /* deadline: within; snapshot: longer than, or none; cohort: followed; window: its length */
  int64_t duration;
  uint32_t over;     /* count: each figure is of so many periods; 0: 1 */
  int32_t has_per;   /* count: with the number of such shorter periods as denominator, */
  int32_t per;       /* which are of this granularity */
  int32_t decimals;  /* mean: to how many decimals values are added up exactly, 0 to 9 */
  int32_t care_days; /* snapshot: days of care as well */
  int32_t presence;  /* window: TERTIAL_PRESENCE_... */
  uint64_t kinds;    /* window: a bit for each kind of contact that counts, from 0 to 63; 0: all */
  uint32_t at_least; /* window: so many contacts */
  uint32_t reserved;
} tertial_measure_options;

/** Unsigned numbers of `width` bytes each: 1, 2 or 4 for codes, 4 or 8 for persons. Borrowed for the call. */
typedef struct tertial_numbers {
  const void *data; /* NULL: there is no such column */
  uint32_t width;
  uint32_t reserved;
} tertial_numbers;

/** Columns of case records. What the measure does not ask for may be NULL. TERTIAL_NO_DATE and INT64_MIN are days and
 *  times that are not known, or of what has not happened. A code beyond a group's last is in none that is asked for. */
typedef struct tertial_records {
  uint32_t struct_size;
  uint32_t reserved;
  size_t row_count;
  tertial_numbers groups[TERTIAL_MAX_GROUPS];
  const tertial_date *start;   /* days, */
  const tertial_date *end;     /* the day of an end being the first that is no part of it */
  const int64_t *start_time;   /* or seconds since 1970-01-01, as the clock on the wall showed them */
  const int64_t *end_time;
  tertial_numbers person;      /* keys that mean nothing here */
  tertial_numbers kind;        /* of contact */
  const double *value;         /* NaN: none */
} tertial_records;

/** @return TERTIAL_OK, TERTIAL_E_ARGUMENT, TERTIAL_E_MEMORY */
TERTIAL_API tertial_status tertial_measure_new(const tertial_measure_options *options, tertial_measure **out,
                                               tertial_error *error);
TERTIAL_API void tertial_measure_free(tertial_measure *measure);

/** Counts records: of a window, the contacts. Nothing is counted where it fails.
 *  count, distinct, mean: start or start_time, and person, value; deadline: start_time and end_time for a limit in seconds,
 *  else start and end; snapshot: start, end; cohort: start, end, person; window: start, person, and kind where kinds are
 *  asked for; all but the contacts of a window: groups.
 *  @param threads  how many the call may use, which it ends before it returns; 0 is 1. The result is the same.
 *  @return TERTIAL_OK, TERTIAL_E_ARGUMENT, TERTIAL_E_HANDLE, TERTIAL_E_LIMIT (values too great for an exact sum),
 *  TERTIAL_E_MEMORY */
TERTIAL_API tertial_status tertial_measure_add(tertial_measure *measure, const tertial_records *records,
                                               uint32_t threads, tertial_error *error);
/** Lists persons, of a window only: groups, person, and start and end of their stays unless all listed count.
 *  @return as tertial_measure_add(); TERTIAL_E_ARGUMENT for a measure of another kind */
TERTIAL_API tertial_status tertial_measure_add_persons(tertial_measure *measure, const tertial_records *records,
                                                       uint32_t threads, tertial_error *error);
/** Adds what another one counted, which stays as it is and may be the same.
 *  @return TERTIAL_OK, TERTIAL_E_ARGUMENT (other options, keys of another width), TERTIAL_E_HANDLE, TERTIAL_E_LIMIT,
 *  TERTIAL_E_MEMORY */
TERTIAL_API tertial_status tertial_measure_merge(tertial_measure *measure, const tertial_measure *other,
                                                 tertial_error *error);
/** The measure as bytes, the same for the same records. Those of persons hold their keys: as confidential as the records.
 *  @return TERTIAL_OK, TERTIAL_E_ARGUMENT, TERTIAL_E_HANDLE, TERTIAL_E_MEMORY */
TERTIAL_API tertial_status tertial_measure_write(const tertial_measure *measure, tertial_text **out,
                                                 tertial_error *error);
/** What tertial_measure_write() wrote.
 *  @return TERTIAL_OK, TERTIAL_E_ARGUMENT, TERTIAL_E_SYNTAX (damaged, or something else), TERTIAL_E_MEMORY */
TERTIAL_API tertial_status tertial_measure_read(const void *bytes, size_t size, tertial_measure **out,
                                                tertial_error *error);

typedef struct tertial_measure_info {
  uint32_t struct_size;
  int32_t kind;
  tertial_period first;
  tertial_period last;
  uint32_t group_count;
  uint32_t groups[TERTIAL_MAX_GROUPS]; /* codes of each; 0 after the last */
} tertial_measure_info;

/** What a measure that was read is of.
 *  @return TERTIAL_OK, TERTIAL_E_ARGUMENT, TERTIAL_E_HANDLE */
TERTIAL_API tertial_status tertial_measure_get_info(const tertial_measure *measure, tertial_measure_info *out,
                                                    tertial_error *error);

/** The figures. The measure goes on counting.
 *  @param threads  as of tertial_measure_add()
 *  @return TERTIAL_OK, TERTIAL_E_ARGUMENT, TERTIAL_E_HANDLE, TERTIAL_E_MEMORY */
TERTIAL_API tertial_status tertial_measure_finish(const tertial_measure *measure, uint32_t threads,
                                                  tertial_measured **out, tertial_error *error);
TERTIAL_API void tertial_measured_free(tertial_measured *measured);

typedef struct tertial_row_counts {
  uint64_t rows;    /* all that were added */
  uint64_t outside; /* of no period or group that is asked for */
  uint64_t faulty;  /* without the day that is asked for, or ended before they began */
} tertial_row_counts;

typedef struct tertial_measured_info {
  uint32_t struct_size;
  int32_t decimals; /* numerators count units of 10^-decimals */
  tertial_period first;
  tertial_period last;
  size_t period_count;
  size_t cell_count; /* combinations of groups, the last group running fastest */
  tertial_row_counts records;
  tertial_row_counts persons; /* of a window */
} tertial_measured_info;

/** @return TERTIAL_OK, TERTIAL_E_ARGUMENT, TERTIAL_E_HANDLE */
TERTIAL_API tertial_status tertial_measured_get_info(const tertial_measured *measured, tertial_measured_info *out,
                                                     tertial_error *error);

#define TERTIAL_FIGURES_NUMERATOR 0
#define TERTIAL_FIGURES_DENOMINATOR 1
#define TERTIAL_FIGURES_HELD 2 /* what cannot be judged yet, and is in neither */
#define TERTIAL_FIGURES_DAYS 3 /* of care */

/** A column of cell_count * period_count figures, cell by cell, which lives as long as the handle; NULL where the measure
 *  has no such figures.
 *  @return TERTIAL_OK, TERTIAL_E_ARGUMENT, TERTIAL_E_HANDLE */
TERTIAL_API tertial_status tertial_measured_figures(const tertial_measured *measured, int32_t column,
                                                    const int64_t **out, tertial_error *error);
/** Numerators by denominators, or numerators alone where there are no denominators, into `values`: NaN where nobody is
 *  counted and where the period is not over on the last day observed.
 *  @return TERTIAL_OK, TERTIAL_E_ARGUMENT, TERTIAL_E_HANDLE, TERTIAL_E_LIMIT: no room */
TERTIAL_API tertial_status tertial_measured_values(const tertial_measured *measured, double *values, size_t capacity,
                                                   tertial_error *error);

/* ------------------------------------------------------------------------------------------------ disclosure control
 *
 * Which counts of a table are hidden so that nobody finds the small ones: by themselves, or from totals and subtotals. A
 * hidden count has an interval, of all whole numbers that agree with everything that is published; it may be neither too
 * narrow nor known to be small. */

/** A table of rows and columns with a total row after the last row and a total column after the last column. Arrays of its
 *  cells have (row_count + 1) * (column_count + 1) of them, row by row. Columns may be subtotals of others: the tertial of
 *  its months. */
typedef struct tertial_count_table {
  uint32_t struct_size;
  uint32_t row_count;
  uint32_t column_count;          /* with subtotals */
  uint32_t layer_count;           /* tables whose cells are hidden together: those in time and those not; at least 1 */
  const int32_t *part_of;         /* of each column the subtotal that it adds to, or TERTIAL_NONE; NULL: there are none */
  const int64_t *counts;          /* layer by layer, row by row, a count for each column that is no subtotal */
  int32_t without_row_totals;     /* 1: the total column is not published, */
  int32_t without_column_totals;  /* the total row is not, */
  int32_t without_grand_total;    /* the last cell of both is not */
  int32_t reserved;
} tertial_count_table;

/** What may leave. All zero, but for struct_size, is the usual: counts of 1 to 4 are small. */
typedef struct tertial_disclosure_policy {
  uint32_t struct_size;
  int32_t hide_zeros;       /* 1: 0 is small as well */
  int64_t threshold;        /* counts of 1 to threshold - 1 are small; 0: 5 */
  int64_t min_width;        /* of a hidden count's interval, its highest less its lowest; 0: the threshold */
  int32_t show_complements; /* 1: what a published total leaves beside a cell may be small */
  int32_t keep_totals;      /* 1: totals are never hidden */
} tertial_disclosure_policy;

#define TERTIAL_CELL_SHOWN 0
#define TERTIAL_CELL_SMALL_COUNT 1
#define TERTIAL_CELL_SMALL_COMPLEMENT 2 /* what it leaves of a published total is small */
#define TERTIAL_CELL_SECONDARY 3        /* hidden so that others cannot be worked out */
#define TERTIAL_CELL_LEFT_OUT 4         /* of a margin that is not published */

/** Writes a TERTIAL_CELL_... for each cell. The whole that layers are parts of must leave with the same cells hidden.
 *  @return TERTIAL_OK, TERTIAL_E_ARGUMENT, TERTIAL_E_LIMIT: no room, TERTIAL_E_DISCLOSURE: nothing may leave,
 *  TERTIAL_E_MEMORY */
TERTIAL_API tertial_status tertial_counts_protect(const tertial_count_table *table,
                                                  const tertial_disclosure_policy *policy, uint8_t *cells,
                                                  size_t capacity, tertial_error *error);
/** What others can work out of a published table: for each cell the lowest and the highest count that it can have.
 *  @param table      its shape; counts are not read, and layer_count is 1
 *  @param published  a count for each cell, TERTIAL_NONE where there is none
 *  @param high       TERTIAL_NONE where nothing bounds it
 *  @return TERTIAL_OK, TERTIAL_E_ARGUMENT: no counts agree with it, TERTIAL_E_LIMIT: no room, TERTIAL_E_MEMORY */
TERTIAL_API tertial_status tertial_counts_audit(const tertial_count_table *table, const int64_t *published,
                                                int64_t *low, int64_t *high, size_t capacity, tertial_error *error);

/* ------------------------------------------------------------------------------------ Arrow C Data Interface, streams
 *
 * https://arrow.apache.org/docs/format/CDataInterface.html: these structs are part of it, and are given here as it asks. */

#ifndef ARROW_C_DATA_INTERFACE
#define ARROW_C_DATA_INTERFACE

#define ARROW_FLAG_DICTIONARY_ORDERED 1
#define ARROW_FLAG_NULLABLE 2
#define ARROW_FLAG_MAP_KEYS_SORTED 4

struct ArrowSchema {
  const char *format;
  const char *name;
  const char *metadata;
  int64_t flags;
  int64_t n_children;
  struct ArrowSchema **children;
  struct ArrowSchema *dictionary;
  void (*release)(struct ArrowSchema *);
  void *private_data;
};

struct ArrowArray {
  int64_t length;
  int64_t null_count;
  int64_t offset;
  int64_t n_buffers;
  int64_t n_children;
  const void **buffers;
  struct ArrowArray **children;
  struct ArrowArray *dictionary;
  void (*release)(struct ArrowArray *);
  void *private_data;
};

#endif

#ifndef ARROW_C_STREAM_INTERFACE
#define ARROW_C_STREAM_INTERFACE

struct ArrowArrayStream {
  int (*get_schema)(struct ArrowArrayStream *, struct ArrowSchema *out);
  int (*get_next)(struct ArrowArrayStream *, struct ArrowArray *out);
  const char *(*get_last_error)(struct ArrowArrayStream *);
  void (*release)(struct ArrowArrayStream *);
  void *private_data;
};

#endif

/** One table of a follow-up as a struct array, a field a column, named as in its CSV: text as utf8, days as date32,
 *  figures as float64, whole numbers as int32, yes and no as bool. What is missing is null.
 *  @param schema, array  written over, whatever they held; the caller releases each, in any order, children moved out
 *  or not, and after the follow-up was freed if it likes
 *  @return TERTIAL_OK, TERTIAL_E_ARGUMENT, TERTIAL_E_HANDLE, TERTIAL_E_MEMORY */
TERTIAL_API tertial_status tertial_follow_up_arrow(const tertial_follow_up *review, int32_t table, int32_t language,
                                                   struct ArrowSchema *schema, struct ArrowArray *array,
                                                   tertial_error *error);
/** The same as a stream of one array. */
TERTIAL_API tertial_status tertial_follow_up_arrow_stream(const tertial_follow_up *review, int32_t table,
                                                          int32_t language, struct ArrowArrayStream *stream,
                                                          tertial_error *error);
/** Adds the observations of a struct array to an indicator, all or none. Fields, of which only `period` must be there:
 *  period (utf8, or date32: the day), value, numerator, denominator (any integer or floating type), status, definition
 *  (utf8), recorded (date32). Others are TERTIAL_E_ARGUMENT.
 *  @param schema, array  borrowed for the call; the caller releases them
 *  @return TERTIAL_OK, TERTIAL_E_ARGUMENT ("array/value/3": what is wrong), TERTIAL_E_HANDLE, TERTIAL_E_NOT_FOUND,
 *  TERTIAL_E_SYNTAX, TERTIAL_E_SCHEMA, TERTIAL_E_MEMORY */
TERTIAL_API tertial_status tertial_plan_add_observations_arrow(tertial_plan *plan, const char *indicator,
                                                               size_t indicator_size, const struct ArrowSchema *schema,
                                                               const struct ArrowArray *array, tertial_error *error);
/** The same for all arrays of a stream, which is read to its end or to the first fault.
 *  @param stream  borrowed for the call; the caller releases it
 *  @return TERTIAL_E_STREAM too */
TERTIAL_API tertial_status tertial_plan_add_observations_stream(tertial_plan *plan, const char *indicator,
                                                                size_t indicator_size, struct ArrowArrayStream *stream,
                                                                tertial_error *error);
/** A series, one row, over a float64 array.
 *  @param schema  borrowed for the call
 *  @param array   MOVED into the series where the call succeeds: it is marked as released, and its memory is given back
 *  by tertial_series_free(). Left to the caller where it fails.
 *  @param first   the period of its first value
 *  @return TERTIAL_OK, TERTIAL_E_ARGUMENT, TERTIAL_E_MEMORY */
TERTIAL_API tertial_status tertial_series_from_arrow(const struct ArrowSchema *schema, struct ArrowArray *array,
                                                     tertial_period first, tertial_series **out, tertial_error *error);
/** A roll-up as a struct array with the fields row (int32, from 0), period (utf8), value (float64), based_on, of (int32),
 *  unweighted and across_break (bool); a line for each row and period.
 *  @param schema, array  as of tertial_follow_up_arrow() */
TERTIAL_API tertial_status tertial_series_roll_up_arrow(const tertial_series *series, int32_t granularity,
                                                        const tertial_rollup_rule *rule, struct ArrowSchema *schema,
                                                        struct ArrowArray *array, tertial_error *error);

#ifdef __cplusplus
}
#endif

#endif
