/** By name, on the tablets. */
export const open = { onTablets: true, secret: false };
