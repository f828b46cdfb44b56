import { describe, expect, it } from 'vitest';
import { createSanitizer } from '../../../src/sanitize/index.js';

const sanitizer = createSanitizer();
const { text } = sanitizer;

describe('text', () => {
  it.each([
    'monkey',
    'author',
    'secretary',
    'docker run -p 8080:80',
    'ssh -p 2222 host',
    'the token bucket limits the rate',
    '550e8400-e29b-41d4-a716-446655440000',
    'sha256:9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08',
    '1.25.3-rc.1+build.5',
    'version 1.2.3.4',
    '2026-05-01T10:00:00.000Z',
    '000000010000000A000000FE',
    '127.0.0.1:5432',
    '[::1]:5432',
    '1714557600000000000',
    'DE89370400440532013001',
    '4000787030016 bytes',
    'PGPASSWORD=$PGPASSWORD pg_dump',
    'password: [REDACTED]',
    'GET /users/:id',
    'a::b',
    'std::vector',
    'find . -print',
    'mkdir -pv x',
    'cp -pR a b',
    'npm i @scope/pkg@1.2.3',
    'app:15@sha256:abc',
    '{"token":null}',
    'key: value',
    'tokens: 500',
    '10 MiB/s',
    'and/or',
    '</div>',
    'Error from server (NotFound): secrets "backup-token" not found',
    '  -W, --password           force password prompt (should happen automatically)',
    '      --sftp-pass string     SSH password, leave blank to use ssh-agent (obscured)',
    'sort key = created_at',
    'passwords: 0',
    'Started backup@nightly.service',
    'arn:aws:s3:::wedding-backups',
    'call 1234567 failed',
    'price = $Total',
    'PGPASSWORD=$PGPASSWORD',
    'password: ${DB_PASSWORD}',
    'secret: ${{ secrets.TOKEN }}',
    '{"type":"full","value":3}',
    '{"name":"password","type":"string"}',
    '{"field":"password","message":"is too short"}',
    '{"name":"password","required":true}',
    '<password-policy><min>8</min></password-policy>',
    '<password/><user>app</user>',
    'usage: add <user> <password> <host>',
    'path: # c\n  src',
    '# password rotation is due',
    'password:\n# nothing here\nuser: x',
    "define('db_name', 'orders')",
    "'mode' => 'full'",
    'git config user.name nightly',
    'git config credential.helper store',
    'yarn config set nodeLinker node-modules',
    'aws configure set region eu-central-1',
    'SET PASSWORD FOR x failed',
    'text.replace is no function',
    'zip -r a.zip b',
    'connect a to b',
    '<name>db.password</name><description>d</description>',
    'SET PASSWORD TO DEFAULT',
    'SELECT x FROM t ORDER BY b REPLACE c',
    'sorted by x then REPLACE INTO t',
    'Hello 3 people auth user now',
    'git config --file f user.name nightly',
    'run config set region eu',
    "setTimeout('token', 'refresh')",
    "setInterval('token', '5000')",
    "setState('password', 'valid')",
    'map.put("password","changed")',
    "define('cookie_lifetime','3600')",
  ])('leaves %j as it is', (ordinary) => {
    expect(text(ordinary)).toBe(ordinary);
  });

  it.each([
    ['pg_dump: connecting to postgres://app:pw@db/x failed', 'pg_dump: connecting to [REDACTED] failed'],
    ['RESTIC_PASSWORD=hunter2 restic backup', 'RESTIC_PASSWORD=[REDACTED] restic backup'],
    ['{"password":"a\\"b","user":"x"}', '{"password":"[REDACTED]","user":"x"}'],
    ['mysql -u root -pS3cret db', 'mysql -u root -p[REDACTED] db'],
    ['mysqldump -pSECRET db', 'mysqldump -p[REDACTED] db'],
    ['--password x --verbose', '--password [REDACTED] --verbose'],
    ['machine h login u password x', 'machine h login u password [REDACTED]'],
    ['open /home/john doe/x.sql: no', 'open [REDACTED]: no'],
    ['at run (/app/src/x.js:10:5)', 'at run ([REDACTED]:10:5)'],
    ['Error at C:\\Program Files\\app\\x.js:3', 'Error at [REDACTED]:3'],
    ['from 10.1.2.3:5432', 'from [REDACTED]:5432'],
    ['card 4111 1111 1111 1111', 'card [REDACTED]'],
    ['to DE89 3704 0044 0532 0130 00 now', 'to [REDACTED] now'],
    ['GB29NWBK60161331926819', '[REDACTED]'],
    ['password%3Dhunter2', 'password%3D[REDACTED]'],
    ['contraseña: x1', 'contraseña: [REDACTED]'],
    ['https://h/x?a=1&sig=abc ok', '[REDACTED] ok'],
    ['user_data={"a":1} end', 'user_data=[REDACTED] end'],
    ["PASSWORD 'it''s x'", "PASSWORD '[REDACTED]'"],
    ['PGPASSWORD=\'abc\'"def" pg_dump', 'PGPASSWORD=[REDACTED] pg_dump'],
    ["RESTIC_PASSWORD='it'\\''s' restic", "RESTIC_PASSWORD='[REDACTED]' restic"],
    ['<password type="x">s</password>', '<password type="x">[REDACTED]</password>'],
    ['<key>password</key><string>x</string>', '<key>password</key><string>[REDACTED]</string>'],
    ['{"value":"x","name":"DB_PASSWORD"}', '{"value":"[REDACTED]","name":"DB_PASSWORD"}'],
    ['s:8:"password";s:6:"hunter";', 's:8:"password";s:6:"[REDACTED]";'],
    ['passwords:\n  - one\n  - two\nuser: x', 'passwords:\n  [REDACTED]\nuser: x'],
    ['password = <<EOF\nx\nEOF\n', 'password = <<EOF\n[REDACTED]\nEOF\n'],
    ['expdp system/hunter@orcl full=y', 'expdp system/[REDACTED]@orcl full=y'],
    ['expdp scott/"Blue@Lagoon"@orcl full=y', 'expdp scott/[REDACTED]@orcl full=y'],
    ['expdp scott/"Lagoon"@orcl', 'expdp scott/[REDACTED]@orcl'],
    ['mc alias set eu https://minio.example.com admin lagoon', 'mc alias set eu https://minio.example.com admin [REDACTED]'],
    ['cbbackup http://db:8091 -u admin -p lagoon', 'cbbackup http://db:8091 -u admin -p [REDACTED]'],
    ['ssh-keygen -N hunter -f x', 'ssh-keygen -N [REDACTED] -f x'],
    ['requirepass hunter', 'requirepass [REDACTED]'],
    ['mot_de_passe=hunter', 'mot_de_passe=[REDACTED]'],
    ['PGPASSWORD=$CapitalOne pg_dump', 'PGPASSWORD=[REDACTED] pg_dump'],
    ['password: $Summer2026', 'password: [REDACTED]'],
    ['{"n":"password","v":"hunter"}', '{"n":"password","v":"[REDACTED]"}'],
    ['{"v":"hunter","n":"password"}', '{"v":"[REDACTED]","n":"password"}'],
    ["{'type': 'password', 'value': 'hunter'}", "{'type': 'password', 'value': '[REDACTED]'}"],
    ['{"value":"hunter","parameter":"api_key"}', '{"value":"[REDACTED]","parameter":"api_key"}'],
    ['{"slug":"password","id":3,"text":"hunter"}', '{"slug":"password","id":3,"text":"[REDACTED]"}'],
    ['{"what":"password","is":{"x":"hunter"}}', '{"what":"password","is":[REDACTED]}'],
    ['{"is":"hunter","what":"password"}', '{"is":"[REDACTED]","what":"password"}'],
    ['{what: password, is: hunter}', '{what: password, is: [REDACTED]}'],
    ['{"type":"password","tags":["a"],"value":"hunter"}', '{"type":"password","tags":["a"],"value":"[REDACTED]"}'],
    ['{"value":{"a":"hunter"},"meta":{"b":1},"name":"password"}', '{"value":[REDACTED],"meta":{"b":1},"name":"password"}'],
    ['- setting: db_password\n  value: hunter', '- setting: db_password\n  value: [REDACTED]'],
    ['- name: DB_PASSWORD # c\n  # d\n  value: hunter', '- name: DB_PASSWORD # c\n  # d\n  value: [REDACTED]'],
    ['- name: DB_PASSWORD\n  value: |\n    hunter\n- name: MODE', '- name: DB_PASSWORD\n  value: |\n    [REDACTED]\n- name: MODE'],
    ['<password><value>hunter</value></password>', '<password>[REDACTED]</password>'],
    ['<password><!-- <b> -->hunter</password>', '<password>[REDACTED]</password>'],
    ['<password>\n <a><b><![CDATA[hunter]]></b></a>\n</password>', '<password>[REDACTED]\n</password>'],
    ['<entry key="password"><!-- c --><value>hunter</value></entry>', '<entry key="password">[REDACTED]</entry>'],
    ['<key>password</key><!-- c --><string>hunter</string>', '<key>password</key><!-- c --><string>[REDACTED]</string>'],
    ['<password><value>hunter', '<password><value>[REDACTED]'],
    ['{"password"\n:\n"hunter"}', '{"password"\n:\n"[REDACTED]"}'],
    ['{"pin"\r\n : 1234}', '{"pin"\r\n : [REDACTED]'],
    ['password: # c\n  hunter\nuser: x', 'password: # c\n  [REDACTED]\nuser: x'],
    ['password:\n# c\n\n  # d\n  hunter\n', 'password:\n# c\n\n  # d\n  [REDACTED]\n'],
    ['password: >- # c\n  hunter two\nuser: x', 'password: >- # c\n  [REDACTED]\nuser: x'],
    ["define('db_pw','hunter');", "define('db_pw','[REDACTED]');"],
    ["['pw' => 'hunter', 'db' => 'x']", "['pw' => '[REDACTED]', 'db' => 'x']"],
    ['<pw>hunter</pw>', '<pw>[REDACTED]</pw>'],
    ['sqlplus app/hunter@//db:1521/x', 'sqlplus app/[REDACTED]@[REDACTED]'],
    [`expdp scott/"${'Blue '.repeat(40)}Lagoon"@orcl full=y`, 'expdp scott/[REDACTED]@orcl full=y'],
    ['HELLO 3 AUTH app hunter SETNAME x', 'HELLO 3 AUTH app [REDACTED] SETNAME x'],
    ['AUTH app hunter', 'AUTH app [REDACTED]'],
    ["SET PASSWORD FOR 'app'@'%' = 'hunter'", "SET PASSWORD FOR 'app'@'%' = '[REDACTED]'"],
    ["SET PASSWORD FOR app = OLD_PASSWORD('hunter')", "SET PASSWORD FOR app = OLD_PASSWORD('[REDACTED]')"],
    ['ALTER USER x IDENTIFIED BY hunter REPLACE lagoon', 'ALTER USER x IDENTIFIED BY [REDACTED] REPLACE [REDACTED]'],
    ['npm config set //registry/:_authToken hunter', 'npm config set [REDACTED] [REDACTED]'],
    ['gcloud config set auth/access_token hunter', 'gcloud config set auth/access_token [REDACTED]'],
    ['git config --global github.token hunter', 'git config --global github.token [REDACTED]'],
    ['npm config set _auth hunter', 'npm config set _auth [REDACTED]'],
    ['conda config --set ssl_password hunter', 'conda config --set ssl_password [REDACTED]'],
    ['poetry config http-basic.pypi app hunter', 'poetry config http-basic.pypi app [REDACTED]'],
    ['rclone config create x s3 secret_access_key hunter', 'rclone config create x s3 secret_access_key [REDACTED]'],
    ['{"label":"Password:","value":"hunter"}', '{"label":"Password:","value":"[REDACTED]"}'],
    ['{"name":"DB password","value":"hunter"}', '{"name":"DB password","value":"[REDACTED]"}'],
    ['{"name":"password","x":"a\\"b","value":"hunter"}', '{"name":"password","x":"a\\"b","value":"[REDACTED]"}'],
    [`{"name":"password","x":"${'a'.repeat(900)}","value":"hunter"}`, `{"name":"password","x":"${'a'.repeat(900)}","value":"[REDACTED]"}`],
    ['{"value":"a\\"hunter","name":"password"}', '{"value":"[REDACTED]","name":"password"}'],
    ['{"value":"a{b}[hunter","name":"password"}', '{"value":"[REDACTED]","name":"password"}'],
    [
      '{"name":"password","x":"token=ab1cd2","old":"a","new":"b"}',
      '{"name":"password","x":"token=[REDACTED]","old":"[REDACTED]","new":"[REDACTED]"}',
    ],
    ['{"name":"password","x":"token=ab1cd2","v":"[REDACTED]"}', '{"name":"password","x":"token=[REDACTED]","v":"[REDACTED]"}'],
    ["['name' => 'password', 'value' => 'hunter']", "['name' => 'password', 'value' => '[REDACTED]']"],
    ['value: |\n  hunter\n  two\nname: DB_PASSWORD', 'value: |\n  [REDACTED]\nname: DB_PASSWORD'],
    ['- value: >-\n    hunter\n  type: x\n  name: DB_PASSWORD\n', '- value: >-\n    [REDACTED]\n  type: x\n  name: DB_PASSWORD\n'],
    [
      '<name>db.password</name>\n<description>d</description>\n<value>hunter</value>',
      '<name>db.password</name>\n<description>d</description>\n<value>[REDACTED]</value>',
    ],
    ["SET PASSWORD FOR CURRENT_USER() = 'hunter'", "SET PASSWORD FOR CURRENT_USER() = '[REDACTED]'"],
    ["SET PASSWORD FOR 'app'@'%'\n = 'hunter'", "SET PASSWORD FOR 'app'@'%'\n = '[REDACTED]'"],
    ["SET PASSWORD TO 'hunter'", "SET PASSWORD TO '[REDACTED]'"],
    ["SET PASSWORD FOR app = 'hunter' REPLACE 'lagoon'", "SET PASSWORD FOR app = '[REDACTED]' REPLACE '[REDACTED]'"],
    ['ALTER USER x IDENTIFIED BY hunter\n REPLACE lagoon', 'ALTER USER x IDENTIFIED BY [REDACTED]\n REPLACE [REDACTED]'],
    ['HELLO 3 SETNAME c AUTH app hunter', 'HELLO 3 SETNAME c AUTH app [REDACTED]'],
    ['HELLO 3  AUTH app hunter', 'HELLO 3  AUTH app [REDACTED]'],
    ["['HELLO','3','AUTH','app','hunter']", "['HELLO','3','AUTH','app','[REDACTED]']"],
    ['composer config --global http-basic.h app hunter', 'composer config --global http-basic.h app [REDACTED]'],
    ['rclone config update x pass hunter', 'rclone config update x pass [REDACTED]'],
    ['rclone config password x pass hunter', 'rclone config password x pass [REDACTED]'],
    ['git config --file f --add db.password hunter', 'git config --file f --add db.password [REDACTED]'],
    ['sf config set password hunter', 'sf config set password [REDACTED]'],
    ['dvc config core.password hunter', 'dvc config core.password [REDACTED]'],
    ['map.put("password", "S3cret")', 'map.put("password", "[REDACTED]")'],
    ['map.put("password", "hunterbunny")', 'map.put("password", "[REDACTED]")'],
    ['p.setProperty("db.password", "hunter")', 'p.setProperty("db.password", "[REDACTED]")'],
    ["setPassword('hunter')", "setPassword('[REDACTED]')"],
    ['unzip -oP hunter a.zip', 'unzip -oP [REDACTED] a.zip'],
    ['zip -P hunter a.zip b', 'zip -P [REDACTED] a.zip b'],
  ])('cleans %j', (dirty, clean) => {
    expect(text(dirty)).toBe(clean);
  });

  it('never leaves half of a secret at a cut', () => {
    const secret = ['ghp', 'A1b2C3d4'.repeat(5)].join('_');
    for (let offset = 0; offset < 1400; offset += 3) {
      const cut = text(`${'word '.repeat(1700).slice(0, 8300 - offset)} ${secret} ${'tail '.repeat(400)}`);
      expect(cut).not.toContain('A1b2');
      expect(cut).not.toContain('ghp_');
    }
  });

  it('marks a text that it cut, and cuts it once', () => {
    const long = 'word '.repeat(4000);
    expect(text(long)).toMatch(/\[TRUNCATED\]$/);
    expect(text(long).length).toBeLessThanOrEqual(8192);
    expect(text(text(long))).toBe(text(long));
  });

  it('keeps the names of a list that is as long as a text may be', () => {
    const list = '- name: password\n  value: hunter\n'.repeat(400).slice(0, 8192);
    expect(text(list)).toMatch(/^(?:- name: password\n {2}value: \[REDACTED\]\n){100}/);
    expect(text(list)).not.toContain('hunter');
    expect(text(text(list))).toBe(text(list));
  });

  it('counts by rule, never the values', () => {
    const heard: unknown[] = [];
    const own = createSanitizer({ onRedact: (rule, count) => heard.push([rule, count]) });
    own.text('mail a@example.com and b@example.com');
    expect(own.counts()).toEqual({ email: 2 });
    expect(heard).toEqual([
      ['email', 1],
      ['email', 1],
    ]);
  });

  it('runs custom rules, with and without triggers', () => {
    const own = createSanitizer({
      rules: [
        { name: 'guest-code', pattern: /GUEST-\d{4}/, triggers: ['guest-'] },
        { name: 'table', pattern: /table \d{1,3}/i },
      ],
    });
    expect(own.text('GUEST-1234 at Table 12')).toBe('[REDACTED] at [REDACTED]');
    expect(own.counts()).toEqual({ 'guest-code': 1, table: 1 });
  });
});

describe('a wrong option', () => {
  it.each([
    [{ maxLength: 10 }, 'Expected `maxLength` to be a whole number from 2048 up, got 10.'],
    [{ disabledRules: ['emial'] }, /^Expected `disabledRules` to name built-in rules \(.*\), got "emial"\.$/],
    [
      { rules: [{ name: 'Bad Name', pattern: /x/ }] },
      'Expected the `name` of a rule to be kebab-case such as "guest-code", got "Bad Name".',
    ],
    [{ rules: [{ name: 'email', pattern: /x/ }] }, 'Expected each rule to have a name of its own, got "email" twice.'],
    [{ rules: [{ name: 'x', pattern: 'x' as never }] }, 'Expected the `pattern` of rule "x" to be a regular expression, got "x".'],
    [{ rules: [{ name: 'x', pattern: /(?=a)b/ }] }, /^Expected the `pattern` of rule "x" to run in linear time.*, got \/\(\?=a\)b\/\.$/],
    [{ rules: [{ name: 'x', pattern: /(?<!a)b/ }] }, /without look-ahead, look-behind and back references/],
    [{ rules: [{ name: 'x', pattern: /^a$/m }] }, /do without the flags m and v/],
    [{ rules: [{ name: 'x', pattern: /a*/ }] }, /match at least one character/],
    [{ rules: [{ name: 'x', pattern: /(a)\1/ }] }, /without look-ahead, look-behind and back references/],
    [{ rules: [{ name: 'x', pattern: /ab{1,999}c/ }] }, /be smaller, with lower limits/],
    [{ allowedKeys: { 'acme.shard': /(a)\1/ } }, /^Expected the pattern of `allowedKeys` for "acme.shard" to run in linear time/],
    [
      { allowedKeys: { a: 'text' as never } },
      'Expected `allowedKeys` to give "a" a type ("string", "number", "boolean", "any") or a pattern, got "text".',
    ],
  ])('throws at construction: %j', (options, message) => {
    expect(() => createSanitizer(options)).toThrow(message);
  });
});
