const GIVEN = Symbol('given');
const WHOLE = Symbol('whole');

/** What a request answers without being whole. */
export type RequestHead = Pick<Request, 'method' | 'url' | 'headers' | 'signal'>;

interface LazyRequest {
  readonly [GIVEN]: RequestHead;
  readonly [WHOLE]: () => Request;
}

/**
 * A request that is made whole only where somebody asks for more than its head, such as its body: making one takes longer than all else that
 * a small request needs.
 */
export function lazyRequest(head: RequestHead, make: () => Request): Request {
  let whole: Request | undefined;
  return Object.assign(Object.create(prototype) as Request, { [GIVEN]: head, [WHOLE]: () => (whole ??= make()) });
}

const HEAD: ReadonlySet<string> = new Set<keyof RequestHead>(['method', 'url', 'headers', 'signal']);
const prototype = Object.create(Request.prototype, Object.fromEntries(membersOf())) as object;

function* membersOf(): Iterable<[string, PropertyDescriptor]> {
  for (const [name, { value }] of Object.entries(Object.getOwnPropertyDescriptors(Request.prototype))) {
    if (name === 'constructor') continue;
    const read = HEAD.has(name) ? (request: LazyRequest) => request[GIVEN] : (request: LazyRequest) => request[WHOLE]();
    if (typeof value === 'function') {
      yield [name, { value: bound((request, args) => (value as (...args: unknown[]) => unknown).apply(read(request), args)) }];
    } else {
      yield [name, { get: bound((request) => Reflect.get(read(request), name)) }];
    }
  }
}

/** With its object as the first argument instead of `this`. */
function bound(member: (request: LazyRequest, args: unknown[]) => unknown) {
  return function (this: LazyRequest, ...args: unknown[]): unknown {
    return member(this, args);
  };
}
