import { deflateSync } from 'node:zlib';
import { afterAll, expect, test } from 'vitest';
import type { CheckRefusal, PaperCheck } from '../../papers/check.js';
import { type Parts, paperOf } from './made.fixture.js';
import { createPdfs } from './pdfs.js';

const pdfs = createPdfs();
afterAll(() => pdfs.close());
const check = (bytes: Uint8Array): Promise<PaperCheck> => pdfs.check(async () => bytes);

const script = '<< /S /JavaScript /JS (app.alert\\(1\\)) >>';
const link = (action: string): Parts => ({
  page: `/Annots [<< /Type /Annot /Subtype /Link /Rect [0 0 9 9] /A ${action} >>]`,
});
const button = (extra: string): Parts => ({
  catalog: '/AcroForm << /Fields [6 0 R] >>',
  page: '/Annots [6 0 R]',
  more: [`<< /Type /Annot /Subtype /Widget /FT /Btn /T (nut) /Ff 65536 /Rect [0 0 9 9] ${extra} >>`],
});
/** Objects packed in a stream, as most programs have done since PDF 1.5. */
const packed = (objects: string, filter: string, bytes = deflateSync(Buffer.from(`7 0 ${objects}`))): Parts => ({
  more: [{ dictionary: `/Type /ObjStm /N 1 /First 4 /Filter ${filter}`, stream: bytes }],
});

test.each<[string, Parts, CheckRefusal]>([
  ['P10 a script run when it is opened', { catalog: `/OpenAction ${script}` }, 'script'],
  ['P10 a script of the document', { catalog: `/Names << /JavaScript << /Names [(a) ${script}] >> >>` }, 'script'],
  ['P10 a script of a page', { page: `/AA << /O ${script} >>` }, 'script'],
  ['P10 a script of a field', button(`/AA << /K ${script} >>`), 'script'],
  ['P10 a script behind a link', link(script), 'script'],
  ['P10 a script behind another action', link(`<< /S /URI /URI (https://a.vn) /Next ${script} >>`), 'script'],
  ['P10 a script whose name is spelt with escapes', link('<< /S /Java#53cript /J#53 (1) >>'), 'script'],
  ['P10 a script in a packed object', packed(script, '/FlateDecode'), 'script'],
  ['P10 a script in a packed object, its filter in a list', packed(script, '[/FlateDecode]'), 'script'],
  ['P10 a program to be started', link('<< /S /Launch /F (calc.exe) >>'), 'script'],
  [
    'P10 a program to be started, its kind elsewhere',
    { ...link('<< /S 6 0 R /F (a) >>'), more: ['/Launch'] },
    'script',
  ],
  ['P10 a form to be sent', button('/A << /S /SubmitForm /F (https://a.vn) >>'), 'script'],
  ['P10 a form to be filled from a file', button('/A << /S /ImportData /F (a.fdf) >>'), 'script'],
  ['P10 an object that nothing leads to yet', { more: [script] }, 'script'],
  ['P10 a script after brackets that never close', { more: ['<< /A [(( << ', script] }, 'script'],
  [
    'P21 an embedded file',
    {
      catalog: '/Names << /EmbeddedFiles << /Names [(a) 6 0 R] >> >>',
      more: [
        '<< /Type /Filespec /F (a.exe) /EF << /F 7 0 R >> >>',
        { dictionary: '/Type /EmbeddedFile', stream: Buffer.from('MZ') },
      ],
    },
    'embedded-files',
  ],
  [
    'P21 a file pinned to the page',
    { page: '/Annots [<< /Subtype /FileAttachment /Rect [0 0 9 9] >>]' },
    'embedded-files',
  ],
  ['P21 an XFA form', { catalog: '/AcroForm << /Fields [] /XFA [(a) 6 0 R] >>', more: ['<< >>'] }, 'xfa'],
  ['P21 a 3D model', { page: '/Annots [<< /Subtype /3D /Rect [0 0 9 9] >>]' }, 'multimedia'],
  ['P21 a video', { page: '/Annots [<< /Subtype /RichMedia /Rect [0 0 9 9] >>]' }, 'multimedia'],
  ['objects packed in a way nobody uses', packed(script, '/LZWDecode'), 'not-checkable'],
  ['packed objects that cannot be unpacked', packed('', '/FlateDecode', Buffer.from('not packed')), 'not-checkable'],
  [
    'packed objects that fill the memory',
    packed('', '/FlateDecode', deflateSync(Buffer.alloc(65 << 20))),
    'not-checkable',
  ],
])('%s is refused', async (_, parts, reason) => {
  expect(await check(paperOf(parts))).toEqual({ ok: false, reason });
});

test.each<[string, Parts]>([
  ['P10 a link to a web page', link('<< /S /URI /URI (https://example.vn) >>')],
  ['a link to another page', link('<< /S /GoTo /D [3 0 R /Fit] >>')],
  ['a form without a script', button('/TU (Bấm)')],
  ['a text that speaks of /S /JavaScript /JS (x)', { catalog: '/Lang (/S /JavaScript /JS \\(x\\) /XFA [])' }],
  ['an empty list of embedded files', { catalog: '/Names << /EmbeddedFiles << /Names [] >> >>' }],
  ['packed objects without an action', packed('<< /Type /Annot /Subtype /Ink >>', '/FlateDecode')],
])('%s is shown', async (_, parts) => {
  expect(await check(paperOf(parts))).toMatchObject({ ok: true, needsPassword: false, text: ['Xin chào'] });
});
