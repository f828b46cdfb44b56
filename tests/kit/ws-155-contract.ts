import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { Webhook } from 'standardwebhooks';
import { verifyWebhook, type AlertEvent } from '../../src/alerts/index.js';

/** A delivery as it stands on the wire. */
export interface WireDelivery {
  readonly headers: Headers;
  readonly body: string;
}

/** Says what a delivery is: an event that keeps the contract, or why not. */
export type ContractCheck = (
  delivery: WireDelivery,
) => Promise<{ readonly event: AlertEvent } | { readonly reason: string; readonly answer: Response }>;

/**
 * Checks a delivery twice: as the package lets a receiver check it, and apart from the package, by the reference implementation of
 * Standard Webhooks and the published JSON Schema. What only the package takes breaks the contract.
 */
export function createContractCheck(secret: string): ContractCheck {
  const reference = new Webhook(secret);
  return async ({ headers, body }) => {
    const webhook = await verifyWebhook({ headers, body }, { secrets: secret });
    if (!webhook.valid) return { reason: webhook.reason, answer: webhook.response };
    const objection = findObjection(() => reference.verify(body, Object.fromEntries(headers))) ?? schemaErrors(body);
    if (objection === undefined) return { event: webhook.event };
    return { reason: `accepted by the package alone: ${objection}`, answer: Response.json({ error: objection }, { status: 400 }) };
  };
}

const schema = JSON.parse(
  readFileSync(resolve(import.meta.dirname, '../../src/alerts/published/alerts/alert.v2.schema.json'), 'utf8'),
) as object;
const validate = new Ajv2020({ allErrors: true, strict: false, validateFormats: false }).compile(schema);

function schemaErrors(body: string): string | undefined {
  if (validate(JSON.parse(body))) return undefined;
  return validate.errors?.map(({ instancePath, message }) => `${instancePath} ${message ?? ''}`).join('; ');
}

function findObjection(check: () => unknown): string | undefined {
  try {
    check();
    return undefined;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}
