/** The store could not do it. Thrown by every port; the door answers `unavailable` and the tablet sends again. */
export class StoreFault extends Error {}
/** The outcome is unknown: what was written may or may not be there. Read back before anything is decided. */
export class Unreachable extends StoreFault {}
/** There is no room. Nothing was written. */
export class Full extends StoreFault {}
/** What is stored is not what was stored: a broken chain, a blob that does not match its name. Never served. */
export class Corrupt extends StoreFault {}
/** Another server has this store. */
export class StoreInUse extends StoreFault {}
/** The store was written by a newer version of the program, which this one would not understand. */
export class StoreNewer extends StoreFault {}
/** There is no store to open with this configuration. The message is the line for whoever can cure it. */
export class StoreUnusable extends StoreFault {}
/** There is nothing to open to read only. */
export class NoStore extends StoreFault {}
