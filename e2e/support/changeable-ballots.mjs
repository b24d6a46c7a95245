// `node --import`: the server's rule profiles let a ballot change until the close, as none that is shipped does.
import fs from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';

const { readFileSync } = fs;
fs.readFileSync = (file, ...how) => {
  const read = readFileSync(file, ...how);
  if (!String(file).endsWith('/profiles.yaml')) return read;
  return read.replaceAll('ballotChange: {value: never', 'ballotChange: {value: until_close');
};
syncBuiltinESMExports();
