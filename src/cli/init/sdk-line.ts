import type { FindPackage } from './packages.js';
import { isAtLeast, type Version } from './versions.js';

/** One set of OpenTelemetry packages that belong together. */
export interface SdkLine {
  readonly major: 2 | 3;
  readonly api: string;
  /** Version of the packages that are past 1.0. */
  readonly stable: string;
  /** Version of the packages that are not. */
  readonly experimental: string;
  /** Version of the logs SDK, which went past 1.0 in between. */
  readonly logs: string;
}

/** A line, and why it is that one. */
export interface ChosenLine {
  readonly line: SdkLine;
  readonly reason: string;
}

// Exact versions of one release: with ranges npm installs several copies of the packages they share (measured: 4 to 6, against 1).
const LINE_2: SdkLine = { major: 2, api: '1.9.1', stable: '2.12.0', experimental: '0.223.0', logs: '0.223.0' };
const LINE_3: SdkLine = { major: 3, api: '1.10.0', stable: '3.1.0', experimental: '0.301.0', logs: '3.1.0' };

const OLDEST_NODE_FOR_3: Version = [22, 15, 0];
/** The first API that SDK 3 accepts, and the first that SDK 2 does not. */
const API_OF_3: Version = [1, 10, 0];
const SDK = ['node', 'trace', 'trace-base', 'trace-node', 'metrics', 'logs'].map((name) => `@opentelemetry/sdk-${name}`);

/** The newest SDK that runs on this Node and fits beside what is there. */
export function chooseLine(node: Version, find: FindPackage): ChosenLine {
  if (!isAtLeast(node, OLDEST_NODE_FOR_3)) return { line: LINE_2, reason: 'SDK 3 needs Node 22.15 or newer' };
  const older = SDK.map(find).find((found) => found?.version && majorOf(found.version) < 3);
  if (older?.version) return { line: LINE_2, reason: `${older.name} ${older.version.join('.')} is there already` };
  const api = find('@opentelemetry/api')?.version;
  // Who uses the older copy would see nothing of what is registered with the newer one.
  if (api && !isAtLeast(api, API_OF_3)) return { line: LINE_2, reason: `@opentelemetry/api ${api.join('.')} is there already` };
  return { line: LINE_3, reason: 'the newest that runs on this Node' };
}

/** Whether an API version works with a line's SDK. */
export function acceptsApi({ major }: SdkLine, api: Version): boolean {
  if (major === 2) return isAtLeast(api, [1, 9, 0]) && !isAtLeast(api, API_OF_3);
  return isAtLeast(api, API_OF_3) && !isAtLeast(api, [1, 11, 0]);
}

/** The SDK major a package's version belongs to. Packages before 1.0 count 0.200 to 0.299 for SDK 2 and from 0.300 on for SDK 3. */
export function majorOf([major, minor]: Version): number {
  if (major > 0) return major;
  return Math.max(1, Math.floor(minor / 100));
}

/** The version of a package in a line. */
export function versionIn(line: SdkLine, name: string): string {
  if (name === '@opentelemetry/api') return line.api;
  if (name === '@opentelemetry/sdk-logs') return line.logs;
  const experimental = ['@opentelemetry/sdk-node', '@opentelemetry/api-logs'].includes(name) || name.includes('/exporter-');
  return experimental ? line.experimental : line.stable;
}
