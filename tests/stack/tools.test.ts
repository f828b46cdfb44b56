import { spawnSync } from 'node:child_process';
import { describe, expect, test } from 'vitest';
import { findTool, needs, type ToolName } from '../kit/tools.js';

const commands: readonly (readonly [ToolName, string, RegExp])[] = [
  ['otelcol', '--version', /0\.161\.0/],
  ['prometheus', '--help', /web\.enable-otlp-receiver/],
  ['promtool', '--help', /check rules/],
  ['alertmanager', '--help', /--cluster\.peer/],
  ['amtool', '--help', /check-config/],
  ['jaeger', '--help', /--config/],
];

describe.each(commands)('%s', (name, option, expected) => {
  const path = findTool(name);

  test.skipIf(path === undefined)(`runs and is the program that was asked for ${needs(name, path)}`, () => {
    const { stdout, stderr } = spawnSync(path ?? '', [option], { encoding: 'utf8' });
    expect(stdout + stderr).toMatch(expected);
  });
});
