import { execFileSync } from 'node:child_process';

/** Zones of the tz database, as this runtime has them. */
export const ZONES: readonly string[] = Intl.supportedValuesOf('timeZone');

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

/** One zone of each kind: all others show the same times as one of these, at all hours between the two moments. */
export function distinctZones(from: number, until: number): readonly string[] {
  const kinds = new Map<string, string>();
  for (const zone of ZONES) {
    const format = new Intl.DateTimeFormat('en-US', {
      timeZone: zone,
      day: 'numeric',
      hour: 'numeric',
      minute: 'numeric',
      hourCycle: 'h23',
    });
    let kind = '';
    for (let at = from; at < until; at += DAY_MS) kind += format.format(at);
    if (!kinds.has(kind)) kinds.set(kind, zone);
  }
  return [...kinds.values()];
}

/** The days, as spans of some days each, in which a zone changes its clocks, and the first days. */
export function spansOfChanges(zone: string, from: number, until: number): readonly (readonly [from: number, until: number])[] {
  const format = new Intl.DateTimeFormat('en-US', { timeZone: zone, hour: 'numeric', minute: 'numeric', hourCycle: 'h23' });
  const spans: (readonly [number, number])[] = [[from, from + 4 * DAY_MS]];
  for (let at = from; at < until; at += DAY_MS) {
    if (format.format(at) !== format.format(at + DAY_MS)) spans.push([at - 3 * DAY_MS, at + 5 * DAY_MS]);
  }
  return spans;
}

/** A moment up to 30 minutes after another at which the clocks of a zone show a half hour. */
export function halfHour(zone: string, at: number): number {
  const minute = Number(new Intl.DateTimeFormat('en-US', { timeZone: zone, minute: 'numeric' }).format(at));
  return at + ((30 - (minute % 30)) % 30) * 60_000;
}

/** Whether the tz database of the machine, which other programs read, says the same as that of this runtime. */
export function isKnownAlike(zone: string, at: number): boolean {
  const format = new Intl.DateTimeFormat('en-CA', {
    timeZone: zone,
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  });
  const [date = '', time = ''] = format.format(at).split(', ');
  const seconds = String(Math.floor(at / 1_000));
  const machine = execFileSync('date', ['-d', `@${seconds}`, '+%Y-%m-%d %H:%M'], { env: { ...process.env, TZ: zone }, encoding: 'utf8' });
  return machine.trim() === `${date} ${time}`;
}
