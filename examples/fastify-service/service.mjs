// @ts-check
import Fastify from 'fastify';

/**
 * @param {object} parts
 * @param {import('pg').Pool} parts.pool
 * @param {() => Promise<{ file: string, bytes: number }>} parts.backUp
 */
export function createService({ pool, backUp }) {
  const service = Fastify();
  /** @type {Promise<void> | undefined} */
  let running;
  /** @type {{ done: boolean, bytes?: number } | undefined} */
  let latest;

  service.get('/guests', async (/** @type {import('fastify').FastifyRequest<{ Querystring: { email?: string } }>} */ { query }) => {
    const { rows } = await pool.query('SELECT name FROM guests WHERE email = $1', [query.email]);
    return rows;
  });

  service.post('/backups', async (_request, reply) => {
    if (running) return reply.code(409).send({ error: 'A backup is running.' });
    running = backUp()
      .then(
        ({ bytes }) => void (latest = { done: true, bytes }),
        () => void (latest = { done: false }),
      )
      .finally(() => (running = undefined));
    return reply.code(202).send({ started: true });
  });

  service.get('/backups/latest', async (_request, reply) => latest ?? reply.code(404).send({ error: 'No backup has ended yet.' }));

  // Whoever closes the service waits for the backup to end, too.
  service.addHook('onClose', () => running);
  return service;
}
