export { alertEventSchema, type AlertEvent, type AlertIdentity, type AlertSeverity, type AlertStatus } from './contract/schema.js';
export { alertId, type AlertFacts } from './contract/alert-id.js';
export { createAlertEvent, type AlertInput } from './contract/alert-event.js';
export { signWebhook, type WebhookMessage, type WebhookHeaders } from './webhook/sign.js';
export { verifyWebhook, type VerifiedWebhook, type VerifyOptions, type WebhookRefusal } from './webhook/verify.js';
export { receiveWebhook, type ReceiveOptions } from './webhook/receive.js';
export { createSeenIds, type SeenIds, type ClaimResult } from './webhook/seen-ids.js';
