// Follows a stream with the npm package `eventsource` until it is told not to return.
import {EventSource} from 'eventsource';

const source = new EventSource(process.argv[2]);
for (const type of ['state', 'progress', 'snapshot', 'warning', 'gap', 'done']) {
  source.addEventListener(type, ({lastEventId: id, data}) => console.log(JSON.stringify({id, type, data})));
}
source.addEventListener('error', ({code}) => {
  if (source.readyState === EventSource.CLOSED && code !== 204) {
    throw new Error(`gave up with ${code}`);
  }
});
