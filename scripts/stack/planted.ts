/** Made up. The error of the failing backup names all of it, as drivers do, and none of it may leave the process. */
export const PLANTED = {
  password: 'Peony-Lilac-77',
  user: 'backup_admin',
  host: 'db-primary.wedsync.internal',
  email: 'clara.lindqvist@example.com',
};
