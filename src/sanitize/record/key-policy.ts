import type { Expected } from '../options/options.js';
import { MAYBE_SECRET, NOT_SECRET, PERHAPS_SECRET, SECRET, secretName, type Certainty } from '../names/secret-names.js';

/**
 * What to do with an attribute: drop it, replace the value, replace it unless it is a count or a word of state, replace it
 * if it looks random, or look through the value, as what it is.
 */
export type KeyVerdict = 'remove' | 'redact' | 'doubt' | 'suspect' | 'scan' | 'route' | 'query';

/** From the best to the worst: of two that hold for one value, the later one does. */
export const BY_WEIGHT: readonly KeyVerdict[] = ['scan', 'suspect', 'doubt', 'route', 'query', 'redact', 'remove'];

export interface KeyPolicy {
  /** Remembers its verdicts for a bounded number of keys: keys repeat. */
  readonly judge: (key: string) => KeyVerdict;
  /** The text of a member that names another one. It is a value, so it is not kept, and what it holds itself is its own matter. */
  readonly judgeName: (name: string) => KeyVerdict;
}

/** Keys whose values are commands, paths, addresses or persons by their very meaning. */
const REMOVED = [
  'backup_path',
  'user_data',
  'process.command',
  'process.command_line',
  'process.command_args',
  'process.executable.path',
  'process.owner',
  'process.working_directory',
  'process.environment_variable',
  'code.filepath',
  'code.file.path',
  'host.ip',
  'host.mac',
  'host.id',
  'client.address',
  'client.socket.address',
  'net.peer.ip',
  'net.sock.peer.addr',
  'net.sock.host.addr',
  'net.host.ip',
  'network.peer.address',
  'network.local.address',
  'http.client_ip',
  'source.address',
  'enduser.id',
  'enduser.pseudo.id',
  'user.id',
  'user.email',
  'user.name',
  'user.full_name',
  'user.hash',
  'db.user',
  'db.connection_string',
  'file.path',
  'file.directory',
  'log.file.path',
  'db.statement.parameters',
  'db.postgresql.values',
  'db.mysql.values',
  'db.sql.parameters',
  'db.query.parameters',
];
const REMOVED_PREFIXES = ['process.environment_variable.', 'db.query.parameter.', 'db.operation.parameter.'];
/** Keys that hold the route of a service, which looks like a path. */
const ROUTES = new Set(['http.route', 'url.path', 'http.target', 'url.template', 'rpc.method', 'next.route', 'http.request.method_route']);
/** Keys that hold the text of a query or a part of one: OpenTelemetry's, and those of older instrumentations (`sql.query`). */
const QUERY = /^(?:db\.(?:\w{1,32}\.)?(?:statement|query|query\.text|query\.summary|sql)|sql\.query)$/;
const MAX_KEYS = 1000;

const VERDICTS: Readonly<Record<Certainty, KeyVerdict>> = {
  [NOT_SECRET]: 'scan',
  [PERHAPS_SECRET]: 'suspect',
  [MAYBE_SECRET]: 'doubt',
  [SECRET]: 'redact',
};

const squeeze = (key: string): string => key.toLowerCase().replace(/[^a-z0-9\u0080-\uffff]/g, '');

/** Judges attribute keys, and what stands for one. */
export function createKeyPolicy(removedKeys: readonly string[], clean: (text: string) => string): KeyPolicy {
  const removed = new Set([...REMOVED, ...removedKeys].map(squeeze));
  const verdicts = new Map<string, KeyVerdict>();
  const isRemoved = (key: string): boolean =>
    key === '__proto__' ||
    removed.has(squeeze(key)) ||
    /backup[._ -]?path|user[._ -]?data(?![a-z])/i.test(key) ||
    REMOVED_PREFIXES.some((prefix) => key.startsWith(prefix));
  const judgeNew = (key: string): KeyVerdict => {
    // A key can be a secret itself; a route is the only slash a key has.
    if (isRemoved(key) || clean(key) !== key) return 'remove';
    if (ROUTES.has(key)) return 'route';
    if (QUERY.test(key)) return 'query';
    return VERDICTS[secretName(key)];
  };
  return {
    judge(key) {
      let verdict = verdicts.get(key);
      if (verdict === undefined) {
        verdict = judgeNew(key);
        if (verdicts.size < MAX_KEYS && key.length <= 128) verdicts.set(key, verdict);
      }
      return verdict;
    },
    judgeName: (name) => (isRemoved(name) ? 'remove' : VERDICTS[secretName(name)]),
  };
}

/** Whether a value is of the type, or fits the pattern, that our own vocabulary gives its key. */
export function isAllowedValue(value: unknown, allowed: Expected): boolean {
  if (allowed === 'any') return true;
  if (typeof allowed === 'string')
    return typeof value === allowed || (Array.isArray(value) && value.every((item) => typeof item === allowed));
  return typeof value === 'string' && allowed.test(value);
}
