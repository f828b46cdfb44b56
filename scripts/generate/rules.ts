// What is made of the conditions: the rules for Prometheus, a runbook for each alert, and how soon it comes. `npm run rules` writes them.
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { parse } from 'yaml';
import { CONDITIONS, RULE_GROUPS } from '../../src/conditions/index.js';
import { watchdog } from '../../src/conditions/pipeline/watchdog.js';
import { settleFiles } from './generated-files.js';
import { msOf, withGuarantees, type Intervals } from './guarantees-table.js';
import { rulesFile } from './rules-file.js';
import { runbookIndex, runbookPage } from './runbook-page.js';

const folder = 'docs/runbooks';
const origin = { source: 'src/conditions', again: 'npm run rules' };

settleFiles(new Map([['otel-collector/prometheus/rules.yaml', rulesFile(RULE_GROUPS)]]), origin);

const pages = CONDITIONS.map((condition): [string, string] => [condition.runbook, runbookPage(condition)]);
settleFiles(new Map([[`${folder}/README.md`, runbookIndex(CONDITIONS)], ...pages]), { ...origin, folder });

const GUARANTEES = 'docs/guarantees.md';
const page = read(GUARANTEES);
settleFiles(new Map([[GUARANTEES, withGuarantees(page, CONDITIONS, readIntervals())]]), origin);

function readIntervals(): Intervals {
  const { global } = parse(read('otel-collector/prometheus/prometheus.yml')) as Prometheus;
  const { route } = parse(read('otel-collector/alertmanager/alertmanager.yaml')) as Alertmanager;
  const watched = route.routes.find(({ matchers }) => matchers?.includes(`alertname = "${watchdog.name}"`));
  return {
    groups: RULE_GROUPS,
    // Ten seconds are Prometheus' default for `scrape_timeout`.
    scrapeMs: msOf(global.scrape_interval) + msOf(global.scrape_timeout ?? '10s'),
    watchdogMs: msOf(watched?.repeat_interval ?? ''),
  };
}

interface Prometheus {
  readonly global: { readonly scrape_interval: string; readonly scrape_timeout?: string };
}

interface Alertmanager {
  readonly route: { readonly routes: readonly { readonly matchers?: readonly string[]; readonly repeat_interval?: string }[] };
}

function read(path: string): string {
  return readFileSync(resolve(import.meta.dirname, '../..', path), 'utf8');
}
