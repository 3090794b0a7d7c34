/**
 * How long to wait before each next question, in milliseconds: from one second, half as long again each time, at
 * most five, a fifth more or less by chance, ending after `total`.
 */
export function* intervals(total = 135_000): Generator<number> {
  let elapsed = 0;
  for (let base = 1000; elapsed < total; base = Math.min(base * 1.5, 5000)) {
    const interval = base * (0.8 + Math.random() * 0.4);
    elapsed += interval;
    yield interval;
  }
}
