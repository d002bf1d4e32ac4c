// Follows a stream with the npm package `eventsource-client` until it is told not to return.
import {createEventSource} from 'eventsource-client';

createEventSource({
  url: process.argv[2],
  onMessage: ({id, event: type, data}) => console.log(JSON.stringify({id, type, data})),
});
