import type { IncomingMessage } from 'node:http';
import type { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { finished } from 'node:stream/promises';
import busboy from 'busboy';
import type { Blobs } from '../storage/ports.js';
import type { CheckRefusal, LoadBytes, LockedPaper, PaperCheck, ReadablePaper } from './check.js';
import { shownFilename } from './filename.js';

export type FormRefusal =
  /** Not multipart/form-data, or without a boundary. */
  | 'not-a-form'
  | 'malformed-form'
  | 'no-file'
  | 'several-files'
  | 'too-large'
  /** Nothing came for too long, or the whole took too long. */
  | 'upload-too-slow'
  /** The other side has gone: there is nobody to answer. */
  | 'cut';

export interface ReceiveLimits {
  readonly maxBytes: number;
  readonly idleMs: number;
  readonly totalMs: number;
}

export interface Received<Name extends string> {
  readonly sha256: string;
  readonly size: number;
  readonly filename: string;
  readonly fields: Readonly<Partial<Record<Name, string>>>;
  readonly check: ReadablePaper | LockedPaper;
}

const MAX_FIELD_BYTES = 4_000;
/** Boundaries, part headers and fields around the file. */
const FORM_BYTES = 64 * 1024;

interface Incoming {
  filename: string;
  storing: Promise<{ readonly sha256: string; readonly size: number }> | null;
  check: Received<string>['check'] | null;
  fault: { readonly fault: unknown } | null;
}

class Refused extends Error {
  constructor(readonly refusal: FormRefusal | CheckRefusal) {
    super(refusal);
  }
}

/**
 * Reads a form of exactly one file, in the part `file`, and text fields of the names given, each at most once. The
 * file streams into the blobs; unless the whole form was right and complete, and the file is a paper, nothing of it is
 * kept there.
 * @throws whatever the store and the check throw.
 */
export async function receive<Name extends string>(
  request: IncomingMessage,
  blobs: Pick<Blobs, 'put'>,
  names: readonly Name[],
  { maxBytes, idleMs, totalMs }: ReceiveLimits,
  checkOf: (load: LoadBytes) => Promise<PaperCheck>,
): Promise<Received<Name> | FormRefusal | CheckRefusal> {
  if (Number(request.headers['content-length']) > maxBytes + FORM_BYTES) return 'too-large';
  const form = openForm(request, names.length, maxBytes);
  if (form === null) return 'not-a-form';

  const fields: Partial<Record<Name, string>> = {};
  const file: Incoming = { filename: '', storing: null, check: null, fault: null };
  // Not at once: the parser does not bear being ended by the listener it is calling.
  const refuse = (refusal: FormRefusal): void => process.nextTick(() => form.destroy(new Refused(refusal)));
  const whole = finished(form);
  whole.catch(() => undefined);

  form.on('field', (name, value, { valueTruncated }) => {
    const known = names.find((one) => one === name);
    if (known === undefined || valueTruncated || Object.hasOwn(fields, known)) refuse('malformed-form');
    else fields[known] = value;
  });
  form.on('file', (name, bytes, info) => {
    // It may fail before the store begins to read it, or never be read.
    bytes.on('error', () => undefined);
    if (name !== 'file') return refuse('malformed-form');
    bytes.once('limit', () => refuse('too-large'));
    file.filename = shownFilename(info.filename ?? '');
    file.storing = blobs.put(untilWhole(bytes, whole), async (read) => {
      const check = await checkOf(() => buffer(read()));
      if (!check.ok) throw new Refused(check.reason);
      file.check = check;
    });
    file.storing.catch((fault: unknown) => {
      if (fault instanceof Refused) return;
      // A form that failed first made the source fail: that is no fault of the store.
      if (form.errored === null) file.fault = { fault };
      refuse('malformed-form');
    });
  });
  form.on('filesLimit', () => refuse('several-files'));
  form.on('fieldsLimit', () => refuse('malformed-form'));
  form.on('partsLimit', () => refuse('malformed-form'));

  const slow = (): void => refuse('upload-too-slow');
  let idle = setTimeout(slow, idleMs);
  const total = setTimeout(slow, totalMs);
  const came = (): void => {
    clearTimeout(idle);
    idle = setTimeout(slow, idleMs);
  };
  const gone = (): void => {
    if (!request.complete) refuse('cut');
  };
  request.on('data', came).on('close', gone).on('error', gone).pipe(form);
  try {
    await whole;
    // The check has limits of its own.
    clearTimeout(idle);
    clearTimeout(total);
    const stored = await file.storing;
    const { filename, check } = file;
    return stored === null || check === null ? 'no-file' : { ...stored, filename, fields, check };
  } catch (fault) {
    // Answered only when the store has cleared away what had come.
    await file.storing?.catch(() => undefined);
    if (file.fault !== null) throw file.fault.fault;
    return fault instanceof Refused ? fault.refusal : 'malformed-form';
  } finally {
    clearTimeout(idle);
    clearTimeout(total);
    request.off('data', came).off('close', gone).off('error', gone).unpipe(form);
  }
}

function openForm(request: IncomingMessage, fields: number, maxBytes: number): busboy.Busboy | null {
  if (!request.headers['content-type']?.startsWith('multipart/form-data')) return null;
  try {
    return busboy({
      headers: request.headers,
      defParamCharset: 'utf8',
      // One more than allowed: a file of exactly the limit is whole, and the parser cannot tell.
      limits: {
        files: 1,
        fields,
        parts: fields + 2,
        fieldSize: MAX_FIELD_BYTES,
        fileSize: maxBytes + 1,
        headerPairs: 20,
      },
    });
  } catch {
    return null;
  }
}

/** The source ends only with the whole form, so that the store keeps nothing of a form that fails after the file. */
async function* untilWhole(file: Readable, whole: Promise<void>): AsyncGenerator<Uint8Array> {
  for await (const chunk of file) yield chunk as Uint8Array;
  await whole;
}
