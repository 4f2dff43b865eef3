"""Random plans with protected indicators: flows, snapshots, shares, and shares that are linked to flows and shares."""

MATRIX = {"likelihood": ["a", "b"], "severity": ["a", "b"], "score": "product", "uncovered": "report",
          "bands": [{"level": "green", "label": "G", "from": 1, "to": 2},
                    {"level": "red", "label": "R", "from": 3, "to": 4}]}
LENGTHS = {"month": 12, "tertial": 3, "quarter": 4, "half_year": 2}
LETTER = {"tertial": "T", "quarter": "Q", "half_year": "S"}


def period(periodicity, year, index):
    return f"{year}-{index:02}" if periodicity == "month" else f"{year}-{LETTER[periodicity]}{index}"


def tertial_of(month):
    return f"{month[:4]}-T{(int(month[5:]) + 3) // 4}"


def tertials(months):
    """Sums of monthly observations by tertial."""
    result = {}
    for one in months:
        tertial = tertial_of(one["period"])
        result[tertial] = result.get(tertial, 0) + one["value"]
    return result


def is_small(count):
    return 0 < count < 5


class Maker:
    """Random plans. Values are whole; small ones come often enough to be hidden and seldom enough to matter."""

    def __init__(self, dice):
        self.dice = dice

    def count(self):
        dice = self.dice
        kind = dice.random()
        return dice.randint(1, 4) if kind < 0.2 else 0 if kind < 0.27 else dice.randint(5, 60)

    def flow(self, name, periods, **members):
        return {"id": name, "title": f"Flow {name}", "kind": "flow", "unit": "persons", **members,
                "observations": [{"period": one, "value": self.count()} for one in periods]}

    def share(self, name, periods, **members):
        observations = []
        for one in periods:
            numerator, rest = self.count(), self.count()
            whole = numerator + rest or 30
            observations.append({"period": one, "value": round(100 * numerator / whole, 1), "numerator": numerator,
                                 "denominator": whole})
        return {"id": name, "title": f"Share {name}", "kind": "share", "unit": "percent", "decimals": 1, **members,
                "observations": observations}

    def targets(self):
        dice = self.dice
        return [one for one in ({"year": 2020, "value": 150, "set_by": "own"}, {"year": 2020, "trend": "decrease"},
                                {"year": 2020, "from": 10, "to": 20}) if dice.random() < 0.6]

    def linked(self, periods, common):
        """A share by two flows, and the share that makes 100 % with it."""
        dice = self.dice
        protect = [dice.random() < 0.5 for _ in range(4)]
        if not any(protect):
            protect[dice.randrange(3)] = True
        part = self.flow("a", periods, protect=protect[0], **common)
        rest = [self.count() for _ in periods]
        whole = self.flow("b", periods, protect=protect[1], **common)
        share = self.share("c", [], protect=protect[2], numerator="a", denominator="b", **common)
        other = self.share("d", [], protect=protect[3], complement_of="c", **common)
        for one, of, left in zip(part["observations"], whole["observations"], rest):
            of["value"] = one["value"] + left or 9
            value = round(100 * one["value"] / of["value"], 1)
            if dice.random() < 0.1:
                value += 3  # a mismatch to be told
            share["observations"].append({"period": one["period"], "value": value})
            other["observations"].append({"period": one["period"], "value": round(100 - value, 1)})
        if common["periodicity"] == "month" and dice.random() < 0.2:
            # The share by tertials, of months
            share["periodicity"] = "tertial"
            share["observations"] = []
            for one, counted in tertials(part["observations"]).items():
                of = tertials(whole["observations"])[one]
                share["observations"].append({"period": one, "value": round(100 * counted / of, 1),
                                              "numerator": counted, "denominator": of})
        return [part, whole, share, other]

    def plan(self):
        dice = self.dice
        periodicity = dice.choice(["month"] * 5 + ["tertial", "quarter", "half_year"])
        years = [2019, 2020] if dice.random() < 0.5 else [2020]
        over = {"month": 8, "tertial": 2, "quarter": 2, "half_year": 1}[periodicity]
        periods = [period(periodicity, year, i + 1) for year in years for i in range(LENGTHS[periodicity])
                   if year == 2019 or i < over]
        common = {"periodicity": periodicity}
        indicators = [self.flow("f", periods, protect=True, direction="lower", targets=self.targets(), **common),
                      self.share("s", periods, protect=True, direction="lower", targets=self.targets(), **common),
                      self.flow("n", periods, protect=True, direction="lower", targets=self.targets(), **common)]
        indicators[2]["kind"] = "snapshot"
        if dice.random() < 0.3:
            indicators[0]["observations"] = [one for one in indicators[0]["observations"] if dice.random() < 0.8]
        if dice.random() < 0.3:
            indicators[0]["definitions"] = [{"id": "old"}, {"id": "new", "from": dice.choice(["2020-03", "2020-05"])}]
        if dice.random() < 0.4:
            indicators[0]["baseline"] = {"value": sum(one["value"] for one in indicators[0]["observations"]
                                                      if one["period"].startswith("2019")), "period": "2019"}
        if dice.random() < 0.3:
            indicators[2]["baseline"] = {"value": self.count()}
        if dice.random() < 0.2 and periodicity == "month":
            # The tertial, typed in beside its months
            flow = indicators[0]["observations"]
            flow += [{"period": one, "value": value} for one, value in tertials(flow).items()]
        indicators += self.linked(periods, common)
        for i, indicator in enumerate(indicators):
            indicator["x-external"] = f"M{i}"
        return {"tertial": 1, "id": "p", "title": "P", "year": 2020, "matrix": MATRIX, "language": "en", "risks": [],
                "x-external": "U", "indicators": indicators,
                "follow_ups": [{"date": "2020-04-30"}, {"date": "2020-08-31"}]}
