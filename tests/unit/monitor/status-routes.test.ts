import { expect, test } from 'vitest';
import { identityKey } from '../../../src/identity.js';
import { statusRoutes } from '../../../src/monitor/status-routes.js';
import { createRouter } from '../../../src/server/router.js';
import { reduce } from '../../../src/state/reduce.js';
import { envelopeOf, START } from '../../kit/monitor/envelopes.js';

test.each(['nightly', 'a/b:c', 'half \uD83D', 'both \u{1F600}', '%ud83d'])(
  'the job %j is found by its key as it stands in the path',
  async (job) => {
    const state = reduce(undefined, envelopeOf({ name: 'backup.job.defined', at: START, job }));
    const key = identityKey(state.identity);
    const routes = statusRoutes({ states: () => new Map([[key, state]]), moment: () => ({ now: START / 1_000 }) });
    const handle = createRouter({ routes: routes.map((route) => ({ ...route, role: 'public' as const })) });
    for (const path of [key, encodeURIComponent(key)]) {
      const answer = await handle(new Request(`http://localhost/jobs/${path}`), { stopping: new AbortController().signal });
      expect([answer.status, await answer.json()]).toEqual([200, expect.objectContaining({ key })]);
    }
  },
);
