export { alertEventSchema, type AlertEvent, type AlertIdentity, type AlertSeverity, type AlertStatus } from './contract/schema.js';
export { alertId, type AlertFacts } from './contract/alert-id.js';
export { createAlertEvent, type AlertEventOptions, type AlertInput } from './contract/alert-event.js';
export { signWebhook, type SignOptions, type WebhookMessage, type WebhookHeaders } from './webhook/sign.js';
export { verifyWebhook, type VerifiedWebhook, type VerifyOptions, type WebhookRefusal } from './webhook/verify.js';
export type { IncomingWebhook, WebhookBody, WebhookHeadersInput } from './webhook/incoming.js';
export type { NodeBody } from '../http/read-body.js';
export { receiveWebhook, type ReceiveOptions } from './webhook/receive.js';
export {
  createIdempotencyStore,
  type IdempotencyStore,
  type IdempotencyStoreOptions,
  type ClaimResult,
} from './webhook/idempotency-store.js';
export type { Secrets } from '../http/rotating.js';
export type { FetchLike } from '../http/fetch-like.js';
export { createAlertClient, type AlertClient, type AlertClientOptions } from './delivery/client.js';
export { createAlertGateway, type AlertGateway } from './gateway/create-gateway.js';
export type { GatewayOptions, GatewayEvent, UndeliverableAlert } from './gateway/options.js';
