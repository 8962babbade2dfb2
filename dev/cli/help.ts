// What the command line says of itself.

export const help = `Usage: npm run cli -- <command>

  import <file>                 make a digest of a .md, .txt (pasted page) or .json file
  check <digest>                what stands against sending it
  preview <digest> [--text | --inbox]
                                the mail as it would be sent, or its row in an inbox
  test <digest> --to <address>  mail it to yourself (up to five --to)
                                all three take --revision n
  publish <digest> --revision n --note "what was corrected"
                                put a correction on the page of a digest that was mailed
  send <digest> [--lists a,b] [--segment id] [--revision n] [--at time] [--timezone zone]
       [--again] [--warm-up new_domain | known_domain] [--yes]
                                say who would get it; with --yes, send it and watch. A line that
                                is repeated sends once; --again mails those who have it, too;
                                --warm-up mails more people every day, the rest the next day
  status <send> [--watch]       where a send stands
  pause | cancel | retry <send>
  resume <send> [--now]         on where it stopped; --now: although its moment has passed
  lists                         the lists
  subscribers import <file> [--lists a,b] [--status confirmed --consent "how"]
                     [--map '{"Contact":"email"}'] [--encoding windows-1252] [--dry-run]
  subscribers export [--format csv|ndjson] [--after cursor]
                                an export that was cut says with which cursor to go on

  DIGEST_URL  where the worker is (http://localhost:8787)
  API_KEY     the key to use (dev)`;
