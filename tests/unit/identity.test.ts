import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { prometheusLabel } from '../../src/conditions/promql/prometheus-name.js';
import {
  describeJob,
  IDENTITY_ATTRIBUTES,
  identityKey,
  identityLabels,
  identityOf,
  LABEL_BY_PART,
  type JobIdentity,
} from '../../src/identity.js';

const NIGHTLY = {
  environment: 'production',
  namespace: 'wedsync',
  service: 'backups',
  operation: 'backup',
  job: 'nightly',
  destination: 's3-eu',
} as const;

describe('the identity of a job', () => {
  test('is read from its resource and from what it emits', () => {
    const resource = {
      'deployment.environment.name': 'production',
      'service.namespace': 'wedsync',
      'service.name': 'backups',
      // What a resource says of jobs is no job's.
      'backup.job.name': 'another',
    };
    const attributes = { 'backup.operation': 'backup', 'backup.job.name': 'nightly', 'backup.destination.name': 's3-eu' };
    expect(identityOf(resource, attributes)).toEqual(NIGHTLY);
  });

  test('has no part that is empty or no text', () => {
    expect(identityOf({ 'service.name': '' }, { 'backup.job.name': 'nightly', 'backup.destination.name': 7 })).toEqual({ job: 'nightly' });
  });

  test('is named in a sentence, without the parts that it lacks', () => {
    expect(describeJob(NIGHTLY)).toBe('backup "nightly" at s3-eu of wedsync/backups in production');
    expect(describeJob({ operation: 'prune', job: 'weekly', service: 'backups' })).toBe('prune "weekly" of backups');
  });

  test('has the labels that Prometheus gives it, with the service as one', () => {
    expect(identityLabels(NIGHTLY)).toEqual({
      deployment_environment_name: 'production',
      job: 'wedsync/backups',
      backup_operation: 'backup',
      backup_job_name: 'nightly',
      backup_destination_name: 's3-eu',
    });
    expect(identityLabels({ job: 'nightly' })).toEqual({ backup_job_name: 'nightly' });
  });

  test.each(['environment', 'operation', 'job', 'destination'] as const)('has the label of its attribute: %s', (part) => {
    expect(LABEL_BY_PART[part]).toBe(prometheusLabel(IDENTITY_ATTRIBUTES[part]));
  });
});

describe('the key of a job', () => {
  const part = fc.option(fc.string({ unit: fc.constantFrom('a', ':', '/', '%', ' ', '\ud800', 'ä'), maxLength: 3 }), { nil: undefined });
  const identity: fc.Arbitrary<JobIdentity> = fc.record({
    environment: part,
    service: part,
    operation: part,
    job: part,
    destination: part,
  });

  test('can be read in a URL', () => {
    expect(identityKey(NIGHTLY)).toBe('production:wedsync%2Fbackups:backup:nightly:s3-eu');
    expect(identityKey({ job: 'a:b c', operation: 'backup' })).toBe('::backup:a%3Ab%20c:');
  });

  test('is equal for equal identities, and for no others', () => {
    const texts = (one: JobIdentity) => Object.values(LABEL_BY_PART).map((label) => identityLabels(one)[label] ?? '');
    fc.assert(
      fc.property(identity, identity, (one, other) => {
        expect(identityKey(one) === identityKey(other)).toBe(texts(one).join('\0') === texts(other).join('\0'));
        expect(identityKey(one)).toMatch(/^[\w\-.!~*'()%:]*$/);
      }),
    );
  });
});
