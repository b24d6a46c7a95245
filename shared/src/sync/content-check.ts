import * as Y from 'yjs';
import type { Spot } from './place.js';
import { isKey, isPlain, isWords } from './plain.js';
import type { Accepts, Shape } from './policy.js';

/** One value, set as a whole: a list of values under one key would show only its last. */
const holdsValue = (content: unknown, accepts: Accepts) =>
  content instanceof Y.ContentAny && content.arr.length === 1 && isPlain(content.arr[0]) && accepts(content.arr[0]);

/** Hooks and other types that inherit from these are another thing to Yjs: the very class counts. */
const isType = (content: unknown, shape: Shape) =>
  content instanceof Y.ContentType &&
  content.type.constructor ===
    { map: Y.Map, text: Y.Text, 'xml-text': Y.XmlText, xml: Y.XmlElement, value: undefined }[shape.is];

/** May this content stand at this spot? What was deleted before it was sent may, where its kind of content might. */
export function isAllowed(item: Y.Item, { container: { shape }, key }: Spot): boolean {
  const { content } = item;
  const deleted = content instanceof Y.ContentDeleted;
  if (shape === null || shape.is === 'value') return false;
  // Yjs sets a key at the end of its history; one put before what is there would be deleted at once.
  if (key !== null && (!isKey(key) || item.rightOrigin !== null)) return false;
  if (shape.is === 'map') {
    const inside = key === null ? null : shape.at(key);
    if (inside === null) return false;
    return deleted || (inside.is === 'value' ? holdsValue(content, inside.accepts) : isType(content, inside));
  }
  if (shape.is === 'xml') {
    if (key !== null) {
      const accepts = shape.attribute(key);
      return accepts !== null && (deleted || holdsValue(content, accepts));
    }
    if (deleted) return true;
    if (!(content instanceof Y.ContentType)) return false;
    if (content.type instanceof Y.XmlText) return shape.text !== null && isType(content, shape.text);
    const child = content.type instanceof Y.XmlElement ? shape.child(content.type.nodeName) : null;
    return child !== null && isType(content, child);
  }
  if (key !== null) return false;
  if (deleted) return true;
  if (content instanceof Y.ContentString) return isWords(content.str);
  if (!(content instanceof Y.ContentFormat)) return false;
  const accepts = shape.mark?.(content.key) ?? null;
  const value: unknown = content.value;
  // null ends a format.
  return accepts !== null && (value === null || (isPlain(value) && accepts(value)));
}
