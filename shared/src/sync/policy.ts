import type { z } from 'zod';

/**
 * What a doc of one kind may hold and who may write it. Permission hangs on the root, whole: whatever lies inside a
 * container lies under the container's root, so overwriting or deleting a container reaches nothing that the person
 * may not delete anyway. Two people's parts are therefore two roots, never two containers of one.
 */
export interface Policy {
  /** How deep a value may lie; a value directly under a root has depth 1. */
  readonly depth: number;
  /** What lies under that root; null if docs of this kind have no such root. */
  root(name: string): Shape | null;
  /** May this person add, overwrite and delete under that root? Asked only about roots that there are. */
  mayWrite(root: string, personId: string): boolean;
}

/** What may stand in one place. */
export type Shape = MapShape | TextShape | XmlShape | ValueShape;
export interface MapShape {
  readonly is: 'map';
  /** What stands under that key, null if nothing may. */
  at(key: string): Shape | null;
}
/** Words; `mark` says which formats they may carry, and with which values. */
export interface TextShape {
  readonly is: 'text' | 'xml-text';
  readonly mark?: (name: string) => Accepts | null;
}
/** A fragment or an element with attributes; `text` if words may stand directly inside. */
export interface XmlShape {
  readonly is: 'xml';
  child(nodeName: string): XmlShape | null;
  attribute(name: string): Accepts | null;
  readonly text: TextShape | null;
}
/** One plain value, set and replaced as a whole. */
export interface ValueShape {
  readonly is: 'value';
  readonly accepts: Accepts;
}
export type Accepts = (value: unknown) => boolean;

export const accepts =
  (form: z.ZodType): Accepts =>
  (value) =>
    form.safeParse(value).success;
export const value = (form: z.ZodType): ValueShape => ({ is: 'value', accepts: accepts(form) });
/** A map whose keys match, all holding the same. */
export const mapOf = (keys: RegExp, inside: Shape): MapShape => ({
  is: 'map',
  at: (key) => (keys.test(key) ? inside : null),
});
/** A map of known keys. */
export const record = (fields: Readonly<Record<string, Shape>>): MapShape => ({
  is: 'map',
  at: (key) => (Object.hasOwn(fields, key) ? fields[key]! : null),
});
export const plainText: TextShape = { is: 'text' };
