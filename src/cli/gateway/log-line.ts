import type { GatewayFact } from '../../alerts/index.js';

/** What an operator reads about a fact, or nothing for the ordinary. No secret, no token, no text of an alert. */
export function logLine(fact: GatewayFact): string | undefined {
  switch (fact.type) {
    case 'accepted':
      return `accepted ${describe(fact.event)}`;
    case 'unavailable':
      return `not accepted ${describe(fact.event)}: ${fact.status === undefined ? fact.reason : `status ${fact.status}`}`;
    case 'undeliverable': {
      const what = fact.event ? describe(fact.event) : 'an alert that could not be read';
      const status = fact.status === undefined ? '' : ` with status ${fact.status}`;
      return `${fact.reason}${status} ${what}; ${fact.told ? 'the fallback was told' : 'nobody was told'}`;
    }
    case 'truncated':
      return `the sender left out ${fact.count} alerts`;
    case 'uncleaned':
      return `left out ${fact.count} texts of alerts that took too long to clean of secrets`;
    case 'failed':
      return `failed: ${fact.error instanceof Error ? fact.error.message : 'unknown error'}`;
    case 'answered':
      return fact.status < 400 || fact.reason === 'unavailable' ? undefined : `answered ${fact.status} (${fact.reason ?? ''})`;
  }
}

function describe({ id, type, data }: Extract<GatewayFact, { type: 'accepted' }>['event']): string {
  return `${type.replace('alert.', '')} ${data.severity} ${JSON.stringify(data.alert)} ${id.slice(0, 18)}`;
}
