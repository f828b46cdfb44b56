import type { AlertInput } from '../contract/alert-event.js';
import { cleanLine, cleanText, cleanUrl } from '../contract/clean-text.js';
import { FACT_SCHEMAS, type AlertIdentity } from '../contract/schema.js';
import type { Report } from '../options/check.js';

/**
 * An alert without secrets in its texts and without facts that do not fit the contract: an alert of which a nicety is wrong must not be
 * lost. What makes it an alert at all is left as it is, to be checked.
 */
export function cleanAlert(alert: AlertInput, report: Report): AlertInput {
  if (typeof alert !== 'object' || alert === null) return alert;
  const { identity, summary, description, runbook, attributes, ...rest } = alert;
  return {
    ...withoutUnfit(rest, report),
    identity: cleanIdentity(identity),
    summary: typeof summary === 'string' ? cleanText(summary, 500) : summary,
    description: typeof description === 'string' ? cleanText(description, 4_000) : undefined,
    runbook: runbook === undefined ? undefined : (cleanUrl(runbook, 2_000) ?? leaveOut('runbook', report)),
    attributes: cleanAttributes(attributes),
  };
}

function withoutUnfit<T extends Partial<AlertInput>>(alert: T, report: Report): T {
  const cleaned = Object.entries(alert).map(([name, value]: [string, unknown]) => {
    const max = TEXTS.get(name);
    return [name, max !== undefined && typeof value === 'string' ? cleanText(value, max) : value] as const;
  });
  const fits = cleaned.filter(([name, value]) => {
    if (value === undefined) return false;
    if (name === 'lastSuccessAt') return isDate(value) || leaveOut(name, report);
    const schema = name in FACT_SCHEMAS ? FACT_SCHEMAS[name as keyof typeof FACT_SCHEMAS] : undefined;
    return schema === undefined || schema.safeParse(value).success || leaveOut(name, report);
  });
  return Object.fromEntries(fits) as T;
}

/** Facts that are texts of the caller's. */
const TEXTS = new Map([
  ['errorType', 100],
  ['phase', 256],
  ['runbookText', 2_000],
]);

function leaveOut(name: string, report: Report): undefined {
  report(`Expected \`${name}\` of an alert to fit the contract, got a value that does not: it is left out.`);
}

function cleanIdentity(identity: AlertIdentity): AlertIdentity {
  if (typeof identity !== 'object' || identity === null) return identity;
  const parts = Object.entries(identity).map(([name, value]) => [name, typeof value === 'string' ? cleanLine(value, 256) : value] as const);
  return Object.fromEntries(parts.filter(([, value]) => value !== undefined));
}

function cleanAttributes(attributes: AlertInput['attributes']): AlertInput['attributes'] {
  if (typeof attributes !== 'object' || attributes === null) return undefined;
  return Object.fromEntries(
    Object.entries<unknown>(attributes).map(([name, value]) => [name.slice(0, 100), cleanText(String(value), 256)]),
  );
}

function isDate(value: unknown): boolean {
  return value instanceof Date && !Number.isNaN(value.getTime());
}
