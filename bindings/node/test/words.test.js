import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import test from "node:test";
import { words } from "../src/values.js";

const VOCABULARIES = {
  Granularity: "GRANULARITY", Movement: "MOVEMENT", ActionStatus: "ACTION_STATUS", ObservationStatus: "OBSERVATION_STATUS",
  IndicatorKind: "INDICATOR_KIND", Direction: "DIRECTION", TargetStatus: "TARGET_STATUS", JudgedOn: "JUDGED_ON",
  NoChange: "NO_CHANGE", Availability: "AVAILABILITY", FindingCode: "FINDING_CODE", FindingSeverity: "FINDING_SEVERITY",
  Table: "TABLE", ImportChangeKind: "IMPORT_CHANGE", Language: "LANGUAGE",
};

test("the types have the words of the library", () => {
  const types = readFileSync(new URL("../index.d.ts", import.meta.url), "utf8");
  for (const [name, vocabulary] of Object.entries(VOCABULARIES)) {
    const [, union] = types.match(new RegExp(`^export type ${name} =([^;]*);`, "m"));
    assert.deepEqual([...union.matchAll(/"([^"]*)"/g)].map(([, word]) => word), words(vocabulary), name);
  }
});
