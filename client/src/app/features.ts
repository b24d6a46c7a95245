import type { Feature } from './feature.js';

const found = import.meta.glob<{ readonly feature: Feature }>('../*/routes.tsx', { eager: true });
const features = Object.values(found).map((module) => module.feature);

const inOrder = <T extends { readonly order: number }>(list: readonly T[]) =>
  list.toSorted((a, b) => a.order - b.order);

/** Everything the features add, gathered. */
export const routes = features.flatMap((feature) => feature.routes ?? []);
export const fullRoutes = features.flatMap((feature) => feature.fullRoutes ?? []);
export const openRoutes = features.flatMap((feature) => feature.openRoutes ?? []);
export const navItems = inOrder(features.flatMap((feature) => feature.nav ?? []));
export const homePanels = inOrder(features.flatMap((feature) => feature.home ?? []));
export const overlays = features.flatMap((feature) => feature.Everywhere ?? []);
