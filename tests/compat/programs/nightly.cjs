// The job of the documentation's first example, for both module systems.
const { Readable } = require('node:stream');
const { text } = require('node:stream/consumers');

module.exports = (withBackup) =>
  withBackup({ job: 'wedding-db-nightly', type: 'full', destination: 's3-eu' }, async (run) => {
    const dump = await run.phase('dump', () => [new Uint8Array(65_536), new Uint8Array(1_024)]);
    await run.phase('upload', (upload) => text(Readable.toWeb(Readable.from(dump)).pipeThrough(upload.byteCounter())));
    run.report({ bytes: 66_560, files: 1 });
    return 's3-object';
  });
