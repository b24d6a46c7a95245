import type { Same, Sentences } from '../i18n/words.js';
import type { Events } from './slice.js';

export const vi = {
  refusals: {
    'unknown-item': 'Không có nội dung này.',
    'item-exists': 'Nội dung này đã có.',
    'item-not-ready': 'Nội dung này đã được xử lý hoặc đang được xem xét.',
    'item-not-open': 'Nội dung này chưa được gọi.',
    'empty-agenda': 'Chương trình chưa có nội dung nào.',
    'empty-block': 'Nhóm nội dung thống nhất chưa có nội dung nào.',
    'not-in-a-block': 'Nội dung con phải nằm trong một nhóm nội dung thống nhất.',
    'doors-closed': 'Đang họp kín.',
    'doors-open': 'Không đang họp kín.',
  },
  sentences: {
    'agenda:published': 'Phát hành chương trình gồm {items} nội dung.',
    'item:added': 'Bổ sung nội dung: {title}.',
    'item:amended': 'Sửa nội dung: {title}.',
    'item:called': 'Chủ tọa chuyển sang nội dung: {title}.',
    'item:doors-closed': 'Người dự thay, quan sát viên và khách mời rời phòng; họp kín.',
    'item:doors-opened': 'Kết thúc họp kín.',
  },
} as const;
export const en: Same<typeof vi> = {
  refusals: {
    'unknown-item': 'There is no such item.',
    'item-exists': 'This item exists already.',
    'item-not-ready': 'This item is settled or under way.',
    'item-not-open': 'This item has not been called.',
    'empty-agenda': 'The agenda has no items yet.',
    'empty-block': 'The consent block has no items yet.',
    'not-in-a-block': 'A sub-item stands in a consent block.',
    'doors-closed': 'The doors are closed.',
    'doors-open': 'The doors are not closed.',
  },
  sentences: {
    'agenda:published': 'The agenda of {items} items was published.',
    'item:added': 'Item added: {title}.',
    'item:amended': 'Item amended: {title}.',
    'item:called': 'The chair turned to the item: {title}.',
    'item:doors-closed': 'Substitutes, observers and guests left the room; the doors were closed.',
    'item:doors-opened': 'The doors were opened.',
  },
};
export const sentences: Sentences<Events, typeof vi.sentences> = {
  'agenda:published': ({ items }) => ['agenda:published', { items: items.filter((one) => !one.parent).length }],
  'item:added': ({ title }) => ['item:added', { title }],
  'item:amended': ({ title }) => ['item:amended', { title }],
  'item:called': ({ title }) => ['item:called', { title }],
  'item:doors-closed': () => ['item:doors-closed', {}],
  'item:doors-opened': () => ['item:doors-opened', {}],
};
