const { expect: imported } = require('@jest/globals');
const { withBackup } = require('@wedsync/backup-telemetry');
const { createTestClock, createTestTelemetry } = require('@wedsync/backup-telemetry/testing');

const refuse = () => Promise.reject(Object.assign(new Error('postgres://admin:hunter2@db'), { code: 'ECONNREFUSED' }));

test('the matchers of both expects hold and say what ran', async () => {
  const told = createTestTelemetry();
  await told.telemetry.withBackup({ job: 'good' }, () => undefined);
  await expect(told.telemetry.withBackup({ job: 'bad' }, refuse)).rejects.toThrow('hunter2');
  expect(told).toHaveBackedUp('good');
  imported(told).toHaveFailed('bad', { errorType: 'ECONNREFUSED' });
  expect(told).not.toHaveFailed('good');
  expect(told).toLeakNothing(['hunter2', 'postgres://admin']);
  expect(() => expect(told).toHaveBackedUp('bad')).toThrow('What ran:\n  backup "good": success\n  backup "bad": failure (ECONNREFUSED)');
});

test('the functions of the package are seen, also with the timers of jest', async () => {
  jest.useFakeTimers();
  const told = createTestTelemetry();
  const unregister = told.register();
  await withBackup({ job: 'nightly', timeout: '1h' }, async () => jest.advanceTimersByTime(10_000));
  unregister();
  expect(told).toHaveBackedUp('nightly');
  expect(told.events().map(({ name }) => name)).toContain('backup.run.heartbeat');
});

test('the timers of jest move times and durations, also when they begin after the helpers were made', async () => {
  jest.useRealTimers();
  const told = createTestTelemetry();
  jest.useFakeTimers({ now: 1_780_000_000_000 });
  await told.telemetry.withBackup({ job: 'nightly' }, async () => jest.advanceTimersByTime(60_000));
  jest.useRealTimers();
  expect(told.runs()).toMatchObject([{ outcome: 'success', duration: 60 }]);
  expect(told.events()[0]?.timestamp).toBe(1_780_000_000_000);
});

test('a clock of the helpers passes timeouts', async () => {
  const clock = createTestClock();
  const told = createTestTelemetry({ clock });
  const late = told.telemetry.withBackup({ job: 'slow', timeout: '1h' }, ({ signal }) => {
    clock.advance('2h');
    signal.throwIfAborted();
  });
  await expect(late).rejects.toThrow('timeout');
  expect(told).toHaveFailed('slow', { errorType: 'TimeoutError' });
});
