/** Part of every runtime that this code meets; `types: []` knows neither Node nor the DOM. */
declare class TextDecoder {
  constructor(label?: string, options?: { fatal?: boolean });
  decode(bytes: Uint8Array): string;
}
