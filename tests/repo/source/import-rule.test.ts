import { describe, expect, test } from 'vitest';
import { findViolations } from './import-rule.js';
import { readSourceFiles } from '../../kit/source-files.js';

const judge = (path: string, text: string) => findViolations([{ path, text }]);

test('every import in src keeps the import rule', () => {
  expect(findViolations(readSourceFiles())).toEqual([]);
});

describe('the rule allows', () => {
  test.each([
    ['a unit above', 'job/run.ts', "import { BackupTelemetryError } from '../errors.js';"],
    ['two lines above', 'alerts/gateway.ts', "import { attributes } from '../semconv.js';"],
    ['a sibling inside the unit', 'job/run.ts', "import { meter } from './meter.js';"],
    ['a deeper sibling', 'alerts/index.ts', "import { overdue } from './conditions/overdue.js';"],
    ['the folder behind semconv.ts', 'semconv.ts', "export { METRICS } from './semconv/generated/metrics.js';"],
    ['the OpenTelemetry API in job', 'job/run.ts', "import * as api from '@opentelemetry/api';"],
    [
      'Node and an SDK in node',
      'node/start.ts',
      "import { hostname } from 'node:os';\nconst sdk = await import('@opentelemetry/sdk-node');",
    ],
    ['http in server', 'server/outbound.ts', "import type { FetchLike } from '../http/fetch-like.js';"],
    ['http in alerts', 'alerts/gateway/answer.ts', "import { refuse } from '../../http/refuse.js';"],
    ['server in monitor', 'monitor/main.ts', "import { startServer } from '../server/start-server.js';"],
    ['node in monitor', 'monitor/main.ts', "import { spool } from '../node/spool.js';"],
    ['a copy compared from node on', 'verify/copies.ts', "import { AwsClient } from 'aws4fetch';\nimport { hash } from 'node:crypto';"],
    ['the month in the page', 'page/month.ts', "import { h } from 'preact';\nimport type { Month } from '../reports/month.js';"],
    ['envelopes in otlp', 'otlp/read.ts', "import type { Envelope } from '../events/envelope.js';\nimport { z } from 'zod';"],
    ['what a drill proves in monitor', 'monitor/main.ts', "import { Client } from 'pg';\nimport { plan } from '../retention/plan.js';"],
    ['everything pure in index', 'index.ts', "export { withBackup } from './job/with-backup.js';"],
  ])('%s', (_, path, text) => {
    expect(judge(path, text)).toEqual([]);
  });
});

describe('the rule refuses', () => {
  test.each([
    ['a unit below', 'policy/rpo.ts', "import { run } from '../job/run.js';", 'policy/rpo.ts imports job, which is not above policy'],
    [
      'a unit beside',
      'status/feed.ts',
      "import { sign } from '../alerts/sign.js';",
      'status/feed.ts imports alerts, which is not above status',
    ],
    [
      'the same the other way',
      'alerts/a.ts',
      "import { b } from '../status/b.js';",
      'alerts/a.ts imports status, which is not above alerts',
    ],
    ['status in job', 'job/run.ts', "import { track } from '../status/tracker.js';", 'job/run.ts imports status, which is not above job'],
    ['errors in semconv', 'semconv/a.ts', "import { E } from '../errors.js';", 'semconv/a.ts imports errors, which is not above semconv'],
    ['a type alone', 'job/run.ts', "import type { T } from '../status/t.js';", 'job/run.ts imports status, which is not above job'],
    ['a type in passing', 'job/run.ts', "type T = import('../status/t.js').T;", 'job/run.ts imports status, which is not above job'],
    ['a re-export', 'job/run.ts', "export { t } from '../status/t.js';", 'job/run.ts imports status, which is not above job'],
    ['node in index', 'index.ts', "export { start } from './node/index.js';", 'index.ts imports node, which needs Node'],
    [
      'cli in server',
      'server/log.ts',
      "import type { CliIo } from '../cli/io.js';",
      'server/log.ts imports cli, which is not above server',
    ],
    [
      'alerts in server',
      'server/a.ts',
      "import { checkUrl } from '../alerts/url.js';",
      'server/a.ts imports alerts, which server does without',
    ],
    ['semconv in http', 'http/a.ts', "import type { T } from '../semconv/t.js';", 'http/a.ts imports semconv, which http does without'],
    ['server in alerts', 'alerts/a.ts', "import { refuse } from '../server/refuse.js';", 'alerts/a.ts imports server, which needs Node'],
    ['index in a unit', 'cli/main.ts', "import { withBackup } from '../index.js';", 'cli/main.ts imports index, which is not above cli'],
    ['a Node module in job', 'job/run.ts', "import { hostname } from 'node:os';", 'job/run.ts imports node:os'],
    ['the same without its prefix', 'policy/a.ts', "import fs from 'fs';", 'policy/a.ts imports fs'],
    ['the same later on', 'policy/a.ts', "const fs = await import('node:fs');", 'policy/a.ts imports node:fs'],
    ['the same by require', 'policy/a.ts', "const fs = require('node:fs');", 'policy/a.ts imports node:fs'],
    ['the same by import assignment', 'policy/a.ts', "import fs = require('node:fs');", 'policy/a.ts imports node:fs'],
    ['the same from process', 'job/a.ts', "const os = process.getBuiltinModule('node:os');", 'job/a.ts imports node:os'],
    ['an SDK in job', 'job/a.ts', "import { X } from '@opentelemetry/sdk-trace';", 'job/a.ts imports @opentelemetry/sdk-trace'],
    ['the API in policy', 'policy/a.ts', "import { diag } from '@opentelemetry/api';", 'policy/a.ts imports @opentelemetry/api'],
    ['a package nobody named in node', 'node/a.ts', "import { z } from 'zod';", 'node/a.ts imports zod'],
    ['a Node module in otlp', 'otlp/a.ts', "import { gunzipSync } from 'node:zlib';", 'otlp/a.ts imports node:zlib'],
    ['anything at all in parsers', 'parsers/restic.ts', "import { z } from 'zod';", 'parsers/restic.ts imports zod'],
    ['a drill in verify', 'verify/a.ts', "import { run } from '../drill/run.js';", 'verify/a.ts imports drill, which is not above verify'],
    ['zod in job', 'job/a.ts', "import { z } from 'zod';", 'job/a.ts imports zod'],
    ['a computed name', 'job/a.ts', 'await import(name);', 'job/a.ts imports a name that is only known at run time'],
    ['a file outside src', 'cli/a.ts', "import p from '../../package.json';", 'cli/a.ts imports ../../package.json, outside every unit'],
    ['a unit nobody named', 'utils/a.ts', "import './b.js';", 'utils/a.ts: "utils" is no unit of the import rule'],
  ])('%s', (_, path, text, sentence) => {
    expect(judge(path, text)).toEqual([sentence]);
  });

  test('several at once, each said', () => {
    expect(judge('job/a.ts', "import 'node:fs';\nimport '../cli/main.js';")).toHaveLength(2);
  });
});
