import type { Same } from '../i18n/words.js';

export const vi = {
  'follow.on': 'Đang theo {name}',
  'follow.off': 'Đang xem riêng, trang {n}',
  'follow.back': 'Trở về',
  'follow.private': 'Không ai biết bạn xem riêng.',
  'floor.ask': 'Đăng ký phát biểu',
  'floor.place': 'Bạn ở vị trí thứ {n}',
  'floor.withdraw': 'Rút đăng ký',
  'floor.turn': 'Đến lượt bạn',
  'floor.order': 'Về thủ tục',
} as const;
export const en: Same<typeof vi> = {
  'follow.on': 'Following {name}',
  'follow.off': 'Reading on your own, page {n}',
  'follow.back': 'Return',
  'follow.private': 'Nobody sees that you read on your own.',
  'floor.ask': 'Ask for the floor',
  'floor.place': 'You are number {n}',
  'floor.withdraw': 'Withdraw',
  'floor.turn': 'It is your turn',
  'floor.order': 'Point of order',
};
