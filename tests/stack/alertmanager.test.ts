import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { describe, expect, test } from 'vitest';
import { CONDITIONS } from '../../src/conditions/index.js';
import { findTool, needs } from '../kit/tools.js';

const CONFIG = resolve(import.meta.dirname, '../../otel-collector/alertmanager/alertmanager.yaml');
const amtool = findTool('amtool');

describe.skipIf(!amtool)(`the configuration of Alertmanager ${needs('amtool', amtool)}`, () => {
  const run = (...args: readonly string[]) => execFileSync(amtool ?? '', args, { encoding: 'utf8' });

  test('is one that Alertmanager takes', () => {
    expect(run('check-config', CONFIG)).toContain('SUCCESS');
  });

  test.each([
    ['Watchdog', 'info', 'dead-man'],
    ['BackupAlertsNotDelivered', 'critical', 'fallback'],
    ['BackupJobFailed', 'critical', 'ws-155'],
    ['BackupOverdue', 'warning', 'ws-155'],
  ])('sends %s of severity %s to %s', (name, severity, receiver) => {
    const labels = [`alertname=${name}`, `severity=${severity}`, 'job=wedsync/vault'];
    expect(run('config', 'routes', 'test', `--config.file=${CONFIG}`, ...labels).trim()).toBe(receiver);
  });

  test('names only alerts that there are', () => {
    const shown = readFileSync(CONFIG, 'utf8').match(/Backup[A-Z]\w+/g) ?? [];
    const known = CONDITIONS.map(({ name }) => name);
    expect([...new Set(shown)].filter((name) => !known.includes(name))).toEqual([]);
  });
});
