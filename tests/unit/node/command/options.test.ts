import { expect, it } from 'vitest';
import { readCommandOptions, takeOptions } from '../../../../src/node/command/options.js';

function read(options: unknown) {
  const said: string[] = [];
  const warn = (message: string) => void said.push(message);
  return { settings: readCommandOptions(takeOptions(options, warn), warn), said };
}

const DEFAULTS = {
  phase: 'command',
  signal: undefined,
  timeoutMs: undefined,
  graceMs: 10_000,
  successExitCodes: [0],
  env: process.env,
  doubt: undefined,
};

it.each<readonly [string, () => object, string]>([
  ['another field', () => ({ uid: 5 }), 'Expected `uid` to be a field of the options of runCommand (known are '],
  ['a misspelt environment', () => ({ evn: { PGHOST: 'db' } }), '(did you mean `env`?). The run is partial.'],
  ['a misspelt folder', () => ({ cdw: '/' }), '(did you mean `cwd`?). The run is partial.'],
  ['a misspelt input', () => ({ stdIn: Buffer.from('dump') }), '(did you mean `stdin`?)'],
  [
    'a folder that throws',
    () => Object.defineProperty({}, 'cwd', { get: () => expect.fail('no') }),
    'Expected `cwd` of runCommand to be readable, got one that throws',
  ],
  [
    'one whose fields cannot be listed',
    () => new Proxy({}, { ownKeys: () => expect.fail('no') }),
    'Expected the options of runCommand to be an object such as { phase: "dump" }, got an object; the run is partial.',
  ],
  [
    'none at all',
    () => null as never,
    'Expected the options of runCommand to be an object such as { phase: "dump" }, got null; the run is partial.',
  ],
])('what may say what the command does and is not read is said, and leaves the command in doubt: %s', (_, options, sentence) => {
  const { settings, said } = read(options());
  expect(settings).toEqual({ ...DEFAULTS, doubt: 'field_unknown' });
  expect(said).toEqual([expect.stringContaining(sentence)]);
});

it.each<readonly [object, string]>([
  [{ timout: '1h' }, 'Expected `timout` to be a field of the options of runCommand (did you mean `timeout`?).'],
  [
    { succesExitCodes: [0, 3] },
    'Expected `succesExitCodes` to be a field of the options of runCommand (did you mean `successExitCodes`?).',
  ],
  [{ signal: new AbortController() }, 'Expected `signal` of runCommand to be an AbortSignal, got an object; it is left out.'],
  [{ signal: null }, 'Expected `signal` of runCommand to be an AbortSignal, got null; it is left out.'],
  [{ timeout: 'soon' }, 'Expected `timeout` of runCommand to be a duration such as "10s", got a string of 4 characters; it is left out.'],
  [{ grace: Number.NaN }, 'Expected `grace` of runCommand to be a duration such as "10s", got NaN; it is left out.'],
  [
    { successExitCodes: 0 },
    'Expected `successExitCodes` of runCommand to be a list of exit codes such as [0, 3], got 0; only 0 is a success.',
  ],
  [{ successExitCodes: ['3'] }, 'Expected `successExitCodes` of runCommand to be a list of exit codes such as [0, 3], got an object'],
  [
    { stdout: 'pipe' },
    'Expected `stdout` of runCommand to be one of stream, inherit, ignore, got a string of 4 characters; it is left out.',
  ],
  [{ stderr: null }, 'Expected `stderr` of runCommand to be one of inherit, ignore, got null; it is left out.'],
])('%j is said and left out', (options, sentence) => {
  const { settings, said } = read(options);
  expect(settings).toEqual(DEFAULTS);
  expect(said).toEqual([expect.stringContaining(sentence)]);
});

it('options that are right are taken without a word', () => {
  const { signal } = new AbortController();
  const options = { phase: 'dump', signal, timeout: '1h', grace: 0, successExitCodes: [0, 3], stdout: 'ignore', cwd: '/' } as const;
  const { settings, said } = read(options);
  expect(settings).toEqual({ ...DEFAULTS, phase: 'dump', signal, timeoutMs: 3_600_000, graceMs: 0, successExitCodes: [0, 3] });
  expect(said).toEqual([]);
});

it.each<readonly [object, object, string]>([
  [{ timeout: 7_200 }, { timeoutMs: 7_200 }, '`timeout` of runCommand|"7200s"|7200|7.2 s'],
  [{ grace: 10 }, { graceMs: 10 }, '`grace` of runCommand|"10s"|10|0.01 s'],
])('%j has likely its number in seconds: that is said, and it is what it says', (options, expected, words) => {
  const { settings, said } = read(options);
  expect(settings).toEqual({ ...DEFAULTS, ...expected });
  const [what, meant, came, seconds] = words.split('|');
  expect(said).toEqual([
    `Expected ${what} to be in milliseconds when it is a number (did you mean ${meant}?), got ${came}; it is ${seconds}.`,
  ]);
});

it.each([
  ['a whole number of seconds', { timeout: 7_200_000, grace: 3_000 }],
  ['a text with its unit', { timeout: '7200ms', grace: '10ms' }],
  ['none', { timeout: 0, grace: 0 }],
])('%s is taken without a word', (_, options) => {
  const { said } = read(options);
  expect(said).toEqual([]);
});

it('an option that throws when it is read is said and left out', () => {
  const options = Object.defineProperty({}, 'timeout', { get: (): never => expect.fail('read'), enumerable: true });
  const { settings, said } = read(options);
  expect(settings).toEqual(DEFAULTS);
  expect(said).toEqual(['Expected `timeout` of runCommand to be readable, got one that throws; it is left out.']);
});

it('a signal that throws when it is looked at is said and left out', () => {
  const refuse = (): never => expect.fail('read');
  const signal = Object.defineProperty({}, 'aborted', { get: refuse }) as AbortSignal;
  const { settings, said } = read({ signal });
  expect(settings).toEqual(DEFAULTS);
  expect(said).toEqual(['Expected `signal` of runCommand to be an AbortSignal, got an object; it is left out.']);
});
