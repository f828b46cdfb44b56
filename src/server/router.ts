import { readBody as readWebBody } from '../http/read-body.js';
import { readRequestBody } from './request-body.js';
import { refuse } from '../http/refuse.js';
import type { Gate } from './token-gate.js';
import type { BodyRule, Route } from './route.js';
import { parsePath } from './path-pattern.js';
import type { ServerHandler } from './start-server.js';

const DEFAULT_BODY: BodyRule = { maxBytes: 1_048_576 };

export interface RouterOptions {
  readonly routes: readonly Route[];
  /** Says who calls, or why not. Needed as soon as a route is not public. */
  readonly gate?: Gate;
  /** Hears of each request that came to no handler. */
  readonly onRefused?: (refusal: Refused) => void;
}

/** A request that came to no handler. */
export interface Refused {
  readonly response: Response;
  readonly reason: 'path' | 'method' | 'authentication' | 'body';
  /** The route's, as it stands in the table; none where no route has that path. */
  readonly path?: string;
}

/** Routes of one path. */
interface Place {
  readonly path: string;
  readonly rank: string;
  readonly match: ReturnType<typeof parsePath>['match'];
  readonly routes: Map<string, Route>;
}

/**
 * A handler that finds the route of a request: 404 without one, 405 with `allow` for another method, then 401 or 403 for the token, then 413,
 * 415 or 400 for the body. So nothing of a stranger's request is read.
 *
 * @throws TypeError when two routes are one, or when there is no gate before one that is not public: a mistake in a table
 */
export function createRouter({ routes, gate, onRefused = () => {} }: RouterOptions): ServerHandler {
  const places = placesOf(routes);
  const closed = routes.find(({ role }) => role !== 'public');
  if (closed && !gate) throw new TypeError(`Expected a gate for ${closed.method} ${closed.path}, which needs the role ${closed.role}.`);

  const refused = (reason: Refused['reason'], response: Response, path?: string): Response => {
    onRefused({ reason, response, ...(path !== undefined && { path }) });
    return response;
  };

  return async (request, { stopping, readBody = (maxBytes, signal) => readWebBody(request, maxBytes, signal) }) => {
    const found = find(places, new URL(request.url).pathname);
    if (found === 'malformed') return refused('path', refuse(400, 'Malformed path'));
    if (!found) return refused('path', refuse(404, 'Not found'));
    const { place, params } = found;
    const method = request.method === 'HEAD' ? 'GET' : request.method;
    const route = place.routes.get(method) ?? place.routes.get('*');
    if (!route) return refused('method', refuse(405, 'Method not allowed', { allow: allowed(place) }), place.path);

    const caller = route.role === 'public' || !gate ? undefined : await gate(request, route.role);
    if (caller instanceof Response) return refused('authentication', caller, place.path);
    const body = route.body ?? DEFAULT_BODY;
    const read = body === 'unread' || method === 'GET' ? request : await readRequestBody(request, readBody, body);
    if (read instanceof Response) return refused('body', read, place.path);
    return route.handle(read, { params, caller, stopping, readBody });
  };
}

function placesOf(routes: readonly Route[]): readonly Place[] {
  const places = new Map<string, Place>();
  for (const route of routes) {
    const place = places.get(route.path) ?? { path: route.path, ...parsePath(route.path), routes: new Map<string, Route>() };
    if (place.routes.has(route.method)) throw new TypeError(`Expected one route ${route.method} ${route.path}, got two.`);
    place.routes.set(route.method, route);
    places.set(route.path, place);
  }
  return [...places.values()].sort((a, b) => (a.rank < b.rank ? -1 : Number(a.rank > b.rank)));
}

function find(places: readonly Place[], path: string) {
  try {
    for (const place of places) {
      const params = place.match(path);
      if (params) return { place, params };
    }
    return undefined;
  } catch {
    return 'malformed';
  }
}

function allowed({ routes }: Place): string {
  return [...routes.keys()].flatMap((method) => (method === 'GET' ? ['GET', 'HEAD'] : [method])).join(', ');
}
