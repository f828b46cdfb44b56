/**
 * Where programs take a password on their command line, one row for programs that do it alike:
 * names (a `*` stands for any ending), places, and the page of the manual that says so. A place is
 * `-f` (the word behind the flag), `-f+` (glued to it as well), `-f:` `-f,` `-f%` (behind that mark in the word),
 * `=f` (behind the second `=` of `f=key=value`), `@n` (the n-th word that is no flag), `!word` (the word behind that word),
 * `/` (a logon of Oracle: `user/password@service`) and `?` (the flag counts in a list of arguments only).
 */
export const COMMAND_SECRETS = `
ssh-keygen|-N -P|man ssh-keygen(1)
sshpass|-p+|man sshpass(1)
ipmitool,ipmipower|-P|man ipmitool(1)
snmp*|-A -X -c|man snmpcmd(1)
createUser|!MD5 !SHA !SHA-256 !SHA-512 !DES !AES|man snmpd.conf(5)
rocommunity,rwcommunity,rocommunity6,rwcommunity6|@1|man snmpd.conf(5)
cqlsh|-p|cqlsh --help
psexec,psexec64,PsExec.exe|-p|learn.microsoft.com/sysinternals/downloads/psexec
ncftp*|-p|man ncftpput(1)
useradd,usermod|-p|man useradd(8)
http,https|-a: --auth:|httpie.io/docs/cli/authentication
curl|-u: --user: -U: --proxy-user: --oauth2-bearer --pass|man curl(1)
lftp|-u,|man lftp(1)
smbclient,rpcclient,smbget,smbcacls|-U% --user%|man smbclient(1)
keytool,jarsigner|-storepass -keypass -srcstorepass -deststorepass -srckeypass -destkeypass -new|docs.oracle.com keytool
openssl|-k -passin: -passout: -pass:|man openssl-passphrase-options(1)
az|-p --password --account-key --sas-token|az login --help
docker,podman,nerdctl,helm,buildah,skopeo,crane|-p|docker login --help
redis-server|--requirepass --masterauth|redis.io/docs/latest/operate/oss_and_stack/management/config
redis-cli,valkey-cli|-a|redis-cli --help
mysql*,mariadb*,xtrabackup,innobackupex,mydumper,myloader|-p?|man mysql(1)
mongo,mongosh,mongodump,mongorestore,mongoexport,mongoimport|-p|mongodump --help
sqlcmd,bcp,isql|-P+|learn.microsoft.com/sql/tools/sqlcmd
sqlplus,rman,expdp,impdp,exp,imp,sqlldr,adrci,dgmgrl|/|docs.oracle.com SQL*Plus user's guide, "Starting SQL*Plus"
connect,conn|/|docs.oracle.com SQL*Plus user's guide, CONNECT
schtasks,at|/rp /p|learn.microsoft.com/windows-server/administration/windows-commands/schtasks
cmdkey,runas|/pass|learn.microsoft.com/windows-server/administration/windows-commands/cmdkey
rar,unrar|-hp+ -p+|rar.txt of WinRAR
zip,unzip|-P+|man zip(1)
kubectl,oc|=--from-literal|kubectl create secret generic --help
aws|--secret-string --value --master-user-password --password|docs.aws.amazon.com/cli
vault|!login !unseal !rekey|developer.hashicorp.com/vault/docs/commands
rabbitmqctl|@3|man rabbitmqctl(8)
pdftk|!user_pw !owner_pw !input_pw|man pdftk(1)
db2|!using|ibm.com/docs/db2 CONNECT
ldap*|-w|man ldapsearch(1)
kinit,vncpasswd,influx,influxd,svn|-p|the manual of each
cbbackup,cbrestore,cbbackupmgr,cbexport,cbimport,couchbase-cli|-p --password|docs.couchbase.com/server/current/cli
mc,mcli|@6|min.io/docs MinIO Client, mc alias set
ACL|>|redis.io/docs/latest/commands/acl-setuser
`;
