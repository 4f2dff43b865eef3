"""The follow-up of every sample is the same bytes from C as from the command line, which is C++.

Python, Node and Java hold theirs against the command line's too, in tests/bindings: so all five agree.
"""

import argparse
import pathlib
import subprocess
import sys
import tempfile

PROGRAM = r"""
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <tertial.h>

int main(int count, char **words) {
  static char document[1 << 22];
  FILE *file = count == 4 ? fopen(words[1], "rb") : NULL;
  size_t size = file != NULL ? fread(document, 1, sizeof document, file) : 0;
  int32_t language = TERTIAL_PLAN_LANGUAGE;
  tertial_error error;
  tertial_plan *plan = NULL;
  tertial_follow_up *review = NULL;
  tertial_text *json = NULL;
  tertial_follow_up_options options = {sizeof options, 0, TERTIAL_NO_DATE, TERTIAL_NO_DATE, NULL, 0};
  if (file == NULL || tertial_word_value(TERTIAL_WORDS_LANGUAGE, words[3], strlen(words[3]), &language, &error) ||
      tertial_plan_read(document, size, &plan, &error) ||
      tertial_plan_moment(plan, words[2], strlen(words[2]), &options.as_of, &error) ||
      tertial_follow_up_new(plan, &options, &review, &error) ||
      tertial_follow_up_json(review, language, &json, &error)) {
    return EXIT_FAILURE;
  }
  fwrite(tertial_text_data(json), 1, tertial_text_size(json), stdout);
  tertial_text_free(json);
  tertial_follow_up_free(review);
  tertial_plan_free(plan);
  return fclose(file);
}
"""
SAMPLES = ["action-plan-2020/plan.json", "operational-plan-2020/plan.json", "operational-plan-2020/with-outcomes.json"]


def output(*command):
    return subprocess.run([str(word) for word in command], check=True, stdout=subprocess.PIPE).stdout


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--cli", type=pathlib.Path, required=True)
    parser.add_argument("--source", type=pathlib.Path, required=True)
    parser.add_argument("--build", type=pathlib.Path, required=True)
    arguments = parser.parse_args()
    faults = compared = 0
    with tempfile.TemporaryDirectory() as folder:
        source, program = pathlib.Path(folder) / "agreement.c", pathlib.Path(folder) / "agreement"
        source.write_text(PROGRAM, encoding="utf-8")
        output("cc", "-std=c99", "-pedantic", "-Wall", "-Werror", f"-I{arguments.source / 'capi' / 'include'}", source,
               "-o", program, f"-L{arguments.build}", "-ltertial", f"-Wl,-rpath,{arguments.build}")
        for sample in SAMPLES:
            plan = arguments.source / "tests" / "data" / sample
            for moment in ("2020-T1", "2020-T2", "2020-12-31"):
                for language in ("sv", "en"):
                    told = output(arguments.cli, "follow-up", plan, "--as-of", moment, "--format", "json", "--lang", language)
                    compared += 1
                    if output(program, plan, moment, language) != told or len(told) < 1000:
                        faults += 1
                        print(f"{sample} at {moment} in {language} differs")
    print(f"{compared} follow-ups compared, {faults} differ")
    return 1 if faults or compared != 18 else 0


if __name__ == "__main__":
    sys.exit(main())
