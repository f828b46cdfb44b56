import { logs as logsOfOtel2 } from '@opentelemetry/api-logs';
import { afterEach, expect, test, vi } from 'vitest';
import { createBackupTelemetry } from '../../../../src/index.js';
import { createSdk } from '../harness.js';

/** What version 3 of the API has and version 1.9 has not: `logs`, with a proxy that is empty until an SDK is registered. */
const otel3 = vi.hoisted(() => {
  interface Provider {
    getLogger: (name: string, version?: string) => { emit: (record: never) => void };
    forceFlush?: () => Promise<void>;
  }
  const proxy = {
    _delegate: undefined as Provider | undefined,
    _setDelegate(delegate: Provider | undefined) {
      proxy._delegate = delegate;
    },
    getLogger: (name: string, version?: string) => proxy._delegate?.getLogger(name, version) ?? { emit: () => undefined },
  };
  // As the API does: the registered provider itself, and the proxy while there is none.
  return { proxy, logs: { getLoggerProvider: () => proxy._delegate ?? proxy } };
});

vi.mock('@opentelemetry/api', async (importOriginal) => ({
  ...(await importOriginal<object>()),
  logs: otel3.logs,
}));

afterEach(() => {
  otel3.proxy._setDelegate(undefined);
  logsOfOtel2.disable();
});

test('events leave through the logs API of OpenTelemetry 3, and are flushed through it', async () => {
  const sdk = createSdk();
  const forceFlush = vi.fn(() => sdk.loggerProvider.forceFlush());
  otel3.proxy._setDelegate({ getLogger: (...args) => sdk.loggerProvider.getLogger(...args), forceFlush });
  await createBackupTelemetry().withBackup({ job: 'nightly' }, () => undefined);
  expect(sdk.events().map(({ name }) => name)).toEqual(['backup.run.started', 'backup.run.finished']);
  expect(forceFlush).toHaveBeenCalled();
});

test('while nothing is registered there, events leave through the logs API of OpenTelemetry 2', async () => {
  const sdk = createSdk();
  logsOfOtel2.setGlobalLoggerProvider(sdk.loggerProvider);
  await createBackupTelemetry().withBackup({ job: 'nightly' }, () => undefined);
  expect(sdk.events()).toHaveLength(2);
});

test('a logger provider that is given comes before both', async () => {
  const [given, registered] = [createSdk(), createSdk()];
  otel3.proxy._setDelegate(registered.loggerProvider);
  logsOfOtel2.setGlobalLoggerProvider(registered.loggerProvider);
  await createBackupTelemetry({ loggerProvider: given.loggerProvider }).withBackup({ job: 'nightly' }, () => undefined);
  expect([given.events().length, registered.events().length]).toEqual([2, 0]);
});
