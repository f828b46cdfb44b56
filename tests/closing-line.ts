import type { Reporter, TestModule } from 'vitest/node';

/** Names the tests that needed a second try, with what the first one failed of, and says `N passed, N failed, N skipped`, alone on a line, once all tests have run. */
export default class ClosingLine implements Reporter {
  onTestRunEnd(modules: readonly TestModule[], unhandled: readonly unknown[]): void {
    const tests = modules.flatMap((module) => [...module.children.allTests()]);
    const count = (state: string) => tests.filter((test) => test.result().state === state).length;
    const broken = modules.filter((module) => module.errors().length > 0).length + unhandled.length;
    const flaky = tests.filter((test) => test.diagnostic()?.flaky === true);
    for (const test of flaky) {
      const [first] = test.result().errors ?? [];
      process.stdout.write(`\nPassed only at the second try: ${test.module.moduleId} > ${test.fullName}`);
      process.stdout.write(`\n  ${first?.stack ?? first?.message ?? 'nobody knows why'}`.slice(0, 2_000));
    }
    process.stdout.write(`\n${count('passed')} passed, ${count('failed') + broken} failed, ${count('skipped')} skipped\n\n`);
  }
}
