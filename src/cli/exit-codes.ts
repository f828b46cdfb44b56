/** What the process exit code of every command means. A command that wraps another program hands on that program's code instead. */
export const EXIT = {
  ok: 0,
  /** The command was understood and could not do its work. */
  failed: 1,
  /** Unknown command or option, missing or wrong value. Nothing was done. */
  usage: 2,
  /** `exec --require-telemetry`: the command ended well and that was not delivered (EX_SOFTWARE of sysexits.h). */
  telemetry: 70,
  /** `exec --lock`: another run of the job goes on (EX_TEMPFAIL). */
  locked: 75,
} as const;
