import { sharedInkDoc } from '@ecab/shared/sync/doc-name';
import { inkRoot } from '@ecab/shared/sync/policies/ink';
import { encodeStroke } from '@ecab/shared/sync/stroke';
import * as Y from 'yjs';
import type { DocHandle } from './docs.js';
import { until } from './readable.js';
import type { TestServer } from './server.fixture.js';
import type { Tablet } from './tablet.fixture.js';

export const ink = sharedInkDoc('v1');
export const stroke = { t: 'pen', c: 'blue', w: 2, p: encodeStroke([{ x: 10, y: 20, pressure: 0.5 }]) };

export const strokesOf = (doc: Y.Doc, personId: string) => [...doc.getMap(inkRoot(personId)).keys()].sort();
export const draw = (handle: DocHandle, personId: string, key: string) =>
  handle.view.getState().doc.getMap(inkRoot(personId)).set(key, stroke);
export const atServer = (server: TestServer, personId: string, name = ink) =>
  server.docs.read(name, (doc) => strokesOf(doc, personId));
export const ready = (handle: DocHandle) => until(handle.view, ({ state }) => state === 'ready');
export const sent = ({ docs }: Tablet) => until(docs.unsent, (counts) => counts.size === 0);
export const connected = ({ connection }: Tablet) => until(connection.state, ({ link }) => link === 'connected');
export const offline = ({ connection }: Tablet) => until(connection.state, ({ link }) => link === 'offline');
/** Whose structs an update holds. */
export const clientsIn = (update: Uint8Array) => [...Y.parseUpdateMeta(update).from.keys()];
