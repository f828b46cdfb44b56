import { createIdempotencyStore, receiveWebhook, type AlertEvent } from '../../../src/alerts/index.js';
import { startWebServer } from '../../kit/web-server.js';

/** What WS-155 does about an alert: acts at once, takes its time until told otherwise, or fails. */
export type Mood = 'acts' | 'takes its time' | 'fails';

/** WS-155 as the package lets one build it: it acts once on each id. What else is posted to it is taken and forgotten. */
export interface ActingReceiver {
  readonly url: string;
  /** Events in the order in which they were acted on. */
  readonly acted: readonly AlertEvent[];
  /** What was told of a job's failure: the types of the events acted on, in their order. */
  readonly told: (job: string) => readonly string[];
  /** How often an action for a job was begun. */
  readonly begun: (job: string) => number;
  /** What the deliveries of a job's failure were answered, in the order of the answers. */
  readonly answers: (job: string) => readonly number[];
  /** Called when an action begins, before it is answered. */
  onAction(listener: ((job: string) => void) | undefined): void;
  setMood(mood: Mood): void;
  close(): Promise<void>;
}

export async function startActingReceiver(secret: string): Promise<ActingReceiver> {
  const seen = createIdempotencyStore();
  const acted: AlertEvent[] = [];
  const begun: AlertEvent[] = [];
  const answered: (readonly [id: string, status: number])[] = [];
  let listener: ((job: string) => void) | undefined;
  let mood: Mood = 'acts';
  let goOn = createGate();

  async function act(event: AlertEvent): Promise<void> {
    begun.push(event);
    listener?.(event.data.identity.job ?? '');
    if (mood === 'takes its time') await goOn.opened;
    if (mood === 'fails') throw new Error('WS-155 is down.');
    acted.push(event);
  }

  const { url, close } = await startWebServer(async (request) => {
    if (new URL(request.url).pathname !== '/alerts') return new Response(null, { status: 204 });
    const response = await receiveWebhook(request, { secrets: secret, seen, act });
    answered.push([request.headers.get('webhook-id') ?? '', response.status]);
    return response;
  });
  const isFailure = (job: string) => (event: AlertEvent) => event.data.identity.job === job && event.data.alert === 'BackupJobFailed';
  return {
    url,
    acted,
    told: (job) => acted.filter(isFailure(job)).map(({ type }) => type),
    begun: (job) => begun.filter(isFailure(job)).length,
    answers(job) {
      const ids = new Set(begun.filter(isFailure(job)).map(({ id }) => id));
      return answered.filter(([id]) => ids.has(id)).map(([, status]) => status);
    },
    onAction: (next) => void (listener = next),
    setMood(next) {
      mood = next;
      goOn.open();
      goOn = createGate();
    },
    close,
  };
}

function createGate(): { readonly opened: Promise<void>; readonly open: () => void } {
  let open = () => {};
  const opened = new Promise<void>((resolve) => (open = resolve));
  return { opened, open };
}
