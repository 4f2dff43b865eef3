"""What random documents are filled with: texts in many scripts, numbers at the edges, any JSON."""
import random

NULL = object()  # stands for a null in the document, where None leaves the key out

PLAIN = ["vård", "plan", "Åtgärd", "mål", "övrigt", "risk", "stöd", "elev", "budget", "tid"]
ODD = [
    "tab\there", "line\nbreak", 'quote"inside', "back\\slash", "sl/ash", "~0~1", "\u0000nul",
    "\u001f\u007f\u0080", "\u2028\u2029", "\ufeffmark", "\uffff", "\U0010ffff", "e\u0301a\u030ao\u0308",
    "\u202eright to left\u202c", "שלום", "مرحبا", "日本語", "हिन्दी", "👩‍👩‍👧‍👦", "\U0001f1f8\U0001f1ea",
    "\u00a0fast\u202fspace", " spaced ", "ß ſ ı İ", "<b>&amp;</b>", "a|b|c", "`code` *star* [x](y)", "=1+1",
    "semi;colon,comma", "'; --", "I l 1", "u.s.", "x-", "unclassified",
]
EDGES = [0, -0.0, 0.1 + 0.2, 1e-9, 1e15, 123456789012, 5e-324, 1.7976931348623157e308]
EXTRA_KEYS = ["x-", "x-källa", "x-\u0000", "x-a b", "x-id"]


class RandomValues:
    """Draws values; the same seed text gives the same ones on every machine."""

    def __init__(self, seed):
        self.random = random.Random(seed)
        self.serial = 0

    def chance(self, probability):
        return self.random.random() < probability

    def few(self, most):
        return range(self.random.randint(0, most))

    def text(self):
        count = self.random.randint(1, 5)
        return " ".join(self.random.choice(ODD if self.chance(0.3) else PLAIN) for _ in range(count))

    def new_id(self):
        """Never the same twice in one document."""
        self.serial += 1
        style = self.random.randint(0, 3)
        if style == 0:
            return f"{self.serial}"
        if style == 1:
            return f"{self.serial}.{self.random.randint(1, 9)}.å"
        return f"{self.random.choice(ODD)}#{self.serial}"

    def pick(self, ids, most=3):
        return self.random.sample(ids, min(len(ids), self.random.randint(1, most)))

    def number(self):
        style = self.random.randint(0, 9)
        if style == 0:
            return self.random.choice(EDGES)
        if style < 4:
            return round(self.random.uniform(0, 100), self.random.randint(1, 3))
        return self.random.randint(0, 200)

    def json_value(self, depth=0):
        style = self.random.randint(0, 7 if depth < 3 else 4)
        if style <= 1:
            return self.text()
        if style == 2:
            return self.random.choice([0, -1, 2**53 + 1, 2**64 - 1, -(2**63), 1e-7, 1.5e300, -0.0])
        if style == 3:
            return self.random.choice([True, False])
        if style == 4:
            return None
        if style == 5:
            return [self.json_value(depth + 1) for _ in self.few(3)]
        return {self.text(): self.json_value(depth + 1) for _ in self.few(3)}

    def made(self, keys):
        """An object of the contract, at times with an extra key or in another order; None leaves a key out."""
        items = [(key, None if value is NULL else value) for key, value in keys.items() if value is not None]
        if self.chance(0.12):
            items.append((self.random.choice(EXTRA_KEYS), self.json_value()))
        if self.chance(0.2):
            self.random.shuffle(items)
        return dict(items)

    def maybe(self, make, probability=0.6):
        return make() if self.chance(probability) else None
