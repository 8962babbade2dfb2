// Sentences of a newspaper with places for names and numbers, and what each change makes of them.

import type { Frames } from './gate-cases.ts';

const pick = (values: readonly string[], n: number) => values[n % values.length] ?? '';
const town = (n: number) => pick(['Weir', 'Holm', 'Ashford', 'Millbrook'], n);
const firm = (n: number) => pick(['Acme', 'Globex', 'Initech', 'Umbra'], n);
const other = (n: number) => firm(n + 1);
const person = (n: number) => pick(['Sato', 'Ford', 'Lane', 'Okafor'], n);
const rival = (n: number) => person(n + 1);
const count = (n: number) => String(120 + 35 * n);
const more = (n: number) => String(410 + 25 * n);

export const englishFrames: Frames = {
  'names swapped': [
    (n) => ({
      article: `${firm(n)} bought ${other(n)} in May for $${count(n)} million.`,
      point: `${other(n)} bought ${firm(n)} in May for $${count(n)} million.`,
    }),
    (n) => ({
      article: `${person(n)} asked ${rival(n)} to leave the board on Tuesday.`,
      point: `${rival(n)} asked ${person(n)} to leave the board on Tuesday.`,
    }),
    (n) => ({
      article: `${town(n)} sent ${count(n)} volunteers to ${town(n + 1)} after the flood.`,
      point: `${town(n + 1)} sent ${count(n)} volunteers to ${town(n)} after the flood.`,
    }),
    (n) => ({
      article: `${firm(n)} was sued by ${other(n)} over a patent.`,
      point: `${firm(n)} sued ${other(n)} over a patent.`,
    }),
    (n) => ({
      article: `${town(n)} voted for the bridge and ${town(n + 1)} voted against it.`,
      point: `${town(n + 1)} voted for the bridge and ${town(n)} voted against it.`,
    }),
    (n) => ({
      article: `${person(n)}, who ran ${firm(n)}, has joined ${other(n)}.`,
      point: `${person(n)}, who ran ${other(n)}, has joined ${firm(n)}.`,
    }),
  ],
  'a number changed': [
    (n) => ({
      article: `The council of ${town(n)} will spend $${count(n)} million on the bridge.`,
      point: `The council of ${town(n)} will spend $${more(n)} million on the bridge.`,
    }),
    (n) => ({
      article: `The storm killed ${n + 3} people and injured ${count(n)} in ${town(n)}.`,
      point: `The storm killed ${count(n)} in ${town(n)}.`,
    }),
    (n) => ({
      article: `Sales at ${firm(n)} fell by ${n + 2}.5 percent last year.`,
      point: `Sales at ${firm(n)} fell by ${n + 2}5 percent last year.`,
    }),
    (n) => ({
      article: `Of ${more(n)} households, ${count(n)} had returned by Friday.`,
      point: `Of ${count(n)} households, ${more(n)} had returned by Friday.`,
    }),
    (n) => ({
      article: `The ferry carried ${count(n)} cars and ${more(n)} people a day to ${town(n)}.`,
      point: `The ferry carried ${more(n)} cars and ${count(n)} people a day to ${town(n)}.`,
    }),
    (n) => ({
      article: `${firm(n)} hired ${count(n)} workers, twice as many as in 2024.`,
      point: `${firm(n)} hired ${count(n)} workers, twice as many as in 2025.`,
    }),
  ],
  'a negation lost': [
    (n) => ({
      article: `${town(n)} did not approve the plan for the harbour.`,
      point: `${town(n)} did approve the plan for the harbour.`,
    }),
    (n) => ({
      article: `${person(n)} denied taking money from ${firm(n)}.`,
      point: `${person(n)} taking money from ${firm(n)}.`,
    }),
    (n) => ({
      article: `Nobody in ${town(n)} was told of the ${count(n)} leaks.`,
      point: `${town(n)} was told of the ${count(n)} leaks.`,
    }),
    (n) => ({
      article: `${firm(n)} will open the plant without the permit.`,
      point: `${firm(n)} will open the plant with the permit.`,
    }),
    (n) => ({
      article: `${person(n)} said that ${firm(n)} had never paid the fine.`,
      point: `${person(n)} said that ${firm(n)} had paid the fine.`,
    }),
    (n) => ({
      article: `Hardly anybody in ${town(n)} uses the bridge.`,
      point: `Anybody in ${town(n)} uses the bridge.`,
    }),
  ],
  'a hedge lost': [
    (n) => ({
      article: `${firm(n)} may close its plant in ${town(n)} next year.`,
      point: `${firm(n)} will close its plant in ${town(n)} next year.`,
    }),
    (n) => ({
      article: `${person(n)} reportedly left ${firm(n)} in March.`,
      point: `${person(n)} left ${firm(n)} in March.`,
    }),
    (n) => ({
      article: `According to ${person(n)}, the fire began in a shed.`,
      point: 'The fire began in a shed.',
    }),
    (n) => ({
      article: `The bridge is expected to cost about $${count(n)} million.`,
      point: `The bridge is to cost $${count(n)} million.`,
    }),
    (n) => ({
      article: `${firm(n)} could cut up to ${count(n)} jobs in ${town(n)}.`,
      point: `${firm(n)} could cut ${count(n)} jobs in ${town(n)}.`,
    }),
    (n) => ({
      article: `Critics say the plan of ${person(n)} is too dear.`,
      point: `The plan of ${person(n)} is too dear.`,
    }),
  ],
  'sentences joined': [
    (n) => ({
      article: `${firm(n)} named a new chief on Monday. ${other(n)} closed its plant in ${town(n)}.`,
      point: `${firm(n)} closed its plant in ${town(n)}.`,
    }),
    (n) => ({
      article: `In ${town(n)}, ${count(n)} people left their homes. In ${town(n + 1)}, ${n + 3} houses fell.`,
      point: `In ${town(n)}, ${n + 3} houses fell.`,
    }),
    (n) => ({
      article: `${person(n)} missed the vote. ${rival(n)} opposed the plan in a letter.`,
      point: `${person(n)} opposed the plan in a letter.`,
    }),
    (n) => ({
      article: `The ferry left at noon. The storm reached ${town(n)} with winds of ${count(n)} miles an hour.`,
      point: `The ferry reached ${town(n)} with winds of ${count(n)} miles an hour.`,
    }),
    (n) => ({
      article: `${firm(n)} praised the plan, while the chief of ${other(n)} resigned.`,
      point: `${firm(n)} resigned.`,
    }),
    (n) => ({
      article: `${person(n)} won the seat. The former mayor was charged with fraud.`,
      point: `${person(n)} was charged with fraud.`,
    }),
  ],
  'honestly shortened': [
    (n) => ({
      article: `${firm(n)} (founded in 19${20 + n}) will add ${count(n)} jobs in ${town(n)} next year.`,
      point: `${firm(n)} will add ${count(n)} jobs in ${town(n)} next year.`,
    }),
    (n) => ({
      article: `Meanwhile, the council of ${town(n)} voted to repair the bridge.`,
      point: `The council of ${town(n)} voted to repair the bridge.`,
    }),
    (n) => ({
      article: `The mill in ${town(n)}, which opened in 18${60 + n}, burned for ${n + 2} hours on Sunday.`,
      point: `The mill in ${town(n)} burned for ${n + 2} hours on Sunday.`,
    }),
    (n) => ({
      article: `WEIR (The Post) — ${person(n)} won the seat by ${count(n)} votes.`,
      point: `${person(n)} won the seat by ${count(n)} votes.`,
    }),
    (n) => ({
      article: `On a rainy Sunday, ${person(n)} opened the new hall in ${town(n)} before ${count(n)} guests.`,
      point: `${person(n)} opened the new hall in ${town(n)} before ${count(n)} guests.`,
    }),
    (n) => ({
      article: `${firm(n)} slowly closed its old plant in ${town(n)}, which made glass, and sold the land.`,
      point: `${firm(n)} closed its old plant in ${town(n)} and sold the land.`,
    }),
  ],
};
