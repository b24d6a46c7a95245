import * as account from '../account/words.js';
import * as agenda from '../agenda/words.js';
import * as app from '../app/words.js';
import * as archive from '../archive/words.js';
import * as chair from '../chair/words.js';
import * as display from '../display/words.js';
import * as home from '../home/words.js';
import * as meeting from '../meeting/words.js';
import * as minutes from '../minutes/words.js';
import * as papers from '../papers/words.js';
import * as rescue from '../rescue/words.js';
import * as room from '../room/words.js';
import * as tasks from '../tasks/words.js';
import * as ui from '../ui/words.js';
import * as voting from '../voting/words.js';

/** Every feature's words, by the name under which they are asked for. */
export const words = {
  account,
  agenda,
  app,
  archive,
  chair,
  display,
  home,
  meeting,
  minutes,
  papers,
  rescue,
  room,
  tasks,
  ui,
  voting,
};
export type Feature = keyof typeof words;
