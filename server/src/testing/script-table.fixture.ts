/** What the script of the demonstration's meeting says happened; `type` names an event, not a command of ours. */
export interface ScriptEvent {
  readonly n: number;
  readonly at: string;
  readonly type: string;
  readonly by: string;
  readonly item?: string;
  readonly to?: string;
  readonly guest?: string;
  readonly paper?: string;
  readonly poll?: string;
  readonly choice?: string;
  readonly sealed?: boolean;
  readonly question?: string;
  readonly method?: 'open' | 'secret';
  readonly expandsTo?: readonly string[];
  readonly class?: string;
  readonly summary?: string;
  readonly outcome?: string;
  readonly text?: string;
  readonly countRecord?: Readonly<Record<string, number>>;
  readonly counts?: Readonly<Record<string, number>>;
}
export interface Ordered {
  readonly by: string;
  readonly name: string;
  readonly request: object;
}
export interface Context {
  readonly tasksOf: (itemId: string) => readonly object[];
  /** The speech now under way. */
  readonly speechId: () => string;
  readonly chair: string;
  readonly secretary: string;
  /** Does this question settle its item? The teller committee and its count are questions of procedure. */
  readonly settles: (pollId: string) => boolean;
}
const kinds: Readonly<Record<string, string>> = {
  'về thủ tục': 'procedure',
  'trả lời': 'reply',
  'ý kiến tranh luận': 'debate',
  'đăng ký': 'speech',
};

type Line = (event: ScriptEvent, context: Context) => readonly Ordered[];
const nothing: Line = () => [];
const one = (by: string, name: string, request: object = {}): readonly Ordered[] => [{ by, name, request }];

/** Each type of the script as the commands of this product that make it happen, or as nothing with the reason. */
export const script: Readonly<Record<string, Line>> = {
  'attendance:open': ({ by }) => one(by, 'attendance:open'),
  'attendance:checkIn': ({ by }) => one(by, 'attendance:check-in'),
  'attendance:leave': ({ by }) => one(by, 'attendance:leave'),
  'session:open': ({ by }) => one(by, 'session:open', { withoutVoting: false }),
  'session:close': ({ by }) => one(by, 'session:close'),
  'item:call': ({ by, item }) => one(by, 'item:call', { itemId: item }),
  'presenter:take': ({ by }) => one(by, 'presenter:take'),
  'presenter:release': ({ by }) => one(by, 'presenter:release'),
  'floor:request': ({ by, class: kind }) => one(by, 'floor:ask', { kind: kinds[kind ?? ''] }),
  'floor:give': ({ by, to }) => one(by, 'floor:give', { personId: to, limitMs: 300_000 }),
  // The speaker ends; the secretary writes down what was said.
  'floor:end': ({ by, summary }, { secretary, speechId }) => [
    ...one(secretary, 'speech:summarise', { speechId: speechId(), summary: summary ?? '' }),
    ...one(by, 'floor:end'),
  ],
  // A new version comes by upload, not by a command of a tablet: the test uploads it.
  'paper:replace': nothing,
  'poll:open': ({ by, poll, item, question, method }, { settles }) =>
    one(by, 'poll:open', {
      pollId: poll,
      itemId: item,
      question,
      kind: method === 'secret' ? 'paper' : 'open',
      settles: settles(poll ?? ''),
      repeats: null,
    }),
  // A sealed ballot lies in a box in the room: of paper ballots the tellers' record is all that is entered.
  'ballot:cast': ({ by, poll, choice }) => (choice ? one(by, 'ballot:cast', { pollId: poll, choice }) : []),
  'poll:close': ({ by, poll }) => (poll === 'v5' ? [] : one(by, 'poll:close', { pollId: poll })),
  // v4a to v4c are one poll of the block; what the head of the tellers announces is entered, confirmed and announced.
  'poll:announce': ({ by, poll, counts, countRecord }, { chair, secretary }) => {
    if (poll === 'v4b' || poll === 'v4c') return [];
    const pollId = poll === 'v4a' ? 'v4' : poll;
    if (!countRecord) return one(by, 'poll:announce', { pollId });
    const { approve, reject, not_voting } = counts ?? {};
    const counted = { pollId, approve, reject, not_voting, record: countRecord };
    return [
      ...one(secretary, 'poll:record', counted),
      ...one(chair, 'poll:confirm', counted),
      ...one(chair, 'poll:announce', { pollId }),
    ];
  },
  // The block is opened by calling it.
  'block:open': nothing,
  'item:conclude': ({ by, item, outcome, text }, { tasksOf }) =>
    one(by, 'item:conclude', { itemId: item, outcome, text, tasks: tasksOf(item ?? '') }),
  'visibility:close': ({ by, item }) => one(by, 'item:close-doors', { itemId: item }),
  'visibility:open': ({ by }) => one(by, 'item:open-doors'),
  'guest:admit': ({ by, guest, item }) => one(by, 'attendance:admit', { personId: guest, itemId: item }),
  'guest:dismiss': ({ by, guest }) => one(by, 'attendance:dismiss', { personId: guest }),
};
