// @ts-check
// In a Next.js 15 application this file is app/api/ws-155/route.js. It needs nothing of Next.js: a Request comes in, a Response goes out.
import { createIdempotencyStore, receiveWebhook } from '@wedsync/backup-telemetry/alerts';

// One process that may act twice after a restart. With several, this is a table they share, with the id as its primary key.
const idempotencyStore = createIdempotencyStore();

/** @param {Request} request */
export async function POST(request) {
  return receiveWebhook(request, { secrets: readSecrets(), idempotencyStore, act });
}

/**
 * What your alert system does: page somebody, open an incident, close it. Called once for each alert; throw, and it is called again.
 * @param {import('@wedsync/backup-telemetry/alerts').AlertEvent} event
 */
function act({ type, data }) {
  const { severity, alert, summary, incident, errorType, phase, exitCode, attempt, attempts, lastSuccessAt, runbook, runbookText } = data;
  console.log(`${type === 'alert.firing' ? 'OPEN ' : 'CLOSE'} ${incident.slice(0, 17)} ${severity} ${alert}: ${summary}`);
  if (type !== 'alert.firing') return;
  // Why, as far as it is known: whoever is paged reads this first.
  for (const [what, value] of Object.entries({ errorType, phase, exitCode, attempt, attempts, lastSuccessAt })) {
    if (value !== undefined) console.log(`      ${what}: ${value}`);
  }
  console.log(`      ${runbook ?? runbookText ?? 'no runbook is known'}`);
}

/** Read each time, so that a rotation needs no restart: the new secret, a space, the old one. */
function readSecrets() {
  return (process.env.WS155_WEBHOOK_SECRETS ?? '').split(' ').filter(Boolean);
}
