import { words } from './words.js';

/** Endings that make a word a secret's name in any compound: `pgpassword`, `clientsecret`. */
export const NAME_ENDINGS: readonly string[] = words(`
  password passwd passphrase passcode passwort kennwort secret apikey token credential contraseña contrasena
  motdepasse wachtwoord lösenord losenord passord adgangskode salasana hasło haslo heslo jelszó jelszo пароль
  пароля секрет токен şifre sifre parolă κωδικός κωδικόσ κωδικος κωδικοσ лозинка 密码 密碼 口令 密钥 密鑰 パスワード 暗証番号 비밀번호 암호 รหัสผ่าน पासवर्ड סיסמה
  slaptažodis geheimnis zaporka fjalëkalim palavrapasse mậtkhẩu katasandi parolaccesso
`);

/** Whole words that are a secret's name. */
export const WORDS: ReadonlySet<string> = new Set(
  words(`
  pwd pswd psw pgpass passcommand creds otp totp cvv cvc ssn iban dsn mnemonic authorization cookie cookies jwt
  oauth mdp senha clave parola geheim parool geslo sifra šifra wachtwoorden phrasesecrète كلمةالمرور كلمةالسر
  secrète schlüsselwort netrc pwhash keyfile kodeord lykilorð pasahitza contrasenya codephrase csrf xsrf masterauth segreto
  geheimerschluessel schluessel stringdata
`),
);

/** Whole words that are a secret's name only when the value looks like one too. */
export const WEAK: ReadonlySet<string> = new Set(
  words(`
  pass pw pin auth token tokens secret secrets sig signature sas seed bearer sid nonce salt hmac clave parola
  session passkey pat psk
`),
);

// Each with `key` behind it.
const KINDS_OF_KEYS = words(`
  access secret private encryption signing master account application app auth shared storage service license
  subscription session ssh deploy root hmac consumer integration write admin wrapping crypt cipher aes rsa pgp gpg
  unlock recovery unseal server client decryption data repo vault backup ingest send webhook function host user
  personal project team bot cloud seal
`);

/** Two words or three, joined. */
export const COMPOUNDS: ReadonlySet<string> = new Set([
  ...KINDS_OF_KEYS.map((kind) => `${kind}key`),
  ...words(`
  apikey accesskeyid connectionstring connstr connectstring connectionuri sessionid sessid phpsessid jsessionid
  recoverycode backupcode userdata backuppath databaseurl dburl redisurl mongourl mongouri seedphrase webhookurl
  amqpurl natsurl sentrydsn secretkeybase onetimecode verificationcode pincode paroladordine codesecret cleapi
  clésecrète cardnumber creditcard accountnumber sshprivatekey identityfile storagesas sharedaccesssignature
`),
]);

/** Words behind a secret's name that make it a fact about the secret: `token_count`, `password_policy`. */
export const ABOUT: ReadonlySet<string> = new Set(
  words(`
  type count counts name names id ids policy policies length len size limit limits limiter bucket buckets ttl
  lifetime expiry expires expiration expired expire age max min rotation rotated enabled disabled required endpoint status
  state version manager store provider usage used ref arn rate rates algorithm mode format family hint exists
  valid invalid until reset created updated strength attempts retries errors failures checks check cache scope
  scopes issuer audience field input label helper prompt class kind schema table column at seconds ms days total less
  protected
`),
);

/** Members that stand beside a secret's name in a record and say something of it: of JSON Schema, OpenAPI, RFC 9457, Kubernetes and logs. */
export const SAID_OF: ReadonlySet<string> = new Set(
  words(`
  message msg error code reason detail description title placeholder pattern in on op operation action event rule line index
  level severity time timestamp date position order required optional readonly nullable
  issue problem constraint violation result outcome comment note notes doc docs example format expected category group
  phase step stage task item target source origin path file url uri href link page tab section
  user username owner author account role tenant org project namespace service app component module host server node region zone env
  environment database db engine driver dialect system platform vendor provider backend method verb
  size bytes rows duration seq sequence tag tags label labels lang locale unit icon color weight schedule cron
`),
);

/** Words before `key` that make it no secret. */
export const PLAIN_KEYS: ReadonlySet<string> = new Set(
  words(`
  public primary foreign partition sort cache object group row hot lookup sorting idempotency i18n translation
  message routing unique composite natural surrogate index map react
`),
);
