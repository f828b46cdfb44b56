import { describe, expect, test } from 'vitest';
import { findTool, needs } from '../../kit/tools.js';
import { CLOCK_STORIES } from './clocks-and-silence.js';
import { COMING_BACK_STORIES } from './coming-back.js';
import { FAILURE_STORIES } from './failures.js';
import { LIVING_RUN_STORIES } from './living-runs.js';
import { HIDING_STORIES } from './newest-facts.js';
import { playToPrometheus, heldAlerts } from './play.js';
import { RESULT_STORIES } from './sizes-and-durations.js';
import { putTogether } from './together.js';
import { TRY_STORIES } from './tries.js';

const promtool = findTool('promtool');

const STORIES = {
  ...FAILURE_STORIES,
  ...LIVING_RUN_STORIES,
  ...RESULT_STORIES,
  ...CLOCK_STORIES,
  ...HIDING_STORIES,
  ...COMING_BACK_STORIES,
  ...TRY_STORIES,
};

describe('by the predicates', () => {
  test.each(Object.entries(STORIES))('%s', (_, story) => {
    const minutes = Object.keys(story.expected).map(Number);
    expect(Object.fromEntries(minutes.map((minute) => [minute, heldAlerts(story, minute)]))).toEqual(story.expected);
  });
});

describe.skipIf(promtool === undefined)(`by Prometheus, at every evaluation, with the same episodes ${needs('promtool', promtool)}`, () => {
  test.concurrent.each(putTogether(STORIES).map((stories, index) => [index + 1, stories] as const))(
    'stories together, %i',
    { timeout: 300_000 },
    async (_, stories) => {
      expect(await playToPrometheus(promtool!, stories)).toBe('');
    },
  );
});
