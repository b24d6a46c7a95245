/** What a feature says in Vietnamese: keys to texts, with {blanks}. Declared `as const`, so that keys and blanks are types. */
export type Texts = { readonly [key: string]: string };

/**
 * The same in English: the same keys, the same {blanks} (a test). A text with {n} may have a second form, `key_one`,
 * for n = 1; Vietnamese has only one form.
 */
export type Same<Vi extends Texts> = { readonly [Key in keyof Vi]: string } & {
  readonly [Key in keyof Vi as Vi[Key] extends `${string}{n}${string}` ? `${Key & string}_one` : never]?: string;
};

/** The names between braces in a text. */
export type BlanksOf<Text> = Text extends `${string}{${infer Blank}}${infer Rest}` ? Blank | BlanksOf<Rest> : never;

export type Language = 'vi' | 'en';
