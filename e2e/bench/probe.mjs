// Loaded into a server before its own code: tells the bench what only the process itself can know.
import { readFileSync, writeFileSync } from 'node:fs';
import { Session } from 'node:inspector/promises';
import { monitorEventLoopDelay } from 'node:perf_hooks';

if (process.send) {
  const delay = monitorEventLoopDelay({ resolution: 1 });
  /** Nanoseconds that this thread was ready and had no processor: what others on the machine took. */
  const waited = () => Number(readFileSync('/proc/thread-self/schedstat', 'utf8').split(' ')[1]);
  let [waitedBefore, begun] = [0, 0];
  const session = new Session();
  /** `PROFILE`: the file that gets a CPU profile of what is measured, for whoever asks why a figure is what it is. */
  const { PROFILE } = process.env;
  const answers = {
    // The delay is measured by a timer of 1 ms, which costs more than some of what is measured: only where it is asked for.
    'measure:start': async ({ delay: wanted = false }) => {
      if (PROFILE) {
        session.connect();
        await session.post('Profiler.enable');
        await session.post('Profiler.setSamplingInterval', { interval: 200 });
        await session.post('Profiler.start');
      }
      [waitedBefore, begun] = [waited(), performance.now()];
      delay.reset();
      if (wanted) delay.enable();
      return null;
    },
    'measure:stop': async () => {
      delay.disable();
      const kept = (waited() - waitedBefore) / 1e6 / (performance.now() - begun);
      if (PROFILE) {
        const { profile } = await session.post('Profiler.stop');
        session.disconnect();
        writeFileSync(PROFILE, JSON.stringify(profile));
      }
      // The timer's own millisecond is no delay.
      return {
        p50: delay.percentile(50) / 1e6 - 1,
        p99: delay.percentile(99) / 1e6 - 1,
        max: delay.max / 1e6 - 1,
        kept,
      };
    },
    memory: () => {
      globalThis.gc?.();
      globalThis.gc?.();
      return process.memoryUsage();
    },
  };
  process.on('message', async ({ probe, request }) => process.send({ probe, value: await answers[probe]?.(request) }));
  // The bench may end first.
  process.channel?.unref();
}
