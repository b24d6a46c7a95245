import type { Profile } from '../rules/profile.js';

const cited = (text: string) => ({ text, unverified: false });
const unverified = { text: null, unverified: true };

/** `vn.ubnd.province@2025` as read from the profiles shipped; that it is the same is a test of `readProfiles`. */
export const province: Profile = {
  id: 'vn.ubnd.province@2025',
  quorum: { num: 2, den: 3, base: 'members', compare: '>=', cite: unverified },
  decision: { num: 1, den: 2, base: 'members', compare: '>', cite: cited('Điều 40.3 Luật 72/2025/QH15') },
  tie: { rule: 'head_side', cite: cited('Điều 40.3 Luật 72/2025/QH15') },
  ballotChange: { value: 'never', cite: unverified },
  choices: {
    list: [
      { code: 'approve', label: 'tán thành' },
      { code: 'reject', label: 'không tán thành' },
      { code: 'not_voting', label: 'không biểu quyết' },
    ],
    cite: unverified,
  },
  workingRulesArticle: null,
  notice: { invitationWorkingDays: 3, materialsWorkingDays: 3, conclusionWorkingDays: 5, cite: unverified },
  presentationMinutes: 10,
};
