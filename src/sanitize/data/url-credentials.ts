import { words } from './words.js';

/** Schemes of web pages: their addresses stay unless they carry a credential. Those of stores and databases go. */
export const WEB_SCHEMES: ReadonlySet<string> = new Set(words('http https ws wss grpc grpcs otlp about urn git+https git+http'));

/** Parameters that sign a request or carry a login, besides those named like a secret. */
export const SIGNED_PARAMETERS: ReadonlySet<string> = new Set(
  words(`
  sig signature x-amz-signature x-amz-credential x-amz-security-token x-goog-signature x-goog-credential awsaccesskeyid
  googleaccessid key-pair-id policy key code sv auth sas hash hmac jwt ticket otp pass pw user username sid state x-oss-signature
  ossaccesskeyid q-signature x-cos-security-token st hdnea __token__ verify rlkey access
`),
);

/** Hosts and paths of addresses that are a credential by themselves: whoever has one can post. Expressions, one a line. */
export const WEBHOOKS: readonly string[] = words(String.raw`
  hooks\.slack\.com/(?:services|workflows|triggers)
  discord(?:app)?\.com/api/webhooks
  [^/]*webhook\.office\.com
  api\.telegram\.org/(?:file/)?bot
  hc-ping\.com
  healthchecks\.io/ping
  hooks\.zapier\.com/hooks
  maker\.ifttt\.com/
  outlook\.office\.com/webhook
  chat\.googleapis\.com/v1/spaces
  [^/]*\.logic\.azure\.com
  events\.pagerduty\.com/integration
  cronitor\.link
  uptime\.betterstack\.com/api/v1/heartbeat
  ntfy\.sh
  webhook\.site
  [^/]*\.pipedream\.net
  hook\.[^/]*make\.com
  open\.feishu\.cn/open-apis/bot
  oapi\.dingtalk\.com/robot
  qyapi\.weixin\.qq\.com/cgi-bin/webhook
  [^/]*\.deadmanssnitch\.com
  nosnch\.in
  hooks\.[^/]*/
`);
