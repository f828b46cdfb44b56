import { expect, it } from 'vitest';
import { repairOptions } from '../../../../src/node/settings/options.js';

/** What is left of options, and what was said of the rest. */
function repair(options: unknown) {
  const said: string[] = [];
  return { right: repairOptions(options, (message) => said.push(message)), said };
}

it.each<[unknown, string]>([
  [null, 'Expected options to be an object such as { serviceName: "backup-service" }, got null; they are left out.'],
  // An address in the place of the options has its password in it.
  [
    'https://user:pw@host',
    'Expected options to be an object such as { serviceName: "backup-service" }, got a string of 20 characters; they are left out.',
  ],
  [{ serviceNmae: 'x' }, 'Expected `serviceNmae` to be a field of the options (did you mean `serviceName`?).'],
  [{ enviroment: 'production' }, 'Expected `enviroment` to be a field of the options (did you mean `environment`?).'],
  [{ colour: 'red' }, 'Expected `colour` to be a field of the options (known are '],
  [{ serviceName: '' }, 'Expected `serviceName` to be a string that is not empty, got an empty one; it is left out.'],
  [{ environment: 3 }, 'Expected `environment` to be a string that is not empty, got 3; it is left out.'],
  [
    { endpoint: 'ftp://x' },
    'Expected `endpoint` to be an http or https URL such as "http://localhost:4318", got a string of 7 characters; it is left out.',
  ],
  [{ endpoint: 'localhost:4318' }, 'Expected `endpoint` to be an http or https URL'],
  [{ headers: 'a=b' }, 'Expected `headers` to be an object, got a string of 3 characters; they are left out.'],
  [{ headers: { authorization: 3 } }, 'Expected `headers["authorization"]` to be string, got a value of type number; it is left out.'],
  [
    { resourceAttributes: { team: {} } },
    'Expected `resourceAttributes["team"]` to be string or number or boolean, got a value of type object; it is left out.',
  ],
  [
    { metricInterval: '10 seconds' },
    'Expected `metricInterval` to be a duration above zero such as "10s", got "10 seconds"; it is left out.',
  ],
  [{ metricInterval: 0 }, 'Expected `metricInterval` to be a duration above zero'],
  [{ metricInterval: Number.NaN }, 'Expected `metricInterval` to be a duration above zero such as "10s", got NaN; it is left out.'],
])('leaves out what is wrong in %j with a sentence that says what was expected', (options, message) => {
  const { right, said } = repair(options);
  expect(Object.values(right).flatMap((value) => Object.keys(value as object))).toEqual([]);
  expect(said).toEqual([expect.stringContaining(message)]);
});

it('keeps what is right beside it', () => {
  const { right } = repair({ serviceName: 'x', environment: '', headers: { authorization: 'Bearer a', 'x-tenant': 7 } });
  expect(right).toEqual({ serviceName: 'x', headers: { authorization: 'Bearer a' } });
});

it('shows no credentials of a wrong endpoint', () => {
  expect(repair({ endpoint: 'postgres://admin:s3cr3t@db' }).said.join()).not.toContain('s3cr3t');
});

it('takes right options without a word', () => {
  const options = {
    serviceName: 'x',
    endpoint: 'https://otlp.example/base',
    headers: { a: 'b' },
    metricInterval: '5s',
    environment: undefined,
  };
  const { environment, ...right } = options;
  expect(repair(options)).toEqual({ right, said: [] });
});

it.each<readonly [unknown, readonly string[]]>([
  [10, ['Expected `metricInterval` to be in milliseconds when it is a number (did you mean "10s"?), got 10; it is 0.01 s.']],
  [10_000, []],
  ['500ms', []],
])('takes a metricInterval of %j for what it says, and says so where seconds were likely meant', (metricInterval, said) => {
  expect(repair({ metricInterval })).toEqual({ right: { metricInterval }, said });
});

it('refuses a sanitizer that can not be read: what somebody wanted removed must not leave instead', () => {
  expect(() => repair({ sanitize: 'strict' })).toThrow(expect.objectContaining({ code: 'configuration_invalid' }));
});
