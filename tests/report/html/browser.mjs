// Opens HTML reports in Chromium as browser_check.py asks, and tells what was seen.
//
//   node browser.mjs jobs.json > seen.json
//
// A job: {"file": path, "name": of its pictures, "looks": [{"width": 390, "scheme": "dark"}], "pictures": folder}.
import fs from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { pathToFileURL } from 'node:url';

const require = createRequire(path.join(process.env.TERTIAL_BROWSER, 'package.json'));
const { chromium } = require('playwright-core');
const axe = fs.readFileSync(require.resolve('axe-core/axe.min.js'), 'utf8');

// What a reader sees, by the places that a test can name.
function figuresOfPage() {
  const words = (element) => element.textContent.replace(/\s+/g, ' ').trim();
  const all = (selector, inside = document) => [...inside.querySelectorAll(selector)];
  const rows = (table) => all('tr', table).map((row) => all('th,td', row).map(words));
  return {
    title: words(document.querySelector('h1')),
    sentences: all('#summary .lead > ul > li').map(words),
    tiles: Object.fromEntries(all('.tile').map((tile) => [words(tile.querySelector('dt')), words(tile.querySelector('b'))])),
    risks: Object.fromEntries(all('#risks tr[id]').map((row) => [row.id, all('th,td', row).map(words)])),
    actions: Object.fromEntries(all('#actions tr[id]').map((row) => [row.id, all('th,td', row).map(words)])),
    cards: Object.fromEntries(all('.card').map((card) => [card.id, {
      now: words(card.querySelector('.now b')),
      facts: Object.fromEntries(all('.facts > div', card).map((fact) => [words(fact.querySelector('dt')), words(fact.querySelector('dd'))])),
      dots: all('.dot:not(.other) circle', card).length,
      table: card.querySelector('table') ? rows(card.querySelector('table')) : [],
    }])),
    findings: all('#findings li').map(words),
    scripts: document.scripts.length,
    handlers: all('*').filter((element) => [...element.attributes].some((one) => one.name.startsWith('on'))).length,
    canary: 'canary' in window,
  };
}

async function look(browser, job, { width, scheme }) {
  const context = await browser.newContext({ viewport: { width, height: 900 }, colorScheme: scheme, bypassCSP: !!job.bypassCSP });
  const page = await context.newPage();
  page.setDefaultTimeout(120_000);
  const address = pathToFileURL(job.file).href;
  const seen = { name: job.name, width, scheme, console: [], requests: [] };
  page.on('console', (message) => seen.console.push(message.text()));
  page.on('pageerror', (error) => seen.console.push(String(error)));
  page.on('request', (request) => { if (request.url() !== address) seen.requests.push(request.url()); });
  await page.goto(address, { waitUntil: 'load' });
  const scrolls = () => page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
  seen.scroll = await scrolls();
  await page.screenshot({ path: path.join(job.pictures, `${job.name}-${width}-${scheme}.png`), fullPage: !job.first_screen });
  await page.evaluate(() => document.querySelectorAll('details').forEach((one) => { one.open = true; }));
  seen.scrollOpen = await scrolls();
  seen.figures = await page.evaluate(figuresOfPage);
  await page.evaluate(axe);
  const { violations } = await page.evaluate(() => globalThis.axe.run({ resultTypes: ['violations'] }));
  seen.axe = violations.map((one) => `${one.id}: ${one.nodes[0].failureSummary} ${one.nodes[0].html.slice(0, 300)}`);
  // Every link can be reached by the keyboard and has a name.
  seen.unreachable = await page.evaluate(() => [...document.querySelectorAll('a[href]')].filter((link) => link.tabIndex < 0).length);
  if (job.print && width > 1000 && scheme === 'light') {
    await page.evaluate(() => document.querySelectorAll('details').forEach((one) => { one.open = false; }));
    await page.pdf({ path: path.join(job.pictures, `${job.name}.pdf`), preferCSSPageSize: true });
  }
  await context.close();
  return seen;
}

const jobs = JSON.parse(fs.readFileSync(process.argv[2], 'utf8'));
const browser = await chromium.launch({
  executablePath: process.env.TERTIAL_CHROMIUM,
  args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking',
    '--disable-component-update', '--disable-sync', '--force-color-profile=srgb'],
});
const seen = [];
for (const job of jobs) {
  for (const one of job.looks) seen.push(await look(browser, job, one));
}
await browser.close();
process.stdout.write(JSON.stringify(seen));
