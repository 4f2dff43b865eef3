/* The nightly job of a case-management system: what the day's facts changed in the follow-up of a plan.
 *
 *     nightly plan.json
 *
 * A system would take the facts from its own tables; here they are the three below. It prints the risks that moved, the
 * lights that changed and the findings that are new since the night before, and keeps nothing. Exit code 1: it failed,
 * and standard error says where.
 */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "tertial.h"

/* Says what failed, where and why. */
static int failed(const char *what, const tertial_error *error) {
  fprintf(stderr, "nightly: %s: %s%s%s (%s)\n", what, error->at, error->at[0] == '\0' ? "" : ": ", error->message,
          tertial_status_word(error->code));
  return 0;
}

static tertial_string text(const char *words) {
  tertial_string result;
  result.data = words;
  result.size = strlen(words);
  return result;
}

/* The whole of a file, to be freed; NULL where it cannot be read. */
static char *read_file(const char *path, size_t *size) {
  FILE *file = fopen(path, "rb");
  char *bytes = NULL;
  long length;
  if (file == NULL) return NULL;
  if (fseek(file, 0, SEEK_END) == 0 && (length = ftell(file)) >= 0 && fseek(file, 0, SEEK_SET) == 0) {
    bytes = malloc((size_t)length + 1);
    if (bytes != NULL && fread(bytes, 1, (size_t)length, file) != (size_t)length) {
      free(bytes);
      bytes = NULL;
    }
    *size = (size_t)length;
  }
  fclose(file);
  return bytes;
}

/* Today's figures of one indicator as columns, a report of an action and a judgement of a risk. */
static int add_facts(tertial_plan *plan, tertial_date today, tertial_error *error) {
  tertial_period periods[2];
  double values[2];
  tertial_observation_columns figures = {0};
  tertial_action_report report = {0};
  tertial_assessment judged = {0};
  values[0] = 6;
  values[1] = 4;
  if (tertial_period_parse("2020-07", 7, TERTIAL_ENGLISH, 0, &periods[0], error) != TERTIAL_OK ||
      tertial_period_shift(periods[0], 1, &periods[1], error) != TERTIAL_OK) {
    return failed("the periods of the figures", error);
  }
  figures.struct_size = sizeof figures;
  figures.count = 2;
  figures.periods = periods;
  figures.values = values;
  if (tertial_plan_add_observations(plan, "2.2.a", 5, &figures, error) != TERTIAL_OK) {
    return failed("figures of indicator 2.2.a", error);
  }
  report.struct_size = sizeof report;
  report.date = today;
  report.recorded = TERTIAL_NO_DATE;
  report.status = TERTIAL_ACTION_AT_RISK;
  report.progress = NAN;
  report.comment = text("The checklist is late.");
  if (tertial_plan_add_report(plan, "4.1-1", 5, &report, error) != TERTIAL_OK) {
    return failed("report of action 4.1-1", error);
  }
  judged.struct_size = sizeof judged;
  judged.date = today;
  judged.recorded = TERTIAL_NO_DATE;
  judged.level = text("red");
  judged.rationale = text("Two placements broke down.");
  if (tertial_plan_add_assessment(plan, "2.2", 3, &judged, error) != TERTIAL_OK) {
    return failed("assessment of risk 2.2", error);
  }
  return 1;
}

static int print_risks(const tertial_follow_up *before, const tertial_follow_up *after, tertial_error *error) {
  tertial_follow_up_info info = {0};
  size_t i;
  info.struct_size = sizeof info;
  if (tertial_follow_up_get(after, &info, error) != TERTIAL_OK) return failed("the follow-up", error);
  for (i = 0; i < info.risk_count; ++i) {
    tertial_risk_line then = {0}, now = {0};
    then.struct_size = now.struct_size = sizeof now;
    if (tertial_follow_up_risk(before, i, &then, error) != TERTIAL_OK ||
        tertial_follow_up_risk(after, i, &now, error) != TERTIAL_OK) {
      return failed("a risk", error);
    }
    if (now.level == then.level && now.movement == then.movement) continue;
    printf("risk %s: %s, was %s\n", now.id.data, now.level_id.data, then.level_id.data);
  }
  return 1;
}

static const char *light(int32_t status) {
  const char *word = tertial_word(TERTIAL_WORDS_ACTION_STATUS, status);
  return word == NULL ? "unreported" : word;
}

static int print_lights(const tertial_follow_up *before, const tertial_follow_up *after, tertial_error *error) {
  tertial_follow_up_info info = {0};
  size_t i;
  info.struct_size = sizeof info;
  if (tertial_follow_up_get(after, &info, error) != TERTIAL_OK) return failed("the follow-up", error);
  for (i = 0; i < info.action_count; ++i) {
    tertial_action_line then = {0}, now = {0};
    then.struct_size = now.struct_size = sizeof now;
    if (tertial_follow_up_action(before, i, &then, error) != TERTIAL_OK ||
        tertial_follow_up_action(after, i, &now, error) != TERTIAL_OK) {
      return failed("an action", error);
    }
    if (now.status != then.status) {
      printf("action %s: %s, was %s\n", now.id.data, light(now.status), light(then.status));
    }
  }
  return 1;
}

/* The sentence of a finding, to be freed; NULL after a failure. */
static tertial_text *sentence(const tertial_findings *findings, size_t index, tertial_error *error) {
  tertial_text *words = NULL;
  if (tertial_findings_message(findings, index, TERTIAL_ENGLISH, &words, error) != TERTIAL_OK) {
    failed("a finding", error);
  }
  return words;
}

/* Findings are new whose sentence nobody read yesterday. */
static int print_findings(const tertial_follow_up *before, const tertial_follow_up *after, tertial_error *error) {
  const tertial_findings *then = NULL, *now = NULL;
  size_t i, k;
  if (tertial_follow_up_findings(before, &then, error) != TERTIAL_OK ||
      tertial_follow_up_findings(after, &now, error) != TERTIAL_OK) {
    return failed("the findings", error);
  }
  for (i = 0; i < tertial_findings_count(now); ++i) {
    int is_new = 1;
    tertial_text *told = sentence(now, i, error);
    if (told == NULL) return 0;
    for (k = 0; is_new && k < tertial_findings_count(then); ++k) {
      tertial_text *old = sentence(then, k, error);
      if (old == NULL) {
        tertial_text_free(told);
        return 0;
      }
      is_new = strcmp(tertial_text_data(told), tertial_text_data(old)) != 0;
      tertial_text_free(old);
    }
    if (is_new) printf("finding: %s\n", tertial_text_data(told));
    tertial_text_free(told);
  }
  return 1;
}

int main(int argc, char **argv) {
  tertial_error error;
  tertial_plan *plan = NULL;
  tertial_follow_up *before = NULL, *after = NULL;
  tertial_follow_up_options options = {0};
  char *bytes;
  size_t size = 0;
  int is_done = 0;
  if (tertial_abi_version() != TERTIAL_ABI_VERSION) {
    fprintf(stderr, "nightly: libtertial %s is of another interface\n", tertial_version());
    return EXIT_FAILURE;
  }
  bytes = argc == 2 ? read_file(argv[1], &size) : NULL;
  if (bytes == NULL) {
    fprintf(stderr, "nightly: give a plan document that can be read\n");
    return EXIT_FAILURE;
  }
  options.struct_size = sizeof options;
  options.previous = options.known_at = TERTIAL_NO_DATE;
  if (tertial_plan_read(bytes, size, &plan, &error) != TERTIAL_OK) {
    failed(argv[1], &error);
  } else if (tertial_plan_moment(plan, "2020-T2", 7, &options.as_of, &error) != TERTIAL_OK ||
             tertial_follow_up_new(plan, &options, &before, &error) != TERTIAL_OK) {
    failed("the follow-up of last night", &error);
  } else if (add_facts(plan, options.as_of, &error)) {
    if (tertial_follow_up_new(plan, &options, &after, &error) != TERTIAL_OK) {
      failed("the follow-up of tonight", &error);
    } else {
      is_done = print_risks(before, after, &error) && print_lights(before, after, &error) &&
                print_findings(before, after, &error);
    }
  }
  tertial_follow_up_free(after);
  tertial_follow_up_free(before);
  tertial_plan_free(plan);
  free(bytes);
  return is_done ? EXIT_SUCCESS : EXIT_FAILURE;
}
