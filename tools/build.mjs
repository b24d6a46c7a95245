// `npm run build`: types and rules, server, client.
import { build } from './steps.mjs';

build();
