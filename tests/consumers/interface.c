/* A program of someone who writes C: interface PLAN.json. What it counts is what follow_up.cpp counts; of the workbook it
 * tells what workbook.cpp tells. */
#include <stdio.h>
#include <stdlib.h>
#include <tertial.h>

static char *contents(const char *path, size_t *size) {
  FILE *file = fopen(path, "rb");
  char *bytes = malloc(1 << 20);
  if (file == NULL || bytes == NULL) exit(1);
  *size = fread(bytes, 1, 1 << 20, file);
  fclose(file);
  return bytes;
}

int main(int argc, char **argv) {
  tertial_error error;
  tertial_plan *plan = NULL;
  tertial_follow_up *review = NULL;
  tertial_text *workbook = NULL;
  tertial_follow_up_options options = {.struct_size = sizeof options,
                                       .previous = TERTIAL_NO_DATE,
                                       .known_at = TERTIAL_NO_DATE};
  tertial_summary summary = {.struct_size = sizeof summary};
  size_t size = 0;
  char *json = contents(argc > 1 ? argv[1] : "", &size);
  tertial_status made;

  if (tertial_abi_version() != TERTIAL_ABI_VERSION) return 1;
  if (tertial_date_parse("2020-08-31", 10, &options.as_of, &error) != TERTIAL_OK ||
      tertial_plan_read(json, size, &plan, &error) != TERTIAL_OK ||
      tertial_follow_up_new(plan, &options, &review, &error) != TERTIAL_OK ||
      tertial_follow_up_summary(review, &summary, &error) != TERTIAL_OK) {
    fprintf(stderr, "%s: %s\n", error.at, error.message);
    return 1;
  }
  printf("%d open, %d closed, %d reduced\n", (int)summary.open, (int)summary.closed, (int)summary.reduced);

  made = tertial_follow_up_xlsx(review, TERTIAL_SWEDISH, &workbook, &error);
  if (made == TERTIAL_OK && tertial_text_size(workbook) > 2) {
    printf("%.2s\n", tertial_text_data(workbook));
  } else {
    printf("%s\n", made == TERTIAL_E_UNSUPPORTED ? "not built in" : "failed");
  }
  tertial_text_free(workbook);
  tertial_follow_up_free(review);
  tertial_plan_free(plan);
  free(json);
  return 0;
}
