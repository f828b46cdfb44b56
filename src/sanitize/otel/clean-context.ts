import type { Sanitizer } from '../sanitizer.js';
import type { ResourceLike, ScopeLike, SpanContextLike } from './shapes.js';

type Strict = Sanitizer['strict'];

/** Cleans what many records share. The same object in gives the same object out: exporters group records by identity. */
export interface SharedCleaner {
  resource<R extends ResourceLike>(resource: R): R;
  scope<S extends ScopeLike>(scope: S): S;
  spanContext<C extends SpanContextLike>(context: C): C;
}

/** Builds a {@link SharedCleaner}; cleaned resources and scopes are remembered as long as their originals live. */
export function createSharedCleaner(clean: Strict): SharedCleaner {
  const resources = new WeakMap<object, ResourceLike>();
  const scopes = new WeakMap<object, ScopeLike>();
  return {
    resource<R extends ResourceLike>(resource: R): R {
      const before = resources.get(resource);
      if (before !== undefined) return before as R;
      // Kept for all that come: a record whose time is over must not decide what they say of where they come from.
      const cleaned = clean.unhurried(() => cleanResource(clean, resource));
      // Attributes still being detected would be missing for ever.
      if ((resource as { asyncAttributesPending?: boolean }).asyncAttributesPending !== true) resources.set(resource, cleaned);
      return cleaned as R;
    },
    scope<S extends ScopeLike>(scope: S): S {
      const before = scopes.get(scope);
      if (before !== undefined) return before as S;
      const cleaned = clean.unhurried(() => ({
        ...scope,
        name: cleanName(clean, scope.name),
        ...(scope.version !== undefined && { version: clean.text(scope.version) }),
        ...(scope.schemaUrl !== undefined && { schemaUrl: clean.text(scope.schemaUrl) }),
        ...(scope.attributes !== undefined && { attributes: clean.attributes(scope.attributes) }),
      }));
      scopes.set(scope, cleaned);
      return cleaned;
    },
    spanContext: (context) => cleanSpanContext(clean, context),
  };
}

/** A package name such as `@scope/name/part` has slashes, but is no path. What is a secret without them is one with them. */
export function cleanName(clean: Strict, name: string): string {
  if (!/^@?[\w.-]+(?:\/[\w.-]+){0,4}$/.test(name)) return clean.text(name);
  const bare = name.replace(/[@/]/g, '');
  if (clean.text(bare) !== bare) return clean.text(name);
  return name
    .split('/')
    .map((part) => cleanPart(clean, part))
    .join('/');
}

const cleanPart = (clean: Strict, part: string): string => (part.startsWith('@') ? `@${clean.text(part.slice(1))}` : clean.text(part));

/** Who sends, and nothing else. */
const identityOf = (attributes: Record<string, unknown>): Record<string, unknown> =>
  Object.fromEntries(Object.entries(attributes).filter(([key]) => /^(?:service|deployment|telemetry\.sdk)\./.test(key)));

function cleanResource(clean: Strict, resource: ResourceLike): ResourceLike {
  const cleanedAttributes = clean.attributes(resource.attributes);
  const attributes = clean.ownOnly ? identityOf(cleanedAttributes) : cleanedAttributes;
  const { schemaUrl } = resource as { schemaUrl?: string };
  const cleaned = {
    attributes,
    ...(schemaUrl !== undefined && { schemaUrl: clean.text(schemaUrl) }),
    asyncAttributesPending: false,
    waitForAsyncAttributes: () => Promise.resolve(),
    getRawAttributes: () => Object.entries(attributes),
    // Merged only by those who build a resource, before anything is exported.
    merge: () => cleaned,
  };
  return cleaned;
}

function cleanSpanContext<C extends SpanContextLike>(clean: Strict, context: C): C {
  const serialized = context.traceState?.serialize();
  if (serialized === undefined || serialized === '') return context;
  // A secret with a comma in it stands in several members: kept is what the whole, once clean, still holds.
  const untouched = new Set(clean.text(serialized).split(','));
  const kept = serialized.split(',').filter((member) => {
    const value = member.slice(member.indexOf('=') + 1);
    return untouched.has(member) && clean.text(member) === member && clean.text(value) === value;
  });
  const rest = kept.join(',');
  return rest === serialized ? context : { ...context, traceState: traceStateOf(rest) };
}

/** The least of a trace state that serializers and propagators use. */
function traceStateOf(serialized: string): NonNullable<SpanContextLike['traceState']> {
  const members = new Map(
    serialized
      .split(',')
      .filter(Boolean)
      .map((member): [string, string] => {
        const equals = member.indexOf('=');
        return [member.slice(0, equals), member.slice(equals + 1)];
      }),
  );
  const join = (entries: Map<string, string>): string => [...entries].map(([key, value]) => `${key}=${value}`).join(',');
  const state = {
    get: (key: string) => members.get(key),
    set: (key: string, value: string) => traceStateOf(join(new Map([[key, value], ...[...members].filter(([other]) => other !== key)]))),
    unset: (key: string) => traceStateOf(join(new Map([...members].filter(([other]) => other !== key)))),
    serialize: () => serialized,
  };
  return state;
}
