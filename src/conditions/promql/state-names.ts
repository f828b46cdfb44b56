/** Jobs out of service: when they were decommissioned. */
export const RETIRED = 'backup:job_retired:state';
/** First definition of a job since it was last decommissioned. */
export const KNOWN_SINCE = 'backup:job_known_since_timestamp_seconds:state';
/** From when on the next start of a job is expected: its newest start, or its first definition when it never started. */
export const DUE_FROM = 'backup:job_due_from_timestamp_seconds:state';
/** When telemetry of a job last came, in steps of five minutes. */
export const SEEN = 'backup:job_seen_timestamp_seconds:state';

/** How many jobs are known; nothing when there is none. */
export const KNOWN_JOBS = 'backup:jobs_known:count';
/** Newest time at which any job was defined or decommissioned. */
export const JOBS_CHANGED = 'backup:jobs_changed_timestamp_seconds:state';

/** End of the newest success. */
export const SUCCEEDED = 'backup:run_last_success_timestamp_seconds:state';

/** End of the newest run that failed or timed out. It comes after all else that is known of failures, so that no page goes out on half of it. */
export const FAILED = 'backup:run_last_bad_end_timestamp_seconds:state';

/** Start of the newest run that is going on, or whose end was never reported. */
export const OPEN_RUN = 'backup:run_open_timestamp_seconds:state';
/** Newest sign of life of the runs that are open. */
export const LAST_SIGN = 'backup:run_last_sign_timestamp_seconds:state';
