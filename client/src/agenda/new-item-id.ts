/** An id that stands in docs, streams and addresses alike. `randomUUID` is not there over plain HTTP. */
export function newItemId(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(6));
  return `i-${[...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join('')}`;
}
