import type { Instant } from '../storage/ports.js';

/** In one minute, of all subjects together: addresses of IPv6 are there to be had by the thousand. */
const MOST = 20;

/** Says when to write down what anybody can cause without being signed in: once a minute for each subject. */
export class Seldom {
  #minute = '';
  readonly #told = new Set<string>();
  constructor(private readonly now: () => Instant) {}

  take(subject: string): boolean {
    const minute = this.now().slice(0, 'yyyy-mm-ddThh:mm'.length);
    if (minute !== this.#minute) this.#told.clear();
    this.#minute = minute;
    if (this.#told.has(subject) || this.#told.size >= MOST) return false;
    this.#told.add(subject);
    return true;
  }
}
