import { ALNUM, isAt, skip, SPACE, TOKEN } from '../text/chars.js';
import type { Rule } from '../scan/rule.js';

/** The first base64 characters of private keys whose armour is missing. */
export const bareKeyRule: Rule = {
  name: 'private-key-body',
  triggers: [
    'miieogib',
    'miieowib',
    'miiepaib',
    'miiepqib',
    'miiepgib',
    'miieoqib',
    'miiev',
    'miiew',
    'miijkq',
    'miijk',
    'miijqw',
    'miijr',
    'miijq',
    'miicx',
    'miicw',
    'miicd',
    'miibv',
    'mhccaqee',
    'migkagee',
    'mighageam',
    'mig0ageam',
    'mc0caqaw',
    'mfecaqew',
    'b0blbnnzac0rzxktdj',
    'lqoyb',
    'lqpgb',
    'lqdgb',
    'lqwgb',
    'lqcyb',
    'lfgeb',
    'lIYEZ',
    'lhcebg',
  ],
  find(text, from, to, findings) {
    if (isAt(text, from - 1, ALNUM) && text[from - 2] !== '\\') return;
    const armour = text.slice(from, to);
    if (
      !/^(?:MII(?:Eo[gw]IB|Ep[AQgQ]IB|EoQIB|E[vw]|J[KQR]|C[XWd]|Bv)|MHcCAQEE|MIGkAgEE|MIG[H0]AgEAM|MC4CAQAw|MFECAQEw|b3BlbnNzaC1rZXktdj|lQ(?:OY|PG|dG|WG|cY)B|lFgEB|lIYEZ|lHcEBG)/.test(
        armour,
      )
    )
      return;
    let end = from;
    for (let next = bodyEnd(text, from); next > end; next = bodyEnd(text, skipForward(text, end))) end = next;
    if (end - from >= 40) findings.redact(from, end);
    else findings.skipTo(end);
  },
};

const bodyEnd = (text: string, from: number): number => skip(text, from, TOKEN);
const skipForward = (text: string, at: number): number => {
  let end = skip(text, at, SPACE, at + 4);
  while (end < at + 6 && text[end] === '\\' && /[nr]/.test(text.charAt(end + 1))) end += 2;
  return end;
};
