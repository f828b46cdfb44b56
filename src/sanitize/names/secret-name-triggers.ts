import { NAME_ENDINGS } from '../data/secret-words.js';

// So short that only what ties them to a value shows that they are names.
const SHORT = 'pwd psw pw pass pin otp pat auth sig sas key'.split(' ');
const TIES = ['=', ':', '"', "'", '>', '\\', ' =', ' :'];

const LITERALS = `
passwo|passwd|passphrase|passcode|passcommand|passord|kennwort|secret|token|credential|creds|pswd|pgpass|pwd |pass |pin |otp |totp
cvv|cvc|ssn|iban|dsn|mnemonic|authoriz|authoris|cookie|jwt|oauth|_auth |signature|seed|bearer=|sid=|sessid
session|nonce|salt|hmac|csrf|xsrf|netrc|keyfile|key |keyid|key_id|key-id|keybase|key_base|connectionstring
connection_string|connection-string|connection string|connstr|connectstring|connectionuri|connection_uri|recovery
backup_code|backup-code|backupcode|userdata|user_data|user-data|user.data|backuppath|backup_path|backup-path
backup.path|database_url|databaseurl|db_url|dburl|redis_url|redisurl|mongo_ur|mongour|amqp_url|webhook_url|webhookurl
onetime|verification|pincode|pin_code|cardnumber|card_number|card-number|credit|accountnumber|account_number
identityfile|identity_file|mdp|senha|clave|parola|parool|geheim|geslo|motdepasse|mot de passe|mot_de_passe
mot-de-passe|palavra-passe|palavra_passe|parola d'ordine|mật khẩu|mật_khẩu|kata sandi|kata_sandi|katasandi|كلمة المرور
كلمة السر|كلمة_المرور|phrase secrète|clé secrète|clé api|kodeord|lykilorð|pasahitza|contrasenya|schlüsselwort|šifra
sifra|parolă|api key|access key|secret key|private key|encryption key|one-time code|card number|credit card
identified by|pass_|pw |masterauth|segreto|schluessel|stringdata|account.key|mat_khau|matkhau|kata-sandi|palavra passe
`;

/** Literals that a secret's name contains, for the scan: each stands for every spelling that holds it. */
export const NAME_TRIGGERS: readonly string[] = [
  ...new Set(
    [...LITERALS.trim().split(/[|\n]/), ...SHORT.flatMap((word) => TIES.map((tie) => word + tie)), ...NAME_ENDINGS].flatMap((word) => [
      word,
      word.normalize('NFD'),
      word.normalize('NFD').replace(/\p{Mn}/gu, ''),
    ]),
  ),
];

/** Names of several words, which a run of name characters cannot show. */
export const SPACED_NAMES: ReadonlySet<string> = new Set(
  NAME_TRIGGERS.filter((word) => /\S \p{L}/u.test(word)).map((word) => word.normalize('NFC')),
);
