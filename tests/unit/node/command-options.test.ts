import { expect, it } from 'vitest';
import { readCommandOptions, takeOptions } from '../../../src/node/command/options.js';
import { captureDiag } from './capture-diag.js';

const DEFAULTS = { phase: 'command', signal: undefined, timeoutMs: undefined, graceMs: 10_000, successExitCodes: [0] };

it.each<readonly [object, string]>([
  [{ timout: '1h' }, 'Expected `timout` to be a field of the options of runCommand (did you mean `timeout`?).'],
  [
    { succesExitCodes: [0, 3] },
    'Expected `succesExitCodes` to be a field of the options of runCommand (did you mean `successExitCodes`?).',
  ],
  [{ colour: 'red' }, 'Expected `colour` to be a field of the options of runCommand (known are '],
  [{ signal: new AbortController() }, 'Expected `signal` of runCommand to be an AbortSignal; it is left out.'],
  [{ signal: null }, 'Expected `signal` of runCommand to be an AbortSignal; it is left out.'],
  [{ timeout: 'soon' }, 'Expected `timeout` of runCommand to be a duration such as "10s"; it is left out.'],
  [{ grace: Number.NaN }, 'Expected `grace` of runCommand to be a duration such as "10s"; it is left out.'],
])('%j is said and left out', (options, sentence) => {
  const said = captureDiag();
  expect(readCommandOptions(takeOptions(options))).toEqual(DEFAULTS);
  expect(said()).toEqual([expect.stringContaining(sentence)]);
});

it('options that are right are taken without a word', () => {
  const said = captureDiag();
  const { signal } = new AbortController();
  const options = { phase: 'dump', signal, timeout: '1h', grace: 0, successExitCodes: [0, 3], stdout: 'ignore', cwd: '/' } as const;
  expect(readCommandOptions(options)).toEqual({ phase: 'dump', signal, timeoutMs: 3_600_000, graceMs: 0, successExitCodes: [0, 3] });
  expect(said()).toEqual([]);
});

it('a signal that throws when it is looked at is said and left out', () => {
  const said = captureDiag();
  const refuse = (): never => expect.fail('read');
  const signal = Object.defineProperty({}, 'aborted', { get: refuse }) as AbortSignal;
  expect(readCommandOptions({ signal })).toEqual(DEFAULTS);
  expect(said()).toEqual(['Expected `signal` of runCommand to be an AbortSignal; it is left out.']);
});
