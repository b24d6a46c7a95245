import type { Feature } from '../app/feature.js';
import { Ballots } from './ballots.js';

export const feature: Feature = { Everywhere: Ballots };
