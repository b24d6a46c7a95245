/** Why a file is not taken as a paper: a closed list, each with its cure. `{n}` is the limit in MB. */
export const vi = {
  empty: 'Tệp rỗng. Chọn lại tệp.',
  'too-large': 'Tệp quá {n} MB. Chia nhỏ hoặc giảm dung lượng rồi tải lại.',
  'not-pdf': 'Đây không phải tệp PDF. Lưu lại thành PDF rồi tải lên.',
  'office-not-converted': 'Tệp văn phòng chưa chuyển được ở máy chủ này. Lưu thành PDF rồi tải lên.',
  damaged: 'Tệp bị hỏng hoặc tải lên dở dang. Mở lại, lưu thành PDF mới rồi tải lên.',
  script: 'Tệp có mã chạy kèm theo. In lại thành PDF rồi tải lên.',
  'embedded-files': 'Tệp có tệp khác đính kèm bên trong. In lại thành PDF, tải các tệp đính kèm riêng.',
  multimedia: 'Tệp có phim, âm thanh hoặc mô hình 3D. In lại thành PDF rồi tải lên.',
  xfa: 'Biểu mẫu XFA không hiển thị được. In lại thành PDF rồi tải lên.',
  'too-many-pages': 'Tệp quá nhiều trang. Chia thành nhiều tài liệu.',
  'page-too-large': 'Tệp có trang quá khổ. In lại theo khổ A4 hoặc A3.',
  'too-slow': 'Kiểm tra tệp quá lâu. In lại thành PDF rồi tải lên.',
  'too-complex': 'Tệp quá phức tạp để kiểm tra. In lại thành PDF rồi tải lên.',
  'not-checkable': 'Tệp không kiểm tra được. In lại thành PDF rồi tải lên.',
  'not-a-form': 'Yêu cầu tải lên không đúng dạng. Tải lại trang rồi thử lại.',
  'malformed-form': 'Yêu cầu tải lên không đúng dạng. Tải lại trang rồi thử lại.',
  'no-file': 'Chưa có tệp nào.',
  'several-files': 'Mỗi lần chỉ gửi một tệp.',
  'upload-too-slow': 'Đường truyền quá chậm, tải lên bị dừng. Bấm thử lại.',
  busy: 'Đang có nhiều tệp tải lên. Bấm thử lại sau ít giây.',
} as const;
export type UploadRefusalWord = keyof typeof vi;
export const en: { readonly [Code in UploadRefusalWord]: string } = {
  empty: 'The file is empty. Choose it again.',
  'too-large': 'Larger than {n} MB. Split it or make it smaller.',
  'not-pdf': 'This is not a PDF. Save it as PDF and upload that.',
  'office-not-converted': 'This server does not convert office files yet. Save it as PDF and upload that.',
  damaged: 'The file is damaged or was cut off. Open it, save it as a new PDF and upload that.',
  script: 'Contains a script. Print to PDF again.',
  'embedded-files': 'Contains other files. Print to PDF again, and upload the others by themselves.',
  multimedia: 'Contains video, sound or 3D. Print to PDF again.',
  xfa: 'An XFA form cannot be shown. Print to PDF again.',
  'too-many-pages': 'Too many pages. Split it into several papers.',
  'page-too-large': 'A page is too large. Print again to A4 or A3.',
  'too-slow': 'Checking took too long. Print to PDF again.',
  'too-complex': 'Too complex to check. Print to PDF again.',
  'not-checkable': 'It cannot be checked. Print to PDF again.',
  'not-a-form': 'The upload is not well formed. Reload the page and try again.',
  'malformed-form': 'The upload is not well formed. Reload the page and try again.',
  'no-file': 'There is no file.',
  'several-files': 'One file at a time.',
  'upload-too-slow': 'The connection is too slow and the upload stopped. Try again.',
  busy: 'Many files are being uploaded. Try again in a few seconds.',
};

/** The largest file that a server takes. */
export const MAX_UPLOAD_MB = 100;
/** @returns null for a refusal that is not about the file: those have their words elsewhere. */
export function uploadRefusalText(refusal: string, language: 'vi' | 'en'): string | null {
  const words: Readonly<Record<string, string>> = { vi, en }[language];
  return Object.hasOwn(words, refusal) ? (words[refusal] ?? '').replace('{n}', String(MAX_UPLOAD_MB)) : null;
}
