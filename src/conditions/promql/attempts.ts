import { ATTR_BACKUP_ATTEMPT, ATTR_BACKUP_ATTEMPTS } from '../../semconv.js';
import { prometheusLabel } from './prometheus-name.js';
import { ID } from './promql.js';

/** Number of a try, and how many there are. */
export const [ATTEMPT, ATTEMPTS] = [prometheusLabel(ATTR_BACKUP_ATTEMPT), prometheusLabel(ATTR_BACKUP_ATTEMPTS)];
/** The identity and the number of a try. */
export const ID_ATTEMPT = `${ID}, ${ATTEMPT}`;
/** What such a label has to be, as a pattern. */
export const NUMBER = '[1-9][0-9]*';

/** The number of each try as a value. PromQL reads numbers from one label only, `le`: the top of a histogram with one bucket is the bound of that bucket. */
export function numberOf(tries: string): string {
  return `histogram_quantile(1,
  label_replace(${tries} * 0 + 1, "le", "$1", "${ATTEMPT}", "(.+)")
  or label_replace(${tries} * 0 + 1, "le", "+Inf", "", "")
)`;
}
