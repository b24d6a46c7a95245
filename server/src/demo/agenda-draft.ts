import { between } from '@ecab/shared/agenda/order';
import { agendaContent, type DraftItem } from '@ecab/shared/sync/content';
import { agendaDoc } from '@ecab/shared/sync/doc-name';
import * as Y from 'yjs';
import { Refused, type Stage } from './stage.js';

export type Planned = Omit<DraftItem, 'order' | 'note'>;

/** A secretary writes the draft of the agenda into its doc, as a tablet does: one update under a leased client id. */
export async function draftAgenda({ app }: Stage, meetingId: string, secretary: string, items: readonly Planned[]) {
  const name = agendaDoc(meetingId);
  if ((await app.docs.read(name, agendaContent)).length > 0) return;
  const owner = { personId: secretary, deviceId: 'demo' };
  const doc = new Y.Doc();
  for (const client of await app.leases.lease(name, owner, 1)) doc.clientID = client;
  doc.transact(() => {
    let order: string | null = null;
    for (const { id, title, ...fields } of items) {
      order = between(order, null);
      const item = new Y.Map<unknown>(Object.entries({ ...fields, order }));
      item.set('title', new Y.Text(title));
      item.set('note', new Y.Text());
      doc.getMap('items').set(id, item);
    }
  });
  const answer = await app.docs.update(name, owner, Y.encodeStateAsUpdate(doc));
  doc.destroy();
  if (!answer.ok) throw new Refused(`${name}: ${answer.refusal}`);
}

/** Drafts and publishes: what was drafted is what was seen. */
export async function publishAgenda({ app, order }: Stage, meetingId: string, secretary: string) {
  const digest = await app.docs.digest(agendaDoc(meetingId));
  await order(secretary, `meeting/${meetingId}`, 'agenda:publish', { digest });
}
