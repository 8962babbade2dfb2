// The benches' mailbox as a program of its own: lean, quick, without a rate.

import { startMailbox } from '../../dev/mailbox/server.ts';
import { quickIntake } from './quick-intake.ts';

const { DATA_DIR: dataDir } = process.env;
if (!dataDir) throw new Error('DATA_DIR says where the log is kept');
const mailbox = await startMailbox({ port: 0, dataDir, mode: 'lean', intake: quickIntake });
process.once('SIGTERM', () => void mailbox.close());
// Last: whoever waits for this line may stop us at once.
console.log(`mailbox ${mailbox.url}`);
