import { createServer, type IncomingHttpHeaders } from 'node:http';
import { gunzipSync } from 'node:zlib';
import { close, listen } from '../kit/loopback.js';

export interface Recorded {
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
  /** Not compressed any more. */
  readonly body: Buffer;
}

/** A backend that takes whatever comes and remembers it. */
export interface Recorder {
  readonly url: string;
  readonly requests: readonly Recorded[];
  /** With 503 it takes nothing and remembers nothing. */
  answerWith(status: number): void;
  close(): Promise<void>;
}

export async function startRecorder(): Promise<Recorder> {
  const requests: Recorded[] = [];
  let status = 200;
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const raw = Buffer.concat(chunks);
      const body = request.headers['content-encoding'] === 'gzip' ? gunzipSync(raw) : raw;
      if (status === 200) requests.push({ path: request.url ?? '', headers: request.headers, body });
      response.writeHead(status, { 'content-type': request.headers['content-type'] ?? 'application/json' });
      // An empty answer in protobuf is one without bytes.
      response.end(request.headers['content-type'] === 'application/json' ? '{}' : '');
    });
  });
  return {
    url: await listen(server),
    requests,
    answerWith(next) {
      status = next;
    },
    close: () => close(server),
  };
}
