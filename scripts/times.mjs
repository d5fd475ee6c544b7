// How the benchmarks read the clock of a run.

/** The middle one of some numbers. */
export const median = (values) => [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)];

/** Milliseconds of each step of a kept run but the first, by the worker's clock. */
export const stepTimes = ({ steps: { elapsed_ms: times } }) => times.slice(1).map((time, index) => time - times[index]);
