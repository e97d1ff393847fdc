// `npm run build`: bundles the app into `out`, whether stale or not.
import { build } from './needs/build.mjs';
import { giveUp } from './needs/cannot-go-on.mjs';

await build().catch(giveUp);
