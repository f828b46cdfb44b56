import { IDENTITY_LABELS } from './promql/promql.js';

const [ENVIRONMENT, SERVICE, OPERATION, JOB, DESTINATION] = IDENTITY_LABELS;

/** The identity of a job, by Prometheus label; what a job does not have is left out. */
export type IdentityLabels = Readonly<Partial<Record<string, string>>>;

/** Puts the job in the place of `{subject}` in a text of a condition. */
export function renderText(text: string, labels: IdentityLabels): string {
  const part = (word: string, label: string | undefined) => (label === undefined || label === '' ? '' : ` ${word} ${label}`);
  const [operation, job, service] = [labels[OPERATION], labels[JOB], labels[SERVICE]].map((label) => label ?? '');
  const subject = `${operation} "${job}"${part('at', labels[DESTINATION])} of ${service}${part('in', labels[ENVIRONMENT])}`;
  return text.replaceAll('{subject}', subject);
}

/** The same as a template of Prometheus, which fills it in from the labels of the alert. */
export function templateText(text: string): string {
  const label = (name: string) => `{{ $labels.${name} }}`;
  const part = (word: string, name: string) => `{{ with $labels.${name} }} ${word} {{ . }}{{ end }}`;
  const subject = `${label(OPERATION)} "${label(JOB)}"${part('at', DESTINATION)} of ${label(SERVICE)}${part('in', ENVIRONMENT)}`;
  return text.replaceAll('{subject}', subject);
}
