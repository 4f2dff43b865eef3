"""What a follow-up is written as, in Python, is what the command line writes, to the byte; its tables, cell by cell."""

import copy
import csv
import io
import json
import os
import pathlib
import tempfile
import unittest
import unittest.mock

import tertial
from support import (
    ACTION_PLAN,
    MOMENTS,
    RICH,
    SAMPLES,
    WITH_OUTCOMES,
    cli,
    day,
    guarded,
    needs_numpy,
    needs_pandas,
    pandas,
    random_document,
)


# Columns of the tables that are not text, as the contract of the tables has them.
WHOLE = {
    "risks": {"score", "likelihood", "severity"},
    "indicators": {"stale"},
    "targets": {"year"},
    "rollups": {"based_on", "of"},
}


DAYS = {"assessed", "closed", "reported_on", "recorded"}


YES_OR_NO = {"unreported", "unweighted", "across_break"}


NUMBERS = {
    "indicators": {"latest_value", "previous_value", "baseline_value", "from_baseline", "from_previous"},
    "observations": {"value", "numerator", "denominator"},
    "targets": {"value", "from", "to", "judged", "forecast", "pace_needed", "year_to_date"},
    "rollups": {"value"},
    "self_checks": {"sample", "numerator", "share", "count"},
}


TABLES = ("risks", "actions", "indicators", "observations", "targets", "rollups", "self_checks", "findings")


class AsTheProgram(unittest.TestCase):
    def test_every_format(self):
        with tempfile.TemporaryDirectory() as folder:
            for sample in SAMPLES:
                review = tertial.Plan.read(sample).follow_up("2020-T2")
                for lang in ("sv", "en"):
                    for kind, made in (
                        ("json", review.to_json),
                        ("markdown", review.to_markdown),
                        ("html", review.to_html),
                        ("csv", lambda lang, review=review: review.to_csv(lang=lang)),
                    ):
                        with self.subTest(sample=sample.parent.name + "/" + sample.name, lang=lang, format=kind):
                            told = cli("follow-up", sample, "--as-of", "2020-T2", "--format", kind, "--lang", lang)
                            self.assertEqual(made(lang).encode(), told)
                    file = pathlib.Path(folder) / "told.xlsx"
                    cli("follow-up", sample, "--as-of", "2020-T2", "--format", "xlsx", "--lang", lang, "-o", file)
                    self.assertEqual(review.to_xlsx(lang), file.read_bytes())

    def test_own_language(self):
        for sample in SAMPLES:
            told = cli("follow-up", sample, "--as-of", "2020-T1")
            self.assertEqual(tertial.Plan.read(sample).follow_up("2020-T1").to_markdown().encode(), told)

    def test_tables(self):
        review = tertial.Plan.read(WITH_OUTCOMES).follow_up("2020-T2")
        for table in TABLES:
            told = cli("follow-up", WITH_OUTCOMES, "--as-of", "2020-T2", "--format", "csv", "--table", table)
            self.assertEqual(review.to_csv(table).encode(), told)

    def test_key_figures(self):
        given = {**RICH, "x-external": "4711"}
        given["indicators"] = [{**given["indicators"][0], "x-external": "F-1"}]
        with tempfile.TemporaryDirectory() as folder:
            path = pathlib.Path(folder) / "plan.json"
            path.write_text(json.dumps(given), encoding="utf-8")
            told = cli("follow-up", path, "--as-of", "2020-T2", "--format", "kpi-csv")
            self.assertEqual(tertial.Plan.read(path).follow_up("2020-T2").to_kpi_csv().encode(), told)
        with self.assertRaises(tertial.DocumentError) as caught:
            tertial.Plan.read(ACTION_PLAN).follow_up("2020-T2").to_kpi_csv()
        self.assertEqual(caught.exception.at, "/x-external")

    def test_saved_files(self):
        review = tertial.Plan.read(ACTION_PLAN).follow_up("2020-T2")
        with tempfile.TemporaryDirectory() as folder:
            for suffix, kind in ((".html", "html"), (".md", "markdown"), (".json", "json"), (".csv", "csv")):
                path = pathlib.Path(folder) / f"report{suffix}"
                review.save(path, lang="en")
                told = cli("follow-up", ACTION_PLAN, "--as-of", "2020-T2", "--format", kind, "--lang", "en")
                self.assertEqual(path.read_bytes(), told)
            review.save(os.path.join(folder, "report.XLSX"), lang="sv")
            self.assertEqual((pathlib.Path(folder) / "report.XLSX").read_bytes(), review.to_xlsx("sv"))

    def test_index_of_many(self):
        with tempfile.TemporaryDirectory() as folder:
            plans, pages = pathlib.Path(folder) / "plans", pathlib.Path(folder) / "pages"
            plans.mkdir()
            for sample in (ACTION_PLAN, WITH_OUTCOMES):
                (plans / f"{sample.stem}.json").write_bytes(sample.read_bytes())
            cli("follow-up", "--all", plans, "--as-of", "2020-T2", "-o", pages)
            told = (pages / "index.html").read_text(encoding="utf-8")
        reviews = {f"{sample.stem}.html": tertial.Plan.read(sample).follow_up("2020-T2")
                   for sample in (ACTION_PLAN, WITH_OUTCOMES)}
        made = tertial.html_index(reviews, "Åtgärdsplaner <2020>")
        for page in reviews:
            self.assertIn(page, told)
            self.assertIn(page, made)
        self.assertIn("Åtgärdsplaner &lt;2020&gt;", made)
        self.assertNotIn("<2020>", made)

    def test_schema(self):
        for name in ("plan", "follow-up"):
            self.assertEqual(tertial.schema(name).encode(), cli("schema", name))
        with self.assertRaises(ValueError):
            tertial.schema("report")


class Tables(unittest.TestCase):
    def cell(self, table, column, text):
        """What a cell of a CSV says."""
        if column in WHOLE.get(table, ()):
            return int(text) if text else None
        if column in NUMBERS.get(table, ()):
            return float(text) if text else None
        if column in DAYS:
            return day(text)
        if column in YES_OR_NO:
            return {"true": True, "false": False, "": None}[text]
        return text

    def test_cell_by_cell(self):
        cells = 0
        plans = [tertial.Plan.read(sample) for sample in SAMPLES] + [tertial.Plan.from_json(json.dumps(RICH))]
        more = [tertial.Plan.from_json(random_document(seed, 4)) for seed in range(30, 40)]
        # The csv module of Python before 3.11 does not read NUL.
        plans += [plan for plan in more if "\0" not in plan.follow_up("2020-T2").to_csv()][:4]
        for plan in plans:
            for options in MOMENTS[:4]:
                review = plan.follow_up(**options)
                for lang in (None, "sv", "en"):
                    for name in TABLES:
                        table = review.table(name, lang)
                        rows = list(csv.DictReader(io.StringIO(review.to_csv(name, lang), newline="")))
                        header = next(csv.reader(io.StringIO(review.to_csv(name, lang), newline="")))
                        self.assertEqual(list(table), header)
                        self.assertEqual(len(table), len(header))
                        for column in header:
                            told = [self.cell(name, column, row[column]) for row in rows]
                            made = table[column]
                            self.assertEqual(len(made), len(rows))
                            for own, said in zip(made, told):
                                own = guarded(own) if isinstance(own, str) else own
                                # Missing text is an empty cell there, and null here.
                                said = None if said == "" and own is None else said
                                self.assertEqual((type(own), own), (type(said), said), (name, column))
                                cells += 1
        self.assertGreater(cells, 30000)

    def test_refusals(self):
        review = tertial.Plan.read(ACTION_PLAN).follow_up("2020-T2")
        with self.assertRaisesRegex(ValueError, "risks, actions.*'goals'"):
            review.table("goals")
        with self.assertRaises(KeyError):
            review.table("risks")["goal"]
        self.assertNotIn("goal", review.table("risks"))
        with self.assertRaises(ValueError):
            review.to_json(lang="de")

    @needs_pandas
    def test_data_frames(self):
        review = tertial.Plan.from_json(json.dumps(RICH)).follow_up("2020-T2")
        for name in TABLES:
            frame = review.to_pandas(name)
            table = review.table(name)
            self.assertEqual(list(frame.columns), list(table))
            for column, kind in frame.dtypes.items():
                expected = (
                    "Int64" if column in WHOLE.get(name, ()) else "float64" if column in NUMBERS.get(name, ())
                    else "datetime64[ns]" if column in DAYS else "boolean" if column in YES_OR_NO else "object"
                )
                self.assertEqual(str(kind), expected, (name, column))
                for shown, value in zip(frame[column], table[column]):
                    if value is None:
                        self.assertTrue(shown is None or pandas.isna(shown))
                    else:
                        self.assertEqual(shown.date() if column in DAYS else shown, value)
        self.assertEqual(review.risks.to_pandas().loc["up", "movement"], "increased")
        self.assertEqual(review.risks.to_pandas().index.name, "id")
        empty = tertial.Plan.read(WITH_OUTCOMES).follow_up("2020-T2").to_pandas("risks")
        self.assertEqual((len(empty), str(empty.dtypes["assessed"]), str(empty.dtypes["score"])),
                         (0, "datetime64[ns]", "Int64"))
        frame = review.indicators["flow"].observations.to_pandas()
        self.assertEqual(frame.index[2], "2020-03")
        self.assertEqual(frame.loc["2020-03", "value"], 7)
        self.assertEqual(frame.loc["2020-03", "recorded"], pandas.Timestamp("2020-08-15"))
        self.assertTrue(pandas.isna(frame.loc["2020-01", "recorded"]))
        frame = review.findings.to_pandas()
        self.assertEqual(list(frame.columns), ["code", "severity", "at", "message", "data"])
        self.assertEqual(len(frame), len(review.findings))

    @needs_numpy
    def test_columns_are_arrays(self):
        columns = tertial.Plan.read(ACTION_PLAN).follow_up("2020-T2").indicators["2.2.d"].observations
        for name, kind in (("codes", "uint32"), ("values", "float64"), ("numerators", "float64"),
                           ("denominators", "float64"), ("status_numbers", "uint8"), ("definition_numbers", "uint8"),
                           ("recorded_days", "int32")):
            self.assertEqual(getattr(columns, name).dtype, kind)


class Html(unittest.TestCase):
    def test_hostile_text_is_escaped(self):
        hostile = "<script>alert('x')</script>&\""
        given = copy.deepcopy(RICH)
        given["title"] = given["risks"][2]["title"] = given["risks"][2]["id"] = hostile
        given["actions"][0]["risks"] = [hostile]
        given["matrix"]["bands"][2]["label"] = given["indicators"][0]["title"] = hostile
        given["matrix"]["likelihood"] = [hostile, "b", "c", "d"]
        review = tertial.Plan.from_json(json.dumps(given)).follow_up("2020-T2")
        matrix = tertial.Plan.from_json(json.dumps(given)).matrix
        shown = [review._repr_html_(), review.to_html(), review.findings._repr_html_(), matrix._repr_html_()]
        if pandas is not None:
            shown += [review.risks._repr_html_(), review.table("risks")._repr_html_()]
        for page in shown:
            self.assertNotIn("<script>alert", page)
        self.assertIn("&lt;script&gt;", review._repr_html_())
        self.assertIn("&lt;script&gt;", matrix._repr_html_())

    def test_shown_with_and_without_pandas(self):
        review = tertial.Plan.read(ACTION_PLAN).follow_up("2020-T2")
        series = tertial.Series([1.0, 2.0], start="2020-01")
        for shown in (review.risks, review.table("risks"), review.indicators["2.2.c"].observations, series,
                      series.roll_up("tertial")):
            page = shown._repr_html_()
            self.assertEqual(page is None, pandas is None)
        self.assertIn("<td>decreased</td>", review._repr_html_())
