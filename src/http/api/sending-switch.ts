// While SENDING is off every answer about a send that is not over says so: no row knows of the switch.

import type { SendView } from '../../sending/report/send-view.ts';
import { isOver } from '../../sending/send-queries.ts';
import type { Deps } from '../../wiring.ts';

export const sendingOff = {
  code: 'sending_off',
  message:
    'Sending is switched off (SENDING=off): nothing is planned or mailed until it is on again.',
} as const;

export function underSwitch({ env }: Pick<Deps, 'env'>, send: SendView): SendView {
  if (env.SENDING === 'on' || isOver(send.status)) return send;
  return { ...send, warnings: [sendingOff, ...send.warnings] };
}
