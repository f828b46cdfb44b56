const { expect: imported } = require('@jest/globals');
const { withBackup } = require('@wedsync/backup-telemetry');
const { createTestClock, createTestTelemetry } = require('@wedsync/backup-telemetry/testing');

const refuse = () => Promise.reject(Object.assign(new Error('postgres://admin:hunter2@db'), { code: 'ECONNREFUSED' }));

test('the matchers of both expects hold and say what ran', async () => {
  const recorded = createTestTelemetry();
  await recorded.telemetry.withBackup({ job: 'good' }, () => undefined);
  await expect(recorded.telemetry.withBackup({ job: 'bad' }, refuse)).rejects.toThrow('hunter2');
  expect(recorded).toHaveBackedUp('good');
  imported(recorded).toHaveFailed('bad', { errorType: 'ECONNREFUSED' });
  expect(recorded).not.toHaveFailed('good');
  expect(recorded).toLeakNothing(['hunter2', 'postgres://admin']);
  expect(() => expect(recorded).toHaveBackedUp('bad')).toThrow(
    'What ran:\n  backup "good": success\n  backup "bad": failure (ECONNREFUSED)',
  );
});

test('the functions of the package are seen, also with the timers of jest', async () => {
  jest.useFakeTimers();
  const recorded = createTestTelemetry();
  const unregister = recorded.register();
  await withBackup({ job: 'nightly', timeout: '1h' }, async () => jest.advanceTimersByTime(10_000));
  unregister();
  expect(recorded).toHaveBackedUp('nightly');
  expect(recorded.events().map(({ name }) => name)).toContain('backup.run.heartbeat');
});

test('the timers of jest move times and durations, also when they begin after the helpers were made', async () => {
  jest.useRealTimers();
  const recorded = createTestTelemetry();
  jest.useFakeTimers({ now: 1_780_000_000_000 });
  await recorded.telemetry.withBackup({ job: 'nightly' }, async () => jest.advanceTimersByTime(60_000));
  jest.useRealTimers();
  expect(recorded.runs()).toMatchObject([{ outcome: 'success', duration: 60 }]);
  expect(recorded.events()[0]?.timestamp).toBe(1_780_000_000_000);
});

test('a clock of the helpers passes timeouts', async () => {
  const clock = createTestClock();
  const recorded = createTestTelemetry({ clock });
  const late = recorded.telemetry.withBackup({ job: 'slow', timeout: '1h' }, ({ signal }) => {
    clock.advance('2h');
    signal.throwIfAborted();
  });
  await expect(late).rejects.toThrow('timeout');
  expect(recorded).toHaveFailed('slow', { errorType: 'TimeoutError' });
});
