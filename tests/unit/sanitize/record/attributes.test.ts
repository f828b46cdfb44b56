import { describe, expect, it } from 'vitest';
import { createSanitizer } from '../../../../src/sanitize/index.js';

describe('attributes', () => {
  const { attributes } = createSanitizer();

  it('removes paths of backups and data of users in any spelling', () => {
    expect(
      attributes({
        backup_path: 'x',
        backupPath: 'x',
        'backup.path': 'x',
        'job.backup-path': 'x',
        user_data: {},
        userData: 1,
        'USER.DATA': 'x',
        kept: 1,
      }),
    ).toEqual({ kept: 1 });
  });

  it('redacts by key, whatever form the value has', () => {
    expect(attributes({ 'db.password': 'x', apiKey: 'x', 'http.request.header.authorization': ['x'], pin_code: 1234 })).toEqual({
      'db.password': '[REDACTED]',
      apiKey: '[REDACTED]',
      'http.request.header.authorization': '[REDACTED]',
      pin_code: '[REDACTED]',
    });
  });

  it('keeps keys that only sound alike', () => {
    const ordinary = {
      monkey: 'x',
      author: 'x',
      secretary: 'x',
      keyboard: 'x',
      'token.count': 3,
      'gen_ai.usage.input_tokens': 7,
      password_policy: 'strict',
      'secret.rotation.days': 3,
      'http.route': '/users/:id',
      'db.system.name': 'postgresql',
    };
    expect(attributes(ordinary)).toEqual(ordinary);
  });

  it('judges a value by the name that stands beside it in a map', () => {
    expect(
      attributes({
        env: [
          { name: 'DB_PASSWORD', value: 'x' },
          { key: 'backup_path', value: 'x' },
          { name: 'MODE', value: 'full' },
        ],
      }),
    ).toEqual({ env: [{ name: 'DB_PASSWORD', value: '[REDACTED]' }, { key: 'backup_path' }, { name: 'MODE', value: 'full' }] });
  });

  it('judges the members of a record by the one whose text names a secret', () => {
    const clean = (record: unknown): unknown => attributes({ record })['record'];
    for (const record of [
      { n: 'password', v: 'x' },
      { value: 'x', variable: 'DB_PASSWORD' },
      { type: 'password', id: 3, value: 'x' },
      { what: 'api_key', is: ['x'] },
    ])
      expect(JSON.stringify(clean(record))).not.toContain('x"');
    for (const record of [
      { type: 'full', value: 'x' },
      { name: 'password', type: 'string' },
      { field: 'password', message: 'is too short' },
      { password_policy: 'strict', value: 'x' },
      { what: 'password', is: 'x', then: 'y' },
      { path: 'docs', note: 'the password' },
    ])
      expect(clean(record)).toEqual(record);
  });

  it('takes the worst of what a key says and of what each name beside it says', () => {
    const clean = (record: unknown): unknown => attributes({ record })['record'];
    for (const record of [
      { Name: 'prod/db', SecretString: 'hunter', ARN: 'x' },
      { name: 'db1', passwordValue: 'hunter' },
      { id: '7', secretData: 'hunter' },
      { name: 'x', password_data: { a: 'hunter' } },
      { key: 'k1', tokenString: 'hunter' },
      { id: 'gw5w', type: 'CONCEALED', label: 'password', value: 'hunter' },
      { id: '1', key: 'db_password', value: 'hunter' },
      { id: 'f1', type: 'password', value: 'hunter' },
      { name: 'db1', kind: 'password', value: 'hunter' },
      { label: 'Password:', value: 'hunter' },
      { what: 'DB password', is: 'hunter' },
    ]) {
      expect(JSON.stringify(clean(record))).not.toContain('hunter');
      expect(createSanitizer().text(JSON.stringify(record))).not.toContain('hunter');
    }
    expect(clean({ name: 'disk', id: '/dev/sda', value: 5 })).toEqual({ name: 'disk', id: '[REDACTED]', value: 5 });
  });

  it('keeps what only says something of a secret, in a map as in JSON', () => {
    for (const record of [
      { table: 'credentials', bytes: 12000 },
      { table: 'password', rows: 1200 },
      { table: 'api_token', duration: 12 },
      { field: 'password', issue: 'too short' },
      { column: 'password', constraint: 'not null' },
      { path: 'password', problem: 'missing' },
      { phase: 'credentials', outcome: 'failure' },
      { method: 'password', user: 'backup' },
      { item: 'password', result: 'skipped' },
      { name: 'credentials', copies: 12 },
      { name: 'db-password', namespace: 'prod' },
      { label: 'Password:', placeholder: 'Enter it' },
      { name: 'password policy', value: 'strict' },
    ]) {
      expect(attributes({ record })).toEqual({ record });
      expect(createSanitizer().text(JSON.stringify(record))).toBe(JSON.stringify(record));
    }
  });

  it('walks lists, maps and bytes', () => {
    const bytes = new TextEncoder().encode('password=x1y2');
    expect(
      attributes({
        list: ['ok', 'a@example.com'],
        map: { password: 'x', note: '/etc/passwd' },
        bytes,
        plain: new Uint8Array([1, 2, 3]),
        nothing: null,
      }),
    ).toEqual({
      list: ['ok', '[REDACTED]'],
      map: { password: '[REDACTED]', note: '[REDACTED]' },
      bytes: new Uint8Array(0),
      plain: new Uint8Array([1, 2, 3]),
      nothing: null,
    });
  });

  it('sees a secret that a list spreads over its items', () => {
    expect(attributes({ args: ['pg_dump', '--password', 'hunter2'] })).toEqual({ args: ['[REDACTED]'] });
  });

  it('lets the verdict of a key cover all beneath it', () => {
    const covered = {
      token: ['hunter'],
      secret: { value: 'hunter' },
      pin: 123456,
      'http.request.header.x-session': ['Hx7kQ2mPz9'],
      auth: ['app', 'hunter'],
    };
    expect(attributes(covered)).toEqual(Object.fromEntries(Object.keys(covered).map((key) => [key, '[REDACTED]'])));
    const counted = { tokens: 4096, token: 3, auth: 'basic', session: null, 'sort.key': 'created_at', secret: false };
    expect(attributes(counted)).toEqual(counted);
  });

  it('judges a list of arguments with anything in it, and pairs of names and values', () => {
    expect(
      attributes({
        nothing: ['restic', null, '--password', 'hunter'],
        number: ['mysqldump', 3306, '-p', 'hunter'],
        pairs: [
          ['accept', '*/*'],
          ['x-api-key', 'hunter'],
        ],
        rawHeaders: ['Host', 'a', 'X-Api-Key', 'hunter'],
      }),
    ).toEqual({
      nothing: ['[REDACTED]'],
      number: ['[REDACTED]'],
      pairs: [
        ['accept', '*/*'],
        ['x-api-key', '[REDACTED]'],
      ],
      rawHeaders: ['Host', 'a', 'X-Api-Key', '[REDACTED]'],
    });
  });

  it('survives cycles, depth and keys that are secrets', () => {
    const cycle: Record<string, unknown> = { ok: 1 };
    cycle['self'] = cycle;
    expect(() => attributes(cycle)).not.toThrow();
    expect(attributes({ 'a@example.com': 1, ['__proto__']: 1 })).toEqual({});
  });

  it('lets only allowed keys and fitting values through on our own scope', () => {
    const own = createSanitizer({
      allowedKeys: {
        'team.name': 'string',
        'backup.attempt': 'number',
        'backup.outcome': /^(?:success|failure)$/,
      },
    });
    const record = {
      'team.name': 'nightly /etc/x',
      'backup.attempt': 'two',
      'backup.outcome': 'success',
      other: 1,
    };
    expect(own.attributes(record, '@wedsync/backup-telemetry')).toEqual({
      'team.name': 'nightly [REDACTED]',
      'backup.outcome': 'success',
    });
    expect(own.attributes(record, 'pg')).toEqual({ ...record, 'team.name': 'nightly [REDACTED]' });
    expect(own.counts()['attribute-not-allowed']).toBe(2);
  });

  it('takes literals out of queries: no rule knows which of them is a password', () => {
    const query = `INSERT INTO guests (id, email, "code") VALUES ($1, 'it''s a secret', E'x', $tag$it's$tag$, 7) -- 'cut`;
    expect(attributes({ 'db.query.text': query, 'db.statement': "SELECT 'x'", 'db.operation.name': 'INSERT' })).toEqual({
      'db.query.text': 'INSERT INTO guests (id, email, "code") VALUES ($1, ?, E?, ?, 7) -- ?',
      'db.statement': 'SELECT ?',
      'db.operation.name': 'INSERT',
    });
  });

  it('ends a walk along few objects that refer to each other many times', () => {
    let wide: unknown[] = ['x'];
    for (let level = 0; level < 8; level++) wide = Array.from({ length: 1000 }, () => wide);
    expect(JSON.stringify(attributes({ wide, after: 1 })).length).toBeLessThan(1_000_000);
  });

  it('judges no list as a command line that holds more in its lists than a record may', () => {
    let read = 0;
    const get = (list: string[], key: string | symbol): unknown => {
      if (key === '0') read++;
      return Reflect.get(list, key);
    };
    const counting = Array.from(
      { length: 1000 },
      () =>
        new Proxy(
          Array.from({ length: 1000 }, () => 'x'),
          { get },
        ),
    );
    expect(attributes({ lists: counting, after: 1 })).toEqual({ lists: ['[REDACTED]'], after: 1 });
    expect(read).toBeLessThan(100);
  });

  it('sees a secret behind its flag where a map or a list lies between', () => {
    expect(attributes({ argv: [{ step: 1 }, 'mysqldump', '-p', 'two words'] })).toEqual({ argv: ['[REDACTED]'] });
  });

  it('keeps a long list of ordinary words, and sees a secret spread over two of its items', () => {
    const words = Array.from({ length: 900 }, (_, i) => `table_of_guests_${String(i)}`);
    expect(attributes({ words })).toEqual({ words });
    expect(attributes({ words: [...words, '--password', 'hunter2'] })).toEqual({ words: ['[REDACTED]'] });
  });

  it('redacts a UUID and a checksum behind the name of a secret', () => {
    const id = '550e8400-e29b-41d4-a716-446655440000';
    expect(attributes({ token: id, checksum: id })).toEqual({ token: '[REDACTED]', checksum: id });
  });

  it('reads bytes as UTF-8 and as UTF-16', () => {
    const utf16 = new Uint8Array(Buffer.from('password=hunter2', 'utf16le'));
    const utf8 = new TextEncoder().encode('contraseña=hunter2');
    expect(attributes({ utf8, utf16 })).toEqual({ utf8: new Uint8Array(0), utf16: new Uint8Array(0) });
  });

  it('does not change the record it was given', () => {
    const record = Object.freeze({ a: 'a@example.com' });
    attributes(record);
    expect(record.a).toBe('a@example.com');
  });
});
