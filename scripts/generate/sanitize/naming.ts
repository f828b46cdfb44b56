// Names as the package judges them (src/semconv/names.ts), in the collector's language: what is no name gets one that stands for it alone.
import type { Names, Semconv } from '../vocabulary.js';
import { quote } from './ottl.js';

export type Naming = ReturnType<typeof createNaming>;

/** @returns the keys whose values are names, and the statements about them */
export function createNaming(
  { DOUBTFUL_NAMES, INSTANCE_KEY, LONG_NAME, NAME_FORM, NAME_KEYS, OTHER_NAME, PLAIN_NAME, UUID }: Names,
  semconv: Semconv,
) {
  const keys = new Set(NAME_KEYS);
  const matches = (path: string, form: string) => `IsMatch(${path}, ${quote(form)})`;
  const doubtful = (path: string) =>
    `(${DOUBTFUL_NAMES.map((all) => (all.length > 1 ? `(${all.map((form) => matches(path, form)).join(' and ')})` : matches(path, all[0] ?? ''))).join(' or ')})`;
  const isName = (path: string, key: string) =>
    [
      matches(path, PLAIN_NAME),
      ...(key === INSTANCE_KEY ? [matches(path, UUID)] : []),
      matches(path, OTHER_NAME),
      `(${matches(path, NAME_FORM)} and not ${matches(path, LONG_NAME)} and not ${doubtful(path)})`,
    ].join(' or ');

  function nameOf(path: string, key: string): readonly string[] {
    return [
      `set(${path}, String(${path})) where ${path} != nil and not IsString(${path})`,
      `set(${path}, "unnamed") where ${path} == ""`,
      `set(${path}, Concat(["unnamed-", Substring(SHA256(${path}), 0, 16)], "")) where ${path} != nil and not (${isName(path, key)})`,
    ];
  }

  const { ATTR_BACKUP_JOB_NAME, ATTR_BACKUP_OPERATION, ATTR_BACKUP_PHASE_NAME, ATTR_DEPLOYMENT_ENVIRONMENT_NAME, SCOPE_NAME } = semconv;
  const attribute = (key: string) => `span.attributes[${quote(key)}]`;
  const isOwn = (start: string, ...needed: readonly string[]) =>
    [`scope.name == ${quote(SCOPE_NAME)}`, matches('span.name', start), ...needed.map((key) => `${attribute(key)} != nil`)].join(' and ');
  const isPhase = isOwn('^backup[.]phase ', ATTR_BACKUP_PHASE_NAME);
  const isRun = isOwn(`^(?:${semconv.BACKUP_OPERATIONS.join('|')}) `, ATTR_BACKUP_OPERATION, ATTR_BACKUP_JOB_NAME);
  const stage = (key: string) => `resource.attributes[${quote(key)}]`;
  const formerStage = stage('deployment.environment');
  const newStage = stage(ATTR_DEPLOYMENT_ENVIRONMENT_NAME);
  return {
    keys,
    doubtful,
    statements: (path: string, allowed: readonly string[]) =>
      allowed.filter((key) => keys.has(key)).flatMap((key) => nameOf(`${path}[${quote(key)}]`, key)),
    // Without an environment staging's jobs would hide production's, and many set-ups still have its former key.
    formerKeys: [`set(${newStage}, ${formerStage}) where (${newStage} == nil or ${newStage} == "") and ${formerStage} != nil`],
    // Made of names that were judged already.
    spanName: [
      `set(span.name, Concat(["backup.phase ", ${attribute(ATTR_BACKUP_PHASE_NAME)}], "")) where ${isPhase}`,
      `set(span.name, Concat([${attribute(ATTR_BACKUP_OPERATION)}, ${attribute(ATTR_BACKUP_JOB_NAME)}], " ")) where ${isRun}`,
    ],
    isOwnSpan: `((${isPhase}) or (${isRun}))`,
  };
}
