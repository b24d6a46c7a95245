import { CodeDoor } from './code-door.js';
import { Desk } from './desk.js';
import { LinkDoor } from './link-door.js';
import type { IdentityParts } from './parts.js';
import { PasswordDoor } from './password-door.js';

export interface Identity {
  readonly desk: Desk;
  readonly passwords: PasswordDoor;
  readonly links: LinkDoor;
  readonly codes: CodeDoor;
}

export function createIdentity(parts: IdentityParts): Identity {
  const desk = new Desk(parts);
  return {
    desk,
    passwords: new PasswordDoor(desk, parts),
    links: new LinkDoor(desk, parts),
    codes: new CodeDoor(desk, parts),
  };
}
