"""Risk matrices against a slow and plain oracle, over random matrices and every form that columns come in."""

import array
import copy
import gc
import json
import random
import unittest

import tertial
from support import ACTION_PLAN, needs_numpy, needs_pandas, numpy, pandas


class Oracle:
    """What a matrix should say, cell by cell."""

    def __init__(self, likelihood, severity, score, bands, uncovered):
        self.likelihood, self.severity = likelihood, severity
        self.rule, self.uncovered = score, uncovered
        self.bands = sorted(bands, key=lambda band: band[1])

    def score(self, likelihood, severity):
        if self.rule == "product":
            return likelihood * severity
        if self.rule == "sum":
            return likelihood + severity
        return self.rule[likelihood - 1][severity - 1]

    def covering(self, score):
        """The numbers of the bands with a score, the mildest first."""
        return [number for number, (_, start, end) in enumerate(self.bands, 1) if start <= score <= end]

    def number(self, likelihood, severity):
        if not (likelihood and severity and 1 <= likelihood <= self.likelihood and 1 <= severity <= self.severity):
            return 0
        score = self.score(likelihood, severity)
        covering = self.covering(score)
        if covering:
            return covering[-1]  # of two, the worse
        if self.uncovered == "report":
            return 0
        above = [number for number, (_, start, _) in enumerate(self.bands, 1) if start > score]
        return above[0] if above else len(self.bands)

    def cells(self):
        return [(one, other) for one in range(1, self.likelihood + 1) for other in range(1, self.severity + 1)]

    def scores(self, wanted):
        """{score: cells} of the scores that `wanted` bands cover, given as a test of how many do."""
        told = {}
        for cell in self.cells():
            score = self.score(*cell)
            if wanted(len(self.covering(score))):
                told.setdefault(score, []).append(cell)
        return told

    def make(self, random_order=None):
        bands = list(self.bands)
        if random_order:
            random_order.shuffle(bands)
        return tertial.RiskMatrix(self.likelihood, self.severity, self.rule, bands, self.uncovered)


def random_oracle(seed):
    own = random.Random(f"matrix {seed}")
    likelihood, severity = own.randint(1, 10), own.randint(1, 10)
    score = own.choice(["product", "sum", "table"])
    worst = {"product": likelihood * severity, "sum": likelihood + severity, "table": 40}[score]
    if score == "table":
        score = [[own.randint(0, worst) for _ in range(severity)] for _ in range(likelihood)]
    starts = sorted(own.sample(range(worst + 1), own.randint(1, min(15, worst))))
    bands = []
    for place, start in enumerate(starts):
        next_start = starts[place + 1] if place + 1 < len(starts) else worst + 1
        end = next_start - 1
        if own.random() < 0.25:  # a gap
            end = own.randint(start, max(start, end))
        elif own.random() < 0.15:  # an overlap
            end = min(worst, end + own.randint(1, 3))
        bands.append((f"level {place}", start, end))
    return Oracle(likelihood, severity, score, bands, own.choice(["report", "next_worse"])), own


SIMPLE = Oracle(4, 4, "product", [("green", 1, 3), ("yellow", 4, 6), ("red", 9, 12)], "report")


class AgainstTheOracle(unittest.TestCase):
    def test_random_matrices(self):
        seen = {"gap": 0, "overlap": 0, "next_worse": 0, "table": 0}
        for seed in range(300):
            oracle, own = random_oracle(seed)
            matrix = oracle.make(own)
            with self.subTest(seed=seed):
                self.assertEqual([band.level for band in matrix.bands], [level for level, _, _ in oracle.bands])
                self.assertEqual([(band.start, band.end) for band in matrix.bands],
                                 [(start, end) for _, start, end in oracle.bands])
                for cell in oracle.cells():
                    self.assertEqual(matrix.score(*cell), oracle.score(*cell))
                likelihood = [own.choice([*range(13), 255]) for _ in range(300)]
                severity = [own.choice([*range(13), 255]) for _ in range(300)]
                expected = [oracle.number(*cell) for cell in zip(likelihood, severity)]
                self.assertEqual(list(matrix.classify(bytes(likelihood), bytes(severity))), expected)
                levels = [oracle.bands[number - 1][0] if number else None for number in expected]
                self.assertEqual([matrix.level(*cell) for cell in zip(likelihood[:40], severity)], levels[:40])
                counts = {level: levels.count(level) for level, _, _ in oracle.bands}
                self.assertEqual(matrix.count(likelihood, severity), {**counts, None: levels.count(None)})
                uncovered = {finding.data["score"]: finding.data["cells"]
                             for finding in matrix.findings.where(code="matrix-uncovered-score")}
                self.assertEqual(uncovered, oracle.scores(lambda bands: bands == 0))
                several = oracle.scores(lambda bands: bands > 1)
                told = matrix.findings.where(code="matrix-overlapping-bands")
                self.assertEqual({finding.data["score"]: finding.data["cells"] for finding in told}, several)
                for finding in told:
                    self.assertEqual(finding.data["bands"], [oracle.bands[number - 1][0]
                                                             for number in oracle.covering(finding.data["score"])])
                self.assertEqual(matrix.uncovered, oracle.uncovered)
            seen["gap"] += bool(uncovered)
            seen["overlap"] += bool(several)
            seen["next_worse"] += bool(uncovered) and oracle.uncovered == "next_worse"
            seen["table"] += not isinstance(oracle.rule, str)
        self.assertGreater(min(seen.values()), 20, seen)

    def test_every_byte(self):
        for seed in (1, 2, 3, 5, 8):
            oracle, _ = random_oracle(seed)
            steps = [step for step in range(256) for _ in range(256)], [step for _ in range(256) for step in range(256)]
            told = oracle.make().classify(bytes(steps[0]), bytes(steps[1]))
            self.assertEqual(bytes(told), bytes(oracle.number(*cell) for cell in zip(*steps)))

    def test_the_plans_own(self):
        matrix = tertial.Plan.read(ACTION_PLAN).matrix
        oracle = Oracle(4, 4, "product", SIMPLE.bands, "next_worse")
        self.assertEqual({cell: matrix.level(*cell) for cell in oracle.cells()},
                         {cell: oracle.bands[oracle.number(*cell) - 1][0] for cell in oracle.cells()})
        self.assertEqual(matrix.level(4, 2), "red")
        self.assertEqual(matrix.likelihood, ("Osannolik", "Mindre sannolik", "Möjlig", "Sannolik"))
        self.assertEqual(matrix.severity, ("Mindre", "Måttlig", "Betydlig", "Hög"))
        self.assertEqual(matrix.bands[2], tertial.Band("red", 9, 12, "Röd"))
        self.assertEqual(matrix.findings.where(code="matrix-uncovered-score")[0].data["read_as"], "red")
        self.assertEqual(matrix.findings[0].message,
                         tertial.Plan.read(ACTION_PLAN).findings.in_language("en")[0].message)


class Forms(unittest.TestCase):
    L = [1, 2, 4, 0, 3, 4, 9, 200]
    S = [1, 3, 4, 2, 3, 1, 1, 2]

    def setUp(self):
        self.matrix = SIMPLE.make()
        self.expected = [SIMPLE.number(*cell) for cell in zip(self.L, self.S)]

    def takes(self, likelihood, severity, expected=None):
        told = self.matrix.classify(likelihood, severity)
        self.assertEqual(list(told), self.expected if expected is None else expected)

    def test_plain(self):
        forms = (list, tuple, bytes, bytearray, lambda steps: memoryview(bytes(steps)),
                 lambda steps: array.array("B", steps),
                 lambda steps: array.array("i", steps), lambda steps: map(float, steps), iter)
        for form in forms:
            self.takes(form(self.L), form(self.S))
            self.takes(form(self.L), self.S)
        self.takes([1, None, 4.0, float("nan"), -1, 256, 2**40, 1], [1, 1, 3, 1, 1, 1, 1, None],
                   [1, 0, 3, 0, 0, 0, 0, 0])
        self.takes([True], [True], [1])
        self.takes([], [], [])
        self.takes(b"", array.array("B"), [])
        self.assertEqual(self.matrix.count([], []), {"green": 0, "yellow": 0, "red": 0, None: 0})

    def test_matrix_of_lists(self):
        told = self.matrix.classify([self.L[:4], self.L[4:]], [self.S[:4], self.S[4:]])
        if numpy is not None:
            self.assertEqual(told.tolist(), [self.expected[:4], self.expected[4:]])
        else:
            self.assertEqual(memoryview(told).tolist(), [self.expected[:4], self.expected[4:]])

    def test_one_cell(self):
        matrix = self.matrix
        self.assertEqual(matrix.level(2, 3), "yellow")
        for cell in ((None, 1), (1, None), (0, 1), (5, 1), (1, -1), (2, 4), (300, 1), (float("nan"), 2)):
            self.assertIsNone(matrix.level(*cell))
        self.assertEqual(matrix.score(4, 4), 16)
        for cell in ((0, 1), (5, 1), (1, 5)):
            with self.assertRaises(tertial.NotFoundError):
                matrix.score(*cell)
        with self.assertRaises(tertial.ArgumentError):
            matrix.score(2**32 + 1, 1)
        with self.assertRaises(TypeError):
            matrix.score(1.5, 1)

    @needs_numpy
    def test_kinds_of_numpy(self):
        likelihood, severity = numpy.array(self.L), numpy.array(self.S)
        for kind in ("uint8", "int16", "uint16", "int32", "uint32", "int64", "uint64", "float32", "float64", ">i4",
                     ">f8",
                     object):
            self.takes(likelihood.astype(kind), severity.astype(kind))
            self.takes(likelihood.astype(kind), bytes(self.S))
        floats = likelihood.astype("float64")
        floats[1] = numpy.nan
        floats[2] = numpy.inf
        expected = [0 if place in (1, 2) else number for place, number in enumerate(self.expected)]
        with numpy.errstate(all="raise"):
            self.takes(floats, severity, expected)
        self.takes(numpy.ma.array(likelihood, mask=[0, 1, 1, 0, 0, 0, 0, 0]), severity, expected)
        self.takes(numpy.ma.array(likelihood.astype("uint8"), mask=[0, 1, 1, 0, 0, 0, 0, 0]), severity, expected)
        self.takes(numpy.array([-1, 256, 257, 1], "int64"), numpy.array([1, 1, 1, 1]), [0, 0, 0, 1])
        for wrong in (numpy.array([1.5, 2]), numpy.array(["1", "2"]), numpy.array([1j, 2])):
            with self.assertRaises((ValueError, TypeError)):
                self.matrix.classify(wrong, [1, 1])
        self.assertEqual(self.matrix.level(numpy.uint8(2), numpy.int64(3)), "yellow")

    @needs_numpy
    def test_how_arrays_lie(self):
        for seed in range(20):
            own = numpy.random.default_rng(seed)
            rows, columns = own.integers(1, 7, 2)
            likelihood = own.integers(0, 6, (rows, columns)).astype("uint8")
            severity = own.integers(0, 6, (rows, columns)).astype("uint8")
            expected = [[SIMPLE.number(int(one), int(other)) for one, other in zip(*pair)]
                        for pair in zip(likelihood, severity)]
            wide = numpy.zeros((rows * 2, columns * 3), "uint8")
            wide[::2, 1::3] = likelihood
            for kind in ("uint8", "int32", "float64"):
                backwards = likelihood[::-1, ::-1].copy()[::-1, ::-1]
                for one in (likelihood, numpy.asfortranarray(likelihood), wide[::2, 1::3], backwards):
                    for other in (severity, numpy.asfortranarray(severity)):
                        told = self.matrix.classify(one.astype(kind, order="K"), other.astype(kind, order="K"))
                        self.assertEqual(told.tolist(), expected)
                        self.assertEqual(told.shape, (rows, columns))
                        self.assertEqual(told.dtype, "uint8")
            told = self.matrix.classify(likelihood.T, severity.T)
            self.assertEqual(told.T.tolist(), expected)
        cube = numpy.arange(24, dtype="uint8").reshape(2, 3, 4) % 5
        self.assertEqual(self.matrix.classify(cube, cube).shape, (2, 3, 4))
        self.assertEqual(self.matrix.classify(cube[:0], cube[:0]).shape, (0, 3, 4))

    @needs_numpy
    def test_out(self):
        likelihood, severity = numpy.array(self.L, "uint8"), numpy.array(self.S, "uint8")
        out = numpy.full(8, 99, "uint8")
        self.assertIs(self.matrix.classify(likelihood, severity, out=out), out)
        self.assertEqual(out.tolist(), self.expected)
        square = numpy.zeros((2, 4), "uint8")
        self.assertIs(self.matrix.classify(likelihood.reshape(2, 4), severity.reshape(2, 4), square), square)
        self.assertEqual(square.ravel().tolist(), self.expected)
        read_only = numpy.zeros(8, "uint8")
        read_only.flags.writeable = False
        for wrong in (numpy.zeros(7, "uint8"), numpy.zeros(9, "uint8"), numpy.zeros(8, "int8"),
                      numpy.zeros(16, "uint8")[::2],
                      read_only, bytes(8), [0] * 8):
            with self.assertRaises(ValueError):
                self.matrix.classify(likelihood, severity, out=wrong)

    def test_out_of_a_buffer(self):
        out = bytearray(8)
        self.assertIs(self.matrix.classify(bytes(self.L), bytes(self.S), out), out)
        self.assertEqual(list(out), self.expected)

    @needs_pandas
    def test_pandas(self):
        frame = pandas.DataFrame({"l": self.L, "s": self.S})
        for kind in ("int64", "uint8", "float64", "Int64", "UInt8"):
            self.takes(frame["l"].astype(kind), frame["s"].astype(kind))
        missing = frame.astype("Int64")
        missing.loc[1, "l"] = pandas.NA
        expected = [0 if place == 1 else number for place, number in enumerate(self.expected)]
        self.takes(missing["l"], missing["s"], expected)
        both = pandas.DataFrame({"a": [1, 2], "b": [3, 4]})
        self.assertEqual(self.matrix.classify(both, both).tolist(),
                         [[SIMPLE.number(1, 1), SIMPLE.number(3, 3)], [SIMPLE.number(2, 2), SIMPLE.number(4, 4)]])

    def test_lengths_and_shapes(self):
        with self.assertRaisesRegex(ValueError, "severity: has 2 steps, likelihood has 3"):
            self.matrix.classify([1, 2, 3], [1, 2])
        with self.assertRaises(ValueError):
            self.matrix.count([1, 2, 3], [1, 2])
        if numpy is not None:
            steps = numpy.ones(6, "uint8")
            with self.assertRaisesRegex(ValueError, "3 x 2 steps, likelihood has 2 x 3"):
                self.matrix.classify(steps.reshape(2, 3), steps.reshape(3, 2))
        for wrong in (["a"], [[1], [1, 2]], 5, [1.5]):
            with self.assertRaises((TypeError, ValueError)):
                self.matrix.classify(wrong, [1])


class Making(unittest.TestCase):
    BANDS = [("green", 1, 3), ("yellow", 4, 6), ("red", 7, 16)]

    def test_scales(self):
        matrix = tertial.RiskMatrix(["rare", "often"], ["mild", "bad", "worst"], "sum", [tertial.Band("a", 0, 9, "A")])
        self.assertEqual((matrix.likelihood, matrix.severity), (("rare", "often"), ("mild", "bad", "worst")))
        self.assertEqual(matrix.bands, (tertial.Band("a", 0, 9, "A"),))
        self.assertEqual(tertial.RiskMatrix(2, 2, bands=[("a", 1, 4)]).likelihood, ("1", "2"))
        self.assertEqual(repr(matrix), "<RiskMatrix 2 x 3: a 0-9>")
        table = tertial.RiskMatrix(2, 3, [[1, 2, 3], [4, 5, 6]], [("a", 1, 6)])
        self.assertEqual([table.score(one, other) for one in (1, 2) for other in (1, 2, 3)], [1, 2, 3, 4, 5, 6])
        if numpy is not None:
            rows = numpy.arange(1, 7).reshape(2, 3)
            self.assertEqual(tertial.RiskMatrix(numpy.int64(2), 3, rows, [("a", 1, 6)]).score(2, 1), 4)

    def test_refusals(self):
        make = tertial.RiskMatrix
        for call in (
            lambda: make(0, 4, bands=self.BANDS),
            lambda: make(11, 4, bands=self.BANDS),
            lambda: make(2**32 + 4, 4, bands=self.BANDS),
            lambda: make(4, 4, bands=[]),
            lambda: make(4, 4, bands=[(str(number), number, number) for number in range(16)]),
            lambda: make(4, 4, "average", self.BANDS),
            lambda: make(4, 4, bands=self.BANDS, uncovered="best"),
            lambda: make(4, 4, [[1, 2], [3, 4]], self.BANDS),
            lambda: make(2, 3, [[1, 2], [3, 4], [5, 6]], self.BANDS),
            lambda: make(2, 2, [[1, 2, 3], [4]], self.BANDS),
            lambda: make(4, 4, bands=[("a", 6, 4)]),
            lambda: make(4, 4, bands=[("a", 1, 4), ("a", 5, 6)]),
            lambda: make(4, 4, bands=[("", 1, 4)]),
            lambda: make(4, 4, bands=[("a", 1, 2**33)]),
        ):
            with self.assertRaises(ValueError) as caught:
                call()
            self.assertIsInstance(caught.exception, tertial.TertialError)
            self.assertTrue(caught.exception.at)
        for call in (lambda: make(4.0, 4, bands=self.BANDS), lambda: make([1, 2], 4, bands=self.BANDS),
                     lambda: make(4, 4, [[1.5] * 4] * 4, self.BANDS), lambda: make(4, 4, bands=[("a", 1)])):
            with self.assertRaises(TypeError):
                call()

    def test_html(self):
        page = tertial.RiskMatrix(["<b>", "b"], 2, bands=[("<i>", 1, 4)])._repr_html_()
        self.assertIn("&lt;b&gt;", page)
        self.assertNotIn("<i>", page)

    def test_lives_as_long_as_its_findings(self):
        findings = SIMPLE.make().findings
        gc.collect()
        self.assertEqual(findings[0].data["score"], 8)
        matrix = SIMPLE.make()
        findings = matrix.findings
        self.assertIs(copy.copy(matrix), matrix)
        matrix.close()
        for use in (lambda: findings[0], lambda: matrix.level(1, 1), lambda: matrix.classify([1], [1])):
            with self.assertRaises(tertial.ClosedError):
                use()
        json.dumps([finding.at for finding in SIMPLE.make().findings])
