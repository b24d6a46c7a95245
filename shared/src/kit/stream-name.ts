const form = /^[a-z]+(?:\/[A-Za-z0-9._~@-]{1,128})+$/;

/** Whether this names a stream: `kind/id…` in ASCII, `[a-z]+(/[A-Za-z0-9._~@-]{1,128})+`, at most 400 characters. */
export function isStreamName(name: unknown): name is string {
  return typeof name === 'string' && name.length <= 400 && form.test(name);
}
