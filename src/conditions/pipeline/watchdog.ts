import type { PipelineCondition } from '../types.js';

/** Always true. Whoever no longer receives it knows that the alert pipeline is broken. */
export const watchdog: PipelineCondition = {
  name: 'Watchdog',
  scope: 'pipeline',
  severity: 'info',
  summary: 'The alert pipeline works',
  description: 'This alert is always firing. A dead-man service outside must raise the alarm when it stops arriving.',
  runbook: 'docs/runbooks/watchdog.md',
  guide: {
    meaning: 'The rules are evaluated and alerts leave Prometheus. It is no problem that it fires; it is one that it stops.',
    risk: 'Without it a broken alert system looks like a quiet night.',
    check: [
      {
        say: 'If the dead-man service called: is Prometheus up, and does it evaluate its rules?',
        sh: 'curl -fsS http://PROMETHEUS:9090/-/ready && curl -fsS "http://PROMETHEUS:9090/api/v1/alerts" | head -c 500',
      },
      { say: 'Does it reach an Alertmanager?', promql: 'prometheus_notifications_alertmanagers_discovered' },
      {
        say: 'Does the alert stand in Alertmanager?',
        sh: 'amtool alert query alertname=Watchdog --alertmanager.url=http://ALERTMANAGER:9093',
      },
      'If all of that is well, the path from Alertmanager to the dead-man service is broken, and nothing else.',
    ],
    act: ['Bring back the part that is down.', 'Until then look at the backups by hand, every hour: a failure would reach nobody.'],
    escalate: 'When it is not back within an hour: to the owner of the monitoring.',
  },
  where: [],
  // It has no fact to stand on; receivers count it by time.
  promql: 'vector(0)',
};
