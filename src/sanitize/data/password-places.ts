// One word of a command; one argument of a call.
const WORD = String.raw`\S{1,200}[ \t]{1,8}`;
const ARGUMENT = String.raw`\s{0,8}(?:"[^"]{0,200}"|'[^']{0,200}'|[\w.$>[\]-]{1,60})\s{0,8},\s{0,8}`;
const ACCOUNT = String.raw`(?:'[^'\n]{0,80}'|"[^"\n]{0,80}"|\`[^\`\n]{0,80}\`|[\w.%$-]{1,80})`;
const QUOTED = String.raw`(?=[$@]?[a-zA-Z]{0,2}["'])`;
const LINE = String.raw`(?=\S{1,200}[ \t;]{0,8}(?:["'\r\n]|$))`;
// What parts two words of a command, or two items of a list.
const BEFORE_LAST = String.raw`(?:["'][ \t]{0,4},[ \t]{0,4}|[ \t]{1,8})`;
const NEXT = String.raw`(?:["'][ \t]{0,4},[ \t]{0,4}["']|[ \t]{1,8})`;
const VALUE = String.raw`(?:'[^'\n]{1,200}'|"[^"\n]{1,200}"|[^\s;'"]{1,200})`;

/** Places of passwords: what comes first, what stands between it and the password, and where that is written. */
export const PASSWORD_PLACES: readonly (readonly [trigger: string, between: string, source: string])[] = [
  ['authorize-account ', `(?!-)${WORD}`, 'b2 authorize-account --help'],
  ['account authorize ', `(?!-)${WORD}`, 'b2 account authorize --help'],
  ['rclone obscure ', '', 'rclone obscure --help'],
  ['htpasswd ', String.raw`-[A-Za-z]{0,6}b[A-Za-z]{0,6}[ \t]{1,8}(?:-\S{1,8}[ \t]{1,8}){0,2}${WORD}${WORD}`, 'man htpasswd(1)'],
  ['net use ', String.raw`(?:[A-Za-z]:[ \t]{1,8})?\\{2}${WORD}(?![/*])`, 'learn.microsoft.com net use'],
  ['net user ', String.raw`[^\s/]\S{0,60}[ \t]{1,8}(?![/*])`, 'learn.microsoft.com net user'],
  [
    'identified by ',
    String.raw`(?:(?:values|password)[ \t]{1,8})?(?!(?:being|the|an?|its|their|this|that|name|id|using)\b)`,
    'Oracle, MySQL: CREATE USER',
  ],
  ['identified with ', String.raw`['"\`]?\w{1,60}['"\`]?[ \t]{1,8}(?:by|as|using)[ \t]{1,8}`, 'MySQL, ClickHouse: CREATE USER'],
  ['convertto-securestring ', `(?:-String )?${QUOTED}`, 'learn.microsoft.com ConvertTo-SecureString'],
  ['networkcredential(', ARGUMENT + QUOTED, 'learn.microsoft.com System.Net.NetworkCredential'],
  ['getconnection(', ARGUMENT + ARGUMENT + QUOTED, 'java.sql.DriverManager'],
  ['mysqli_connect(', ARGUMENT + ARGUMENT + QUOTED, 'php.net mysqli_connect'],
  ['mysqli(', ARGUMENT + ARGUMENT + QUOTED, 'php.net mysqli'],
  ['pdo(', ARGUMENT + ARGUMENT + QUOTED, 'php.net PDO'],
  ['.auth(', ARGUMENT + QUOTED, 'mongodb.com db.auth'],
  ['changeuserpassword(', ARGUMENT + QUOTED, 'mongodb.com db.changeUserPassword'],
  ['.login(', ARGUMENT + QUOTED, 'Python smtplib, ftplib, imaplib'],
  ['httpbasicauth(', ARGUMENT + QUOTED, 'Python requests'],
  ['auth login ', '(?=[A-Za-z0-9+/]{4,}={0,2})', 'RFC 4954, draft-murchison-sasl-login'],
  ['auth plain ', '(?=[A-Za-z0-9+/]{4,}={0,2})', 'RFC 4954, RFC 4616'],
  ['auth ', String.raw`(?<=(?:^|[\n>"] {0,2})AUTH )(?:[\w.-]{1,60} )?${LINE}`, 'redis.io AUTH'],
  ['hello', String.raw`${NEXT}\d${NEXT}(?:setname${NEXT}[^\s"',]{1,60}${NEXT})?auth${NEXT}[^\s"',]{1,60}${BEFORE_LAST}`, 'redis.io HELLO'],
  [
    'set password for ',
    String.raw`${ACCOUNT}(?:\s{0,4}@\s{0,4}${ACCOUNT}|\(\))?\s{0,8}(?:=|\bto\b)\s{0,8}(?:(?:old_)?password[ \t]{0,4}\([ \t]{0,4})?`,
    'MySQL, MariaDB: SET PASSWORD',
  ],
  ['set password to ', String.raw`(?=['"])`, 'SAP ASE, H2: SET PASSWORD'],
  [
    ' replace ',
    String.raw`(?<=\b(?:(?:IDENTIFIED|identified)(?:\s\S{1,60}){0,2}\s(?:BY|by)|(?:PASSWORD|password)(?:\s\S{1,100}){0,3}\s{0,4}=)\s{0,8}${VALUE}\s{1,8}(?:REPLACE|replace)\s)`,
    'Oracle, MySQL: ALTER USER, SET PASSWORD',
  ],
  [
    'http-basic.',
    String.raw`(?<=\bconfig[ \t](?:--?[\w-]{1,20}[ \t]){0,3}http-basic\.)${WORD}${WORD}`,
    'poetry config --help, composer config --help',
  ],
  ['pass ', `(?<=(?:^|[\\n>] ?)PASS )${LINE}`, 'RFC 959, RFC 1939'],
  [' login ', String.raw`(?<=(?:^|[\n>] ?)[A-Za-z]{0,3}\d{1,6} LOGIN )${WORD}`, 'RFC 3501'],
  ['psk ', String.raw`(?<=: PSK )(?=")`, 'ipsec.secrets(5)'],
  ['psk=', String.raw`(?=["\w])`, 'wpa_supplicant.conf(5)'],
  [']:', String.raw`\d{2,5}[ \t]{1,8}[\w.@-]{1,60}:(?=\S)`, 'postfix: sasl_passwd'],
  ['unseal key ', String.raw`\d{1,2}: `, 'vault operator init'],
];
