"""Facts that go into an open plan come to the same as a document that is edited by hand and read."""

import copy
import datetime
import json
import math
import pathlib
import tempfile
import unittest

import tertial
from support import ACTION_PLAN, SOURCE, WITH_OUTCOMES, cli, document


def thing(given, things, id):
    (found,) = [one for one in given[things] if one["id"] == id]
    return found


class Facts(unittest.TestCase):
    """Each call beside the same edit of the document."""

    sample = ACTION_PLAN

    def setUp(self):
        self.plan = tertial.Plan.read(self.sample)
        self.given = document(self.sample)

    def same(self):
        self.assertEqual(self.plan.to_json(), tertial.Plan.from_json(json.dumps(self.given)).to_json())
        # What is left is a plan that can be read, and followed up as the plan that is open.
        again = tertial.Plan.from_json(self.plan.to_json())
        self.assertEqual(again.follow_up("2020-T3").to_json(), self.plan.follow_up("2020-T3").to_json())

    def refused(self, call, kind, code, at=None, message=None):
        """The call fails with all that an error says, and the plan stays byte for byte what it was."""
        before = self.plan.to_json()
        with self.assertRaises(kind) as caught:
            call()
        self.assertEqual(self.plan.to_json(), before)
        self.assertEqual(caught.exception.code, code)
        self.assertTrue(caught.exception.message)
        if at is not None:
            self.assertEqual(caught.exception.at, at)
            self.assertTrue(str(caught.exception).startswith(f"{at}: "))
        if message is not None:
            self.assertIn(message, str(caught.exception))


class Assessments(Facts):
    def test_add(self):
        facts = thing(self.given, "risks", "5.2")["assessments"]
        self.plan.add_assessment("5.2", "2020-12-31", level="red", rationale="Fler vakanser")
        facts.append({"date": "2020-12-31", "level": "red", "rationale": "Fler vakanser"})
        self.same()
        self.plan.add_assessment("5.2", "tertial 3", likelihood=4, severity=3, recorded=datetime.date(2021, 1, 7))
        facts.append({"date": "2020-12-31", "likelihood": 4, "severity": 3, "recorded": "2021-01-07"})
        self.same()

    def test_correct(self):
        self.plan.correct_assessment("5.2", "2020-08-31", level="green", recorded="2020-09-01")
        facts = thing(self.given, "risks", "5.2")["assessments"]
        facts.append({"date": "2020-08-31", "level": "green", "recorded": "2020-09-01"})
        self.same()

    def test_remove(self):
        facts = thing(self.given, "risks", "5.2")["assessments"]
        self.plan.add_assessment("5.2", "2020-08-31", level="red", recorded="2020-09-02")
        self.plan.remove_assessment("5.2", "2020-08-31")  # the one recorded last
        self.same()
        self.plan.add_assessment("5.2", "2020-08-31", level="red", recorded="2020-09-02")
        self.plan.remove_assessment("5.2", "2020-08-31", recorded="2020-08-31")
        facts[1:] = [{"date": "2020-08-31", "level": "red", "recorded": "2020-09-02"}]
        self.same()

    def test_refusals(self):
        plan = self.plan
        self.refused(lambda: plan.add_assessment("9", "2020-08-31", level="red"), tertial.NotFoundError, "not_found",
                     message='"9"')
        self.refused(lambda: plan.add_assessment("5.2", "2020-12-31", likelihood=5, severity=1), tertial.DocumentError,
                     "schema", "/risks/6/assessments/2/likelihood")
        self.refused(lambda: plan.add_assessment("5.2", "2020-12-31", likelihood=2), tertial.DocumentError, "schema",
                     "/risks/6/assessments/2")
        self.refused(lambda: plan.add_assessment("5.2", "2020-12-31"), tertial.DocumentError, "schema",
                     "/risks/6/assessments/2")
        self.refused(lambda: plan.add_assessment("5.2", "2020-12-31", level="blue"), tertial.DocumentError, "schema")
        self.refused(lambda: plan.add_assessment("5.2", "2020-12-31", level="red", likelihood=1, severity=1),
                     tertial.DocumentError, "schema")
        self.refused(lambda: plan.add_assessment("5.2", "2020-12-32", level="red"), tertial.DocumentError, "syntax")
        self.refused(lambda: plan.add_assessment("5.2", "2020-12-31", likelihood=-1, severity=1),
                     tertial.ArgumentError, "argument")
        self.refused(lambda: plan.add_assessment("5.2", "2020-12-31", likelihood=2**32 + 1, severity=1),
                     tertial.ArgumentError, "argument")
        self.refused(lambda: plan.correct_assessment("5.2", "2020-12-31", level="red", recorded="2021-01-01"),
                     tertial.NotFoundError, "not_found")
        self.refused(lambda: plan.correct_assessment("5.2", "2020-08-31", level="red", recorded="2020-08-31"),
                     tertial.DocumentError, "schema", "/risks/6/assessments/2/recorded")
        self.refused(lambda: plan.correct_assessment("5.2", "2020-08-31", level="red", recorded=None),
                     tertial.DocumentError, "schema", "/risks/6/assessments/2/recorded")
        self.refused(lambda: plan.remove_assessment("5.2", "2020-08-30"), tertial.NotFoundError, "not_found")
        with self.assertRaises(TypeError):
            plan.correct_assessment("5.2", "2020-08-31", level="red")
        with self.assertRaises(TypeError):
            plan.add_assessment(52, "2020-08-31", level="red")


class Closings(Facts):
    def test_all(self):
        closed = thing(self.given, "risks", "5.2").setdefault("closed", [])
        self.plan.add_closing("5.2", "2020-10-01", "Klar")
        closed.append({"date": "2020-10-01", "reason": "Klar"})
        self.same()
        self.plan.correct_closing("5.2", "2020-10-01", "Nästan klar", recorded="2020-10-05")
        closed.append({"date": "2020-10-01", "reason": "Nästan klar", "recorded": "2020-10-05"})
        self.same()
        self.plan.remove_closing("5.2", "2020-10-01", recorded="2020-10-01")
        del closed[0]
        self.same()
        self.plan.remove_closing("5.2", tertial.Period("2020-10-01"))
        del closed[0]
        self.same()
        self.plan.remove_closing("2.1", "2020-08-31")
        del thing(self.given, "risks", "2.1")["closed"][0]
        self.same()

    def test_refusals(self):
        self.refused(lambda: self.plan.add_closing("x", "2020-10-01"), tertial.NotFoundError, "not_found")
        self.refused(lambda: self.plan.correct_closing("5.2", "2020-10-01", recorded="2020-10-02"),
                     tertial.NotFoundError, "not_found")
        self.refused(lambda: self.plan.correct_closing("2.1", "2020-08-31", recorded="2020-08-01"),
                     tertial.DocumentError, "schema", "/risks/1/closed/1/recorded")
        self.refused(lambda: self.plan.remove_closing("5.2", "2020-10-01"), tertial.NotFoundError, "not_found")
        self.refused(lambda: self.plan.add_closing("5.2", datetime.date(1899, 12, 31)), tertial.ArgumentError,
                     "argument")


class Reports(Facts):
    def test_all(self):
        reports = thing(self.given, "actions", "1.1-1").setdefault("reports", [])
        self.plan.add_report("1.1-1", "2020-09-15", "delayed", comment="Hösten")
        reports.append({"date": "2020-09-15", "status": "delayed", "comment": "Hösten"})
        self.same()
        self.plan.add_report("1.1-1", "2020-10-15", "on_schedule", progress=0.5, recorded="2020-10-16")
        reports.append({"date": "2020-10-15", "status": "on_schedule", "progress": 0.5, "recorded": "2020-10-16"})
        self.same()
        self.plan.correct_report("1.1-1", "2020-09-15", "completed", progress=1, recorded="2020-09-16")
        reports.append({"date": "2020-09-15", "status": "completed", "progress": 1, "recorded": "2020-09-16"})
        self.same()
        self.plan.remove_report("1.1-1", "2020-09-15")
        del reports[2]
        self.same()
        self.plan.remove_report("1.1-1", "2020-10-15", "2020-10-16")
        del reports[1]
        self.same()

    def test_refusals(self):
        plan = self.plan
        self.refused(lambda: plan.add_report("1.1-1", "2020-09-15", "late"), tertial.ArgumentError, "argument",
                     "status",
                     "delayed")
        self.refused(lambda: plan.add_report("1.1-1", "2020-09-15", "delayed", progress=1.5), tertial.DocumentError,
                     "schema", "/actions/0/reports/0/progress")
        self.refused(lambda: plan.add_report("?", "2020-09-15", "delayed"), tertial.NotFoundError, "not_found")
        self.refused(lambda: plan.remove_report("1.1-1", "2020-09-15"), tertial.NotFoundError, "not_found")


class Occurrences(Facts):
    sample = WITH_OUTCOMES

    def test_all(self):
        action = thing(self.given, "actions", "3.2.1.1-1")
        held = action["activities"][2]["held"]
        self.plan.add_occurrence("3.2.1.1-1", "2020-09-04", "3.2.1.1-1-c")
        held.append("2020-09-04")
        self.same()
        self.plan.add_occurrence("3.2.1.1-1", "2020-09-25", 2)
        held.append("2020-09-25")
        self.same()
        self.assertEqual(self.plan.follow_up("2020-T3").actions["3.2.1.1-1"].activities[2].held, len(held))
        self.plan.remove_occurrence("3.2.1.1-1", "2020-09-04", "3.2.1.1-1-c")
        held.remove("2020-09-04")
        self.same()

    def test_refusals(self):
        plan = self.plan
        self.refused(lambda: plan.add_occurrence("3.2.1.1-1", "2020-09-04", "z"), tertial.NotFoundError, "not_found",
                     message="'z'")
        self.refused(lambda: plan.add_occurrence("3.2.1.1-1", "2020-09-04", 3), tertial.NotFoundError, "not_found")
        self.refused(lambda: plan.add_occurrence("3.2.1.1-1", "2020-09-04", -1), tertial.ArgumentError, "argument")
        self.refused(lambda: plan.add_occurrence("none", "2020-09-04", "z"), tertial.NotFoundError, "not_found",
                     message="none")
        self.refused(lambda: plan.remove_occurrence("3.2.1.1-1", "1999-09-04", 2), tertial.NotFoundError, "not_found")


class Observations(Facts):
    def facts(self, id):
        return thing(self.given, "indicators", id)["observations"]

    def test_add(self):
        self.plan.add_observation("2.2.c", "2020-07", 45.0, numerator=10, denominator=22, recorded="2020-09-10")
        self.facts("2.2.c").append(
            {"period": "2020-07", "value": 45, "numerator": 10, "denominator": 22, "recorded": "2020-09-10"}
        )
        self.same()
        self.plan.add_observation("2.2.c", tertial.Period("2020-08"))
        self.facts("2.2.c").append({"period": "2020-08", "status": "O"})
        self.same()
        self.plan.add_observation("2.2.a", "2020-08", 5, status="P")
        self.facts("2.2.a").append({"period": "2020-08", "value": 5, "status": "P"})
        self.same()
        self.plan.add_observation("2.2.d", "2020-T3", 70, definition="physical")
        self.facts("2.2.d").append({"period": "2020-T3", "value": 70, "definition": "physical"})
        self.same()

    def test_correct_and_remove(self):
        facts = self.facts("2.2.c")
        self.plan.correct_observation("2.2.c", "2020-06", 42, recorded="2020-10-01")
        facts.append({"period": "2020-06", "value": 42, "recorded": "2020-10-01"})
        self.same()
        self.plan.remove_observation("2.2.c", "2020-06", recorded="2020-10-01")
        del facts[-1]
        self.same()
        self.plan.remove_observation("2.2.c", "2020-01")
        self.given["indicators"][9]["observations"] = [fact for fact in facts if fact["period"] != "2020-01"]
        self.same()
        self.plan.remove_observation("2.2.d", "2020-T2", definition="physical")
        del self.facts("2.2.d")[2]
        self.same()

    def test_refusals(self):
        plan = self.plan
        count = len(self.facts("2.2.c"))
        place = f"/indicators/9/observations/{count}"
        self.refused(lambda: plan.add_observation("zz", "2020-07", 1), tertial.NotFoundError, "not_found")
        self.refused(lambda: plan.add_observation("2.2.c", "2020-07", 1, status="L"), tertial.DocumentError, "schema",
                     place)
        self.refused(lambda: plan.add_observation("2.2.c", "2020-07", math.inf), tertial.ArgumentError, "argument")
        self.refused(lambda: plan.add_observation("2.2.c", "2020-07", status="A"), tertial.DocumentError, "schema",
                     place)
        self.refused(lambda: plan.add_observation("2.2.c", "July 2020", 1), tertial.DocumentError, "syntax")
        self.refused(lambda: plan.add_observation("2.2.c", None, 1), tertial.ArgumentError, "argument")
        self.refused(lambda: plan.add_observation("2.2.c", "2020-07", 1, status="suppressed"), tertial.ArgumentError,
                     "argument")
        self.refused(lambda: plan.add_observation("2.2.c", "2020-07", 1, status="Z"), tertial.ArgumentError, "argument",
                     "status")
        self.refused(lambda: plan.add_observation("2.2.d", "2020-T3", 1, definition="x"), tertial.NotFoundError,
                     "not_found", "fact/definition")
        self.refused(lambda: plan.correct_observation("2.2.c", "2020-06", 1, recorded="2020-06-01"),
                     tertial.DocumentError, "schema", place + "/recorded")
        self.refused(lambda: plan.correct_observation("2.2.c", "2020-11", 1, recorded="2021-06-01"),
                     tertial.NotFoundError, "not_found")
        self.refused(lambda: plan.remove_observation("2.2.c", "2020-11"), tertial.NotFoundError, "not_found")
        with self.assertRaises(TypeError):
            plan.add_observation("2.2.c", 202007, 1)


class SelfChecks(Facts):
    def test_all(self):
        given = self.given["self_checks"]
        self.plan.add_self_check(
            "autumn", "2020-11", "Höstens granskning", sample=40, risks=["2.1", "5.2"],
            results=[("Bedömd", 38, 95.0), ("Utan andel", 3, None), ("Bara namn",)],
            breakdowns={"sex": {"girls": 18, "boys": 22}, "age": {"0-6": 10}}, recorded="2020-12-01",
        )  # fmt: skip
        made = {
            "id": "autumn", "period": "2020-11", "title": "Höstens granskning", "sample": 40, "risks": ["2.1", "5.2"],
            "results": [{"title": "Bedömd", "numerator": 38, "share": 95}, {"title": "Utan andel", "numerator": 3},
                        {"title": "Bara namn"}],
            "breakdowns": [{"by": "sex", "groups": {"girls": 18, "boys": 22}}, {"by": "age", "groups": {"0-6": 10}}],
            "recorded": "2020-12-01",
        }  # fmt: skip
        given.append(made)
        self.same()
        self.plan.correct_self_check("autumn", "2020-11", "Ny", sample=41, recorded="2020-12-02")
        given[-1] = {"id": "autumn", "period": "2020-11", "title": "Ny", "sample": 41, "recorded": "2020-12-02"}
        self.same()
        self.plan.remove_self_check("reports-2020-07")
        del given[0]
        self.same()

    def test_refusals(self):
        plan, place = self.plan, f"/self_checks/{len(self.given['self_checks'])}"
        self.refused(lambda: plan.add_self_check("", "2020-11"), tertial.DocumentError, "schema", place + "/id")
        self.refused(lambda: plan.add_self_check("reports-2020-07", "2020-11"), tertial.DocumentError, "schema",
                     place + "/id")
        self.refused(lambda: plan.add_self_check("a", "2020-11", sample=-1), tertial.DocumentError, "schema",
                     place + "/sample")
        self.refused(lambda: plan.add_self_check("a", "2020-11", risks=["none"]), tertial.DocumentError, "schema")
        self.refused(lambda: plan.add_self_check("a", "2020-11", results=[("x", -1, None)]), tertial.DocumentError,
                     "schema", place + "/results/0/numerator")
        self.refused(lambda: plan.correct_self_check("none", "2020-11"), tertial.NotFoundError, "not_found")
        self.refused(lambda: plan.remove_self_check("none"), tertial.NotFoundError, "not_found")


class Tables(Facts):
    def test_import_as_the_program(self):
        tables = sorted((SOURCE / "tests/data/tables").glob("*.tsv"))
        self.assertTrue(tables)
        for path in tables:
            with self.subTest(table=path.name):
                plan = self.plan.copy()
                result = plan.import_table(path.read_bytes().decode())
                with tempfile.TemporaryDirectory() as folder:
                    copied = pathlib.Path(folder) / "plan.json"
                    copied.write_bytes(ACTION_PLAN.read_bytes())
                    cli("import", path, "--into", copied)
                    self.assertEqual(plan, tertial.Plan.read(copied))
                for change in result.changes:
                    self.assertIn(change.kind, ("new_indicator", "new_observation", "changed_observation",
                                                "new_baseline", "changed_baseline"))

    def test_changes(self):
        result = self.plan.import_table("Indikator\tJuni\tJuli\taugusti\n2.2.c\t44\t45\tu.s.\nNy sak\t1\t2\t3\n",
                                        recorded="2020-10-01")
        facts = thing(self.given, "indicators", "2.2.c")["observations"]
        changes = {(change.kind, change.indicator, change.period and str(change.period)): change
                   for change in result.changes}
        changed = changes["changed_observation", "2.2.c", "2020-06"]
        self.assertEqual((changed.before, changed.after, changed.status), (43, 44, "A"))
        new = changes["new_observation", "2.2.c", "2020-07"]
        self.assertEqual((new.before, new.after), (None, 45))
        missing = changes["new_observation", "2.2.c", "2020-08"]
        self.assertEqual((missing.after, missing.status), (None, "O"))
        self.assertTrue(any(change.kind == "new_indicator" for change in result.changes))
        observed = self.plan.observations("2.2.c")
        self.assertEqual(len(observed), len(facts) + 3)
        self.assertEqual(observed.recorded[-1], datetime.date(2020, 10, 1))

    def test_notes_in_both_languages(self):
        path = SOURCE / "tests/data/tables/staffing-5.2.tsv"
        notes = self.plan.import_table(path.read_bytes().decode()).notes
        self.assertTrue(notes)
        for note in notes:
            self.assertGreater(note.line, 0)
            self.assertTrue(note.swedish and note.english)
            self.assertNotEqual(note.swedish, note.english)

    def test_language_and_year(self):
        one, other = self.plan.copy(), self.plan.copy()
        one.import_table("Indicator\tMay\n1.1.c\t7\n", lang="en", year=2021)
        other.add_observation("1.1.c", "2021-05", 7)
        self.assertEqual(one.to_json(), other.to_json())

    def test_refusals(self):
        self.refused(lambda: self.plan.import_table(""), tertial.DocumentError, "syntax")
        self.refused(lambda: self.plan.import_table("Indikator\tJuli\n2.2.c\tmånga\n"), tertial.DocumentError, "syntax",
                     "line 2, column 2")
        with self.assertRaises(TypeError):
            self.plan.import_table(b"Indikator\tJuli\n2.2.c\t45\n")
        with self.assertRaises(ValueError):
            self.plan.import_table("Indikator\tJuli\n2.2.c\t45\n", lang="de")


class Owners(Facts):
    def test_a_copy_stays(self):
        other = self.plan.copy()
        text = copy.copy(other).to_json()
        self.plan.add_closing("5.2", "2020-10-01")
        self.plan.add_observation("2.2.c", "2020-07", 1)
        self.assertEqual(other.to_json(), text)
        self.assertNotEqual(self.plan, other)
