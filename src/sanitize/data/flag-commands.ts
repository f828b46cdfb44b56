import { words } from './words.js';

/** Programs that take a password behind `-p` and a blank. Expressions, as all lists here. */
export const SPACED_P: readonly string[] = words(String.raw`
  sshpass mongo(?:dump|restore|export|import|sh)? ldap\w+ kinit htpasswd login redis-cli zip unzip rar 7za? influxd? sqlcmd bcp
  isql smbclient svn vncpasswd
`);

/** Programs that take one glued to `-p`. */
export const GLUED_P: readonly string[] = words(String.raw`
  mysql\w* mariadb\S* 7z[ar]? rar unrar xtrabackup mydumper myloader sshpass mysqlpump innobackupex percona\S*
`);

/** Programs to which another flag gives a password: the flag, and which they are. */
export const OTHER_FLAGS: Readonly<Record<string, readonly string[]>> = {
  '-a': words('redis-cli valkey-cli'),
  '-w': words(String.raw`ldap\w+ rclone pg_\w+ cadaver`),
  '-k': words('openssl'),
  '-P': words('zip unzip sqlcmd bcp isql'),
};
