/** An answer of the feed: nobody keeps it, since it is true at its moment only. */
export function answerJson(body: unknown, status = 200): Response {
  return Response.json(body, { status, headers: { 'cache-control': 'no-store' } });
}
