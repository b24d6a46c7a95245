import type { Profile } from '../rules/profile.js';

const cited = (text: string) => ({ text, unverified: false });
const unverified = { text: null, unverified: true };
const twoThirds = { num: 2, den: 3, base: 'members' } as const;

/** As read from the profiles shipped; that they are the same is a test of `readProfiles`. */
export const province: Profile = {
  id: 'vn.ubnd.province@2025',
  quorum: { num: 2, den: 3, base: 'members', compare: '>=', cite: unverified },
  decision: { num: 1, den: 2, base: 'members', compare: '>', cite: cited('Điều 40.3 Luật 72/2025/QH15') },
  matters: [],
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
  notice: {
    invitationWorkingDays: 3,
    materialsWorkingDays: 3,
    materialsExtraDays: 1,
    conclusionWorkingDays: 5,
    cite: unverified,
  },
  presentationMinutes: 10,
};
/** A Council's: no tie, and two matters with a majority of their own. */
export const council: Profile = {
  ...province,
  id: 'vn.hdnd@2025',
  decision: { ...province.decision, cite: cited('Điều 35.2 Luật 72/2025/QH15') },
  matters: [
    {
      id: 'remove_deputy',
      decision: { ...twoThirds, compare: '>=', cite: cited('Điều 35.2, 38.5 Luật 72/2025/QH15') },
    },
    { id: 'depleted_council', decision: { ...twoThirds, compare: '>', cite: cited('Điều 49.2.b Luật 72/2025/QH15') } },
  ],
  tie: { rule: 'none', cite: cited('Điều 35.2 Luật 72/2025/QH15 (không quy định)') },
  notice: {
    invitationWorkingDays: null,
    materialsWorkingDays: null,
    materialsExtraDays: null,
    conclusionWorkingDays: null,
    cite: unverified,
  },
};
