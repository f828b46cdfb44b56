import { Agent, request } from 'node:http';

/** A POST with full control over its bytes. */
export interface RawPost {
  readonly url: string;
  readonly method?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: Uint8Array | string;
  /** What `content-length` says instead of the truth; when it is too much, the connection is cut after the body. */
  readonly claimedLength?: number;
}

/** Sends posts over connections that are kept open. */
export interface RawPoster {
  /** Resolves to status and body, or to status 0 when the connection ended without an answer. */
  readonly post: (post: RawPost) => Promise<{ readonly status: number; readonly body: string }>;
  readonly close: () => void;
}

export function createRawPoster(): RawPoster {
  const agent = new Agent({ keepAlive: true });
  return {
    close: () => agent.destroy(),
    post: ({ url, method = 'POST', headers = {}, body = '', claimedLength }) =>
      new Promise((done) => {
        const bytes = Buffer.from(body);
        const length = String(claimedLength ?? bytes.length);
        const outgoing = request(url, { method, agent, headers: { ...headers, 'content-length': length } }, (response) => {
          const chunks: Buffer[] = [];
          response.on('data', (chunk: Buffer) => chunks.push(chunk));
          response.once('close', () => done({ status: response.statusCode ?? 0, body: Buffer.concat(chunks).toString() }));
        });
        outgoing.once('error', () => done({ status: 0, body: '' }));
        outgoing.write(bytes);
        if (claimedLength !== undefined && claimedLength > bytes.length) setTimeout(() => outgoing.destroy(), 5);
        else outgoing.end();
      }),
  };
}
