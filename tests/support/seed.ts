// One seed for all property tests, so that a run can be repeated. `SEED=random` looks further.

import fc from 'fast-check';

const { SEED } = process.env;
if (SEED !== 'random') fc.configureGlobal({ seed: Number(SEED ?? 20_261_122) });
