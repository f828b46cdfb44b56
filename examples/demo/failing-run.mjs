// @ts-check
import { connect } from 'node:net';
import { once } from 'node:events';
import { join } from 'node:path';
import { backupJob } from './jobs.mjs';

/** Made up, like all data here. */
const MADE = {
  user: 'backup_admin',
  password: 'Peony&Lilac/77+veil',
  host: 'db-primary.wedsync.internal',
  email: 'clara.lindqvist@example.com',
};

/** @typedef {{ rethrown: boolean, error: string, secrets: import('./leaks.mjs').Secret[] }} FailedRun */

/**
 * A run whose database can not be reached. What it throws names everything that nobody else should read.
 * @param {import('./nightly.mjs').Site} site
 * @returns {Promise<FailedRun>}
 */
export function failOnPurpose({ live, signal, folder }) {
  const path = join(folder, 'clara-lindqvist.sql.gz');
  return live.during('backup', async (step) => {
    /** @type {unknown} */
    let thrown;
    /** @type {unknown} */
    let caught;
    step.say('the next night, on purpose: dump', true);
    try {
      await backupJob.run({ signal, trigger: 'schedule' }, (run) =>
        run.phase('dump', async () => {
          try {
            await connectToClosedPort();
          } catch (cause) {
            throw (thrown = asDriversDo(cause, path));
          }
        }),
      );
    } catch (error) {
      caught = error;
    }
    signal.throwIfAborted();
    step.fail('the next night, on purpose: the database refuses');
    const error = caught instanceof Error ? caught.message : '';
    return { rethrown: error !== '' && caught === thrown, error, secrets: secretsOf(error, path) };
  });
}

/** @param {string} error @param {string} path @returns {import('./leaks.mjs').Secret[]} */
function secretsOf(error, path) {
  return [
    { label: 'password', text: MADE.password },
    { label: "couple's e-mail", text: MADE.email },
    { label: 'host', text: MADE.host },
    { label: 'path', text: path },
    { label: 'user', text: MADE.user },
    { label: 'the message', text: error.slice(0, 40) },
  ];
}

/** What is real: searched for, never shown. @param {string | undefined} url @returns {import('./leaks.mjs').Secret[]} */
export function ownSecrets(url) {
  if (!url) return [];
  const password = decodeURIComponent(new URL(url).password);
  const texts = [
    { label: 'DATABASE_URL', text: url, hidden: true },
    { label: 'its password', text: password, hidden: true },
  ];
  // A few letters would be found anywhere by chance.
  return texts.filter(({ text }) => text.length >= 6);
}

/** What goes wrong comes with the system's code and with all that was known. @param {unknown} cause @param {string} path */
function asDriversDo(cause, path) {
  const { user, password, host, email } = MADE;
  const message = `could not connect to postgres://${user}:${password}@${host}:5432/wedsync while dumping ${email} to ${path}`;
  return Object.assign(new Error(message, { cause }), { code: /** @type {{ code?: string }} */ (cause).code });
}

/** Port 1 is reserved and nobody listens on it: a real refusal by the system. */
async function connectToClosedPort() {
  const socket = connect({ host: '127.0.0.1', port: 1 });
  try {
    await once(socket, 'connect');
  } finally {
    socket.destroy();
  }
}
