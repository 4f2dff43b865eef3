// The works in DuckDB: tables in its memory, results as tables, on as many of its threads as are asked for.
//
//   node duckdb_works.js --data FOLDER --work W3 [--runs 5] [--threads 1]
//
// Prints one line of JSON with the milliseconds and the checksums, as the programs in C++ do. The packages are found
// from the folder that package.json was installed in: NODE_MODULES or the current one.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join, resolve } from "node:path";
import { parseArgs } from "node:util";

const require = createRequire(resolve(process.env.NODE_MODULES ?? ".", "package.json"));
const { DuckDBInstance, DuckDBDataChunk, BIGINT, DOUBLE, INTEGER, USMALLINT, UTINYINT } = require("@duckdb/node-api");
const bindings = require("@duckdb/node-bindings");

const TYPES = {
  u8: [UTINYINT, Uint8Array],
  u16: [USMALLINT, Uint16Array],
  i32: [INTEGER, Int32Array],
  i64: [BIGINT, BigInt64Array],
  f64: [DOUBLE, Float64Array],
};
const CHUNK = 2048;
const FULLY_FOLLOWED = "DATE '2022-12-31'"; // 365 days before the last day

const range = (from, to) => Array.from({ length: to - from }, (_, i) => from + i);
const date = (days) => `CASE WHEN ${days} <> -2147483648 THEN DATE '1970-01-01' + ${days} END`;
const month = (day) => `(12 * year(${day}) + month(${day}) - ${12 * 2014 + 1})`; // 0..119

// Columns of a work by name, as typed arrays.
function columns(data, work) {
  const manifest = JSON.parse(readFileSync(join(data, `${work.toLowerCase()}.json`), "utf8"));
  return Object.fromEntries(
    manifest.columns.map(({ name, type, file }) => {
      if (type === "csv") return [name, { path: join(data, file) }];
      const bytes = readFileSync(join(data, file));
      const [logical, Numbers] = TYPES[type];
      return [name, { logical, values: new Numbers(bytes.buffer, bytes.byteOffset, bytes.length / Numbers.BYTES_PER_ELEMENT) }];
    }),
  );
}

// Series after each other become one column for each of their months.
function by_month({ values, logical }, prefix) {
  const size = values.length / 36;
  return range(0, 36).map((at) => {
    const column = new Float64Array(size);
    for (let i = 0; i < size; ++i) column[i] = values[i * 36 + at];
    return [`${prefix}${at}`, { logical, values: column }];
  });
}

// Makes a table of typed arrays; `select` gives its columns from those of the arrays.
async function make_table(connection, name, given, select) {
  const entries = Object.entries(given);
  const fields = entries.map(([field, { logical }]) => `"${field}" ${logical}`).join(", ");
  await connection.run(`CREATE TABLE raw (${fields})`);
  const appender = await connection.createAppender("raw");
  const rows = entries[0][1].values.length;
  const logical = entries.map(([, column]) => column.logical);
  for (let row = 0; row < rows; row += CHUNK) {
    const count = Math.min(CHUNK, rows - row);
    const chunk = DuckDBDataChunk.create(logical, count);
    entries.forEach(([, { values }], i) => {
      const vector = bindings.data_chunk_get_vector(chunk.chunk, i);
      const size = values.BYTES_PER_ELEMENT;
      bindings.copy_data_to_vector(vector, 0, values.buffer, values.byteOffset + row * size, count * size);
    });
    appender.appendDataChunk(chunk);
  }
  appender.closeSync();
  await connection.run(`CREATE TABLE ${name} AS SELECT ${select} FROM raw`);
  await connection.run("DROP TABLE raw");
}

const weighed = (value, place) => `coalesce(sum(${value} * (${place} % 1009 + 1)), 0)`;
const millionths = (value) => `coalesce(sum(floor((${value}) * 1e6)), 0)`;
const whole_numbers = (expressions) => `SELECT ${expressions.map((one, i) => `(${one})::BIGINT AS c${i}`).join(", ")}`;

// Every unit and month, with counts or none.
const grid = "(SELECT unit::USMALLINT AS unit, month::BIGINT AS month FROM range(300) u(unit), range(120) m(month))";
const share_checksums = whole_numbers([
  weighed("whole", "(unit * 120 + month)"),
  weighed("part", "(unit * 120 + month)"),
  millionths("CASE WHEN whole > 0 THEN part / whole END"),
]) + " FROM result";

const works = {
  W1: {
    load: (connection, given) => make_table(connection, "pairs", given, "*"),
    run: [
      `CREATE OR REPLACE TEMP TABLE result AS SELECT (CASE WHEN product BETWEEN 1 AND 3 THEN 1 WHEN product BETWEEN 4 AND 6
       THEN 2 WHEN product BETWEEN 9 AND 12 THEN 3 ELSE 0 END)::UTINYINT AS band
       FROM (SELECT likelihood * severity AS product FROM pairs)`,
      "CREATE OR REPLACE TEMP TABLE counts AS SELECT band, count(*) AS n FROM result GROUP BY band",
    ],
    checksums: whole_numbers([
      ...range(0, 4).map((band) => `coalesce((SELECT n FROM counts WHERE band = ${band}), 0)`),
      `(SELECT ${weighed("band::BIGINT", "rowid")} FROM result)`,
    ]),
  },

  W2: {
    load: (connection, given) =>
      make_table(
        connection,
        "series",
        Object.fromEntries([...by_month(given.numerator, "n"), ...by_month(given.denominator, "d")]),
        range(0, 36).map((i) => `CASE WHEN NOT isnan(n${i}) THEN n${i} END AS n${i}, CASE WHEN NOT isnan(d${i}) THEN d${i} END AS d${i}`).join(", "),
      ),
    run: (() => {
      const sum = (of, each) => of.map(each).join(" + ");
      const months = (t) => range(4 * t, 4 * t + 4);
      const tertials = (y) => range(3 * y, 3 * y + 3);
      const first = range(0, 9).flatMap((t) => [
        `${sum(months(t), (m) => `coalesce(n${m}, 0)`)} AS s${t}`,
        `${sum(months(t), (m) => `(n${m} IS NOT NULL)::UTINYINT`)} AS c${t}`,
        `coalesce(${months(t).reverse().map((m) => `n${m}`).join(", ")}) AS l${t}`,
        `${sum(months(t), (m) => `coalesce(n${m} + 0 * d${m}, 0)`)} AS u${t}`,
        `${sum(months(t), (m) => `coalesce(d${m} + 0 * n${m}, 0)`)} AS v${t}`,
      ]);
      const second = range(0, 3).flatMap((y) => [
        ...["s", "c", "u", "v"].map((of) => `${sum(tertials(y), (t) => `${of}${t}`)} AS ${of}${9 + y}`),
        `coalesce(${tertials(y).reverse().map((t) => `l${t}`).join(", ")}) AS l${9 + y}`,
      ]);
      const last = range(0, 12).map(
        (p) => `CASE WHEN c${p} > 0 THEN s${p} END AS sum${p}, s${p} / nullif(c${p}, 0) AS mean${p}, l${p} AS last${p},
                u${p} / nullif(v${p}, 0) AS ratio${p}`,
      );
      return [
        `CREATE OR REPLACE TEMP TABLE result AS SELECT ${last.join(", ")} FROM
         (SELECT *, ${second.join(", ")} FROM (SELECT ${first.join(", ")} FROM series))`,
      ];
    })(),
    checksums: whole_numbers([
      range(0, 12).map((p) => weighed(`(4 * sum${p})::BIGINT`, `(rowid * 12 + ${p})`)).join(" + "),
      range(0, 12).map((p) => millionths(`mean${p}`)).join(" + "),
      range(0, 12).map((p) => `sum(4 * last${p})`).join(" + "),
      range(0, 12).map((p) => millionths(`ratio${p}`)).join(" + "),
      range(0, 12).map((p) => `count(*) - count(sum${p}) + count(*) - count(ratio${p})`).join(" + "),
    ]) + " FROM result",
  },

  W3: {
    load: (connection, { start, end, unit }) =>
      make_table(connection, "episodes", { start, end, unit }, `${date("start")} AS start, ${date('"end"')} AS "end", unit`),
    run: [
      `CREATE OR REPLACE TEMP TABLE result AS
       WITH changes AS (
         SELECT unit, ${month("start")} AS month, count(*) AS whole, 0 AS part FROM episodes GROUP BY ALL
         UNION ALL
         SELECT unit, least(${month("(start + 184)")}, coalesce(${month('"end"')}, 120)), 0, count(*) FROM episodes GROUP BY 1, 2
         UNION ALL
         SELECT unit, ${month('"end"')}, -count(*), -count(*) FROM episodes WHERE "end" IS NOT NULL GROUP BY 1, 2)
       SELECT unit, month, sum(coalesce(whole, 0)) OVER till AS whole, sum(coalesce(part, 0)) OVER till AS part
       FROM ${grid} LEFT JOIN (SELECT unit, month, sum(whole) AS whole, sum(part) AS part FROM changes GROUP BY ALL)
       USING (unit, month) WINDOW till AS (PARTITION BY unit ORDER BY month)`,
    ],
    checksums: share_checksums,
  },

  W4: {
    load: (connection, { reported, assessed, unit }) =>
      make_table(
        connection,
        "reports",
        { reported, assessed, unit },
        "reported, CASE WHEN assessed <> -9223372036854775808 THEN assessed END AS assessed, unit",
      ),
    run: [
      `CREATE OR REPLACE TEMP TABLE result AS
       SELECT unit, 12 * year + month - ${12 * 2014 + 1} AS month, whole, part FROM
       (SELECT unit, year(day) AS year, month(day) AS month, count(*) AS whole,
        count(*) FILTER (assessed - reported <= 86400) AS part
        FROM (SELECT *, DATE '1970-01-01' + (reported // 86400)::INTEGER AS day FROM reports) GROUP BY ALL)`,
    ],
    checksums: share_checksums,
  },

  W5: {
    load: (connection, { person, start, end, unit }) =>
      make_table(connection, "episodes", { person, start, end, unit }, `person, ${date("start")} AS start, ${date('"end"')} AS "end", unit`),
    run: [
      `CREATE OR REPLACE TEMP TABLE result AS
       WITH ended AS (SELECT unit, ${month('"end"')} AS month, count(*) AS whole FROM episodes
         WHERE "end" <= ${FULLY_FOLLOWED} GROUP BY ALL),
       without AS (SELECT unit, ${month('"end"')} AS month, count(*) AS part FROM episodes e
         ANTI JOIN (SELECT person, start FROM episodes) s
         ON s.person = e.person AND s.start > e."end" AND s.start <= e."end" + 365
         WHERE "end" <= ${FULLY_FOLLOWED} GROUP BY ALL)
       SELECT unit, month, whole, coalesce(part, 0) AS part FROM ended LEFT JOIN without USING (unit, month)`,
    ],
    checksums: share_checksums,
  },

  W6: {
    load: async (connection, { unit, person, day }) => {
      await make_table(connection, "persons", { unit }, "(row_number() OVER () - 1)::INTEGER AS person, unit");
      await make_table(connection, "contacts", { person, day }, `person, ${date("day")} AS day`);
    },
    run: (() => {
      const ends = range(0, 12).map((i) => `last_day(DATE '2023-${String(i + 1).padStart(2, "0")}-01')`);
      return [
        `CREATE OR REPLACE TEMP TABLE result AS
         SELECT unit, ${ends.map((_, i) => `count(*) FILTER (c${i} >= 4) AS k${i}`).join(", ")}, count(*) AS persons
         FROM persons LEFT JOIN (SELECT person, ${ends.map((end, i) => `sum((day BETWEEN ${end} - 364 AND ${end})::UTINYINT) AS c${i}`).join(", ")}
         FROM contacts WHERE day >= ${ends[0]} - 364 GROUP BY person) USING (person) GROUP BY unit`,
      ];
    })(),
    checksums: whole_numbers([
      range(0, 12).map((i) => weighed(`k${i}`, `(unit::BIGINT * 12 + ${i})`)).join(" + "),
      range(0, 12).map((i) => millionths(`k${i} / persons`)).join(" + "),
    ]) + " FROM result",
  },

  W7: {
    load: (connection, { value }) => make_table(connection, "series", Object.fromEntries(by_month(value, "x")), "*"),
    run: (() => {
      // Comparisons are gathered in the bits of a number, in which runs are found by shifting.
      const bits = (from, each) => range(from, 36).map((i) => `((${each(i)})::BIGINT << ${i})`).join(" + ");
      const limits = `SELECT *, mean - 2.66::DOUBLE * moving AS lower, mean + 2.66::DOUBLE * moving AS upper FROM
        (SELECT *, (${range(0, 36).map((i) => `x${i}`).join(" + ")}) / 36 AS mean,
         (${range(1, 36).map((i) => `abs(x${i} - x${i - 1})`).join(" + ")}) / 35 AS moving FROM series)`;
      const compared = `SELECT mean, moving, lower, upper, ${bits(0, (i) => `x${i} < lower OR x${i} > upper`)} AS outside,
        ${bits(0, (i) => `x${i} > mean`)} AS above, ${bits(0, (i) => `x${i} < mean`)} AS below,
        ${bits(1, (i) => `x${i} > x${i - 1}`)} AS rising, ${bits(1, (i) => `x${i} < x${i - 1}`)} AS falling FROM (${limits})`;
      const both = (name, by) => `${name} & (${name} << ${by}) AS ${name}`;
      const rest = "mean, moving, lower, upper, outside";
      const pairs = `SELECT ${rest}, ${["above", "below", "rising", "falling"].map((one) => both(one, 1)).join(", ")},
        rising AS up, falling AS down FROM (${compared})`;
      const fours = `SELECT ${rest}, ${["above", "below", "rising", "falling"].map((one) => both(one, 2)).join(", ")},
        up, down FROM (${pairs})`;
      const runs = `SELECT ${rest}, (above & (above << 4)) | (below & (below << 4)) AS shifted,
        (rising & (up << 4)) | (falling & (down << 4)) AS moved FROM (${fours})`;
      const flags = range(0, 36).map(
        (i) => `(((outside >> ${i}) & 1) + 2 * ((shifted >> ${i}) & 1) + 4 * ((moved >> ${i}) & 1))::UTINYINT AS f${i}`,
      );
      return [`CREATE OR REPLACE TEMP TABLE result AS SELECT mean, moving, lower, upper, ${flags.join(", ")} FROM (${runs})`];
    })(),
    checksums: whole_numbers([
      ...["mean", "moving", "lower", "upper"].map(millionths),
      ...[1, 2, 4].map((flag) => range(0, 36).map((i) => `count(*) FILTER (f${i} & ${flag} <> 0)`).join(" + ")),
      range(0, 36).map((i) => weighed(`f${i}::BIGINT`, `(rowid * 36 + ${i})`)).join(" + "),
    ]) + " FROM result",
  },

  W8: {
    load: async (connection, { rows }) => {
      works.W8.run = [
        `CREATE OR REPLACE TEMP TABLE result AS SELECT * FROM read_csv('${rows.path.replaceAll("'", "''")}', header = false,
         auto_detect = false, delim = ';', quote = '', escape = '', new_line = '\\n', nullstr = 'u.s.', decimal_separator = ',',
         dateformat = '%Y-%m', columns = {unit: 'USMALLINT', month: 'DATE', numerator: 'DOUBLE', denominator: 'INTEGER'})`,
      ];
    },
    checksums: whole_numbers([
      "count(*)", "sum(unit)", "sum(100 * year(month) + month(month))", "sum(4 * numerator)", "sum(denominator)",
      "count(*) - count(numerator) + count(*) - count(denominator)",
    ]) + " FROM result",
  },
};

const { values: options } = parseArgs({
  options: {
    data: { type: "string" },
    work: { type: "string" },
    runs: { type: "string", default: "5" },
    threads: { type: "string", default: "1" },
  },
});
const work = works[options.work];
const instance = await DuckDBInstance.create(":memory:", { threads: options.threads });
const connection = await instance.connect();
await connection.run("SET perfect_ht_threshold = 22"); // 300 units by 120 months are counted without hashing
await work.load(connection, columns(options.data, options.work));

async function run() {
  for (const statement of work.run) await connection.run(statement);
}
await run();
const milliseconds = [];
for (let i = 0; i < Number(options.runs); ++i) {
  const start = performance.now();
  await run();
  milliseconds.push(Number((performance.now() - start).toFixed(3)));
}
const rows = await (await connection.runAndReadAll(work.checksums)).getRows();
console.log(
  JSON.stringify({
    work: options.work,
    program: "DuckDB",
    threads: Number(options.threads),
    milliseconds,
    checksums: rows[0].map(Number),
  }),
);
