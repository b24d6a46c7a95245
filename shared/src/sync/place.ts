import * as Y from 'yjs';
import type { Policy, Shape } from './policy.js';
import { clockOf, holderOf, type Id, rootOf, structAt, type Type } from './yjs-internals.js';

/** A root or a type inside one. `of` tells it from every other; `shape` is null where nothing may be written. */
export interface Container {
  readonly of: Type | string;
  readonly root: string;
  readonly shape: Shape | null;
  readonly depth: number;
}
/** Where an item comes to stand: in a list, or under a key. */
export interface Spot {
  readonly container: Container;
  readonly key: string | null;
}
/** `gone`: what holds it is deleted and forgotten, and Yjs will forget the item too. */
export type Placed = Spot | 'gone' | 'missing' | 'malformed';

/** What may stand at this spot, if the content is a type: the shape of that type. */
function shapeOf(shape: Shape | null, key: string | null, type: Type): Shape | null {
  if (shape?.is === 'map') return key === null ? null : shape.at(key);
  if (shape?.is !== 'xml' || key !== null) return null;
  if (type instanceof Y.XmlElement) return shape.child(type.nodeName);
  return type instanceof Y.XmlText ? shape.text : null;
}

/**
 * Finds the real place of items: Yjs takes the parent from the left neighbour, else from the right one, and believes a
 * named parent only where there is neither. Follows references through items of the same update.
 */
export class Places {
  /** Items of the update already placed, in order of their clocks. */
  readonly #fresh: { readonly end: number; readonly item: Y.Item | null; readonly spot: Spot | 'gone' }[] = [];
  readonly #known = new Map<Type | string, Container>();

  constructor(
    private readonly doc: Y.Doc,
    private readonly policy: Policy,
    private readonly client: number,
    private readonly start: number,
  ) {}

  /** Where this item of the update will stand; all before it must have been told by {@link keep}. */
  of({ origin, rightOrigin, parent, parentSub }: Y.Item): Placed {
    const left = origin && this.#spotOf(origin);
    const right = rightOrigin && this.#spotOf(rightOrigin);
    if (left === 'missing' || right === 'missing') return 'missing';
    if (left === 'gone' || right === 'gone') return 'gone';
    if (left && right && (left.container.of !== right.container.of || left.key !== right.key)) return 'malformed';
    if (left || right) return left ?? right!;
    // Decoded items name a root by a string, which the types of Yjs do not tell.
    const named: unknown = parent;
    if (typeof named === 'string') return { container: this.root(named), key: parentSub };
    if (!(named instanceof Y.ID)) return 'malformed';
    const holder = this.#find(named);
    if (holder === 'missing') return 'missing';
    if (holder === null || holder.spot === 'gone') return 'gone';
    const { content } = holder.item;
    if (content instanceof Y.ContentDeleted) return 'gone';
    if (!(content instanceof Y.ContentType)) return 'malformed';
    return { container: this.#inside(content.type, holder.spot), key: parentSub };
  }

  /** Remembers a struct of the update, so that later ones may refer to it; `item` is null for one that only fills. */
  keep(end: number, item: Y.Item | null, spot: Spot | 'gone'): void {
    this.#fresh.push({ end, item, spot });
  }

  /** Where a live item of the doc stands. */
  ofLive(item: Y.Item): Spot {
    return { container: this.#containerOf(item.parent as Type), key: item.parentSub };
  }

  root(name: string): Container {
    const of = rootOf(this.doc, name) ?? name;
    return this.#remember({ of, root: name, shape: this.policy.root(name), depth: 0 });
  }

  /** The container that a type at this spot is. */
  #inside(type: Type, { container, key }: Spot): Container {
    const shape = shapeOf(container.shape, key, type);
    return (
      this.#known.get(type) ?? this.#remember({ of: type, root: container.root, shape, depth: container.depth + 1 })
    );
  }

  #containerOf(type: Type): Container {
    const known = this.#known.get(type);
    if (known) return known;
    const holder = holderOf(type);
    return typeof holder === 'string' ? this.root(holder) : this.#inside(type, this.ofLive(holder));
  }

  #remember(container: Container): Container {
    this.#known.set(container.of, container);
    return container;
  }

  #spotOf(id: Id): Spot | 'gone' | 'missing' {
    const found = this.#find(id);
    return found === null ? 'gone' : found === 'missing' ? found : found.spot;
  }

  /** The item that covers an id and its spot; null where Yjs keeps only the id. */
  #find(id: Id): { readonly item: Y.Item; readonly spot: Spot | 'gone' } | null | 'missing' {
    if (id.client === this.client && id.clock >= this.start) {
      const fresh = this.#fresh;
      if (fresh.length === 0 || id.clock >= fresh[fresh.length - 1]!.end) return 'missing';
      let [low, high] = [0, fresh.length - 1];
      while (low < high) {
        const middle = (low + high) >> 1;
        if (fresh[middle]!.end > id.clock) high = middle;
        else low = middle + 1;
      }
      const { item, spot } = fresh[low]!;
      return item && { item, spot };
    }
    if (id.clock >= clockOf(this.doc, id.client)) return 'missing';
    const item = structAt(this.doc, id);
    return item instanceof Y.Item ? { item, spot: this.ofLive(item) } : null;
  }
}
