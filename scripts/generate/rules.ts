// What is made of the conditions: the rules for Prometheus and a runbook for each alert. `npm run rules` writes them.
import { CONDITIONS, RULE_GROUPS } from '../../src/conditions/index.js';
import { settleFiles } from './generated-files.js';
import { rulesFile } from './rules-file.js';
import { runbookIndex, runbookPage } from './runbook-page.js';

const folder = 'docs/runbooks';
const origin = { source: 'src/conditions', again: 'npm run rules' };

settleFiles(new Map([['otel-collector/prometheus/rules.yaml', rulesFile(RULE_GROUPS)]]), origin);

const pages = CONDITIONS.map((condition): [string, string] => [condition.runbook, runbookPage(condition)]);
settleFiles(new Map([[`${folder}/README.md`, runbookIndex(CONDITIONS)], ...pages]), { ...origin, folder });
