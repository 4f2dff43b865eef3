"""Plans in Python: what is in them, their copies, their files, and handles that are closed."""

import copy
import datetime
import json
import math
import os
import pathlib
import pickle
import tempfile
import unittest
import unittest.mock

import tertial
from support import ACTION_PLAN, RICH, SAMPLES, day, document, text_of


class Handles(unittest.TestCase):
    def test_review_outlives_plan(self):
        plan = tertial.Plan.read(ACTION_PLAN)
        review = plan.follow_up("2020-T2")
        expected = tertial.Plan.read(ACTION_PLAN).follow_up("2020-T2").to_html()
        plan.close()
        plan.close()
        self.assertEqual(review.to_html(), expected)
        self.assertEqual(review.risks["5.2"].movement, "decreased")

    def test_review_shows_what_it_was_made_from(self):
        plan = tertial.Plan.read(ACTION_PLAN)
        before = plan.follow_up("2020-T3")
        told = before.to_json()
        plan.add_assessment("5.2", "2020-12-31", level="red")
        plan.remove_self_check("reports-2020-07")
        self.assertEqual(before.to_json(), told)
        self.assertEqual(plan.follow_up("2020-T3").risks["5.2"].movement, "increased")

    def test_use_after_close(self):
        with tertial.Plan.read(ACTION_PLAN) as plan:
            review = plan.follow_up("2020-T2")
        with self.assertRaises(tertial.ClosedError) as caught:
            plan.follow_up("2020-T2")
        self.assertIn("Plan was closed", str(caught.exception))
        self.assertEqual(caught.exception.code, "handle")
        risks, findings, english = review.risks, review.findings, review.findings.in_language("en")
        line, table = review.indicators["2.2.c"], review.table("risks")
        review.close()
        for use in (review.to_json, lambda: risks[0], lambda: list(findings), lambda: list(english), findings.to_json,
                    lambda: line.observations, lambda: table["id"], lambda: tertial.html_index({"a": review}, "t"),
                    table.__arrow_c_stream__):
            with self.assertRaisesRegex(tertial.ClosedError, "this FollowUp was closed"):
                use()

    def test_findings_keep_their_owner(self):
        findings = tertial.Plan.read(ACTION_PLAN).findings
        self.assertEqual(findings[0].code, "matrix-uncovered-score")
        risks = tertial.Plan.read(ACTION_PLAN).follow_up("2020-T2").risks
        self.assertEqual(risks["5.2"].level, "yellow")
        observations = tertial.Plan.read(ACTION_PLAN).follow_up("2020-T2").indicators["2.2.d"].observations
        self.assertEqual(observations.definitions, ["physical", "physical", "physical_or_video"])

    def test_made_by_calls_only(self):
        with self.assertRaises(TypeError):
            tertial.FollowUp()
        with self.assertRaises(TypeError):
            tertial.Plan()


class Copies(unittest.TestCase):
    def test_plans(self):
        plan = tertial.Plan.read(ACTION_PLAN)
        for made in (plan.copy(), copy.copy(plan), copy.deepcopy(plan), pickle.loads(pickle.dumps(plan))):
            self.assertEqual(made, plan)
            made.add_closing("5.2", "2020-12-31")
            self.assertNotEqual(made, plan)
        self.assertEqual(plan, tertial.Plan.read(ACTION_PLAN))
        self.assertNotEqual(plan, plan.to_json())
        with self.assertRaises(TypeError):
            hash(plan)

    def test_copy_outlives_the_plan(self):
        plan = tertial.Plan.read(ACTION_PLAN)
        made = plan.copy()
        text = plan.to_json()
        plan.close()
        self.assertEqual(made.to_json(), text)

    def test_reviews_are_themselves(self):
        review = tertial.Plan.read(ACTION_PLAN).follow_up("2020-T2")
        self.assertIs(copy.copy(review), review)
        self.assertIs(copy.deepcopy([review])[0], review)
        with self.assertRaises(TypeError):
            pickle.dumps(review)

    def test_lines_and_periods(self):
        review = tertial.Plan.read(ACTION_PLAN).follow_up("2020-T2")
        for one in (tertial.Period("2020-T2"), review.risks["5.2"], review.actions[1], review.summary,
                    review.findings[0], review.self_checks):
            for protocol in range(2, pickle.HIGHEST_PROTOCOL + 1):
                self.assertEqual(pickle.loads(pickle.dumps(one, protocol)), one)
            self.assertEqual(copy.deepcopy(one), one)

    def test_indicators_take_their_observations_along(self):
        review = tertial.Plan.read(ACTION_PLAN).follow_up("2020-T2")
        line = review.indicators["2.2.d"]
        made = pickle.loads(pickle.dumps(line))
        review.close()
        self.assertEqual(made, line)
        self.assertEqual(list(made.observations.values), [64, 32, 61])
        self.assertEqual(made.observations.definitions, ["physical", "physical", "physical_or_video"])
        self.assertEqual(made.observations.periods, [tertial.Period(f"2020-T{part}") for part in (1, 2, 2)])

    def test_errors(self):
        for fail, kind in ((lambda: tertial.Plan.from_json("{}"), tertial.DocumentError),
                           (lambda: tertial.Plan.read(ACTION_PLAN).follow_up("2020-T2").risks["x"],
                            tertial.NotFoundError)):
            with self.assertRaises(kind) as caught:
                fail()
            for made in (pickle.loads(pickle.dumps(caught.exception)), copy.copy(caught.exception)):
                self.assertIs(type(made), kind)
                self.assertEqual((made.code, made.at, made.message, str(made)),
                                 (caught.exception.code, caught.exception.at, caught.exception.message,
                                  str(caught.exception)))

    def test_error_of_a_file(self):
        with tempfile.TemporaryDirectory() as folder:
            path = pathlib.Path(folder) / "broken.json"
            path.write_text('{"tertial": 1, "id": 7}', encoding="utf-8")
            with self.assertRaises(tertial.DocumentError) as caught:
                tertial.Plan.read(path)
            self.assertTrue(str(caught.exception).startswith(f"{path}: /id: "), str(caught.exception))
            self.assertEqual(caught.exception.at, "/id")
            self.assertEqual(str(pickle.loads(pickle.dumps(caught.exception))), str(caught.exception))
            with self.assertRaises(FileNotFoundError):
                tertial.Plan.read(pathlib.Path(folder) / "none.json")


class Documents(unittest.TestCase):
    def test_forms(self):
        text = ACTION_PLAN.read_text(encoding="utf-8")
        plan = tertial.Plan.from_json(text)
        for form in (text.encode(), bytearray(text.encode()), memoryview(text.encode())):
            self.assertEqual(tertial.Plan.from_json(form), plan)
        self.assertEqual(tertial.Plan.from_json(plan.to_json()).to_json(), plan.to_json())
        for wrong in (5, None, ["{}"]):
            with self.assertRaises(TypeError):
                tertial.Plan.from_json(wrong)

    def test_refusals(self):
        with self.assertRaises(tertial.DocumentError) as caught:
            tertial.Plan.from_json("{")
        self.assertEqual(caught.exception.code, "syntax")
        self.assertRegex(caught.exception.at, r"^line \d+, column \d+$")
        given = document(ACTION_PLAN)
        given["risks"][2]["assessments"][1]["level"] = "blue"
        with self.assertRaises(ValueError) as caught:
            tertial.Plan.from_json(json.dumps(given))
        self.assertEqual(caught.exception.code, "schema")
        self.assertEqual(caught.exception.at, "/risks/2/assessments/1/level")
        self.assertIn("blue", caught.exception.message)
        with self.assertRaises(tertial.TertialError):
            tertial.Plan.from_json(b'{"id": "\xff"}')

    def test_what_is_in_it(self):
        for sample in SAMPLES:
            plan, given = tertial.Plan.read(sample), document(sample)
            self.assertEqual((plan.id, plan.title, plan.year, plan.language, plan.organisation),
                             (given["id"], given["title"], given["year"], given["language"],
                              given.get("organisation", "")))
            self.assertEqual(
                [risk for risk in plan.risks],
                [(risk["id"], risk["title"], risk.get("area", ""), len(risk.get("assessments", [])),
                  len(risk.get("closed", []))) for risk in given.get("risks", [])],
            )
            self.assertEqual(
                [(action.id, action.title, action.responsible, action.reports) for action in plan.actions],
                [(action["id"], action["title"], action.get("responsible", ""), len(action.get("reports", [])))
                 for action in given.get("actions", [])],
            )
            for action, one in zip(plan.actions, given.get("actions", [])):
                self.assertEqual(
                    [(part.id, part.title, part.is_recurrent, part.held) for part in action.activities],
                    [(part.get("id", ""), part["title"], "recurrence" in part, len(part.get("held", [])))
                     for part in one.get("activities", [])],
                )
            self.assertEqual(
                [(line.id, line.title, line.kind, line.unit, line.direction, line.protect, line.definitions,
                  line.observations) for line in plan.indicators],
                [(one["id"], one["title"], one.get("kind"), one.get("unit", ""), one.get("direction"),
                  one.get("protect", False), tuple(known["id"] for known in one.get("definitions", [])),
                  len(one.get("observations", []))) for one in given["indicators"]],
            )
            for one in given["indicators"]:
                columns = plan.observations(one["id"])
                observed = one.get("observations", [])
                self.assertEqual([str(period) for period in columns.periods], [fact["period"] for fact in observed])
                self.assertEqual([None if math.isnan(value) else value for value in columns.values],
                                 [fact.get("value") for fact in observed])
                self.assertEqual(columns.definitions, [fact.get("definition") for fact in observed])
                self.assertEqual(columns.statuses, [fact.get("status", "A") for fact in observed])
                self.assertEqual(columns.recorded, [day(fact.get("recorded")) for fact in observed])
            self.assertEqual([(known.date.isoformat(), text_of(known.period)) for known in plan.follow_ups],
                             [(known["date"], known.get("period")) for known in given.get("follow_ups", [])])
            self.assertIn(plan.id, repr(plan))

    def test_moment(self):
        plan = tertial.Plan.read(ACTION_PLAN)
        self.assertEqual(plan.moment("tertial 2"), datetime.date(2020, 8, 31))
        self.assertEqual(plan.moment(tertial.Period("2021-Q1")), datetime.date(2021, 3, 31))
        with self.assertRaises(tertial.DocumentError):
            plan.moment("soon")


class Files(unittest.TestCase):
    def test_a_failing_write_leaves_the_old_file(self):
        review = tertial.Plan.read(ACTION_PLAN).follow_up("2020-T2")
        with tempfile.TemporaryDirectory() as folder:
            path = pathlib.Path(folder) / "report.md"
            path.write_text("old", encoding="utf-8")
            with unittest.mock.patch("os.fsync", side_effect=OSError("no space")):
                with self.assertRaisesRegex(OSError, "no space"):
                    review.save(path)
            self.assertEqual(path.read_text(encoding="utf-8"), "old")
            with unittest.mock.patch("os.replace", side_effect=OSError("no")), self.assertRaises(OSError):
                review.save(path)
            self.assertEqual(path.read_text(encoding="utf-8"), "old")
            self.assertEqual(os.listdir(folder), ["report.md"])
            with self.assertRaisesRegex(ValueError, "report.txt.*html"):
                review.save(pathlib.Path(folder) / "report.txt")
            with self.assertRaises(OSError):
                review.save(pathlib.Path(folder) / "no" / "report.md")
            (pathlib.Path(folder) / "folder.md").mkdir()
            with self.assertRaises(OSError):
                review.save(pathlib.Path(folder) / "folder.md")
            self.assertEqual(sorted(os.listdir(folder)), ["folder.md", "report.md"])

    def test_rights_and_links(self):
        plan = tertial.Plan.read(ACTION_PLAN)
        with tempfile.TemporaryDirectory() as folder:
            path, link = pathlib.Path(folder) / "plan.json", pathlib.Path(folder) / "link.json"
            plan.write(path)
            umask = os.umask(0)
            os.umask(umask)
            self.assertEqual(path.stat().st_mode & 0o7777, 0o666 & ~umask)
            path.chmod(0o640)
            link.symlink_to(path)
            plan.add_closing("5.2", "2020-12-31")
            plan.write(link)
            self.assertTrue(link.is_symlink())
            self.assertEqual(path.stat().st_mode & 0o7777, 0o640)
            self.assertEqual(tertial.Plan.read(path), plan)
            self.assertEqual(path.read_text(encoding="utf-8"), plan.to_json())

    def test_what_is_no_file_is_written_to(self):
        plan = tertial.Plan.read(ACTION_PLAN)
        with tempfile.TemporaryDirectory() as folder:
            pipe = os.path.join(folder, "pipe")
            os.mkfifo(pipe)
            reader = os.open(pipe, os.O_RDONLY | os.O_NONBLOCK)
            try:
                small = tertial.Plan.from_json(json.dumps({**RICH, "indicators": [], "actions": [], "risks": []}))
                small.write(pipe)
                self.assertEqual(os.read(reader, 65536).decode(), small.to_json())
                self.assertEqual(os.listdir(folder), ["pipe"])
            finally:
                os.close(reader)
        del plan
