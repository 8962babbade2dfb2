// What Markdown knows inside of running text and a digest does not, each with the words of its warning.

/** `opens` begins it; it is one if the first match of `stops` behind that is its end. */
interface Construct {
  opens: RegExp;
  stops?: RegExp;
  isEnd?: (found: string) => boolean;
  message: string;
}

const constructs: readonly Construct[] = [
  {
    opens: /`+/g,
    stops: /`+/g,
    message: 'A digest has no code: ` stays a character',
  },
  {
    opens: /(?<!\*)\*+(?![*\s])/g,
    stops: /(?<=[^*\s])\*+/g,
    message: 'A digest has no emphasis but **strong** in texts: * stays a character',
  },
  {
    opens: /(?<![\p{L}\p{N}_])_+(?![_\s])/gu,
    stops: /(?<=[^_\s])_+(?![\p{L}\p{N}_])/gu,
    message: 'A digest has no emphasis but **strong** in texts: _ stays a character',
  },
  {
    opens: /~~(?![~\s])/g,
    stops: /(?<=[^~\s])~~/g,
    message: 'A digest strikes nothing out: ~~ stays words',
  },
  {
    opens: /==(?![=\s])/g,
    stops: /(?<=[^=\s])==/g,
    message: 'A digest highlights nothing: == stays words',
  },
  {
    opens: /<(?:\/?[a-z]|[!?])/gi,
    stops: /[<>]/g,
    isEnd: (found) => found === '>',
    message: 'HTML means nothing in a digest: < and > stay characters',
  },
  { opens: /<!--/g, message: 'HTML means nothing in a digest: < and > stay characters' },
  {
    opens: /&(?:#\d{1,7}|#x[0-9a-f]{1,6}|[a-z][a-z0-9]{1,31});/gi,
    message: 'A digest has no entities: write the character itself',
  },
  {
    opens: /!(?=\ufffb|\[[^[\]]*\]\()/g,
    message: 'A picture stands on a line of its own, under the headline or a source',
  },
  {
    opens: /(?<!!)\[[^[\]]*\]\(/g,
    message: 'A link stands in a text and leads to a whole address: [label](https://…)',
  },
  { opens: /\[[^[\]]*\]\[[^[\]]*\]/g, message: 'Nothing says where this link leads' },
  { opens: /\[\^[^[\]\s]+\]/g, message: 'A digest has no footnotes' },
  { opens: /\[\[[^[\]]+\]\]/g, message: 'A digest has no links between notes' },
  { opens: /\{[#.][^{}]*\}/g, message: 'A digest has no attributes in braces' },
];

/** `run`: of how many equal marks its beginning is. */
export interface Foreign {
  at: number;
  run: number;
  message: string;
}

/**
 * Where such constructs begin, in the order of their kinds. Each pattern walks forward alone, so the
 * work is linear: an end that was found is asked for again only behind it.
 */
export function findForeign(text: string): Foreign[] {
  return constructs.flatMap((construct) => [...find(construct, text)]);
}

function* find(construct: Construct, text: string): Generator<Foreign> {
  const { opens, stops, isEnd = () => true, message } = construct;
  let end = -1;
  let isOne = true;
  for (const { 0: opening, index } of text.matchAll(opens)) {
    const from = index + opening.length;
    if (stops !== undefined && end < from) {
      const pattern = new RegExp(stops);
      pattern.lastIndex = from;
      const found = pattern.exec(text);
      if (found === null) return;
      end = found.index;
      isOne = isEnd(found[0]);
    }
    const run = /^([*_`~=])\1*/.exec(opening)?.[0].length ?? 1;
    if (isOne) yield { at: index, run, message };
  }
}
