import { MeetingBallot } from './meeting-ballot.js';
import { useMeetingsUnderWay } from './under-way.js';

/** Whatever a person has open: a poll of a meeting that he is present in comes over it. */
export function Ballots() {
  const meetings = useMeetingsUnderWay();
  return meetings.map((meetingId) => <MeetingBallot key={meetingId} meetingId={meetingId} />);
}
