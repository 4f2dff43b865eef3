/* Two versions of the library in one process: two_versions FIRST SECOND PLAN local|global. Each follows the plan up with
 * functions of its own, in turns; the documents are the same and the versions are not. */
#define _POSIX_C_SOURCE 200809L
#include <dlfcn.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "tertial.h"

#define FUNCTIONS(X)                                                                                             \
  X(uint32_t, abi_version, (void))                                                                               \
  X(const char *, version, (void))                                                                               \
  X(tertial_status, plan_read, (const char *, size_t, tertial_plan **, tertial_error *))                         \
  X(tertial_status, plan_remove_self_check, (tertial_plan *, const char *, size_t, tertial_error *))             \
  X(tertial_status, plan_moment, (const tertial_plan *, const char *, size_t, tertial_date *, tertial_error *))  \
  X(tertial_status, follow_up_new,                                                                               \
    (const tertial_plan *, const tertial_follow_up_options *, tertial_follow_up **, tertial_error *))            \
  X(tertial_status, follow_up_json, (const tertial_follow_up *, int32_t, tertial_text **, tertial_error *))      \
  X(const char *, text_data, (const tertial_text *))                                                             \
  X(size_t, text_size, (const tertial_text *))                                                                   \
  X(void, text_free, (tertial_text *))                                                                           \
  X(void, plan_free, (tertial_plan *))                                                                           \
  X(void, follow_up_free, (tertial_follow_up *))

struct library {
  void *handle;
#define MEMBER(result, name, parameters) result(*name) parameters;
  FUNCTIONS(MEMBER)
#undef MEMBER
};

static void require(int condition, const char *what) {
  if (condition) return;
  fprintf(stderr, "two_versions: %s\n", what);
  exit(1);
}

static void load(struct library *library, const char *path, int flags) {
  library->handle = dlopen(path, RTLD_NOW | flags);
  if (library->handle == NULL) fprintf(stderr, "%s\n", dlerror());
  require(library->handle != NULL, "a library does not load");
#define FIND(result, name, parameters)                              \
  *(void **)(&library->name) = dlsym(library->handle, "tertial_" #name); \
  require(library->name != NULL, "no tertial_" #name);
  FUNCTIONS(FIND)
#undef FIND
}

int main(int argc, char **argv) {
  struct library libraries[2];
  tertial_plan *plans[2] = {NULL, NULL};
  tertial_follow_up *reviews[2] = {NULL, NULL};
  tertial_text *texts[2] = {NULL, NULL};
  tertial_error error;
  char *bytes;
  size_t size;
  int i, round;
  FILE *file;
  require(argc == 5, "FIRST SECOND PLAN local|global");
  for (i = 0; i < 2; ++i) load(&libraries[i], argv[1 + i], strcmp(argv[4], "global") == 0 ? RTLD_GLOBAL : RTLD_LOCAL);
  require((void *)libraries[0].plan_read != (void *)libraries[1].plan_read, "both are one library");
  require(strcmp(libraries[0].version(), libraries[1].version()) != 0, "both are of one version");
  file = fopen(argv[3], "rb");
  require(file != NULL, "the plan cannot be read");
  bytes = malloc(1 << 20);
  require(bytes != NULL, "no memory");
  size = fread(bytes, 1, 1 << 20, file);
  fclose(file);
  for (round = 0; round < 20; ++round) {
    for (i = 0; i < 2; ++i) {
      require(libraries[i].plan_read(bytes, size, &plans[i], &error) == TERTIAL_OK, error.message);
    }
    for (i = 1; i >= 0; --i) {
      tertial_follow_up_options options = {0};
      options.struct_size = sizeof options;
      options.previous = options.known_at = TERTIAL_NO_DATE;
      require(libraries[i].plan_moment(plans[i], "2020-T2", 7, &options.as_of, &error) == TERTIAL_OK, error.message);
      require(libraries[i].follow_up_new(plans[i], &options, &reviews[i], &error) == TERTIAL_OK, error.message);
      require(libraries[i].plan_remove_self_check(plans[i], "violence-2020-07", 16, &error) == TERTIAL_OK,
              error.message);
    }
    for (i = 0; i < 2; ++i) {
      require(libraries[i].follow_up_json(reviews[i], TERTIAL_ENGLISH, &texts[i], &error) == TERTIAL_OK, error.message);
    }
    require(libraries[0].text_size(texts[0]) == libraries[1].text_size(texts[1]) &&
                memcmp(libraries[0].text_data(texts[0]), libraries[1].text_data(texts[1]),
                       libraries[0].text_size(texts[0])) == 0,
            "the two follow-ups differ");
    for (i = 0; i < 2; ++i) {
      libraries[i].plan_free(plans[i]);
      libraries[i].text_free(texts[i]);
      libraries[i].follow_up_free(reviews[i]);
    }
  }
  printf("%s and %s\n", libraries[0].version(), libraries[1].version());
  free(bytes);
  return 0;
}
