import type { MeetingCommands } from '@ecab/shared/ledger/machines';

/** The dialogs that a step may open before it is taken. */
export type Asking =
  | { readonly ask: 'vote'; readonly itemId: string; readonly settles: boolean }
  | { readonly ask: 'conclude'; readonly itemId: string; readonly drop?: boolean }
  | { readonly ask: 'record'; readonly pollId: string }
  | { readonly ask: 'confirm'; readonly counted: MeetingCommands['poll:confirm'] }
  | { readonly ask: 'close'; readonly pollId: string; readonly missing: readonly string[] }
  | { readonly ask: 'end' }
  | { readonly ask: 'handover' };
