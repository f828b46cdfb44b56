/** Why a request was not taken. */
export type Refusal =
  | 'path'
  | 'method'
  | 'level'
  | 'authentication'
  | 'size'
  | 'count'
  | 'type'
  | 'encoding'
  | 'time'
  | 'slow'
  | 'malformed'
  | 'busy'
  | 'unavailable'
  | 'internal';

const ANSWERS: Readonly<Record<Refusal, readonly [status: number, error: string]>> = {
  path: [404, 'Not found'],
  method: [405, 'Method not allowed'],
  level: [400, 'Expected level to be a digit'],
  authentication: [401, 'Unauthorized'],
  size: [413, 'Payload too large'],
  count: [413, 'Too many alerts or values in one notification'],
  type: [415, 'Expected application/json'],
  encoding: [415, 'Expected a body without content-encoding'],
  time: [401, 'Unauthorized'],
  slow: [408, 'The body did not arrive'],
  malformed: [400, 'Expected a notification of Alertmanager (version 4) or Grafana (version 1)'],
  busy: [503, 'Too many alerts are waiting'],
  unavailable: [503, 'Not every alert was accepted'],
  internal: [503, 'The gateway cannot work'],
};

/** The answer to a request that is not taken, or not yet. */
export function refuse(reason: Refusal): Response {
  const [status, error] = ANSWERS[reason];
  const headers: Record<string, string> = {};
  if (status === 405) headers['allow'] = 'POST';
  if (status === 503) headers['retry-after'] = '1';
  if (status === 401) headers['www-authenticate'] = 'Bearer';
  return Response.json({ error }, { status, headers });
}
