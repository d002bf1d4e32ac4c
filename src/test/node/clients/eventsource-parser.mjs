// Follows a stream with `fetch` and the npm package `eventsource-parser` until it is told not to return.
import {createParser} from 'eventsource-parser';
import {setTimeout as pause} from 'node:timers/promises';

let last;
let retry = 100;

for (;;) {
  try {
    const answer = await fetch(process.argv[2], {headers: last === undefined ? {} : {'Last-Event-ID': last}});
    if (answer.status === 204) {
      break;
    }
    if (!answer.ok) {
      process.exit(1);
    }
    const parser = createParser({
      onEvent: ({id, event: type, data}) => {
        last = id ?? last;
        console.log(JSON.stringify({id, type, data}));
      },
      onRetry: (millis) => {
        retry = millis;
      },
    });
    for await (const text of answer.body.pipeThrough(new TextDecoderStream())) {
      parser.feed(text);
    }
  } catch (error) {
    // The connection broke; what the parser has of an event is forgotten with it.
    console.error(error.message);
  }
  await pause(retry);
}
