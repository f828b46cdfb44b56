import { refuse } from '../../http/refuse.js';

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

const ANSWERS: Readonly<Record<Refusal, readonly [status: number, error: string, headers?: Readonly<Record<string, string>>]>> = {
  path: [404, 'Not found'],
  method: [405, 'Method not allowed', { allow: 'POST' }],
  level: [400, 'Expected level to be a digit'],
  authentication: [401, 'Unauthorized', { 'www-authenticate': 'Bearer' }],
  size: [413, 'Payload too large'],
  count: [413, 'Too many alerts or values in one notification'],
  type: [415, 'Expected application/json'],
  encoding: [415, 'Expected a body without content-encoding'],
  time: [401, 'Unauthorized', { 'www-authenticate': 'Bearer' }],
  slow: [408, 'The body did not arrive'],
  malformed: [400, 'Expected a notification of Alertmanager (version 4) or Grafana (version 1)'],
  busy: [503, 'Too many alerts are waiting', { 'retry-after': '1' }],
  unavailable: [503, 'Not every alert was accepted', { 'retry-after': '1' }],
  internal: [503, 'The gateway cannot work', { 'retry-after': '1' }],
};

/** The answer to a request that is not taken, or not yet. */
export function answerTo(reason: Refusal): Response {
  return refuse(...ANSWERS[reason]);
}
