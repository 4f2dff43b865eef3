import assert from "node:assert/strict";
import path from "node:path";
import test from "node:test";
import { setImmediate } from "node:timers/promises";
import { Plan } from "tertial";
import { liveHandles } from "../src/handle.js";
import { get } from "../src/native.js";
import { DATA, refused } from "./support.js";

const PLAN = path.join(DATA, "action-plan-2020/plan.json");

test("what is closed says so, and what was made from it goes on", () => {
  const plan = Plan.read(PLAN);
  const review = plan.followUp("2020-T2");
  const matrix = plan.matrix;
  const risks = review.risks;
  plan.close();
  plan.close();
  assert.ok(plan.closed);
  refused(() => plan.title, "handle", "", /this plan is closed/);
  refused(() => plan.followUp("2020-T2"), "handle");
  refused(() => plan.addAssessment("5.2", { date: "2020-12-31", level: "red" }), "handle");
  assert.equal(review.actions.length, 11);
  review.close();
  refused(() => review.risks, "handle", "", /this follow-up is closed/);
  refused(() => review.toHtml(), "handle");
  assert.equal(risks.get("5.2").movement, "decreased");
  assert.equal(matrix.score(2, 2), 4);
  matrix.close();
  refused(() => matrix.classify(new Uint8Array(1), new Uint8Array(1)), "handle", "", /this matrix is closed/);
});

test("a size_t goes in whole", () => {
  const plan = Plan.read(PLAN);
  refused(() => get("tertial_plan_risk_info", "plan_risk", plan._pointer, 2 ** 32), "not_found");
});

test("what is disposed of is closed", { skip: !Symbol.dispose }, () => {
  const plan = Plan.read(PLAN);
  plan[Symbol.dispose]();
  assert.ok(plan.closed);
});

test("what is forgotten is freed", { skip: !globalThis.gc }, async () => {
  const before = liveHandles();
  for (let i = 0; i < 50; ++i) Plan.read(PLAN).followUp("2020-T2").risks.get("5.2");
  assert.ok(liveHandles() > before);
  for (let i = 0; i < 50 && liveHandles() > before; ++i) {
    globalThis.gc();
    await setImmediate();
  }
  assert.ok(liveHandles() <= before, `${liveHandles()} handles, ${before} before`);
});
