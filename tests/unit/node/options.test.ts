import { expect, it } from 'vitest';
import { checkOptions, type StartOptions } from '../../../src/node/options.js';

it.each([
  [null, 'Expected options to be an object such as { serviceName: "backup-service" }, got object.'],
  [{ serviceNmae: 'x' }, '`serviceNmae` is not an option; known are '],
  [{ serviceName: '' }, 'Expected `serviceName` to be a string that is not empty'],
  [{ environment: 3 }, 'Expected `environment` to be a string that is not empty, got 3.'],
  [{ endpoint: 'ftp://x' }, 'Expected `endpoint` to be an http or https URL such as "http://localhost:4318"'],
  [{ endpoint: 'localhost:4318' }, 'Expected `endpoint` to be an http or https URL'],
  [{ headers: 'a=b' }, 'Expected `headers` to be an object, got string.'],
  [{ headers: { authorization: 3 } }, 'Expected `headers["authorization"]` to be string, got number.'],
  [{ resourceAttributes: { team: {} } }, 'Expected `resourceAttributes["team"]` to be string or number or boolean, got object.'],
  [{ metricInterval: '10 seconds' }, 'Expected `metricInterval` to be a duration above zero such as "10s", got 10 seconds.'],
  [{ metricInterval: 0 }, 'Expected `metricInterval` to be a duration above zero'],
])('refuses %j with a sentence that says what was expected', (options, message) => {
  const check = () => {
    checkOptions(options as StartOptions);
  };
  expect(check).toThrow(expect.objectContaining({ code: 'configuration_invalid', message: expect.stringContaining(message) as string }));
});

it('shows no credentials of a wrong endpoint', () => {
  const check = () => {
    checkOptions({ endpoint: 'postgres://admin:s3cr3t@db' });
  };
  expect(check).toThrow(expect.objectContaining({ message: expect.not.stringContaining('s3cr3t') as string }));
});

it('takes right options', () => {
  expect(() => {
    checkOptions({ serviceName: 'x', endpoint: 'https://otlp.example/base', headers: { a: 'b' }, metricInterval: '5s' });
  }).not.toThrow();
});
