import { openDatabase } from './engine.js';

// Another process that holds the database for writing, as a tool of an administrator's may, until it is killed.
const db = openDatabase(process.argv[2] ?? '');
db.exec('BEGIN IMMEDIATE');
process.stdout.write('held\n');
setInterval(() => db.prepare('SELECT 1').get(), 1_000);
