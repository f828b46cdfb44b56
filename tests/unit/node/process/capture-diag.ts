import { diag, DiagLogLevel } from '@opentelemetry/api';
import { onTestFinished } from 'vitest';

/** Collects what is said through `diag` until the test ends. */
export function captureDiag(): () => readonly string[] {
  const lines: string[] = [];
  const say = (...parts: readonly unknown[]) => void lines.push(parts.join(' '));
  diag.setLogger(
    { error: say, warn: say, info: say, debug: say, verbose: say },
    { logLevel: DiagLogLevel.WARN, suppressOverrideMessage: true },
  );
  onTestFinished(() => {
    diag.disable();
  });
  return () => lines;
}
