import type { Same } from '../i18n/words.js';

export const vi = {
  'home.enter': 'Điểm danh và vào phòng họp',
  'home.prepare': 'Chuẩn bị phiên họp',
  'home.empty': 'Hôm nay không có phiên họp',
  'position.agree': 'Đồng ý',
  'position.comment': 'Đồng ý, kèm góp ý',
  'position.object': 'Không đồng ý',
  'position.speak': 'Đăng ký phát biểu',
  'position.send': 'Gửi ý kiến',
  'position.sent': 'Đã gửi {time}, sửa được đến {deadline}',
  'position.closed': 'Đã hết hạn gửi ý kiến lúc {deadline}',
  'position.needReason': 'Cần ghi lý do khi không đồng ý',
  'consent.title': 'Nhóm nội dung thống nhất',
  'consent.rule': 'Vào nhóm khi mọi thành viên đã gửi ý kiến, không ai không đồng ý, không ai đăng ký phát biểu.',
  'consent.pull': 'Đề nghị thảo luận riêng',
} as const;
export const en: Same<typeof vi> = {
  'home.enter': 'Check in and enter',
  'home.prepare': 'Prepare',
  'home.empty': 'No meeting today',
  'position.agree': 'Agree',
  'position.comment': 'Agree with comment',
  'position.object': 'Object',
  'position.speak': 'Wish to speak',
  'position.send': 'Send position',
  'position.sent': 'Sent {time}, can be changed until {deadline}',
  'position.closed': 'Positions closed at {deadline}',
  'position.needReason': 'An objection needs a reason',
  'consent.title': 'Consent block',
  'consent.rule': 'An item is here when every member has sent a position, none objects, none wishes to speak.',
  'consent.pull': 'Pull for discussion',
};
