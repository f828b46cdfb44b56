import { LOG_FORMATS } from '../log.js';
import type { OptionTable } from './option-table.js';
import { oneOf, read, whole } from './schemas.js';

/** Where a server listens unless somebody says otherwise: on this machine only. */
export const HOST_OPTION = {
  type: 'string',
  placeholder: '<address>',
  // One of IPv6 stands in brackets in a URL, and is often copied with them.
  schema: read('an address such as 127.0.0.1 or ::1', (text) => text.replace(/^\[(.*:.*)\]$/, '$1')),
  default: '127.0.0.1',
  summary: 'Address to listen on',
} as const satisfies OptionTable[string];

/** Every server has a port of its own. */
export function portOption<const Port extends string>(port: Port) {
  return {
    type: 'string',
    short: 'p',
    placeholder: '<number>',
    schema: whole(0, 65_535),
    default: port,
    summary: 'Port to listen on',
  } as const satisfies OptionTable[string];
}

/** How a server writes its log. */
export const LOG_FORMAT_OPTION = {
  type: 'string',
  placeholder: '<format>',
  schema: oneOf(LOG_FORMATS),
  default: 'text',
  summary: 'Lines for people (text) or one JSON object a line (json)',
} as const satisfies OptionTable[string];
