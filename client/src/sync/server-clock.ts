const KEPT = 9;

/** How far the server's clock is ahead of this device's, as the median of the last answers: one slow answer moves nothing. */
export class ServerClock {
  readonly #offsets: number[] = [];
  constructor(private readonly now: () => number) {}

  /** @param askedAt by this device's clock, in ms. @param serverTime ISO 8601, taken at half way. */
  heard(askedAt: number, serverTime: string): void {
    const server = Date.parse(serverTime);
    if (Number.isNaN(server)) return;
    this.#offsets.push(server - (askedAt + this.now()) / 2);
    if (this.#offsets.length > KEPT) this.#offsets.shift();
  }

  get offsetMs(): number {
    const sorted = [...this.#offsets].sort((a, b) => a - b);
    return sorted[sorted.length >> 1] ?? 0;
  }

  /** The server's time, in ms. */
  serverNow(): number {
    return this.now() + this.offsetMs;
  }
}
