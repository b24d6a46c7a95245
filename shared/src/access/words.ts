import type { DoorRefusal } from '../ledger/machine.js';

/** The refusals of the doors themselves; those of the rules stand beside the rules. */
export const vi: { readonly [Code in DoorRefusal]: string } = {
  'invalid-request': 'Yêu cầu không đúng dạng. Hãy tải lại trang; nếu vẫn gặp, báo quản trị.',
  'bad-text': 'Văn bản có ký tự không lưu được (ký tự rỗng hoặc nửa ký tự). Hãy xóa và gõ lại.',
  'not-allowed': 'Bạn không có quyền làm việc này.',
  'changed-meanwhile': 'Nội dung vừa được người khác sửa. Hãy xem lại rồi làm lại.',
  unavailable: 'Chưa lưu được: kho dữ liệu không phản hồi. Hệ thống sẽ gửi lại.',
  internal: 'Máy chủ gặp lỗi, việc này chưa được ghi.',
};
export const en: typeof vi = {
  'invalid-request': 'The request is not well formed. Reload the page; if it happens again, tell the administrator.',
  'bad-text': 'The text holds a character that cannot be stored (NUL or half a character). Delete it and type again.',
  'not-allowed': 'You may not do this.',
  'changed-meanwhile': 'Somebody has just changed this. Look again, then repeat.',
  unavailable: 'Not saved: the store does not answer. It will be sent again.',
  internal: 'The server failed and nothing was recorded.',
};
