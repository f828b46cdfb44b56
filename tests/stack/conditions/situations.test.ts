import { beforeAll, describe, expect, test } from 'vitest';
import { evaluateConditions, JOB_CONDITIONS } from '../../../src/conditions/index.js';
import { findTool, needs } from '../../kit/tools.js';
import { playToPrometheus } from './play.js';
import { BEGIN, DEFAULT_IDENTITY, type Export, type Identity, type Scenario } from './scenario.js';
import { SITUATIONS } from './situations.js';
import { putTogether } from './together.js';
import { createKeeper } from './keeper.js';
import { TROUBLES, type Trouble } from './troubles.js';

const promtool = findTool('promtool');

/** That the condition held for a job, from a minute on, until another. */
interface Held {
  readonly labels: Readonly<Record<string, string>>;
  readonly episode: number | 'never';
  readonly from: number;
  readonly until: number;
}

test('there is a trouble for each condition of a job', () => {
  expect(Object.keys(TROUBLES).sort()).toEqual(JOB_CONDITIONS.map(({ name }) => name).sort());
});

test('what holds otherwise does so in situations that there are', () => {
  const titles = Object.values(TROUBLES).flatMap(({ otherwise = {} }) => Object.keys(otherwise));
  expect(titles.filter((title) => !(title in SITUATIONS))).toEqual([]);
});

describe.each(Object.entries(TROUBLES))('%s', (name, trouble) => {
  const scenario = together(trouble);
  let held: readonly Held[];

  beforeAll(() => {
    held = heldIn(scenario, name);
  });

  test.each(Object.entries(SITUATIONS))('holds by the predicate when it has to: %s', (title, situation) => {
    const { holds, where = [{}] } = situation(trouble);
    const expected = where.flatMap((identity) =>
      (trouble.otherwise?.[title] ?? holds).map(([from, until, episode = trouble.episode]) => ({
        labels: labelsOf({ ...identity, backup_job_name: title }),
        episode,
        from,
        until,
      })),
    );
    expect(held.filter(({ labels }) => labels['backup_job_name'] === title)).toEqual(expected);
  });
});

describe.skipIf(promtool === undefined)(`Prometheus fires the same at the same times ${needs('promtool', promtool)}`, () => {
  const inAll = Object.entries(TROUBLES).map(([name, trouble]) => [name, together(trouble)] as const);
  // A trouble of days would have more samples than promtool takes.
  const often = Object.entries(TROUBLES).flatMap(([name, { exports, cure, until, pace }]) =>
    pace === undefined ? [[name, { exports: [...exports, ...cure], length: until + 8, exportEvery: 1 / 6 }] as const] : [],
  );

  test.concurrent.each(putTogether(Object.fromEntries(inAll)).map((troubles) => [troubles.titles.join(', '), troubles] as const))(
    'in all situations: %s',
    { timeout: 300_000 },
    async (_, troubles) => {
      expect(await playToPrometheus(promtool!, troubles)).toBe('');
    },
  );

  test.concurrent.each(putTogether(Object.fromEntries(often)).map((troubles) => [troubles.titles.join(', '), troubles] as const))(
    'of a process that exports every 10 s: %s',
    { timeout: 300_000 },
    async (_, troubles) => {
      expect(await playToPrometheus(promtool!, troubles)).toBe('');
    },
  );
});

/** All situations at once, each with a job of its own. */
function together(trouble: Trouble): Scenario {
  const exports = Object.entries(SITUATIONS).flatMap(([title, situation]) =>
    situation(trouble).exports.map((exported): Export => ({ ...exported, job: { ...exported.job, backup_job_name: title } })),
  );
  return { exports, length: trouble.until + 8, pace: trouble.pace ?? 1 };
}

function heldIn(scenario: Scenario, name: string): readonly Held[] {
  const { length, pace = 1 } = scenario;
  const known = createKeeper(scenario);
  const conditions = JOB_CONDITIONS.filter((condition) => condition.name === name);
  const held: (Held & { until: number })[] = [];
  for (let minute = 0; minute <= length; minute += pace) {
    for (const { labels, state } of known(minute)) {
      for (const { episode: found } of evaluateConditions(conditions, state, BEGIN + minute * 60)) {
        const episode = found === 0 ? 'never' : (found - BEGIN) / 60;
        const going = held.find((before) => before.until === minute && before.episode === episode && same(before.labels, labels));
        if (going) going.until = minute + pace;
        else held.push({ labels, episode, from: minute, until: minute + pace });
      }
    }
  }
  return held;
}

function labelsOf(identity: Identity): Readonly<Record<string, string>> {
  return Object.fromEntries(Object.entries({ ...DEFAULT_IDENTITY, ...identity }).filter(([, text]) => text !== ''));
}

function same(one: object, other: object): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}
