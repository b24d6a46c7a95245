/** Secret, on paper: tellers count, the secretary enters their record, the chair confirms it (RULES.md c3). */
export const paper = { onTablets: false, secret: true };
