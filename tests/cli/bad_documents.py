"""Malformed plan documents, each with the place where a reader should say that it is broken.

A case is (name, bytes, place, word): place is a JSON pointer, SYNTAX for a line and column, "LINE:COLUMN" for a known
one, or ANYWHERE; word, where there is one, must stand in the message too.
"""

import json
import re

from small_plan import PLAN, at, changed, places, plan, without

SYNTAX = "syntax"
ANYWHERE = "anywhere"
TEXT = json.dumps(PLAN, indent=1, ensure_ascii=False)
HOLE = "@hole@"


def encoded(document):
    return json.dumps(document, indent=1, ensure_ascii=False).encode()


def with_raw(pointer, raw):
    """The plan with JSON text, or what should have been, at a pointer."""
    before, after = encoded(changed(pointer, HOLE)).split(f'"{HOLE}"'.encode())
    return before + (raw if isinstance(raw, bytes) else raw.encode()) + after


class Twin(str):
    """A key that may stand twice in one dict."""

    __hash__ = object.__hash__

    def __eq__(self, other):
        return self is other


def shape(pointer):
    """A place without its indices: alike for all elements of a list."""
    return re.sub(r"/\d+", "/*", pointer)


def once_each(pairs):
    """The first place of each shape."""
    seen = set()
    for pointer, value in pairs:
        if shape(pointer) not in seen:
            seen.add(shape(pointer))
            yield pointer, value


def is_own(pointer):
    """In an object whose keys are the document's own, or kept unread."""
    return pointer.startswith("/x-") or re.search(r"/(groups|notes)(/|$)", pointer)


def truncated():
    data = TEXT.encode()
    step = len(data) // 60
    for size in [1, 2, 3, *range(step, len(data) - 1, step), len(data) - 2, len(data) - 1]:
        yield f"truncated at byte {size}", data[:size], SYNTAX, None


def wrong_types():
    others = {str: 7, int: "x", float: "x", bool: "yes", list: {"a": 1}, dict: ["a"], type(None): "x"}
    for pointer, value in once_each(places(PLAN)):
        if pointer.startswith("/x-"):
            continue
        yield f"{pointer or 'document'} of the wrong type", encoded(
            changed(pointer, others[type(value)]) if pointer else [1]), pointer or ANYWHERE, None
        if value is not None and pointer:
            yield f"{pointer} is null", encoded(changed(pointer, None)), pointer, None


def keys():
    for pointer, value in once_each(places(PLAN)):
        if not isinstance(value, dict) or is_own(pointer):
            continue
        document = plan()
        at(document, pointer)["qqzzqqzz"] = 1
        yield f"unknown key in {pointer or 'document'}", encoded(document), f"{pointer}/qqzzqqzz", "key"
        known = max((key for key in value if not key.startswith("x-")), key=len)
        for wrong in (known[:-1], known[:1] + known[2:3] + known[1:2] + known[3:]):
            if wrong in value or len(wrong) < 3 or known == "date":
                continue
            document = plan()
            place = at(document, pointer)
            place[wrong] = place.pop(known)
            yield f"{wrong} for {known} in {pointer or 'document'}", encoded(document), f"{pointer}/{wrong}", known
        document = plan()
        place = at(document, pointer)
        first = next(iter(place))
        place[Twin(first)] = place[first]
        yield f"{first} twice in {pointer or 'document'}", encoded(document), f"{pointer}/{first}", "twice"
    for pointer, key in (("/goals/0/notes", "way_of_working"), ("/self_checks/0/breakdowns/0/groups", "girls")):
        document = plan()
        place = at(document, pointer)
        place[Twin(key)] = place[key]
        yield f"{key} twice in {pointer}", encoded(document), f"{pointer}/{key}", "twice"
    document = plan()
    document[Twin("x-source")] = 1
    yield "x-source twice", encoded(document), "/x-source", "twice"
    yield "a key twice, once escaped", TEXT.replace('"year"', '"\\u0069d": "small", "year"').encode(), "/id", "twice"
    yield "a pointer with ~ and /", encoded({**PLAN, "a/b~c": 1}), "/a~1b~0c", None
    yield "an empty key", encoded({**PLAN, "": 1}), "/", None
    yield "a key of a megabyte", encoded({**PLAN, "k" * 1_000_000: 1}), ANYWHERE, None
    yield "a key with an escape for terminals", encoded({**PLAN, "\x1b[2J": 1}), ANYWHERE, "\\x1b"
    yield "a key that turns the line", encoded({**PLAN, "\u202eabc": 1}), ANYWHERE, "\\xe2\\x80\\xae"
    for pointer in ("/tertial", "/id", "/title", "/year", "/matrix", "/risks", "/matrix/likelihood", "/matrix/severity",
                    "/matrix/score", "/matrix/bands", "/matrix/bands/0/level", "/matrix/bands/0/from",
                    "/matrix/bands/0/to", "/goals/0/id", "/areas/0/id", "/risks/0/id", "/risks/0/assessments/0/date",
                    "/risks/1/closed/0/date", "/actions/0/id", "/actions/0/reports/0/date",
                    "/actions/0/reports/0/status", "/actions/0/activities/0/recurrence/per",
                    "/actions/0/activities/1/recurrence/every", "/actions/0/activities/2/progress/0/value",
                    "/indicators/0/id", "/indicators/2/baseline/value", "/indicators/2/targets/0/year",
                    "/indicators/2/definitions/0/id", "/indicators/0/observations/0/period", "/self_checks/0/id",
                    "/self_checks/0/period", "/self_checks/0/breakdowns/0/by", "/self_checks/0/breakdowns/0/groups",
                    "/follow_ups/0/date"):
        parent, _, key = pointer.rpartition("/")
        yield f"{pointer} is missing", encoded(without(pointer)), parent, key


def ids():
    for pointer in ("/areas", "/risks", "/actions", "/indicators", "/self_checks", "/actions/0/activities",
                    "/indicators/2/definitions", "/matrix/bands", "/follow_ups", "/goals"):
        document = plan()
        place = at(document, pointer)
        place.append(dict(place[0]))
        key = {"bands": "level", "follow_ups": "date"}.get(pointer.split("/")[-1], "id")
        last = f"{pointer}/{len(place) - 1}/{key}"
        yield f"an id twice in {pointer}", encoded(document), ANYWHERE if pointer == "/goals" else last, None
    yield "an id twice in the goal tree", encoded(changed("/goals/0/goals/0/id", "g1")), "/goals/0/goals/0/id", "g1"
    references = ["/actions/0/risks", "/actions/0/goals", "/indicators/2/risks", "/indicators/2/actions",
                  "/indicators/2/goals", "/self_checks/0/risks"]
    for pointer in references:
        document = plan()
        place = at(document, pointer)
        place.append(place[0])
        yield f"a reference twice in {pointer}", encoded(document), f"{pointer}/1", None
    single = ["/areas/0/goal", "/risks/0/area", "/indicators/2/numerator", "/indicators/2/denominator",
              "/indicators/3/complement_of", "/indicators/2/observations/1/definition", "/risks/0/assessments/0/level"]
    for pointer in [f"{reference}/0" for reference in references] + single:
        yield f"{pointer} leads nowhere", encoded(changed(pointer, "nowhere")), pointer, "nowhere"
        yield f"{pointer} is empty", encoded(changed(pointer, "")), pointer, None
    for pointer in ("/id", "/goals/0/id", "/areas/0/id", "/risks/1/id", "/actions/0/id", "/indicators/3/id",
                    "/self_checks/0/id", "/matrix/bands/0/level", "/actions/0/activities/3/id",
                    "/indicators/2/definitions/1/id"):
        yield f"{pointer} is empty", encoded(changed(pointer, "")), pointer, None
    for key in ("numerator", "denominator", "complement_of"):
        yield f"an indicator is its own {key}", encoded(changed(f"/indicators/2/{key}", "s")), f"/indicators/2/{key}", None
    circle = plan()
    circle["indicators"][0]["numerator"] = "s"
    yield "numerators in a circle of two", encoded(circle), ANYWHERE, "circle"
    circle = plan()
    circle["indicators"][0]["denominator"], circle["indicators"][1]["numerator"] = "d", "s"
    yield "parts in a circle of three", encoded(circle), ANYWHERE, "circle"


def dates():
    for date in ("2020-02-30", "2019-02-29", "1900-02-29", "2020-04-31", "2020-13-01", "2020-00-10", "2020-01-00",
                 "2020-1-1", "20200101", "2020-01-01T00:00", " 2020-01-01", "2020-01-01 ", "", "1899-12-31",
                 "2201-01-01", "2020-T1", "2020-W01-1", "31 August 2020", "２０２０-01-01", "2020\u201301\u201301",
                 "-020-01-01", "2020-01-01\u0000"):
        yield f"date {date!r}", encoded(changed("/risks/0/assessments/0/date", date)), "/risks/0/assessments/0/date", None
    for period in ("2020-T4", "2020-T0", "2019-W53", "2020-W54", "2020-W00", "2020-W1", "2020-Q5", "2020-S3", "2020-13",
                   "2020-t1", "2020T1", "T2 2020", "20-01", "2020-02-30", "2020-", "", "1899", "2201-T1", "2020-H1"):
        pointer = "/indicators/0/observations/0/period"
        yield f"period {period!r}", encoded(changed(pointer, period)), pointer, None
    for pointer, value in once_each(places(PLAN)):
        name = pointer.rpartition("/")[2]
        if name in ("date", "recorded", "start", "end", "completed") or "/held/" in pointer:
            yield f"2020-02-30 at {pointer}", encoded(changed(pointer, "2020-02-30")), pointer, "2020-02-30"
        if name == "period" or pointer == "/indicators/2/definitions/1/from":
            yield f"2020-T4 at {pointer}", encoded(changed(pointer, "2020-T4")), pointer, "2020-T4"


def numbers():
    value, whole = "/indicators/0/observations/0/value", "/risks/1/assessments/0/likelihood"
    for raw in ("NaN", "nan", "Infinity", "-Infinity", "inf", "1e400", "-1e400", "01", "-01", "+1", ".5", "1.", "1e",
                "1e+", "-", "--1", "0x10", "1_000", "1,5", "1 000", "True", "TRUE", "nul", "truefalse", "1.0.0", "1e5.5",
                "１"):
        for pointer in (value, whole):
            yield f"{raw} at {pointer}", with_raw(pointer, raw), ANYWHERE, None
    for raw in ("1.5", "2.0e-1", "0", "-1", "5", "11", "256", "257", "4294967298", "18446744073709551617", "true",
                '"2"', "null", "[]"):
        yield f"{raw} at {whole}", with_raw(whole, raw), whole, None
    for raw in ("NaN", "01", "+1", ".5", "1.", "nul", "", "-"):
        yield f"{raw or 'nothing'} at an x- key", with_raw("/x-source", raw), ANYWHERE, None
    digits = "9" * 1_000_000
    yield "a million digits as a value", with_raw(value, digits), ANYWHERE, None
    yield "a million digits as a step", with_raw(whole, digits), ANYWHERE, None
    yield "a million digits as a year", with_raw("/year", digits), ANYWHERE, None
    yield "a million digits as an exponent", with_raw(value, f"1e{digits}"), ANYWHERE, None


def nested():
    deep = 1_000_000
    for name, pointer in (("a known key", "/title"), ("a list", "/risks"), ("an object", "/rules"),
                          ("an element", "/indicators/0/observations"), ("an x- key", "/x-source")):
        yield f"nested arrays at {name}", with_raw(pointer, "[" * deep + "]" * deep), ANYWHERE, None
        yield f"nested arrays without end at {name}", with_raw(pointer, "[" * deep), ANYWHERE, None
    yield "nested arrays at an unknown key", (b'{"qqzzqqzz": ' + b"[" * deep + b"]" * deep + b"}"), ANYWHERE, None
    yield "nested arrays as the document", b"[" * deep + b"]" * deep, ANYWHERE, None
    yield "nested arrays without end", b"[" * deep, ANYWHERE, None
    yield "nested objects as the document", b'{"a":' * deep + b"1" + b"}" * deep, ANYWHERE, None
    yield "nested objects at an x- key", with_raw("/x-source", '{"a":' * deep + "1" + "}" * deep), ANYWHERE, None
    goals = '[{"id":"g","goals":' * 100_000
    yield "goals nested too deep", with_raw("/goals", goals + "[]" + "}]" * 100_000), ANYWHERE, None
    yield "goals nested without end", with_raw("/goals", goals), ANYWHERE, None


def encodings():
    broken = {"an overlong slash": b"\xc0\xaf", "an overlong nul": b"\xc0\x80", "a lone continuation": b"\x80",
              "a surrogate": b"\xed\xa0\x80", "beyond Unicode": b"\xf4\x90\x80\x80", "a character cut short": b"\xe2\x82",
              "a byte that never stands": b"\xff", "Latin-1": "å".encode("latin-1"),
              "an overlong euro": b"\xf0\x82\x82\xac"}
    line = TEXT.splitlines().index(' "title": "A small plan",') + 1
    for name, raw in broken.items():
        yield f"{name} in a value", with_raw("/title", b'"A ' + raw + b' plan"'), ANYWHERE, None
        yield f"{name} in an id", with_raw("/risks/0/id", b'"' + raw + b'"'), ANYWHERE, None
        yield f"{name} in an x- value", with_raw("/x-source", b'["' + raw + b'"]'), ANYWHERE, None
        yield f"{name} in a key", TEXT.encode().replace(b'"title": "A small', b'"' + raw + b'": "A small'), ANYWHERE, None
        yield f"{name} in an x- key", TEXT.encode().replace(b'"x-source"', b'"x-' + raw + b'"'), ANYWHERE, None
        yield f"{name} between values", TEXT.encode().replace(b' "title": "A', raw + b' "title": "A'), f"{line}:1", None
    for raw in ("\\ud800", "\\udc00", "\\ud800\\u0041", "\\ud800\\ud800", "\\udc00\\ud800", "\\u12", "\\u12G4", "\\q",
                "\\x41", "\\", "\t", "\n", "\x00", "\x1f"):
        yield f"{raw!r} in a value", with_raw("/title", f'"A {raw} plan"'), ANYWHERE, None
        yield f"{raw!r} in an x- value", with_raw("/x-source", f'{{"a": "{raw}"}}'), ANYWHERE, None
        yield f"{raw!r} in a key", TEXT.replace('"year"', f'"ye{raw}ar"').encode(), ANYWHERE, None
    yield "\\u0000 in a key", TEXT.replace('"year"', '"year\\u0000"').encode(), ANYWHERE, "\\x00"
    yield "a byte order mark", b"\xef\xbb\xbf" + TEXT.encode(), "1:1", "byte order mark"
    for encoding in ("utf-16", "utf-16-le", "utf-16-be", "utf-32", "utf-7"):
        text = "\u00e5" + TEXT if encoding == "utf-7" else TEXT
        yield f"a document in {encoding}", text.encode(encoding), SYNTAX, None


def documents():
    for name, data in {"nothing": b"", "spaces": b"   ", "a line feed": b"\n", "nul bytes": b"\0" * 8, "null": b"null",
                       "true": b"true", "a number": b"1", "a string": b'"plan"', "an array": b"[]", "an object": b"{}",
                       "two objects": b"{} {}", "a brace": b"{", "a closing brace": b"}", "a bracket": b"[",
                       "a quotation mark": b'"', "a comma": b"{,}", "a colon": b"{:}", "a key": b'{"tertial"}',
                       "a key and a colon": b'{"tertial":}', "a key without quotes": b"{tertial: 1}",
                       "single quotes": b"{'tertial': 1}", "a comment": b"// plan\n{}", "XML": b"<plan/>",
                       "an elf": b"\x7fELF\x02\x01\x01\0", "a gzip": b"\x1f\x8b\x08\0\0\0\0\0"}.items():
        yield f"the document is {name}", data, ANYWHERE, None
    last = len(TEXT.splitlines())
    for name, tail in {"a second document": "{}", "a comma": ",", "a brace": "}", "a word": "end", "a nul": "\0"}.items():
        yield f"{name} after the document", (TEXT + tail).encode(), f"{last}:2", None
    yield "a comma too many in an object", TEXT.replace('"ratio_tolerance": null', '"ratio_tolerance": null,').encode(), SYNTAX, None
    yield "a comma too many in an array", TEXT.replace('"by hand",', '"by hand",,').encode(), ANYWHERE, None
    yield "a comma missing", TEXT.replace('"small",', '"small"').encode(), SYNTAX, None
    yield "a colon missing", TEXT.replace('"year":', '"year"').encode(), SYNTAX, None
    yield "a bracket for a brace", TEXT[:-1].encode() + b"]", SYNTAX, None


def ranges():
    assessment, activity = "/risks/0/assessments/1", "/actions/0/activities"
    share = "/indicators/2"
    wrong = {
        "/tertial": [0, 2, "1"], "/year": [1899, 2201, 2020.5, "2020"], "/language": ["de", "SV", ""],
        "/matrix/likelihood": [[], ["x"] * 11], "/matrix/severity": [[], ["x"] * 11],
        "/matrix/uncovered": ["guess", "next_wors"], "/matrix/bands": [[]],
        "/matrix/bands/0/level": ["unclassified"], "/matrix/bands/0/from": [-1, 1.5, 1_000_001],
        "/matrix/bands/0/to": [-1, 1_000_001],
        f"{assessment}/likelihood": [0, 5, -1, 1.5], f"{assessment}/severity": [0, 5, -1, 255, 256],
        "/actions/0/reports/0/status": ["ok", "delayd"], "/actions/0/reports/0/progress": [-0.1, 1.1, 50],
        f"{activity}/0/end": ["2020-02-02"], f"{activity}/3/progress": [-0.1, 1.1, "half"],
        f"{activity}/2/progress/0/value": [-0.1, 1.1], f"{activity}/0/recurrence/times": [0, -1, 1001, 1.5],
        f"{activity}/0/recurrence/per": ["yaer", "week"], f"{activity}/1/recurrence/every": [0, 1001],
        f"{activity}/1/recurrence/unit": ["term", "weak"],
        f"{share}/kind": ["shares", "sum"], f"{share}/temporal": ["share", "flows"], f"{share}/decimals": [-1, 10, 0.5],
        f"{share}/direction": ["up", "lowr"], f"{share}/periodicity": ["halfyear", "monthly", "term"],
        f"{share}/targets/0/year": [1899, 2201], f"{share}/targets/0/near": [-1], f"{share}/targets/1/to": [19],
        f"{share}/targets/3/trend": ["up", "increse"], f"{share}/observations/0/status": ["a", "X", "suppressed"],
        "/self_checks/0/sample": [-1], "/self_checks/0/results/0/numerator": [-1],
        "/self_checks/0/breakdowns/0/groups/girls": [-1], "/rules/at_risk_behind": [-0.1, 1.1],
        "/rules/delayed_behind": [-0.1, 1.1, 0.05], "/rules/ratio_tolerance": [-1],
    }
    for pointer, values in wrong.items():
        for value in values:
            shown = "an empty list" if value == [] else "eleven steps" if value == ["x"] * 11 else repr(value)
            yield f"{shown} at {pointer}", encoded(changed(pointer, value)), pointer, None
    yield "a level misspelled", encoded(changed("/risks/0/assessments/0/level", "yelow")), "/risks/0/assessments/0/level", "yellow"
    yield "a status misspelled", encoded(changed("/actions/0/reports/0/status", "on_shedule")), "/actions/0/reports/0/status", "on_schedule"
    yield "a band upside down", encoded(changed("/matrix/bands/1/from", 9)), "/matrix/bands/1", None
    yield "16 bands", encoded(changed("/matrix/bands", [{"level": str(i), "from": i, "to": i} for i in range(16)])), "/matrix/bands", None
    yield "256 definitions", encoded(changed(f"{share}/definitions", [{"id": str(i)} for i in range(256)])), ANYWHERE, "255"
    for score in ("prodct", [[1, 2, 3, 4]] * 3, [[1, 2, 3, 4]] * 3 + [[1, 2, 3]], [[1, 2, 3, 4]] * 3 + [[1, 2, 3, -1]],
                  [[1, 2, 3, 4]] * 3 + [[1, 2, 3, 1_000_001]], [[1, 2, 3, 4]] * 3 + [[1, 2, 3, 1.5]], [1, 2, 3, 4], []):
        yield f"score {score}", encoded(changed("/matrix/score", score)), ANYWHERE, None
    objects = {
        assessment: [{"date": "2020-08-31"}, {"date": "2020-08-31", "likelihood": 2}, {"date": "2020-08-31", "severity": 2},
                     {"date": "2020-08-31", "level": "red", "likelihood": 4, "severity": 4}],
        f"{activity}/0/recurrence": [{}, {"times": 1, "per": "year", "every": 1, "unit": "week"}, {"times": 1, "unit": "week"}],
        f"{share}/targets/0": [{"year": 2020}, {"year": 2020, "value": 1, "trend": "increase"}, {"year": 2020, "from": 1},
                               {"year": 2020, "value": 1, "from": 1, "to": 2}],
        f"{share}/observations/0": [{"period": "2020-01"}, {"period": "2020-01", "status": "A"},
                                    {"period": "2020-01", "status": "O", "value": 0}],
    }
    for pointer, values in objects.items():
        for value in values:
            yield f"{json.dumps(value)} at {pointer}", encoded(changed(pointer, value)), pointer, None


def bad_documents():
    for kind in (truncated, wrong_types, keys, ids, dates, numbers, nested, encodings, documents, ranges):
        yield from kind()
