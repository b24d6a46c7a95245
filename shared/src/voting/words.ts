import type { Same, Sentences } from '../i18n/words.js';
import { percent } from '../rules/share.js';
import type { Events } from './slice.js';

export const vi = {
  refusals: {
    'unknown-poll': 'Không có cuộc biểu quyết này.',
    'poll-exists': 'Cuộc biểu quyết này đã có.',
    'poll-open': 'Đang có biểu quyết, hãy đóng biểu quyết trước.',
    'poll-not-announced': 'Kết quả biểu quyết chưa công bố, hãy công bố trước.',
    'poll-not-open': 'Biểu quyết chưa mở hoặc đã đóng.',
    'poll-not-closed': 'Biểu quyết chưa đóng hoặc đã công bố.',
    'not-entitled': 'Bạn không có quyền biểu quyết nội dung này.',
    'already-cast': 'Phiếu của bạn đã được ghi nhận, không đổi được nữa.',
    'item-settled': 'Nội dung này đã có kết quả biểu quyết.',
    'without-voting': 'Phiên họp này không biểu quyết vì khai mạc khi chưa đủ thành phần.',
    'unknown-matter': 'Bộ quy tắc của cuộc họp không có đa số riêng này.',
    'secret-item': 'Nội dung này bỏ phiếu kín, không biểu quyết công khai.',
    'on-paper': 'Bỏ phiếu kín bằng phiếu giấy, không bỏ trên máy.',
    'not-on-paper': 'Cuộc biểu quyết này không dùng phiếu giấy.',
    'needs-count-record': 'Chưa có biên bản kiểm phiếu.',
    'record-does-not-add-up': 'Số phiếu trong biên bản kiểm phiếu không khớp nhau.',
    'count-changed': 'Số phiếu vừa được nhập lại. Đối chiếu với biên bản rồi xác nhận lại.',
    'entered-by-you': 'Người nhập số phiếu không tự xác nhận. Chủ tọa hoặc thư ký khác xác nhận.',
  },
  sentences: {
    opened: 'Chủ tọa đưa ra biểu quyết: {question}. Có mặt {present}/{members} thành viên.',
    'ballot:recorded': '{person} đã biểu quyết.',
    recorded: 'Ban kiểm phiếu báo cáo: phát ra {issued}, thu vào {collected}, hợp lệ {valid}, không hợp lệ {invalid}.',
    closed: 'Đóng biểu quyết.',
    aborted: 'Hủy lượt biểu quyết: {reason}',
    counts:
      'Kết quả biểu quyết: tán thành {approve}/{base} ({percent} %), không tán thành {reject}, không biểu quyết {notVoting}, không có ý kiến {noResponse}. {outcome}',
    'counts-paper':
      'Kết quả kiểm phiếu: phát ra {issued}, thu vào {collected}, hợp lệ {valid}, không hợp lệ {invalid}; tán thành {approve}/{base} ({percent} %), không tán thành {reject}, không biểu quyết {notVoting}. {outcome}',
    passed: 'Được thông qua.',
    failed: 'Không được thông qua.',
    passed_by_tie: 'Ngang nhau; được thông qua theo phía người đứng đầu.',
    failed_by_tie: 'Ngang nhau; không được thông qua theo phía người đứng đầu.',
    tied_unresolved: 'Ngang nhau, chưa phân định.',
  },
} as const;
export const en: Same<typeof vi> = {
  refusals: {
    'unknown-poll': 'There is no such poll.',
    'poll-exists': 'This poll exists already.',
    'poll-open': 'A poll is open; close it first.',
    'poll-not-announced': 'The result of the poll is not announced; announce it first.',
    'poll-not-open': 'The poll is not open.',
    'poll-not-closed': 'The poll is not closed, or it has been announced.',
    'not-entitled': 'You are not entitled to vote on this item.',
    'already-cast': 'Your ballot is recorded and cannot be changed.',
    'item-settled': 'This item has been decided by a vote.',
    'without-voting': 'There is no voting in this session: it opened without a quorum.',
    'unknown-matter': 'The rule profile of the meeting has no such majority.',
    'secret-item': 'This item is voted on in secret, not openly.',
    'on-paper': 'This is a secret vote on paper, not on the tablet.',
    'not-on-paper': 'This poll does not use paper ballots.',
    'needs-count-record': 'The tellers have not reported yet.',
    'record-does-not-add-up': 'The numbers of the count record do not add up.',
    'count-changed': 'The count has just been entered anew. Compare it with the record and confirm again.',
    'entered-by-you': 'Who entered the count cannot confirm it. The chair or another secretary does.',
  },
  sentences: {
    opened: 'The chair put to the vote: {question}. {present} of {members} members present.',
    'ballot:recorded': '{person} has voted.',
    recorded: 'The tellers reported: {issued} issued, {collected} collected, {valid} valid, {invalid} invalid.',
    closed: 'The poll was closed.',
    aborted: 'The round was aborted: {reason}',
    counts:
      'Vote: {approve} of {base} in favour ({percent} %), {reject} against, {notVoting} not voting, {noResponse} no response. {outcome}',
    'counts-paper':
      'Count: {issued} issued, {collected} collected, {valid} valid, {invalid} invalid; {approve} of {base} in favour ({percent} %), {reject} against, {notVoting} not voting. {outcome}',
    passed: 'Carried.',
    failed: 'Lost.',
    passed_by_tie: 'Tied; carried by the side of the head of the body.',
    failed_by_tie: 'Tied; lost by the side of the head of the body.',
    tied_unresolved: 'Tied, unresolved.',
  },
};
export const sentences: Sentences<Events, typeof vi.sentences> = {
  'poll:opened': ({ question, present, base }) => ['opened', { question, present, members: base.size }],
  'ballot:recorded': ({ personId }, name) => ['ballot:recorded', { person: name(personId) }],
  'poll:recorded': ({ record: { issued, collected, valid, invalid } }) => [
    'recorded',
    { issued, collected, valid, invalid },
  ],
  'poll:closed': () => ['closed', {}],
  'poll:aborted': ({ reason }) => ['aborted', { reason }],
  'poll:announced': ({ counts, base, outcome, record }) => {
    const blanks = {
      approve: counts.approve,
      base: base.size,
      percent: percent(counts.approve, base.size),
      reject: counts.reject,
      notVoting: counts.not_voting,
      noResponse: counts.no_response,
      outcome,
    };
    return record ? ['counts-paper', { ...blanks, ...record }] : ['counts', blanks];
  },
};
