// The bench's own body, meeting and paper.
export const MEETING = 'phien-do';
export const ITEM = 'i1';
export const CHAIR = 'p-chair';
export const SECRETARY = 'p-secretary';
export const MEMBERS = 500;
export const member = (n) => `p-${String(n).padStart(3, '0')}`;
export const BODY = 'do';
export const PAPER = 'p1';
export const VERSION = `${MEETING}~${PAPER}~1`;
export const INK = `paper/${VERSION}/shared@1`;
