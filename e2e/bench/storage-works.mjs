export const storageWorks = {};
export const storageGoals = [];
