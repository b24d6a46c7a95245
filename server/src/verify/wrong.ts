/** What is wrong with a package, and where: the first thing that was found. */
export class Wrong extends Error {
  constructor(
    /** A file of the package, with its line or entry where it has such. */
    readonly place: string,
    readonly vi: string,
    readonly en: string,
  ) {
    super(`${place}: ${en}`);
  }
}
/** Told of every step that held, in both languages. */
export type Say = (vi: string, en: string) => void;
