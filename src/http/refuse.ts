/** An answer that says why not, in the form all refusals have: `{"error":"…"}`. */
export function refuse(status: number, error: string, headers: Readonly<Record<string, string>> = {}): Response {
  return Response.json({ error }, { status, headers });
}
