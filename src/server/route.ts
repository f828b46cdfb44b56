import type { ReadBody } from '../http/read-body.js';
import type { Caller, Role } from '../http/tokens.js';

/** How the body of a request reaches the handler. */
export interface BodyRule {
  /** Larger ones are answered with 413, as sent and as inflated. */
  readonly maxBytes: number;
  /** Takes `content-encoding: gzip` and hands on what was inflated. @default false */
  readonly gzip?: boolean;
}

/** What a handler gets besides the request. */
export interface RouteContext {
  /** What stands at the `:names` of the path, decoded, and at `*` under that name. */
  readonly params: Readonly<Record<string, string>>;
  /** Whose token it was; nobody's on a public route. */
  readonly caller: Caller | undefined;
  /** Aborts when the server stops. */
  readonly stopping: AbortSignal;
  /** Reads the body of a route that is `unread`. */
  readonly readBody: ReadBody;
}

/** One route of a server: all that has to be said about it. */
export interface Route {
  /** `GET` answers `HEAD` as well; `*` takes every method. */
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE' | '*';
  /** `/jobs/:key`; a `*` at its end takes all that begins like it. */
  readonly path: string;
  /** Which role a token needs. `public` asks for none. */
  readonly role: Role | 'public';
  /** `unread`: the handler reads and bounds it itself. @default `{ maxBytes: 1_048_576 }` */
  readonly body?: BodyRule | 'unread';
  readonly handle: (request: Request, context: RouteContext) => Response | Promise<Response>;
}
