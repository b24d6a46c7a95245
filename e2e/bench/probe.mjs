// Loaded into a server before its own code: tells the bench what only the process itself can know.
import { monitorEventLoopDelay } from 'node:perf_hooks';

if (process.send) {
  const delay = monitorEventLoopDelay({ resolution: 1 });
  const answers = {
    'delay:start': () => {
      delay.reset();
      delay.enable();
      return null;
    },
    'delay:stop': () => {
      delay.disable();
      // The timer's own millisecond is no delay.
      return { p50: delay.percentile(50) / 1e6 - 1, p99: delay.percentile(99) / 1e6 - 1, max: delay.max / 1e6 - 1 };
    },
    memory: () => {
      globalThis.gc?.();
      globalThis.gc?.();
      return process.memoryUsage();
    },
  };
  process.on('message', ({ probe }) => process.send({ probe, value: answers[probe]?.() }));
  // The bench may end first.
  process.channel?.unref();
}
