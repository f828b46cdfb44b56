// A bare HTTP server that takes a body and answers, nothing else: the receiver behind the gateway, and the control in its place.
// GET answers how many bodies there were.
import { createServer } from 'node:http';

let bodies = 0;

const server = createServer((request, response) => {
  request.resume();
  request.once('end', () => {
    if (request.method === 'POST') bodies += 1;
    const text = request.method === 'GET' ? JSON.stringify({ bodies }) : '{}';
    response.writeHead(200, { 'content-type': 'application/json', 'content-length': text.length }).end(text);
  });
});

server.listen(Number(process.argv[2]), '127.0.0.1');
