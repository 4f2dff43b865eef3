import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import path from "node:path";
import test from "node:test";
import { FollowUp, Period, Plan, RiskMatrix, TertialError, htmlIndex, schema, version } from "tertial";
import { DATA, EXPECTED, refused } from "./support.js";

const ACTION_PLAN = path.join(DATA, "action-plan-2020/plan.json");
const OPERATIONAL_PLAN = path.join(DATA, "operational-plan-2020/plan.json");

test("the sample plan is followed up as its report says", () => {
  const review = Plan.read(ACTION_PLAN).followUp("2020-T2");
  assert.equal(review.risks.get("5.2").movement, "decreased");
  assert.equal(review.risks.get("5.2").level, "yellow");
  assert.equal(review.risks.get("5.2").previousLevel, "red");
  const { open, closed, reduced, levels, movements } = review.summary;
  assert.deepEqual({ open, closed, reduced }, { open: 6, closed: 1, reduced: 2 });
  assert.deepEqual(levels, { green: 0, yellow: 6, red: 0, unclassified: 0 });
  assert.deepEqual([movements.decreased, movements.unchanged, movements.closed], [1, 5, 1]);
  assert.equal(review.asOf, "2020-08-31");
  assert.equal(review.previous, "2020-04-30");
  assert.equal(review.knownAt, null);
  assert.equal(`${review.period}`, "2020-T2");
});

test("lines agree with the follow-up document", () => {
  for (const file of [ACTION_PLAN, OPERATIONAL_PLAN, path.join(DATA, "operational-plan-2020/with-outcomes.json")]) {
    const review = Plan.read(file).followUp("2020-T2");
    const document = JSON.parse(review.toJson());
    const ids = (lines) => lines.map((line) => line.id);
    for (const kind of ["risks", "actions", "indicators"]) assert.deepEqual(ids(review[kind]), ids(document[kind]));
    for (const line of document.risks) {
      assert.equal(review.risks.get(line.id).level, line.level);
      assert.equal(review.risks.get(line.id).movement, line.movement ?? null);
    }
    for (const line of document.actions) {
      assert.equal(review.actions.get(line.id).status ?? "unreported", line.status);
    }
    assert.deepEqual(review.findings.map(({ code, at, message }) => ({ code, at, message })),
      document.findings.map(({ code, at, message }) => ({ code, at, message })));
    assert.equal(review.summary.open, document.summary.risks.open);
  }
});

test("the JSON is that of the command line, to the byte", { skip: EXPECTED === undefined }, () => {
  assert.equal(EXPECTED.length, 4);
  for (const { plan, lang, file } of EXPECTED) {
    const json = Buffer.from(Plan.read(path.join(DATA, plan)).followUp("2020-T2").toJson({ lang }), "utf8");
    assert.ok(json.equals(readFileSync(file)), `${plan} ${lang}`);
  }
});

test("a change of definition is told like for like", () => {
  const { likeForLike, breaks } = Plan.read(ACTION_PLAN).followUp("2020-T2").indicators.get("2.2.d");
  assert.deepEqual([likeForLike[0].from, likeForLike[0].to, likeForLike[0].change], [64, 32, -32]);
  assert.equal(String(breaks[0]), "2020-T2");
});

test("reports are written in both languages", () => {
  const plan = Plan.read(ACTION_PLAN);
  const review = plan.followUp("2020-T2");
  assert.match(review.toMarkdown({ lang: "en" }), /Barn möter ofta ny personal/);
  assert.notEqual(review.toMarkdown(), review.toMarkdown({ lang: "en" }));
  assert.equal(review.toMarkdown(), review.toMarkdown({ lang: "sv" }));
  assert.match(review.toHtml(), /^<!doctype html>/i);
  assert.equal(review.toCsv("risks").trimEnd().split("\r\n").length, 1 + review.risks.length);
  assert.ok(review.toCsv().length > review.toCsv("risks").length);
  assert.equal(review.sentences({ lang: "en" })[0], "No red risk remains.");
  const workbook = review.toXlsx();
  assert.ok(Buffer.isBuffer(workbook));
  assert.equal(workbook.toString("latin1", 0, 2), "PK");
  assert.match(htmlIndex([{ review, file: "åtgärder.html" }], { title: "Planer", lang: "sv" }), /Åtgärdsplan 2020/);
  refused(() => review.toMarkdown({ lang: "fi" }), "argument", "lang");
});

test("facts are added, corrected and taken away, and earlier follow-ups stay", () => {
  const plan = Plan.read(ACTION_PLAN);
  const before = plan.followUp("2020-T2");

  plan.addAssessment("5.2", { date: "2020-08-31", recorded: "2020-09-20", level: "green", rationale: "Åter fullt bemannat" });
  assert.equal(plan.followUp("2020-T2").risks.get("5.2").level, "green");
  assert.equal(plan.followUp("2020-T2", { knownAt: "2020-09-01" }).risks.get("5.2").level, "yellow");
  assert.match(plan.toJson(), /Åter fullt bemannat/);
  plan.correctAssessment("5.2", { date: "2020-08-31", recorded: new Date("2020-10-01T23:59:00Z"), level: "red" });
  assert.equal(plan.followUp("2020-T2").risks.get("5.2").level, "red");
  plan.removeAssessment("5.2", "2020-08-31", { recorded: "2020-10-01" });
  plan.removeAssessment("5.2", "2020-08-31");
  assert.equal(plan.followUp("2020-T2").risks.get("5.2").level, "yellow");

  plan.addClosing("5.2", { date: "2020-08-31", reason: "Borta" });
  assert.equal(plan.followUp("2020-T2").risks.get("5.2").movement, "closed");
  plan.removeClosing("5.2", "2020-08-31");

  plan.addReport("1.1-1", { date: "2020-08-30", status: "delayed", progress: 0.25, comment: "Pandemin" });
  assert.equal(plan.followUp("2020-T2").actions.get("1.1-1").reported, "delayed");
  plan.correctReport("1.1-1", { date: "2020-08-30", recorded: "2020-09-02", status: "at_risk" });
  assert.equal(plan.followUp("2020-T2").actions.get("1.1-1").reported, "at_risk");
  plan.removeReport("1.1-1", "2020-08-30");
  plan.removeReport("1.1-1", "2020-08-30");
  assert.equal(plan.followUp("2020-T2").actions.get("1.1-1").reported, null);

  assert.equal(before.risks.get("5.2").level, "yellow");
  assert.equal(plan.toJson(), Plan.read(ACTION_PLAN).toJson());
});

test("observations come one by one or as columns", () => {
  const plan = Plan.read(ACTION_PLAN);
  plan.addObservation("5.2.a", { period: "2020-07", value: 2 });
  plan.addObservations("5.2.a", {
    periods: [Period.parse("2020-08"), "2020-09", "2020-10"],
    values: Float64Array.of(3.5, NaN, 7),
    valid: [1, 1, 0],
    recorded: ["2020-09-04", null, new Date("2020-11-02")],
  });
  const added = plan.observations("5.2.a").slice(6);
  assert.deepEqual(added.map(({ period, value, recorded }) => [String(period), value, recorded]),
    [["2020-07", 2, null], ["2020-08", 3.5, "2020-09-04"], ["2020-09", null, null], ["2020-10", null, "2020-11-02"]]);
  assert.equal(plan.followUp("2020-T2").indicators.get("5.2.a").latest.value, 3.5);
  assert.equal(plan.followUp("2020-T2", { knownAt: "2020-09-03" }).indicators.get("5.2.a").latest.value, 2);
  plan.correctObservation("5.2.a", { period: "2020-08", value: 4, recorded: "2020-09-10" });
  assert.equal(plan.followUp("2020-T2").indicators.get("5.2.a").latest.value, 4);
  plan.removeObservation("5.2.a", "2020-08", { recorded: "2020-09-04" });
  plan.removeObservation("5.2.a", "2020-08");
  assert.equal(plan.observations("5.2.a").length, 9);
  plan.addObservations("2.2.d", { periods: ["2020-T3"], values: [50], definitions: ["physical"] });
  assert.equal(plan.observations("2.2.d").at(-1).definition, plan.indicators.get("2.2.d").definitions.indexOf("physical") + 1);

  const bytes = plan.toJson();
  refused(() => plan.addObservations("5.2.a", { periods: ["2020-11", "2020-12"], values: [1, Infinity] }), "schema");
  assert.equal(plan.toJson(), bytes);
});

test("occurrences are named by the activity's id or index", () => {
  const plan = Plan.read(OPERATIONAL_PLAN);
  const held = () => plan.actions.get("1.4.1.1-1").activities[0].held;
  plan.addOccurrence("1.4.1.1-1", "1.4.1.1-1-a", "2020-03-02");
  plan.addOccurrence("1.4.1.1-1", 0, "2020-05-04");
  assert.equal(held(), 2);
  assert.equal(plan.followUp("2020-T2").actions.get("1.4.1.1-1").activities[0].held, 2);
  plan.removeOccurrence("1.4.1.1-1", 0, "2020-03-02");
  assert.equal(held(), 1);
  refused(() => plan.addOccurrence("1.4.1.1-1", "nej", "2020-03-02"), "not_found");
});

test("self-checks and pasted tables", () => {
  const plan = Plan.read(ACTION_PLAN);
  plan.addSelfCheck({
    id: "egen", title: "Egenkontroll på våren", period: "2020-05", sample: 12, risks: ["2.1"],
    results: [{ title: "Skyddsbedömning gjord", numerator: 9, share: 75 }, { title: "Ej uppgiven" }],
    groups: [{ by: "kön", group: "flickor", count: 5 }, { by: "kön", group: "pojkar", count: 7 }],
  });
  const line = plan.followUp("2020-T2").selfChecks.get("egen");
  assert.equal(line.title, "Egenkontroll på våren");
  assert.deepEqual(line.results[1], { title: "Ej uppgiven", numerator: null, share: null });
  assert.deepEqual(line.groups[1], { by: "kön", group: "pojkar", count: 7 });
  plan.removeSelfCheck("egen");
  assert.equal(plan.toJson(), Plan.read(ACTION_PLAN).toJson());

  const { changes, notes } = plan.import(readFileSync(path.join(DATA, "tables/staffing-5.2.tsv"), "utf8"));
  assert.ok(Array.isArray(changes) && Array.isArray(notes));
  const after = plan.import("Indikator\tjul-20\nVakanta tjänster som ska tillsättas\t2", { year: 2020 }).changes;
  assert.deepEqual(after.map(({ kind, indicator, period, after }) => [kind, indicator, String(period), after]),
    [["new_observation", "5.2.a", "2020-07", 2]]);
});

test("errors say what, where and why", () => {
  const plan = Plan.read(ACTION_PLAN);
  refused(() => Plan.fromJson("{\n  å"), "syntax", /^line 2, column \d+$/);
  refused(() => Plan.fromJson('{"tertial": 1, "id": 7}'), "schema", "/id");
  refused(() => Plan.fromJson(Buffer.from('{"tertial": 1, "id": "\xff"}', "latin1")), "syntax");
  refused(() => plan.addAssessment("5.2", { date: "2020-12-31", likelihood: 9, severity: 1 }), "schema", /\/likelihood$/);
  refused(() => plan.addAssessment("9.9", { date: "2020-12-31", level: "red" }), "not_found", undefined, /"9\.9"/);
  refused(() => plan.addAssessment("5.2", { date: "31/12", level: "red" }), "syntax");
  refused(() => plan.addReport("1.1-1", { date: "2020-12-31", status: "klar" }), "argument", "status");
  refused(() => plan.followUp("2020-T2", { previous: "2020-T3" }), "argument");
  refused(() => plan.followUp("2020-T2", { reveal: ["nej"] }), "argument", /^options/, /nej/);
  assert.throws(() => plan.addAssessment(5.2, {}), TypeError);
  assert.throws(() => plan.addAssessment("5.2", { date: "2020-12-31", likelihood: 2 ** 40, severity: 1 }), RangeError);
  assert.throws(() => plan.addObservation("5.2.a", { period: "2020-07", value: "2" }), TypeError);
  assert.throws(() => plan.followUp(), TypeError);
  assert.throws(() => new Plan(), TypeError);
  assert.throws(() => new FollowUp(), TypeError);
  assert.ok(new TertialError("schema", "/id", "no") instanceof Error);
});

test("text comes back as it went in", () => {
  const plan = Plan.read(ACTION_PLAN);
  for (const text of ["Åäö ÅÄÖ é", "👩‍👧 \u2028 \u202e", "\"\\/\t\n", "x".repeat(100_000)]) {
    const document = JSON.parse(plan.toJson());
    document.title = text;
    const again = Plan.fromJson(JSON.stringify(document));
    assert.equal(again.title, text);
    again.addAssessment("5.2", { date: "2020-12-31", level: "green", rationale: text });
    assert.equal(JSON.parse(again.toJson()).risks[6].assessments.at(-1).rationale, text);
  }
  assert.equal(plan.title, "Åtgärdsplan 2020 för barn- och ungdomsvården");
  assert.equal(Plan.fromJson(plan.toJson()).toJson(), plan.toJson());
});

test("periods", () => {
  const tertial = Period.parse("2020-T2");
  assert.deepEqual([tertial.first, tertial.last, tertial.granularity, tertial.year, tertial.index, `${tertial}`],
    ["2020-05-01", "2020-08-31", "tertial", 2020, 2, "2020-T2"]);
  assert.equal(String(Period.parse("tertial 2", { year: 2020 })), "2020-T2");
  assert.equal(String(Period.parse("mars 2020")), "2020-03");
  assert.equal(String(Period.make("week", 2020, 53)), "2020-W53");
  refused(() => Period.make("week", 2021, 53), "not_found");
  assert.equal(String(Period.of("2020-08-31", "month").parent("tertial")), "2020-T2");
  assert.deepEqual(tertial.split("month").map(String), ["2020-05", "2020-06", "2020-07", "2020-08"]);
  assert.ok(tertial < tertial.shift(1) && tertial.shift(-2) < tertial);
  assert.ok(tertial.shift(3).shift(-3).equals(tertial));
  assert.equal(JSON.stringify({ tertial }), '{"tertial":"2020-T2"}');
  refused(() => Period.parse("T2"), "syntax");
});

test("a risk matrix classifies arrays where they lie", () => {
  const matrix = new RiskMatrix({
    likelihood: 4, severity: ["liten", "måttlig", "stor", "mycket stor"],
    bands: [{ level: "röd", from: 9, to: 12 }, { level: "grön", label: "Grön", from: 1, to: 3 }, { level: "gul", from: 4, to: 6 }],
  });
  assert.deepEqual(matrix.bands.map(({ level }) => level), ["grön", "gul", "röd"]);
  assert.deepEqual([matrix.likelihood, matrix.severity[3]], [["1", "2", "3", "4"], "mycket stor"]);
  assert.equal(matrix.score(3, 4), 12);
  const room = new Uint8Array(6);
  const out = room.subarray(1, 5);
  assert.equal(matrix.classify(Uint8Array.of(1, 3, 2, 0), Uint8Array.of(1, 4, 4, 1), out), out);
  assert.deepEqual([...room], [0, 1, 3, 0, 0, 0]);
  assert.deepEqual(matrix.classify(new Uint8Array(0), new Uint8Array(0)), new Uint8Array(0));
  assert.deepEqual(matrix.findings[0].data.cells, [{ likelihood: 2, severity: 4 }, { likelihood: 4, severity: 2 }]);
  assert.match(matrix.findingsIn({ lang: "en" })[0].message, /no colour|no level/);
  assert.throws(() => matrix.classify([1], [1]), TypeError);
  assert.throws(() => matrix.classify(Uint8Array.of(1), Uint8Array.of(1, 2)), RangeError);
  refused(() => new RiskMatrix({ likelihood: 2, severity: 2, bands: [{ level: "a", from: 3, to: 2 }] }), "schema", /^bands\/0/);
  refused(() => new RiskMatrix({ likelihood: 99, severity: 2, bands: [] }), "argument");
  const table = new RiskMatrix({ likelihood: 2, severity: 2, score: [[1, 2], [3, 7]], bands: [{ level: "a", from: 1, to: 7 }] });
  assert.equal(table.score(2, 2), 7);
});

test("the library tells its version and its schemas", () => {
  assert.match(version, /^\d+\.\d+\.\d+$/);
  assert.equal(JSON.parse(schema("plan")).$schema, "https://json-schema.org/draft/2020-12/schema");
  assert.equal(typeof JSON.parse(schema("follow_up")), "object");
  refused(() => schema("nej"), "argument");
});
