import type { Same } from '../i18n/words.js';

export const vi = {
  'chair.next.invite': 'Mời {name} phát biểu',
  'chair.next.poll': 'Đưa ra biểu quyết',
  'chair.next.close': 'Đóng biểu quyết, còn {n} người chưa có ý kiến',
  'chair.next.closeAll': 'Đóng biểu quyết, mọi người đã có ý kiến',
  'chair.next.announce': 'Công bố kết quả',
  'chair.next.item': 'Nội dung tiếp theo',
  'chair.handover': 'Trao quyền trình bày',
} as const;
export const en: Same<typeof vi> = {
  'chair.next.invite': 'Invite {name}',
  'chair.next.poll': 'Put to the vote',
  'chair.next.close': 'Close the poll, {n} have not responded',
  'chair.next.close_one': 'Close the poll, {n} has not responded',
  'chair.next.closeAll': 'Close the poll, all have responded',
  'chair.next.announce': 'Announce',
  'chair.next.item': 'Next item',
  'chair.handover': 'Hand over presenting',
};
