import { describeJob, LABEL_BY_PART, subjectOf, type JobIdentity } from '../identity.js';

/** Puts the job in the place of `{subject}` in a text of a condition. */
export function renderText(text: string, identity: JobIdentity): string {
  return text.replaceAll('{subject}', describeJob(identity));
}

/** The same as a template of Prometheus, which fills it in from the labels of the alert. */
export function templateText(text: string): string {
  const subject = subjectOf({
    value: (part) => `{{ $labels.${LABEL_BY_PART[part]} }}`,
    optional: (word, part) => `{{ with $labels.${LABEL_BY_PART[part]} }} ${word} {{ . }}{{ end }}`,
  });
  return text.replaceAll('{subject}', subject);
}
